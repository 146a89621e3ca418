// A tunnel interface that goes down with its tunnel: its link, the static routes through it, and the BGP session over it.
import { MODERN_SUITE, World } from "./world";

jest.setTimeout(120_000);

let world: World;

const HOLD_SECONDS = 90;

const end = (n: 1 | 2): string => {
  const peer = 3 - n;
  return `${MODERN_SUITE}
set interfaces ge-0/0/0 unit 0 family inet address 10.${n}.0.1/24
set interfaces ge-0/0/1 unit 0 family inet address 198.51.100.${n}/24
set interfaces st0 unit 0 family inet address 169.254.0.${n}/30
set security zones security-zone all host-inbound-traffic system-services all
set security zones security-zone all host-inbound-traffic protocols bgp
set security zones security-zone all interfaces ge-0/0/0.0
set security zones security-zone all interfaces ge-0/0/1.0
set security zones security-zone all interfaces st0.0
set security ike gateway peer ike-policy pol
set security ike gateway peer address 198.51.100.${peer}
set security ike gateway peer external-interface ge-0/0/1.0
set security ike gateway peer version v2-only
set security ipsec vpn peer bind-interface st0.0
set security ipsec vpn peer ike gateway peer
set security ipsec vpn peer ike ipsec-policy pol
set security ipsec vpn peer establish-tunnels immediately
set routing-options static route 10.${peer}.0.0/24 next-hop st0.0
set routing-options static route 10.77.${peer}.0/24 next-hop 169.254.0.${peer}
set routing-options autonomous-system 6500${n}
set policy-options policy-statement out term own from route-filter 10.${n}.0.0/16 orlonger
set policy-options policy-statement out term own from protocol direct
set policy-options policy-statement out term own then accept
set protocols bgp group peer type external
set protocols bgp group peer local-address 169.254.0.${n}
set protocols bgp group peer hold-time ${HOLD_SECONDS}
set protocols bgp group peer export out
set protocols bgp group peer neighbor 169.254.0.${peer} peer-as 6500${peer}
`;
};

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["one", "two", "host-one", "host-two"],
    [
      ["host-one eth0", "one ge-0-0-0"],
      ["host-two eth0", "two ge-0-0-0"],
      ["one ge-0-0-1", "two ge-0-0-1"],
    ],
  );
  await world.host("host-one", "10.1.0.9/24", "10.1.0.1");
  await world.host("host-two", "10.2.0.9/24", "10.2.0.1");
  expect(await world.apply("one", end(1))).toEqual([]);
  expect(await world.apply("two", end(2))).toEqual([]);
});

afterAll(() => world.stop());

const hasLink = async (): Promise<boolean> =>
  (await world.run("one", "ip", "link", "show", "st0.0")).includes("LOWER_UP");

const routes = async (): Promise<string> =>
  world.run("one", "ip", "route", "show", "proto", "static");

const session = async (): Promise<string | undefined> =>
  (await world.state("one")).bgp?.peers[0]?.state;

/** Seconds until something is so; the limit when it never was. */
async function secondsUntil(is: () => Promise<boolean>, limit: number): Promise<number> {
  const began = Date.now();
  while (Date.now() - began < limit * 1000) {
    if (await is()) return (Date.now() - began) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return limit;
}

const isEstablished = async (): Promise<boolean> => (await session()) === "Established";

test("with its tunnel the interface has link, its routes and its session", async () => {
  expect(await world.pingsWithin("host-one", "10.2.0.9", 20)).toBe(true);
  expect(await hasLink()).toBe(true);
  expect(await routes()).toMatch(/^10\.2\.0\.0\/24 dev st0\.0 /m);
  expect(await routes()).toMatch(/^10\.77\.2\.0\/24 via 169\.254\.0\.2 dev st0\.0 /m);
  expect(await secondsUntil(isEstablished, 40)).toBeLessThan(40);
});

test("when the tunnel goes, link and routes go with it, and the session ends long before its hold time", async () => {
  // Nobody answers any more, and the SA is forgotten: only that end knows that its tunnel is gone.
  await world.run("two", "ip", "link", "set", "ge-0-0-1", "down");
  await world.clear("one", { kind: "ike" });
  const gone = await secondsUntil(async () => !(await hasLink()), 10);
  expect(gone).toBeLessThan(10);
  expect(await routes()).not.toContain("st0.0");
  const ended = await secondsUntil(async () => !(await isEstablished()), 15);
  expect(ended).toBeLessThan(HOLD_SECONDS / 6);
  process.stdout.write(`link gone after ${gone} s, session ended after ${ended} s more\n`);
  expect(await world.pings("host-one", "10.2.0.9")).toBe(false);
});

test("the address stays, so that everything is as it was when the tunnel is back", async () => {
  expect(await world.run("one", "ip", "address", "show", "dev", "st0.0")).toContain("169.254.0.1");
  await world.run("two", "ip", "link", "set", "ge-0-0-1", "up");
  expect(await world.pingsWithin("host-one", "10.2.0.9", 40)).toBe(true);
  expect(await hasLink()).toBe(true);
  expect(await routes()).toContain("10.77.2.0/24 via 169.254.0.2 dev st0.0");
  expect(await secondsUntil(isEstablished, 60)).toBeLessThan(60);
});
