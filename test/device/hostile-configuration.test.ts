// A device whose configuration holds what our reader can't follow: it is kept, compared and left alone, and stops nothing.

import { commitChanges, Device, treeInTurns } from "../../lib/device";
import { examine } from "../../lib/device/examine";
import { ConfigTree } from "../../lib/junos";
import { planning } from "../../lib/provider/plan";
import { atOnce } from "../../lib/turns";
import { readStatements, storedStatements } from "../../lib/provider/statement-set";
import { FakeDevice } from "./fake-device";

const OURS = "interfaces ge-0/0/0 mtu 1500 word-of-a-later-release on";

const CONFIGURATION = [
  "set system host-name fake",
  "set protocols bgp group g neighbor 192.0.2.2 export ( A && B )",
  "set policy-options condition c if-route-exists address-family inet 10.0.0.0/8",
  "set policy-options policy-statement p term t from route-filter 10.0.0.0/8 exact next-hop self",
  "set routing-options router-id 192.0.2.1 and more words",
  `set ${OURS}`,
  "set interfaces ge-0/0/1 mtu 1500 no-such ( word && another )",
  "deactivate interfaces ge-0/0/1 mtu 1500 no-such ( word && another )",
  "set interfaces ge-0/0/2 description 'half a quote",
];
const WANTED = { "system domain-name": "example.net" };

let fake: FakeDevice;
let device: Device;

beforeEach(async () => {
  fake = await FakeDevice.start({ configuration: CONFIGURATION.join("\n") });
  const access = { user: "lab", password: "lab123", acceptFirstHostKey: true };
  device = new Device({ host: "127.0.0.1", port: fake.port, ...access });
});

afterEach(async () => {
  device.drop();
  await fake.stop();
});

/** Commits by the provider's own comparison. */
const commit = (
  wanted: Readonly<Record<string, string>>,
  baseline: Readonly<Record<string, string>>,
): ReturnType<typeof commitChanges> =>
  commitChanges(device, {
    plan: (active) =>
      atOnce(
        planning({
          device: active,
          wanted: readStatements({ statements: wanted }),
          baseline: storedStatements({ statements: baseline }),
        }),
      ).lines,
    log: "test",
  });

test("gets our change, and keeps every line of its own", async () => {
  const before = ConfigTree.fromDevice(CONFIGURATION.join("\n"));
  expect(before.errors.length).toBeGreaterThan(2);
  const { changed } = await commit(WANTED, {});
  expect(changed).toBe(true);
  expect(fake.active.toSet().sort()).toEqual(
    [...before.toSet(), "set system domain-name example.net"].sort(),
  );
  await expect(commit(WANTED, WANTED)).resolves.toMatchObject({ changed: false });
});

test.each([
  ["as one name", { [OURS]: "" }],
  ["with its last word as the value", { [OURS.replace(/ on$/, "")]: "on" }],
])("gives back a line of ours that it can't follow any more, %s", async (_how, baseline) => {
  const before = fake.active.toSet();
  await commit({}, baseline);
  expect(fake.active.toSet()).toEqual(before.filter((line) => line !== `set ${OURS}`));
});

test("keeps deactivated what was", async () => {
  const marks = (): string[] => fake.active.toSet().filter((line) => line.startsWith("deact"));
  expect(marks()).toHaveLength(1);
  await commit(WANTED, {});
  expect(marks()).toHaveLength(1);
  const read = ConfigTree.fromDevice(fake.text());
  expect(read.statements().filter(({ inactive }) => inactive === true)).toHaveLength(1);
});

test("is examined to the end", async () => {
  const findings = await examine(await device.session());
  const found = findings.find(({ what }) => what === "active configuration");
  expect(found?.kind).toBe("fine");
  expect(found?.text).toMatch(
    /^\d+ lines, [1-9]\d* of them kept word for word: they can't be followed/,
  );
});

test("of 20,000 lines is read with turns for others, and gives the same tree", async () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, n) => `set policy-options prefix-list p 10.${n >> 8}.${n & 255}.0/24`,
  );
  const text = [...lines, ...CONFIGURATION].join("\n");
  let turns = 0;
  const others = setInterval(() => (turns += 1), 0);
  const tree = await treeInTurns(text);
  clearInterval(others);
  expect(turns).toBeGreaterThan(10);
  expect(tree.toSet()).toEqual(ConfigTree.fromDevice(text).toSet());
});
