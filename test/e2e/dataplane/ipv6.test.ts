// IPv6 outside, inside, and mixed with IPv4: two gateways, a router between them, and a host behind each.

import { World } from "./world";

jest.setTimeout(90_000);

const SUITE = `
set security ike proposal p authentication-method pre-shared-keys
set security ike proposal p dh-group group19
set security ike proposal p encryption-algorithm aes-256-cbc
set security ike proposal p authentication-algorithm sha-256
set security ike policy pol proposals p
set security ike policy pol pre-shared-key ascii-text "a key for tests"
set security ipsec proposal e protocol esp
set security ipsec proposal e encryption-algorithm aes-256-gcm
set security ipsec policy pol proposals e
set security zones security-zone trust interfaces ge-0/0/0.0 host-inbound-traffic system-services ping
set security zones security-zone untrust interfaces ge-0/0/1.0 host-inbound-traffic system-services ike
set security zones security-zone untrust interfaces ge-0/0/1.0 host-inbound-traffic system-services ping
set security zones security-zone vpn interfaces st0.0 host-inbound-traffic system-services ping
set security policies from-zone trust to-zone vpn policy out match source-address any destination-address any application any
set security policies from-zone trust to-zone vpn policy out then permit
set security policies from-zone vpn to-zone trust policy in match source-address any destination-address any application any
set security policies from-zone vpn to-zone trust policy in then permit
`;

type Family = 4 | 6;

const OUTSIDE = {
  4: { 1: "192.0.2.2/30", 2: "198.51.100.2/30", router: ["192.0.2.1/30", "198.51.100.1/30"] },
  6: {
    1: "2001:db8:a::2/64",
    2: "2001:db8:b::2/64",
    router: ["2001:db8:a::1/64", "2001:db8:b::1/64"],
  },
} as const;

const LAN = {
  4: { 1: "10.1.1", 2: "10.1.2" },
  6: { 1: "2001:db8:1:", 2: "2001:db8:2:" },
} as const;

const word = (family: Family): string => (family === 4 ? "inet" : "inet6");

function inside(family: Family, site: 1 | 2, host: number): string {
  return family === 4 ? `${LAN[4][site]}.${host}` : `${LAN[6][site]}:${host}`;
}

function network(family: Family, site: 1 | 2): string {
  return family === 4 ? `${LAN[4][site]}.0/24` : `${LAN[6][site]}:/64`;
}

function route(family: Family, prefix: string, hop: string): string {
  const table = family === 4 ? "" : "rib inet6.0 ";
  return `set routing-options ${table}static route ${prefix} next-hop ${hop}\n`;
}

/** The configuration of one gateway. */
function gateway(
  site: 1 | 2,
  outer: Family,
  families: readonly Family[],
  options: { readonly version?: "v1-only" | "v2-only"; readonly selectors?: boolean } = {},
): string {
  const other = site === 1 ? 2 : 1;
  const host = (address: string): string => address.split("/")[0] ?? "";
  const name = (at: 1 | 2): string => `gw${at}.example.net`;
  return `${SUITE}
set interfaces ge-0/0/1 unit 0 family ${word(outer)} address ${OUTSIDE[outer][site]}
${route(outer, outer === 4 ? "0.0.0.0/0" : "::/0", host(OUTSIDE[outer].router[site - 1] ?? ""))}
${families
  .map(
    (family) => `
set interfaces ge-0/0/0 unit 0 family ${word(family)} address ${inside(family, site, 1)}/${family === 4 ? 24 : 64}
set interfaces st0 unit 0 family ${word(family)} address ${family === 4 ? `10.1.100.${site}/24` : `2001:db8:100::${site}/64`}
${
  options.selectors === true
    ? `set security ipsec vpn v traffic-selector lan${family} local-ip ${network(family, site)} remote-ip ${network(family, other)}`
    : route(family, network(family, other), "st0.0")
}`,
  )
  .join("\n")}
set security ike gateway g ike-policy pol
set security ike gateway g address ${host(OUTSIDE[outer][other])}
set security ike gateway g local-identity hostname ${name(site)}
set security ike gateway g remote-identity hostname ${name(other)}
set security ike gateway g external-interface ge-0/0/1.0
set security ike gateway g version ${options.version ?? "v2-only"}
set security ipsec vpn v bind-interface st0.0
set security ipsec vpn v ike gateway g
set security ipsec vpn v ike ipsec-policy pol
set security ipsec vpn v establish-tunnels ${site === 1 ? "immediately" : "on-traffic"}
`;
}

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["host1", "gw1", "router", "gw2", "host2"],
    [
      ["host1 eth0", "gw1 ge-0-0-0"],
      ["gw1 ge-0-0-1", "router eth1"],
      ["router eth2", "gw2 ge-0-0-1"],
      ["gw2 ge-0-0-0", "host2 eth0"],
    ],
  );
  for (const family of [4, 6] as const) {
    const length = family === 4 ? 24 : 64;
    await world.host("host1", `${inside(family, 1, 10)}/${length}`, inside(family, 1, 1));
    await world.host("host2", `${inside(family, 2, 10)}/${length}`, inside(family, 2, 1));
    for (const [index, address] of OUTSIDE[family].router.entries()) {
      await world.run(
        "router",
        "ip",
        "address",
        "add",
        address,
        "dev",
        `eth${index + 1}`,
        ...(family === 6 ? ["nodad"] : []),
      );
    }
  }
  await world.run(
    "router",
    "sysctl",
    "-qw",
    "net.ipv4.ip_forward=1",
    "net.ipv6.conf.all.forwarding=1",
  );
});

afterAll(() => world.stop());

async function configure(
  outer: Family,
  families: readonly Family[],
  options: Parameters<typeof gateway>[3] = {},
): Promise<void> {
  for (const site of [2, 1] as const) {
    const warnings = await world.apply(`gw${site}`, gateway(site, outer, families, options));
    expect(warnings).toEqual([]);
  }
}

/** What a link of the router carries while one host pings the other. */
async function captured(family: Family): Promise<string> {
  const capture = world.run("router", "timeout", "2", "tcpdump", "-nni", "eth1", "-l");
  await new Promise((resolve) => setTimeout(resolve, 800));
  await world.run("host1", "ping", "-c5", "-i0.05", "-W1", "-n", inside(family, 2, 10));
  return capture;
}

describe.each<readonly [string, Family, readonly Family[], Parameters<typeof gateway>[3]]>([
  ["IPv6 in IPv6", 6, [6], {}],
  ["IPv4 in IPv6", 6, [4], {}],
  ["IPv6 in IPv4", 4, [6], {}],
  ["both in IPv6", 6, [4, 6], {}],
  ["both in IPv4, each with a traffic selector", 4, [4, 6], { selectors: true }],
  ["IPv6 in IPv6 with IKEv1", 6, [6], { version: "v1-only" }],
])("%s", (_name, outer, families, options) => {
  beforeAll(() => configure(outer, families, options));

  test("the hosts reach each other both ways", async () => {
    for (const family of families) {
      expect(await world.pingsWithin("host1", inside(family, 2, 10), 20)).toBe(true);
      expect(await world.pings("host2", inside(family, 1, 10))).toBe(true);
    }
  });

  test("the SAs are between the outer addresses, and no NAT was found", async () => {
    const { ike, ipsec } = await world.state("gw1");
    const [mine, theirs] = [OUTSIDE[outer][1], OUTSIDE[outer][2]].map((each) => each.split("/")[0]);
    // Both ends may have begun: then there are two for a moment.
    expect(ike.length).toBeGreaterThan(0);
    for (const sa of ike) {
      const outside = { localAddress: mine, remoteAddress: theirs, remotePort: 500 };
      expect(sa).toMatchObject({ ...outside, state: "UP", natDetected: false });
    }
    const carried = new Set(
      ipsec.filter((sa) => sa.packetsOut > 0).map(({ remoteSelector }) => remoteSelector),
    );
    expect(carried.size).toBe(options?.selectors === true ? families.length : 1);
  });

  test("nothing of it is seen in clear", async () => {
    for (const family of families) {
      const seen = await captured(family);
      expect(seen.match(/UDP-encap: ESP/g)?.length ?? 0).toBeGreaterThanOrEqual(10);
      expect(seen).not.toContain(LAN[family][1]);
    }
  });
});

test("large packets pass too", async () => {
  await configure(6, [6]);
  expect(await world.pingsWithin("host1", inside(6, 2, 10), 20)).toBe(true);
  const said = await world.run(
    "host1",
    "ping",
    "-c5",
    "-i0.2",
    "-W1",
    "-s1400",
    "-n",
    inside(6, 2, 10),
  );
  expect(said).toMatch(/[3-5] received/);
});
