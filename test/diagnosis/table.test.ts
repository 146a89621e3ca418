// The failure modes that configurations can show, each provoked behind the library's back: the first cause is the true one.
import { causeLines, diagnose, wantedOf } from "../../lib/diagnosis";
import { tunnelsBetween } from "../../lib/junos";
import { type Fault, FAULTS } from "./faults";
import { devicesOf, diagnosed, example, type World } from "./world";

const worlds = new Map<string, World>();
const score = { program: 0, files: 0 };

beforeAll(async () => {
  for (const name of ["route-based", "policy-based"]) worlds.set(name, await example(name));
}, 60_000);

afterAll(() => {
  const { length } = FAULTS;
  const shown = FAULTS.filter(({ isProgramOnly }) => isProgramOnly !== true).length;
  process.stdout.write(
    `diagnosis: ${score.program} of ${length} against the program, ${score.files} of ${shown} from the files alone\n`,
  );
});

const worldOf = ({ world }: Pick<Fault, "world">): World => {
  const found = worlds.get(world);
  if (found === undefined) throw new Error(`there is no ${world}`);
  return found;
};

test.each(FAULTS)("row $row: $name", (fault) => {
  const [found] = diagnosed(worldOf(fault), fault.entered);
  const [first, ...others] = (found?.causes ?? []).map((cause) => causeLines(cause).join("\n"));
  expect(first).toMatch(fault.said);
  expect(first).toMatch(/\n {2}(?:\S+ and )?\S+: .+\n {2}fix: \S/s);
  expect(others.length).toBeLessThanOrEqual(Object.keys(fault.entered).length === 1 ? 0 : 1);
  score.program += 1;
});

test.each(FAULTS.filter(({ isProgramOnly }) => isProgramOnly !== true))(
  "row $row, from the files alone: $name",
  (fault) => {
    const devices = devicesOf(worldOf(fault), fault.entered).map(({ name, tree }) => ({
      name,
      tree,
    }));
    const wanted = tunnelsBetween(devices).tunnels.map((tunnel) => wantedOf(tunnel, devices));
    const [first] = diagnose(wanted, devices).flatMap(({ causes }) => causes);
    expect(first === undefined ? "nothing" : causeLines(first).join("\n")).toMatch(fault.said);
    score.files += 1;
  },
);

test("no key is shown, whichever was changed", () => {
  const keys = FAULTS.filter(({ name }) => name.includes("key"));
  const text = JSON.stringify(keys.map((fault) => diagnosed(worldOf(fault), fault.entered)));
  expect(text).not.toMatch(/someone|key-of|\$9\$|a key for tests/);
});
