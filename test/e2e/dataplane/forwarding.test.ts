// Zones, policies, address translation and routes with real packets, without IPsec.

import { World } from "./world";

jest.setTimeout(60_000);

let world: World;

const BASE = `
set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24
set interfaces ge-0/0/1 unit 0 family inet address 192.0.2.1/24
set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8:1::1/64
set interfaces ge-0/0/1 unit 0 family inet6 address 2001:db8:2::1/64
set security zones security-zone inside interfaces ge-0/0/0.0
set security zones security-zone outside interfaces ge-0/0/1.0
`;
const OPEN = "set security policies default-policy permit-all\n";

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["inner", "gate", "outer"],
    [
      ["inner eth0", "gate ge-0-0-0"],
      ["gate ge-0-0-1", "outer eth0"],
    ],
  );
  await world.host("inner", "10.1.0.10/24", "10.1.0.1");
  await world.host("outer", "192.0.2.10/24", "192.0.2.1");
  for (const [host, net] of [
    ["inner", 1],
    ["outer", 2],
  ] as const) {
    const address = `2001:db8:${net}::10/64`;
    await world.run(host, "ip", "address", "add", address, "dev", "eth0", "nodad");
    await world.run(host, "ip", "-6", "route", "add", "default", "via", `2001:db8:${net}::1`);
  }
});

afterAll(() => world.stop());

/** Whether a TCP connection to a port of a host gets an answer; nothing listens, so it is a refusal. */
async function reaches(from: string, address: string, port: number): Promise<boolean> {
  const script = `(exec 3<>/dev/tcp/${address}/${port}) 2>&1`;
  const said = await world.run(from, "timeout", "1", "bash", "-c", script);
  return said.includes("refused");
}

describe("policies", () => {
  test("without any, nothing passes, and the device answers nobody", async () => {
    await world.apply("gate", BASE);
    expect(await world.pings("inner", "192.0.2.10")).toBe(false);
    expect(await world.pings("inner", "10.1.0.1")).toBe(false);
    expect((await world.ping("gate", { destination: "192.0.2.10", count: 2 })).received).toBe(2);
  });

  test("a permitted direction carries its replies, the other stays closed", async () => {
    await world.apply(
      "gate",
      `${BASE}
      set security zones security-zone inside host-inbound-traffic system-services ping
      set security policies from-zone inside to-zone outside policy out match source-address any destination-address any application any
      set security policies from-zone inside to-zone outside policy out then permit`,
    );
    expect(await world.pings("inner", "192.0.2.10")).toBe(true);
    expect(await world.pings("outer", "10.1.0.10")).toBe(false);
    expect(await world.pings("inner", "2001:db8:2::10")).toBe(true);
    expect(await world.pings("outer", "2001:db8:1::10")).toBe(false);
    expect(await world.pings("inner", "10.1.0.1")).toBe(true);
    expect(await world.pings("outer", "192.0.2.1")).toBe(false);
  });

  test("the first policy that matches decides, by application and by address", async () => {
    await world.apply(
      "gate",
      `${BASE}
      set security address-book global address server 192.0.2.10/32
      set security address-book global address elsewhere 192.0.2.200/32
      set security address-book global address-set servers address server
      set security address-book global address-set servers address elsewhere
      set applications application odd protocol tcp
      set applications application odd destination-port 8000-8010
      set security policies from-zone inside to-zone outside policy no-ssh match source-address any destination-address servers application junos-ssh
      set security policies from-zone inside to-zone outside policy no-ssh then deny
      set security policies from-zone inside to-zone outside policy some match source-address any destination-address server application [ odd junos-ssh junos-ping ]
      set security policies from-zone inside to-zone outside policy some then permit
      set security policies from-zone inside to-zone outside policy some then count
      set security policies global policy rest match source-address any destination-address any application junos-http
      set security policies global policy rest then permit`,
    );
    expect(await world.pings("inner", "192.0.2.10")).toBe(true);
    expect(await reaches("inner", "192.0.2.10", 8005)).toBe(true);
    expect(await reaches("inner", "192.0.2.10", 22)).toBe(false);
    expect(await reaches("inner", "192.0.2.10", 8011)).toBe(false);
    expect(await reaches("inner", "192.0.2.10", 80)).toBe(true);
    expect(await reaches("outer", "10.1.0.10", 80)).toBe(true);
  });

  test("reject says so, deny is silent; a policy taken away ends its sessions", async () => {
    const ping = `${BASE}
      set security policies from-zone inside to-zone outside policy p match source-address any destination-address any application any
      set security policies from-zone inside to-zone outside policy p then`;
    await world.apply("gate", `${ping} permit`);
    const flow = world.run("inner", "ping", "-n", "-i0.2", "-c12", "-W1", "192.0.2.10");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await world.apply("gate", `${ping} reject`);
    expect(await flow).toMatch(/Packet filtered/);
    expect(await reaches("inner", "192.0.2.10", 80)).toBe(true);
  });

  test("what the lab does not carry out is said", async () => {
    const warnings = await world.apply(
      "gate",
      `${BASE}
      set security zones security-zone inside screen s
      set security screen ids-option s icmp ping-death
      set interfaces ge-0/0/0 unit 7 vlan-id 7`,
    );
    expect(warnings.map(({ path }) => path)).toEqual([
      "interfaces ge-0/0/0 unit 7",
      "security zones security-zone inside screen",
    ]);
  });
});

describe("address translation", () => {
  test("static, both ways, from the zone that is named; every session counts once", async () => {
    await world.apply(
      "gate",
      `${BASE}${OPEN}
      set security nat static rule-set s from zone outside
      set security nat static rule-set s rule one match destination-address 198.51.100.7/32
      set security nat static rule-set s rule one then static-nat prefix 10.1.0.10/32
      set security nat static rule-set s rule net match destination-address 203.0.113.0/28
      set security nat static rule-set s rule net then static-nat prefix 10.1.0.0/28`,
    );
    expect(await world.pings("outer", "198.51.100.7")).toBe(true);
    expect(await world.hits("gate")).toEqual({ one: 1, net: 0 });
    expect(await world.pings("outer", "203.0.113.10")).toBe(true);
    expect(await world.hits("gate")).toEqual({ one: 1, net: 1 });
    const capture = world.run("outer", "timeout", "2", "tcpdump", "-nni", "eth0", "-l", "icmp");
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await world.pings("inner", "192.0.2.10")).toBe(true);
    expect(await capture).toMatch(/198\.51\.100\.7 > 192\.0\.2\.10/);
  });

  test("a rule that stays keeps its hits when others change", async () => {
    await world.apply(
      "gate",
      `${BASE}${OPEN}
      set security nat static rule-set s from zone outside
      set security nat static rule-set s rule one match destination-address 198.51.100.7/32
      set security nat static rule-set s rule one then static-nat prefix 10.1.0.10/32`,
    );
    const { one } = await world.hits("gate");
    expect(one).toBeGreaterThanOrEqual(1);
    expect(await world.pings("outer", "203.0.113.10")).toBe(false);
  });

  test("source, by interface: address and ports change, replies come back", async () => {
    await world.apply(
      "gate",
      `${BASE}${OPEN}
      set security nat source rule-set o from zone inside
      set security nat source rule-set o to zone outside
      set security nat source rule-set o rule skip match destination-address 192.0.2.99/32
      set security nat source rule-set o rule skip then source-nat off
      set security nat source rule-set o rule all match source-address 0.0.0.0/0
      set security nat source rule-set o rule all then source-nat interface`,
    );
    const capture = world.run(
      "outer",
      "timeout",
      "3",
      "tcpdump",
      "-nni",
      "eth0",
      "-l",
      "udp or icmp",
    );
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await world.pings("inner", "192.0.2.10")).toBe(true);
    const send =
      'const s=require("dgram").createSocket("udp4");s.bind(4500,()=>s.send("x",9,"192.0.2.10",()=>s.close()))';
    await world.run("inner", process.execPath, "-e", send);
    const seen = await capture;
    expect(seen).toMatch(/192\.0\.2\.1 > 192\.0\.2\.10: ICMP echo request/);
    expect(seen).toMatch(/192\.0\.2\.1\.\d+ > 192\.0\.2\.10\.9: UDP/);
    expect(seen).not.toMatch(/192\.0\.2\.1\.4500 >/);
    expect(await world.hits("gate")).toMatchObject({ all: 2, skip: 0 });
  });

  test("source, from a pool that the device answers ARP for but does not own", async () => {
    await world.apply(
      "gate",
      `${BASE}${OPEN}
      set security zones security-zone outside host-inbound-traffic system-services all
      set security nat source pool p address 192.0.2.50/32 to 192.0.2.51/32
      set security nat proxy-arp interface ge-0/0/1.0 address 192.0.2.50/32 to 192.0.2.51/32
      set security nat source rule-set pooled from zone inside
      set security nat source rule-set pooled to zone outside
      set security nat source rule-set pooled rule all match source-address 10.1.0.0/24
      set security nat source rule-set pooled rule all then source-nat pool p`,
    );
    expect(await world.pings("inner", "192.0.2.10")).toBe(true);
    expect(await world.hits("gate")).toEqual({ all: 1 });
    expect(await world.pings("outer", "192.0.2.50")).toBe(false);
    expect(await world.pings("outer", "192.0.2.1")).toBe(true);
  });

  test("destination, to a pool with another port; policies see the new address", async () => {
    await world.apply(
      "gate",
      `${BASE}
      set security address-book global address inner 10.1.0.10/32
      set security policies from-zone outside to-zone inside policy p match source-address any destination-address inner application junos-ssh
      set security policies from-zone outside to-zone inside policy p then permit
      set security nat destination pool d address 10.1.0.10/32
      set security nat destination pool d address port 22
      set security nat destination rule-set i from interface ge-0/0/1.0
      set security nat destination rule-set i rule r match destination-address 192.0.2.1/32
      set security nat destination rule-set i rule r match destination-port 2222
      set security nat destination rule-set i rule r then destination-nat pool d`,
    );
    expect(await reaches("outer", "192.0.2.1", 2222)).toBe(true);
    expect(await reaches("outer", "192.0.2.1", 2223)).toBe(false);
    expect(await world.hits("gate")).toEqual({ r: 1 });
  });
});

describe("routes", () => {
  test("discard and reject; the better preference wins; a hop that is not there is passed over", async () => {
    await world.apply(
      "gate",
      `${BASE}${OPEN}
      set routing-options static route 192.0.2.10/32 discard
      set routing-options static route 198.18.0.0/24 qualified-next-hop 192.0.2.10 preference 7
      set routing-options static route 198.18.0.0/24 qualified-next-hop 10.1.0.10 preference 3
      set routing-options static route 198.18.1.0/24 next-hop [ 172.31.0.1 192.0.2.10 ]
      set routing-options static route 198.18.2.0/24 next-hop 192.0.2.1
      set routing-options rib inet6.0 static route 2001:db8:9::/48 next-hop 2001:db8:2::10`,
    );
    expect(await world.pings("inner", "192.0.2.10")).toBe(false);
    const best = (address: string): Promise<string> =>
      world.run("gate", "ip", "route", "get", address);
    expect(await best("198.18.0.1")).toMatch(/via 10\.1\.0\.10 /);
    expect(await best("198.18.1.1")).toMatch(/via 192\.0\.2\.10 /);
    expect(await best("198.18.2.1")).not.toMatch(/via/);
    expect(await best("2001:db8:9::1")).toMatch(/via 2001:db8:2::10 /);
    await world.apply("gate", `${BASE}${OPEN}`);
    expect(await world.pings("inner", "192.0.2.10")).toBe(true);
    expect(await best("198.18.0.1")).not.toMatch(/via/);
  });

  test("an address that changes takes its old one away", async () => {
    await world.apply("gate", `${BASE.replace("10.1.0.1/24", "10.1.0.2/24")}${OPEN}`);
    const addresses = await world.run("gate", "ip", "-4", "-br", "address", "show", "ge-0-0-0");
    expect(addresses).toMatch(/10\.1\.0\.2\/24/);
    expect(addresses).not.toMatch(/10\.1\.0\.1\//);
  });
});
