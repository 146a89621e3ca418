// IPsec with IPv6 outside or inside, as the configuration asks for it.

import { compile } from "../../../lab/dataplane";
import { batchBetween } from "../../../lab/dataplane/steps";
import { ConfigTree } from "../../../lib/junos";

const BASE = `
set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24
set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8:a::1/64
set security ike proposal p authentication-method pre-shared-keys
set security ike proposal p dh-group group14
set security ike proposal p encryption-algorithm aes-256-cbc
set security ike proposal p authentication-algorithm sha-256
set security ike policy pol proposals p
set security ike policy pol pre-shared-key ascii-text "a key for tests"
set security ike gateway g ike-policy pol
set security ike gateway g external-interface ge-0/0/0.0
set security ipsec proposal e encryption-algorithm aes-256-gcm
set security ipsec policy e proposals e
set security ipsec vpn v bind-interface st0.0
set security ipsec vpn v ike gateway g
set security ipsec vpn v ike ipsec-policy e
`;

const V2 = "set security ike gateway g version v2-only";
const PEER6 = "set security ike gateway g address 2001:db8:b::1";
const PEER4 = "set security ike gateway g address 192.0.2.9";
const INET = "set interfaces st0 unit 0 family inet";
const INET6 = "set interfaces st0 unit 0 family inet6";

function compiled(...more: readonly string[]): {
  readonly daemon: ReturnType<typeof compile>["plan"]["ipsec"]["daemons"][number] | undefined;
  readonly selectors: readonly object[];
  readonly warnings: readonly string[];
} {
  const text = `${BASE}\n${more.join("\n")}`;
  const { plan, warnings } = compile(ConfigTree.fromSet(text), { interfaces: ["ge-0/0/0"] });
  const [daemon] = plan.ipsec.daemons;
  return {
    daemon,
    selectors: (daemon?.connections ?? []).flatMap(({ selectors }) => selectors),
    warnings: warnings.map(({ message }) => message),
  };
}

test.each([
  [PEER4, "192.0.2.1"],
  [PEER6, "2001:db8:a::1"],
])("of two outer addresses the one of the peer's family is used: %s", (peer, own) => {
  const { daemon, warnings } = compiled(V2, INET, peer);
  expect(daemon).toMatchObject({ localAddress: own });
  expect(warnings).toEqual([]);
});

test.each([
  [[INET], ["0.0.0.0/0"]],
  [[INET6], ["::/0"]],
  [
    [INET6, INET],
    ["0.0.0.0/0", "::/0"],
  ],
])("everything of the tunnel interface's families goes through: %j", (families, any) => {
  const { selectors, warnings } = compiled(V2, PEER6, ...families);
  expect(selectors).toEqual([{ name: "v", local: any, remote: any }]);
  expect(warnings).toEqual([]);
});

test("IKEv1 carries one family without selectors, and says so", () => {
  const both = compiled(PEER6, INET, INET6);
  expect(both.selectors).toMatchObject([{ local: ["0.0.0.0/0"], remote: ["0.0.0.0/0"] }]);
  expect(both.warnings).toEqual([expect.stringContaining("carries one family")]);
  expect(compiled(PEER6, INET6)).toMatchObject({
    selectors: [{ local: ["::/0"], remote: ["::/0"] }],
    warnings: [],
  });
});

test("a peer known by name is narrowed to what is routed to it, in both tables", () => {
  const { selectors } = compiled(
    V2,
    INET,
    "set interfaces st0 unit 0 family inet6 address 2001:db8:100::1/64",
    "set security ike gateway g dynamic hostname branch.example.net",
    "set routing-options static route 10.7.0.0/16 next-hop st0.0",
    "set routing-options rib inet6.0 static route 2001:db8:7::/48 next-hop st0.0",
  );
  expect(selectors).toMatchObject([
    {
      local: ["0.0.0.0/0", "::/0"],
      remote: ["10.7.0.0/16", "2001:db8:7::/48", "2001:db8:100::/64"],
    },
  ]);
});

test("half a proxy identity takes everything of its family for the other half", () => {
  const proxy = "set security ipsec vpn v ike proxy-identity local 2001:db8:1::/64";
  expect(compiled(V2, PEER6, INET6, proxy).selectors).toMatchObject([
    { local: ["2001:db8:1::/64"], remote: ["::/0"] },
  ]);
});

test("what cannot pass is told", () => {
  const crossed = compiled(
    ...[V2, PEER6, INET, INET6],
    "set security ipsec vpn v traffic-selector t local-ip 10.1.0.0/16",
    "set security ipsec vpn v traffic-selector t remote-ip 2001:db8:7::/48",
  );
  expect(crossed.warnings).toEqual([expect.stringContaining("nothing of one family passes")]);
  const local = compiled(V2, PEER6, INET, "set security ike gateway g local-address 192.0.2.1");
  expect(local.daemon).toBeUndefined();
  expect(local.warnings).toEqual([expect.stringContaining("not of one family")]);
  const absent = compiled(...[V2, PEER6, INET], "delete interfaces ge-0/0/0 unit 0 family inet6");
  expect(absent.daemon).toBeUndefined();
  expect(absent.warnings).toEqual([expect.stringContaining("has no IPv6 address")]);
});

describe("policy-based VPNs", () => {
  const direction = (from: string, to: string): string =>
    `set security policies from-zone ${from} to-zone ${to} policy p`;
  const leading = (source: string, destination: string): readonly string[] => [
    "delete security ipsec vpn v bind-interface",
    "set security zones security-zone untrust interfaces ge-0/0/0.0",
    "set interfaces ge-0/0/1 unit 0 family inet6 address 2001:db8:1::1/64",
    "set security zones security-zone trust interfaces ge-0/0/1.0",
    "set security address-book global address here 2001:db8:1::/64",
    "set security address-book global address there 2001:db8:2::/64",
    "set security address-book global address old 10.2.0.0/16",
    `${direction("trust", "untrust")} match source-address ${source}`,
    `${direction("trust", "untrust")} match destination-address ${destination}`,
    `${direction("trust", "untrust")} match application any`,
    `${direction("trust", "untrust")} then permit tunnel ipsec-vpn v`,
  ];

  test.each([
    [PEER6, "any", "any", ["::/0"], ["::/0"]],
    [PEER6, "any-ipv6", "any", ["::/0"], ["::/0"]],
    [PEER4, "any", "any-ipv4", ["0.0.0.0/0"], ["0.0.0.0/0"]],
    [PEER6, "here", "there", ["2001:db8:1::/64"], ["2001:db8:2::/64"]],
  ])(
    "of both families the outer one goes through: %s, %s to %s",
    (peer, from, to, local, remote) => {
      const { selectors, warnings } = compiled(peer, ...leading(from, to));
      expect(selectors).toEqual([{ name: "v", local, remote }]);
      expect(warnings).toEqual([]);
    },
  );

  test.each([
    [PEER4, "here", "there", "between IPv4 addresses carries no IPv6"],
    [PEER6, "any", "old", "between IPv6 addresses carries no IPv4"],
    [PEER6, "any-ipv4", "any", "between IPv6 addresses carries no IPv4"],
  ])("the other family is told: %s, %s to %s", (peer, from, to, words) => {
    const { selectors, warnings } = compiled(peer, ...leading(from, to));
    expect(selectors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining(words)]);
  });

  test("marked packets of both families find the tunnel's table", () => {
    const text = [BASE, PEER6, ...leading("any", "any")].join("\n");
    const { plan } = compile(ConfigTree.fromSet(text), { interfaces: ["ge-0/0/0", "ge-0/0/1"] });
    const { innerRoutes } = batchBetween(undefined, plan);
    const { link, mark } = plan.policyTunnels[0] ?? { link: "", mark: 0 };
    expect(innerRoutes).toEqual(
      expect.arrayContaining([
        `route replace 0.0.0.0/0 dev ${link} table ${mark}`,
        `route replace ::/0 dev ${link} table ${mark}`,
        `rule add pref 1000 fwmark ${mark} lookup ${mark}`,
        `-6 rule add pref 1000 fwmark ${mark} lookup ${mark}`,
      ]),
    );
    expect(batchBetween(plan, undefined).removals).toContain(
      `-6 rule del pref 1000 fwmark ${mark} lookup ${mark}`,
    );
  });
});
