// Networks that nobody wrote, with which nothing is wrong, give no finding.
import { fc, seed } from "../random";
import { type RandomStack, built, randomStack } from "./random-stack";
import { diagnosed, worldOfProgram } from "./world";

/** Alike for all who test one commit. */
const STACKS = fc.sample(randomStack, { numRuns: 200, seed: seed() });

const nameOf = ({ hub, form, spokes }: RandomStack): string =>
  `${hub}, ${form}: ${spokes.map(({ nat, kind }) => `${nat} ${kind}`).join(", ")}`;

test("nothing stands against the tunnels of 200 random stacks", () => {
  const found = STACKS.flatMap((stack) => {
    const world = worldOfProgram(built(stack));
    expect(world.tunnels).toHaveLength(stack.spokes.length);
    return diagnosed(world).flatMap(({ tunnel, causes, differences }) =>
      [...causes.map(({ what }) => what), ...differences.map(({ place }) => place)].map(
        (what) => `${nameOf(stack)}: ${tunnel}: ${what}`,
      ),
    );
  });
  expect(found).toEqual([]);
}, 120_000);

test("they are of every kind", () => {
  const kinds = new Set(
    STACKS.flatMap(({ hub, form, spokes }) =>
      spokes.map(({ kind, nat }) => `${hub} ${form} ${kind} ${nat}`),
    ),
  );
  expect(kinds.size).toBeGreaterThan(30);
});
