// Two faults at once, on the same device or on two: both are named, the lower layer first.
import { causeLines } from "../../lib/diagnosis";
import { type Fault, FAULTS } from "./faults";
import { type Entered, diagnosed, example, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await example("route-based");
}, 60_000);

const SINGLE = FAULTS.filter(
  ({ world: name, entered }) => name === "route-based" && Object.keys(entered).length === 1,
);

/** What is changed, without the last word: two faults of one statement are one. */
const places = ({ entered }: Fault): readonly string[] =>
  Object.entries(entered).flatMap(([device, lines]) =>
    lines.map((line) => `${device} ${line.split(" ").slice(1, 7).join(" ")}`),
  );

/** What is in a statement that is switched off is not in force, and no second fault. */
const isWithin = (one: Fault, other: Fault): boolean =>
  places(one).some((place) => places(other).some((each) => place.startsWith(each)));

const both = (one: Fault, other: Fault): Entered => {
  const devices = [...new Set([...Object.keys(one.entered), ...Object.keys(other.entered)])];
  return Object.fromEntries(
    devices.map((device) => [
      device,
      [...(one.entered[device] ?? []), ...(other.entered[device] ?? [])],
    ]),
  );
};

/** Every fault twice, each time with another one far from it in the list. */
const PAIRS = [17, 29].flatMap((step) =>
  SINGLE.flatMap((one, index): readonly (readonly [Fault, Fault])[] => {
    const other = SINGLE[(index + step) % SINGLE.length];
    return other === undefined || isWithin(one, other) || isWithin(other, one)
      ? []
      : [[one, other]];
  }),
);

test("there are enough pairs", () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(60);
});

test.each(PAIRS.map(([one, other]) => ({ one, other, names: `${one.name}, ${other.name}` })))(
  "$names",
  ({ one, other }) => {
    const [found] = diagnosed(world, both(one, other));
    const said = (found?.causes ?? []).map((cause) => causeLines(cause).join("\n"));
    expect(said).toEqual(expect.arrayContaining([expect.stringMatching(one.said) as string]));
    expect(said).toEqual(expect.arrayContaining([expect.stringMatching(other.said) as string]));
    expect(said).toHaveLength(2);
  },
);
