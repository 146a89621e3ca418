// A device that is managed by its external address, through its own filter: a commit that cuts the way in undoes itself.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKeyPair } from "../../../lib/key-pair";
import type { Order, Outcome } from "./in-band/inside";
import { World } from "./world";

jest.setTimeout(120_000);

const ADDRESS = "198.51.100.1";
const MINUTE_SECONDS = 4;
const SSH = "security zones security-zone untrust host-inbound-traffic system-services ssh";

const key = newKeyPair();
const folder = mkdtempSync(join(tmpdir(), "vsrx-in-band-"));

const CONFIGURATION = `
set system host-name gw
set system root-authentication ssh-ed25519 "${key.public}"
set system login user net class super-user
set system login user net authentication ssh-ed25519 "${key.public}"
set system services ssh
set system services netconf ssh
set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24
set interfaces ge-0/0/1 unit 0 family inet address ${ADDRESS}/24
set security zones security-zone trust interfaces ge-0/0/0.0
set security zones security-zone trust host-inbound-traffic system-services ping
set security zones security-zone untrust interfaces ge-0/0/1.0
set security zones security-zone untrust host-inbound-traffic system-services ping
set ${SSH}
`;

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["operator", "inside", "gw"],
    [
      ["inside eth0", "gw ge-0-0-0"],
      ["operator eth0", "gw ge-0-0-1"],
    ],
  );
  await world.host("operator", "198.51.100.9/24", ADDRESS);
  await world.host("inside", "10.1.0.9/24", "10.1.0.1");
  await world.power("gw", CONFIGURATION, {
    interfaces: ["ge-0/0/0", "ge-0/0/1"],
    minuteSeconds: MINUTE_SECONDS,
  });
});

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A commit by the library, from where the operator sits. */
async function commit(...lines: string[]): Promise<Outcome> {
  const order: Order = {
    connection: {
      host: ADDRESS,
      port: 22,
      user: "net",
      privateKey: key.private,
      acceptFirstHostKey: true,
    },
    lines,
    minute: MINUTE_SECONDS * 1000,
  };
  const file = join(folder, "order.json");
  writeFileSync(file, JSON.stringify(order));
  const said = await world.run(
    "operator",
    ...[process.execPath, "--require", require.resolve("tsx/cjs")],
    ...[join(__dirname, "in-band", "inside.ts"), file],
  );
  return JSON.parse(said.trim().split("\n").at(-1) ?? "") as Outcome;
}

/** Whether a port answers, from a namespace. */
async function answers(from: string, address: string, port = 22): Promise<boolean> {
  const connect = `(exec 3<>/dev/tcp/${address}/${port}) 2>/dev/null && echo open`;
  return (await world.run(from, "timeout", "2", "bash", "-c", connect)).includes("open");
}

test("the zone decides who gets in: SSH by the external address, nothing else and nowhere else", async () => {
  expect(await answers("operator", ADDRESS)).toBe(true);
  expect(await answers("operator", ADDRESS, 830)).toBe(false);
  expect(await answers("inside", "10.1.0.1")).toBe(false);
  expect(await world.pings("inside", "10.1.0.1")).toBe(true);
});

test("a commit by the external address is confirmed by a second login there", async () => {
  const line = "set routing-options static route 203.0.113.0/24 next-hop 198.51.100.9";
  expect(await commit(line)).toEqual({ changed: true });
  await new Promise((resolve) => setTimeout(resolve, (MINUTE_SECONDS + 2) * 1000));
  expect(await world.committed("gw")).toContain(line);
});

test("a commit that shuts the way in is in force for its minute, and undoes itself", async () => {
  const before = await world.committed("gw");
  const committing = commit(`delete ${SSH}`);
  // Seen from outside while it waits to be confirmed.
  let wasShut = false;
  const end = Date.now() + 20_000;
  while (!wasShut && Date.now() < end) wasShut = !(await answers("operator", ADDRESS));
  expect(wasShut).toBe(true);
  expect(await committing).toMatchObject({ standing: "old" });
  expect(await world.committed("gw")).toBe(before);
  expect(await answers("operator", ADDRESS)).toBe(true);
});

test("so does one that takes the address away", async () => {
  const before = await world.committed("gw");
  const address = `interfaces ge-0/0/1 unit 0 family inet address`;
  expect(
    await commit(`delete ${address} ${ADDRESS}/24`, `set ${address} 198.51.100.2/24`),
  ).toMatchObject({ standing: "old" });
  expect(await world.committed("gw")).toBe(before);
  expect(await world.pingsWithin("operator", ADDRESS, 10)).toBe(true);
});

test("and afterwards the device is managed as before", async () => {
  expect(await commit("set system host-name gw-again")).toEqual({ changed: true });
});
