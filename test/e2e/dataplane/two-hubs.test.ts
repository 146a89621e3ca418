// A branch with two hubs: static routes over both tunnels, the better one as long as it is up.

import { MODERN_SUITE, World } from "./world";

jest.setTimeout(90_000);

let world: World;

const SUITE = MODERN_SUITE;

function tunnel(name: string, unit: number, external: string, peer: string): string {
  return `
set interfaces st0 unit ${unit} family inet
set security zones security-zone all interfaces st0.${unit}
set security ike gateway ${name} ike-policy pol
set security ike gateway ${name} address ${peer}
set security ike gateway ${name} dead-peer-detection always-send
set security ike gateway ${name} dead-peer-detection interval 5
set security ike gateway ${name} dead-peer-detection threshold 2
set security ike gateway ${name} external-interface ${external}
set security ike gateway ${name} version v2-only
set security ipsec vpn ${name} bind-interface st0.${unit}
set security ipsec vpn ${name} ike gateway ${name}
set security ipsec vpn ${name} ike ipsec-policy pol
set security ipsec vpn ${name} establish-tunnels immediately
`;
}

function zone(...interfaces: readonly string[]): string {
  const inbound = "set security zones security-zone all host-inbound-traffic system-services all\n";
  return (
    inbound +
    interfaces.map((name) => `set security zones security-zone all interfaces ${name}\n`).join("")
  );
}

function hub(own: string, peer: string): string {
  return `${SUITE}${zone("ge-0/0/1.0", "lo0.0")}${tunnel("branch", 0, "ge-0/0/1.0", peer)}
set interfaces ge-0/0/1 unit 0 family inet address ${own}/30
set interfaces lo0 unit 0 family inet address 10.9.9.9/32
set routing-options static route 10.1.0.0/24 next-hop st0.0
`;
}

const BRANCH = `${SUITE}${zone("ge-0/0/0.0", "ge-0/0/1.0", "ge-0/0/2.0")}
${tunnel("one", 0, "ge-0/0/1.0", "198.51.100.1")}${tunnel("two", 1, "ge-0/0/2.0", "198.51.100.5")}
set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24
set interfaces ge-0/0/1 unit 0 family inet address 198.51.100.2/30
set interfaces ge-0/0/2 unit 0 family inet address 198.51.100.6/30
set routing-options static route 10.9.0.0/16 qualified-next-hop st0.0 preference 5
set routing-options static route 10.9.0.0/16 qualified-next-hop st0.1 preference 9
`;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["host", "branch", "hub1", "hub2"],
    [
      ["host eth0", "branch ge-0-0-0"],
      ["branch ge-0-0-1", "hub1 ge-0-0-1"],
      ["branch ge-0-0-2", "hub2 ge-0-0-1"],
    ],
  );
  await world.host("host", "10.1.0.10/24", "10.1.0.1");
  expect(await world.apply("hub1", hub("198.51.100.1", "198.51.100.2"))).toEqual([]);
  expect(await world.apply("hub2", hub("198.51.100.5", "198.51.100.6"))).toEqual([]);
  expect(await world.apply("branch", BRANCH)).toEqual([]);
});

afterAll(() => world.stop());

/** Which tunnel a packet to the hubs' network takes. */
async function way(): Promise<string> {
  return (
    /dev (\S+)/.exec(await world.run("branch", "ip", "route", "get", "10.9.9.9"))?.[1] ?? "none"
  );
}

test("two tunnels with the same selectors do not get in each other's way", async () => {
  expect(await world.pingsWithin("host", "10.9.9.9", 20)).toBe(true);
  const end = Date.now() + 10_000;
  while ((await world.state("branch")).ipsec.length < 2 && Date.now() < end)
    await world.pings("host", "10.9.9.9");
  const { ike } = await world.state("branch");
  expect(ike.map(({ gateway, mode }) => `${gateway} ${mode}`).sort()).toEqual([
    "one IKEv2",
    "two IKEv2",
  ]);
  // Its interface and route come as soon as the better one's SA has.
  while ((await way()) !== "st0.0" && Date.now() < end) await world.pings("host", "10.9.9.9");
  expect(await way()).toBe("st0.0");
});

test("when the first hub dies, traffic takes the other tunnel, and comes back with it", async () => {
  await world.run("hub1", "ip", "link", "set", "ge-0-0-1", "down");
  const began = Date.now();
  await world.run("host", "true");
  let current = await way();
  while (current !== "st0.1" && Date.now() - began < 40_000) {
    await world.pings("host", "10.9.9.9");
    current = await way();
  }
  expect(current).toBe("st0.1");
  process.stdout.write(`on the second hub after ${Math.round((Date.now() - began) / 1000)} s\n`);
  expect(await world.pingsWithin("host", "10.9.9.9", 5)).toBe(true);
  await world.run("hub1", "ip", "link", "set", "ge-0-0-1", "up");
  const again = Date.now();
  while ((await way()) !== "st0.0" && Date.now() - again < 30_000)
    await world.pings("host", "10.9.9.9");
  expect(await way()).toBe("st0.0");
  expect(await world.pingsWithin("host", "10.9.9.9", 5)).toBe(true);
});
