// Networks with which nothing is wrong give no finding.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { diagnosed, example } from "./world";

const EXAMPLES = readdirSync(join(__dirname, "../golden/examples")).map((file) =>
  file.replace(/\.set$/, ""),
);

test.each(EXAMPLES)("nothing stands against the tunnels of %s", async (name) => {
  const world = await example(name);
  expect(world.tunnels.length).toBeGreaterThan(0);
  const found = diagnosed(world);
  expect(
    found.flatMap(({ causes }) =>
      causes.map(({ what, evidence }) => `${what} ${evidence[0]?.place} ${evidence[0]?.value}`),
    ),
  ).toEqual([]);
  expect(found.flatMap(({ differences }) => differences)).toEqual([]);
});
