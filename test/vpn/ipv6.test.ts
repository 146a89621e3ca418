// IPv6 outside, inside, and mixed with IPv4: what each gateway is told, and what is refused.
import {
  Gateway,
  type GatewayProps,
  Nat,
  PolicyBasedVpn,
  type PolicyBasedVpnProps,
  RouteBasedVpn,
  type RouteBasedVpnProps,
  type StackScope,
} from "../../lib";
import { synth } from "../../lib/testing";
import { awsSite } from "../lab-site";
import { toldBy } from "../told-by";

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** Outside addresses, by family: the first is the left gateway's. */
const OUTSIDE = {
  4: ["198.51.100.1/24", "198.51.100.2/24"],
  6: ["2001:db8:f::1/64", "2001:db8:f::2/64"],
} as const;

const LAN = {
  4: ["10.1.1.1/24", "10.1.2.1/24"],
  6: ["2001:db8:1::1/64", "2001:db8:2::1/64"],
} as const;

type Family = 4 | 6;

function gateways(
  scope: StackScope,
  outside: readonly [Family, Family],
  inside: readonly Family[],
  more: Partial<GatewayProps> = {},
): { readonly left: Gateway; readonly right: Gateway } {
  const make = (index: 0 | 1): Gateway =>
    new Gateway(scope, index === 0 ? "left" : "right", {
      existing: reach,
      external: { interface: "ge-0/0/1", address: OUTSIDE[outside[index]][index] },
      internal: inside.map((family) => ({ interface: "ge-0/0/0", address: LAN[family][index] })),
      ...(index === 0 ? more : {}),
    });
  return { left: make(0), right: make(1) };
}

function vpn(
  scope: StackScope,
  { left, right }: ReturnType<typeof gateways>,
  more: Partial<RouteBasedVpnProps> = {},
): RouteBasedVpn {
  return new RouteBasedVpn(scope, "vpn", {
    initiator: { gateway: left, identity: "left.example.net", tunnelUnit: 0 },
    responder: { gateway: right, identity: "right.example.net", tunnelUnit: 0 },
    presharedKey: "a key for tests",
    ...more,
  });
}

function policyVpn(
  scope: StackScope,
  { left, right }: ReturnType<typeof gateways>,
  more: Partial<PolicyBasedVpnProps> = {},
): PolicyBasedVpn {
  return new PolicyBasedVpn(scope, "vpn", {
    initiator: { gateway: left, identity: "left.example.net" },
    responder: { gateway: right, identity: "right.example.net" },
    presharedKey: "a key for tests",
    ...more,
  });
}

async function linesOf(
  outside: Family,
  inside: readonly Family[],
  more: Partial<RouteBasedVpnProps> = {},
): Promise<readonly string[]> {
  const { devices } = await synth((scope) =>
    vpn(scope, gateways(scope, [outside, outside], inside), more),
  );
  return devices["left"]?.set ?? [];
}

async function refusal(build: (scope: StackScope) => unknown): Promise<string> {
  const failure = await synth(build).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Error)) throw new Error("the program was accepted");
  return failure.message;
}

const having = (lines: readonly string[], word: RegExp): readonly string[] =>
  lines.filter((line) => word.test(line));

test("IPv6 in IPv6: one tunnel for everything, with routes of its own table", async () => {
  const lines = await linesOf(6, [6]);
  expect(lines).toEqual(
    expect.arrayContaining([
      "set interfaces ge-0/0/1 unit 0 family inet6 address 2001:db8:f::1/64",
      "set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8:1::1/64",
      "set interfaces st0 unit 0 family inet6",
      "set routing-options rib inet6.0 static route 2001:db8:2::/64 next-hop st0.0",
      "set security ike gateway vpn address 2001:db8:f::2",
    ]),
  );
  expect(having(lines, /family inet( |$)|traffic-selector/)).toEqual([]);
  expect(having(lines, /address-book .* 2001:db8:[12]::\/64/)).toHaveLength(2);
});

test("IPv4 in IPv6: the tunnel needs no selectors", async () => {
  const lines = await linesOf(6, [4]);
  expect(lines).toContain("set interfaces st0 unit 0 family inet");
  expect(lines).toContain("set routing-options static route 10.1.2.0/24 next-hop st0.0");
  expect(having(lines, /traffic-selector|st0 unit 0 family inet6/)).toEqual([]);
});

test("IPv6 in IPv4: a traffic selector says so, and makes the route", async () => {
  const lines = await linesOf(4, [6]);
  expect(having(lines, /traffic-selector/)).toEqual([
    "set security ipsec vpn vpn traffic-selector pair-1 local-ip 2001:db8:1::/64",
    "set security ipsec vpn vpn traffic-selector pair-1 remote-ip 2001:db8:2::/64",
  ]);
  expect(lines).toContain("set interfaces st0 unit 0 family inet6");
  expect(having(lines, /static route/)).toEqual([]);
});

test("both inside: a selector for each pair of one family, on a unit with both families", async () => {
  const { devices } = await synth((scope) => vpn(scope, gateways(scope, [6, 6], [4, 6])));
  const lines = devices["right"]?.set ?? [];
  expect(having(lines, /traffic-selector/)).toEqual([
    "set security ipsec vpn vpn traffic-selector pair-1 local-ip 10.1.2.0/24",
    "set security ipsec vpn vpn traffic-selector pair-1 remote-ip 10.1.1.0/24",
    "set security ipsec vpn vpn traffic-selector pair-2 local-ip 2001:db8:2::/64",
    "set security ipsec vpn vpn traffic-selector pair-2 remote-ip 2001:db8:1::/64",
  ]);
  expect(having(lines, /interfaces (st0|ge-0\/0\/0) unit/)).toEqual([
    "set interfaces ge-0/0/0 unit 0 family inet address 10.1.2.1/24",
    "set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8:2::1/64",
    "set interfaces st0 unit 0 family inet",
    "set interfaces st0 unit 0 family inet6",
  ]);
});

test("IPv6 in IPv6 in a policy-based VPN: addresses and policies of its own family", async () => {
  const result = await synth((scope) =>
    policyVpn(scope, gateways(scope, [6, 6], [6], { model: "SRX345" })),
  );
  expect(result.devices["left"]?.set).toEqual(
    expect.arrayContaining([
      "set security address-book trust address left-2001:db8:1::_64 2001:db8:1::/64",
      "set security address-book untrust address right-2001:db8:2::_64 2001:db8:2::/64",
      "set security policies from-zone trust to-zone untrust policy to-right match source-address left-2001:db8:1::_64",
      "set security policies from-zone trust to-zone untrust policy to-right then permit tunnel ipsec-vpn vpn",
      "set security ike gateway vpn address 2001:db8:f::2",
    ]),
  );
  // Of the two, only the one whose model Juniper does not name.
  const stated = toldBy(result).filter((text) => text.includes("IPv6 in a policy-based VPN"));
  expect(stated).toEqual([expect.stringMatching(/SRX300, .* SRX550HM.*vSRX, the model of right/)]);
});

test("everything, in a policy-based VPN between IPv6 addresses, is everything of IPv6", async () => {
  const { devices } = await synth((scope) =>
    policyVpn(scope, gateways(scope, [6, 6], [6]), { traffic: "any" }),
  );
  const matches = having(devices["left"]?.set ?? [], /match (source|destination)-address/);
  expect(matches).toHaveLength(4);
  for (const line of matches) expect(line).toMatch(/-address any-ipv6$/);
});

test("between IPv4 addresses no model is warned of", async () => {
  const result = await synth((scope) => policyVpn(scope, gateways(scope, [4, 4], [4])));
  expect(toldBy(result).filter((text) => text.includes("IPv6"))).toEqual([]);
});

test("an address is an identity of its family", async () => {
  const { devices } = await synth((scope) => {
    const { left, right } = gateways(scope, [6, 6], [6]);
    return vpn(
      scope,
      { left, right },
      {
        initiator: { gateway: left, identity: "2001:db8:f::1" },
      },
    );
  });
  expect(devices["left"]?.set.join("\n")).toContain("local-identity inet6 2001:db8:f::1");
  expect(devices["right"]?.set.join("\n")).toContain("remote-identity inet6 2001:db8:f::1");
});

test("own selectors stay as they are", async () => {
  const lines = await linesOf(4, [6], {
    selectors: { lan: { local: "2001:db8:1::/65", remote: "2001:db8:2::/65" } },
  });
  expect(having(lines, /traffic-selector/)).toEqual([
    "set security ipsec vpn vpn traffic-selector lan local-ip 2001:db8:1::/65",
    "set security ipsec vpn vpn traffic-selector lan remote-ip 2001:db8:2::/65",
  ]);
});

test.each<readonly [string, (scope: StackScope) => unknown, readonly string[]]>([
  [
    "external addresses of different families",
    (scope) => vpn(scope, gateways(scope, [4, 6], [4])),
    [
      "external addresses are of different families",
      "198.51.100.1 of left is IPv4",
      "2001:db8:f::2",
    ],
  ],
  [
    "a selector across families",
    (scope) =>
      vpn(scope, gateways(scope, [4, 4], [4, 6]), {
        selectors: { odd: { local: "10.1.1.0/24", remote: "2001:db8:2::/64" } },
      }),
    ["joins networks of different families", "odd: 10.1.1.0/24 and 2001:db8:2::/64"],
  ],
  [
    "a network without a counterpart",
    (scope) =>
      vpn(scope, gateways(scope, [4, 4], [4], { protects: ["10.1.1.0/24", "2001:db8:1::/64"] })),
    ["an IPv6 network behind left", "10.1.2.0/24 behind right"],
  ],
  [
    "NAT that shows an address of the other family",
    (scope) => vpn(scope, gateways(scope, [6, 6], [6], { nat: Nat.static("203.0.113.9") })),
    ["of another family than its own", "2001:db8:f::1, shown as 203.0.113.9"],
  ],
  [
    "IPv6 over IPv4 in a policy-based VPN",
    (scope) => policyVpn(scope, gateways(scope, [4, 4], [6])),
    [
      "a policy-based VPN carries only networks of its outer addresses' own family",
      "2001:db8:1::/64 behind left, whose external address is 198.51.100.1",
      "RouteBasedVpn",
    ],
  ],
  [
    "IPv4 over IPv6 in a policy-based VPN",
    (scope) => policyVpn(scope, gateways(scope, [6, 6], [4])),
    [
      "own family",
      "10.1.1.0/24 behind left, whose external address is 2001:db8:f::1",
      "RouteBasedVpn",
    ],
  ],
  [
    "both families in a policy-based VPN",
    (scope) => policyVpn(scope, gateways(scope, [6, 6], [4, 6])),
    ["own family", "10.1.1.0/24 behind left", "10.1.2.0/24 behind right", "RouteBasedVpn"],
  ],
  [
    "IPv6 in a policy-based VPN of a cluster",
    (scope) => {
      const cluster = { members: { reth0: ["ge-0/0/2", "ge-8/0/2"] } };
      return policyVpn(scope, gateways(scope, [6, 6], [6], { cluster }));
    },
    ["a chassis cluster has no policy-based VPNs with IPv6", "left, a cluster", "RouteBasedVpn"],
  ],
  [
    "an IPv6 subnet in AWS",
    (scope) => {
      const site = awsSite(scope);
      return new Gateway(scope, "left", {
        site,
        external: site.subnet("10.1.12.0/24"),
        internal: site.subnet("2001:db8:1::/64"),
      });
    },
    ["the internal network is IPv6", "AWS sites are IPv4 only", "2001:db8:1::/64"],
  ],
  [
    "an IPv4 next hop of an IPv6 route",
    (scope) => vpn(scope, gateways(scope, [4, 4], [4], { routes: { "::/0": "198.51.100.254" } })),
    ["a route and its next hop are of different families", "::/0 to 198.51.100.254"],
  ],
  [
    "one interface twice with one family",
    (scope) =>
      vpn(
        scope,
        gateways(scope, [4, 4], [4], {
          internal: [
            { interface: "ge-0/0/0", address: "10.1.1.1/24" },
            { interface: "ge-0/0/0", address: "10.1.3.1/24" },
          ],
        }),
      ),
    ["two interfaces have one name", "ge-0/0/0.0"],
  ],
])("refused: %s", async (_name, build, words) => {
  const message = await refusal(build);
  for (const each of words) expect(message).toContain(each);
});
