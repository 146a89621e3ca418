// Two hubs and two branches behind NAT, with BGP over their tunnels: what is learned, where it leads, and when it goes.

import { setTimeout as sleep } from "node:timers/promises";
import type { BgpPeer, BgpRoute } from "../../../lab/dataplane";
import { MODERN_SUITE, World } from "./world";

jest.setTimeout(180_000);

let world: World;

const SUITE = `${MODERN_SUITE}set security zones security-zone all host-inbound-traffic system-services all
set security zones security-zone all interfaces ge-0/0/0.0
set security zones security-zone all interfaces ge-0/0/1.0
set security zones security-zone vpn host-inbound-traffic protocols bgp
set security zones security-zone vpn host-inbound-traffic system-services ping
`;

function gateway(name: string, unit: number, address: string): string {
  return `
set interfaces st0 unit ${unit} family inet address ${address}/30
set security zones security-zone vpn interfaces st0.${unit}
set security ike gateway ${name} ike-policy pol
set security ike gateway ${name} external-interface ge-0/0/1.0
set security ike gateway ${name} version v2-only
set security ike gateway ${name} dead-peer-detection always-send
set security ike gateway ${name} dead-peer-detection interval 10
set security ike gateway ${name} dead-peer-detection threshold 5
set security ipsec vpn ${name} bind-interface st0.${unit}
set security ipsec vpn ${name} ike gateway ${name}
set security ipsec vpn ${name} ike ipsec-policy pol
`;
}

function session(name: string, own: string, peer: string, peerAs: number): string {
  return `
set protocols bgp group ${name} type external
set protocols bgp group ${name} local-address ${own}
set protocols bgp group ${name} hold-time 9
set protocols bgp group ${name} export out
set protocols bgp group ${name} neighbor ${peer} peer-as ${peerAs}
`;
}

function announce(...prefixes: readonly string[]): string {
  return `
set policy-options policy-statement out term own from protocol direct
set policy-options policy-statement out term own from protocol static
set policy-options policy-statement out term own from protocol bgp
${prefixes.map((prefix) => `set policy-options policy-statement out term own from route-filter ${prefix} exact\n`).join("")}
set policy-options policy-statement out term own then accept
set policy-options policy-statement out term rest then reject
`;
}

const BRANCHES = [
  { name: "a", as: 65001 },
  { name: "b", as: 65002 },
] as const;

/** Of hub 1 the tunnels are 169.254.1.0/30 and 169.254.1.4/30. */
function hub(number: 1 | 2, branches: readonly string[], ...more: readonly string[]): string {
  const tunnels = BRANCHES.filter(({ name }) => branches.includes(name)).map(({ name, as }) => {
    const first = BRANCHES.findIndex((each) => each.name === name) * 4;
    const own = `169.254.${number}.${first + 1}`;
    return `${gateway(name, first / 4, own)}${session(name, own, `169.254.${number}.${first + 2}`, as)}
set security ike gateway ${name} dynamic hostname ${name}.example.net
set security ike gateway ${name} local-identity hostname hub.example.net
`;
  });
  return `${SUITE}${tunnels.join("")}${announce(`10.${number}.0.0/24`, "10.0.0.0/8")}
set interfaces ge-0/0/0 unit 0 family inet address 10.${number}.0.1/24
set interfaces ge-0/0/1 unit 0 family inet address 198.51.100.${number * 4 - 3}/30
set routing-options static route 0.0.0.0/0 next-hop 198.51.100.${number * 4 - 2}
set routing-options static route 10.0.0.0/8 discard
set routing-options autonomous-system ${64511 + number}
${more.join("\n")}
`;
}

function branch(index: 0 | 1): string {
  const { name, as } = BRANCHES[index];
  const net = 101 + index;
  const tunnels = ([1, 2] as const).map((number) => {
    const own = `169.254.${number}.${index * 4 + 2}`;
    const peer = `169.254.${number}.${index * 4 + 1}`;
    return `${gateway(`hub${number}`, number, own)}${session(`hub${number}`, own, peer, 64511 + number)}
set security ike gateway hub${number} address 198.51.100.${number * 4 - 3}
set security ike gateway hub${number} local-identity hostname ${name}.example.net
set security ike gateway hub${number} remote-identity hostname hub.example.net
set security ipsec vpn hub${number} establish-tunnels immediately
set protocols bgp group hub${number} import prefer${number}
set policy-options policy-statement prefer${number} then local-preference ${1000 - number}
`;
  });
  return `${SUITE}${tunnels.join("")}${announce(`10.${net}.0.0/24`)}
set interfaces ge-0/0/0 unit 0 family inet address 10.${net}.0.1/24
set interfaces ge-0/0/1 unit 0 family inet address 192.168.${index + 1}.2/24
set routing-options static route 0.0.0.0/0 next-hop 192.168.${index + 1}.1
set routing-options autonomous-system ${as}
`;
}

const PROVIDER = `
set interfaces ge-0/0/0 unit 0 family inet address 198.51.100.2/30
set interfaces ge-0/0/1 unit 0 family inet address 198.51.100.6/30
set interfaces ge-0/0/2 unit 0 family inet address 192.168.1.1/24
set interfaces ge-0/0/3 unit 0 family inet address 192.168.2.1/24
set security zones security-zone outside interfaces ge-0/0/0.0
set security zones security-zone outside interfaces ge-0/0/1.0
set security zones security-zone inside interfaces ge-0/0/2.0
set security zones security-zone inside interfaces ge-0/0/3.0
set security policies default-policy permit-all
set security nat source rule-set out from zone inside
set security nat source rule-set out to zone outside
set security nat source rule-set out rule all match source-address 0.0.0.0/0
set security nat source rule-set out rule all then source-nat interface
`;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["host1", "host2", "hosta", "hostb", "hub1", "hub2", "a", "b", "isp"],
    [
      ["host1 eth0", "hub1 ge-0-0-0"],
      ["host2 eth0", "hub2 ge-0-0-0"],
      ["hosta eth0", "a ge-0-0-0"],
      ["hostb eth0", "b ge-0-0-0"],
      ["hub1 ge-0-0-1", "isp ge-0-0-0"],
      ["hub2 ge-0-0-1", "isp ge-0-0-1"],
      ["a ge-0-0-1", "isp ge-0-0-2"],
      ["b ge-0-0-1", "isp ge-0-0-3"],
    ],
  );
  await world.host("host1", "10.1.0.10/24", "10.1.0.1");
  await world.host("host2", "10.2.0.10/24", "10.2.0.1");
  await world.host("hosta", "10.101.0.10/24", "10.101.0.1");
  await world.host("hostb", "10.102.0.10/24", "10.102.0.1");
  const ports = ["ge-0/0/0", "ge-0/0/1", "ge-0/0/2", "ge-0/0/3"];
  expect(await world.apply("isp", PROVIDER, ports)).toEqual([]);
  expect(await world.apply("hub1", hub(1, ["a", "b"]))).toEqual([]);
  expect(await world.apply("hub2", hub(2, ["a", "b"]))).toEqual([]);
  expect(await world.apply("a", branch(0))).toEqual([]);
  expect(await world.apply("b", branch(1))).toEqual([]);
});

afterAll(() => world.stop());

async function peers(device: string): Promise<readonly BgpPeer[]> {
  return (await world.state(device)).bgp?.peers ?? [];
}

async function routes(device: string): Promise<readonly BgpRoute[]> {
  return (await world.state(device)).bgp?.routes ?? [];
}

/** The prefixes that a device forwards by BGP, with their tunnel interfaces. */
async function used(device: string): Promise<readonly string[]> {
  const all = await routes(device);
  return all
    .filter(({ active }) => active)
    .map(({ prefix, link }) => `${prefix} ${link ?? ""}`)
    .sort();
}

/** Waits until something is as it should be; the last answer is what a test compares. */
async function until<T>(
  seconds: number,
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (good(answer) || Date.now() > end) return answer;
    await sleep(300);
  }
}

const sessionsUp = (all: readonly BgpPeer[]): boolean =>
  all.every(({ state }) => state === "Established");

test("every session comes up over its tunnel", async () => {
  for (const device of ["hub1", "hub2", "a", "b"]) {
    const found = await until(40, () => peers(device), sessionsUp);
    expect(found.map(({ state }) => state)).toEqual(["Established", "Established"]);
    expect(found.map(({ activeHoldSeconds }) => activeHoldSeconds)).toEqual([9, 9]);
  }
});

test("hubs learn the branches' networks, branches what the hubs announce, and prefer the first", async () => {
  const wanted = ["10.101.0.0/24 st0.0", "10.102.0.0/24 st0.1"];
  expect(
    await until(
      20,
      () => used("hub1"),
      ({ length }) => length === 2,
    ),
  ).toEqual(wanted);
  expect(
    await until(
      20,
      () => used("hub2"),
      ({ length }) => length === 2,
    ),
  ).toEqual(wanted);
  const ofBranch = ["10.0.0.0/8 st0.1", "10.1.0.0/24 st0.1", "10.2.0.0/24 st0.2"];
  expect(
    await until(
      20,
      () => used("a"),
      ({ length }) => length === 3,
    ),
  ).toEqual(ofBranch);
  expect(
    await until(
      20,
      () => used("b"),
      ({ length }) => length === 3,
    ),
  ).toEqual(ofBranch);
  const both = (await routes("a")).filter(({ prefix }) => prefix === "10.0.0.0/8");
  expect(
    both
      .map(({ learnedFrom, localPreference, asPath }) => [learnedFrom, localPreference, asPath])
      .sort(),
  ).toEqual([
    ["169.254.1.1", 999, "64512 ?"],
    ["169.254.2.1", 998, "64513 ?"],
  ]);
});

test("hosts reach each other by what was learned: branch and hub, and branch to branch", async () => {
  for (const [from, to] of [
    ["hosta", "10.1.0.10"],
    ["host1", "10.102.0.10"],
    ["hostb", "10.2.0.10"],
    ["hosta", "10.102.0.10"],
    ["hostb", "10.101.0.10"],
  ] as const) {
    expect([from, to, await world.pingsWithin(from, to, 20)]).toEqual([from, to, true]);
  }
  // One child SA for each branch, which carries the tunnel's own network and what was learned.
  const selectors = await until(
    20,
    async () =>
      (await world.state("hub1")).ipsec
        .map(({ vpn, remoteSelector }) => `${vpn} ${remoteSelector}`)
        .sort(),
    ({ length }) => length === 2,
  );
  expect(selectors).toEqual(["a 10.101.0.0/24 169.254.1.0/30", "b 10.102.0.0/24 169.254.1.4/30"]);
});

test("a policy that changes takes effect without ending a session", async () => {
  const before = await peers("hub1");
  await world.apply(
    "hub1",
    hub(1, ["a", "b"], "set policy-options policy-statement out term own then metric 7"),
  );
  const metrics = await until(
    20,
    async () =>
      (await routes("a"))
        .filter(({ learnedFrom }) => learnedFrom === "169.254.1.1")
        .map(({ metric }) => metric),
    (found) => found.every((metric) => metric === 7),
  );
  expect(metrics).toEqual([7, 7]);
  await world.apply("hub1", hub(1, ["a", "b"]));
  const after = await peers("hub1");
  expect(after.map(({ flaps }) => flaps)).toEqual(before.map(({ flaps }) => flaps));
});

test("a static route wins over what is learned, unless it is the last resort", async () => {
  const way = async (): Promise<string> => await world.run("a", "ip", "route", "get", "10.1.0.10");
  const route = "set routing-options static route 10.1.0.0/24 next-hop 192.168.1.1";
  await world.apply("a", branch(0) + route);
  expect(await until(10, way, (said) => said.includes("ge-0-0-1"))).toMatch(/dev ge-0-0-1/);
  const lost = await until(
    10,
    async () =>
      (await routes("a"))
        .filter(({ prefix }) => prefix === "10.1.0.0/24")
        .map(({ active }) => active),
    ([active]) => active === false,
  );
  expect(lost).toEqual([false]);
  await world.apply(
    "a",
    `${branch(0)}${route}\nset routing-options static route 10.1.0.0/24 preference 200`,
  );
  expect(await until(10, way, (said) => said.includes("st0.1"))).toMatch(/dev st0\.1/);
  expect(await used("a")).toContain("10.1.0.0/24 st0.1");
  await world.apply("a", branch(0));
  expect(await until(10, way, (said) => said.includes("st0.1"))).toMatch(/dev st0\.1/);
});

test("many changes in a row, and the daemon and its sessions go on", async () => {
  const daemon = async (): Promise<string> =>
    await world.run("a", "cat", "/run/vsrx/a.bgp/bgpd.pid");
  const before = await daemon();
  const flaps = (await peers("a")).map((peer) => peer.flaps);
  const variants = [
    "set routing-options static route 10.1.0.0/24 next-hop 192.168.1.1",
    "set routing-options static route 10.1.0.0/24 discard\nset routing-options static route 10.1.0.0/24 preference 200",
    "set policy-options policy-statement out term own from route-filter 10.1.0.0/24 exact",
    "set policy-options policy-statement prefer2 then metric 3",
    "",
  ];
  for (let round = 0; round < 30; round += 1) {
    await world.apply("a", `${branch(0)}${variants[round % variants.length] ?? ""}`);
    await world.state("a");
  }
  expect(await daemon()).toBe(before);
  const after = await until(20, () => peers("a"), sessionsUp);
  expect(after.map((peer) => [peer.state, peer.flaps])).toEqual(
    flaps.map((count) => ["Established", count]),
  );
});

test("the daemon takes every condition and every change that is carried out", async () => {
  const words = `
    set policy-options prefix-list l 10.7.0.0/16
    set policy-options policy-statement all term a from metric 4
    set policy-options policy-statement all term a from origin egp
    set policy-options policy-statement all term a from local-preference 9
    set policy-options policy-statement all term a from prefix-list-filter l orlonger
    set policy-options policy-statement all term a then metric add 5
    set policy-options policy-statement all term a then local-preference subtract 5
    set policy-options policy-statement all term a then origin incomplete
    set policy-options policy-statement all term a then next policy
    set policy-options policy-statement all term b from protocol [ access-internal ari-ts ]
    set policy-options policy-statement all term b from route-filter 10.6.0.0/16 longer
    set policy-options policy-statement all term b from route-filter 10.6.0.0/17 upto /20
    set policy-options policy-statement all term b from route-filter 10.4.0.0/14 prefix-length-range /17-/19
    set policy-options policy-statement all term b then as-path-prepend "65001 65001"
    set policy-options policy-statement all term b then next-hop self
    set policy-options policy-statement all term c from prefix-list l
    set policy-options policy-statement all term c then as-path-expand last-as count 2
    set policy-options policy-statement all term c then next-hop peer-address
    set policy-options policy-statement all term d from metric 77
    set policy-options policy-statement all term d then next-hop 10.1.0.99
    set protocols bgp group hub1 passive
    set protocols bgp group hub1 import [ all prefer1 ]
    set protocols bgp group hub1 export [ all out ]`;
  expect(await world.apply("a", branch(0) + words)).toEqual([]);
  expect(await until(40, () => peers("a"), sessionsUp)).toHaveLength(2);
  expect(await world.apply("a", branch(0))).toEqual([]);
  expect((await until(40, () => peers("a"), sessionsUp)).map(({ state }) => state)).toEqual([
    "Established",
    "Established",
  ]);
  expect(
    await until(
      20,
      () => used("a"),
      ({ length }) => length === 3,
    ),
  ).toContain("10.0.0.0/8 st0.1");
});

test("a branch that leaves the hub takes its routes along, and does not disturb the other one", async () => {
  const before = await world.state("hub1");
  await world.apply("hub1", hub(1, ["b"]));
  expect(
    await until(
      20,
      () => used("hub1"),
      ({ length }) => length === 1,
    ),
  ).toEqual(["10.102.0.0/24 st0.1"]);
  const after = await world.state("hub1");
  const stays = (state: typeof before): unknown =>
    state.ike.find(({ gateway: name }) => name === "b")?.initiatorCookie;
  expect(stays(after)).toBe(stays(before));
  expect(after.bgp?.peers.map(({ flaps, state }) => [state, flaps])).toEqual([["Established", 0]]);
  // The branch goes by the other hub meanwhile.
  const other = await until(
    40,
    () => used("a"),
    (all) => all.includes("10.0.0.0/8 st0.2"),
  );
  expect(other).toEqual(["10.0.0.0/8 st0.2", "10.2.0.0/24 st0.2"]);
  await world.apply("hub1", hub(1, ["a", "b"]));
  expect(
    await until(
      60,
      () => used("a"),
      (all) => all.includes("10.0.0.0/8 st0.1"),
    ),
  ).toContain("10.0.0.0/8 st0.1");
  expect(await world.pingsWithin("hosta", "10.1.0.10", 20)).toBe(true);
  expect((await peers("hub1")).find(({ address }) => address === "169.254.1.6")).toMatchObject({
    flaps: 0,
  });
});

test("when the first hub dies, branches go by the other one, and come back with it", async () => {
  expect(await world.pingsWithin("hosta", "10.102.0.10", 20)).toBe(true);
  await world.run("isp", "ip", "link", "set", "ge-0-0-0", "down");
  const began = Date.now();
  const way = async (device: string): Promise<string> =>
    (await used(device)).find((each) => each.startsWith("10.0.0.0/8")) ?? "none";
  for (const device of ["a", "b"]) {
    expect(
      await until(
        40,
        () => way(device),
        (found) => found.endsWith("st0.2"),
      ),
    ).toBe("10.0.0.0/8 st0.2");
  }
  expect(await world.pingsWithin("hosta", "10.102.0.10", 20)).toBe(true);
  process.stdout.write(`by the second hub after ${Math.round((Date.now() - began) / 1000)} s\n`);
  await world.run("isp", "ip", "link", "set", "ge-0-0-0", "up");
  const again = Date.now();
  for (const device of ["a", "b"]) {
    expect(
      await until(
        90,
        () => way(device),
        (found) => found.endsWith("st0.1"),
      ),
    ).toBe("10.0.0.0/8 st0.1");
  }
  process.stdout.write(`back after ${Math.round((Date.now() - again) / 1000)} s\n`);
  expect(await world.pingsWithin("hosta", "10.102.0.10", 20)).toBe(true);
  expect(await world.pingsWithin("hosta", "10.1.0.10", 20)).toBe(true);
});

test("a device that stops leaves no routing daemon and no route behind", async () => {
  expect(await world.run("hub1", "ip", "route", "show", "proto", "bgp")).toMatch(
    /10\.101\.0\.0\/24/,
  );
  await world.stopDevice("hub1");
  expect(await world.run("hub1", "ip", "route", "show", "proto", "bgp")).toBe("");
  expect(await world.run("hub1", "sh", "-c", "ls /run/vsrx | grep -c 'hub1[.]'")).toMatch(/^0/);
  expect((await world.state("hub1")).bgp).toBeUndefined();
});
