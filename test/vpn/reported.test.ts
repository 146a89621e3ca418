// Networks that people drew and reported trouble with, each once accepted without a word: refused, told, or carried now.
import {
  DynamicEndpointGateway,
  type ExistingDevice,
  Gateway,
  type GatewayProps,
  Nat,
  PolicyBasedVpn,
  RouteBasedVpn,
  type StackScope,
} from "../../lib";
import { ValidationError } from "../../lib/diagnostics";
import { synth } from "../../lib/testing";

type Props = Partial<GatewayProps>;

const existing = (n: number): ExistingDevice => ({
  address: `192.0.2.${n}`,
  user: "net",
  configureInterfaces: true,
});

const site =
  (id: string, n: number, net: string) =>
  (scope: StackScope, more: Props = {}): Gateway =>
    new Gateway(scope, id, {
      existing: existing(n),
      external: { interface: "ge-0/0/1", address: `${net}.2/24` },
      internal: { interface: "ge-0/0/0", address: `10.${n}.0.1/24` },
      routes: { "0.0.0.0/0": `${net}.1` },
      ...more,
    });

const [A, B, C] = [
  site("a", 1, "198.51.100"),
  site("b", 2, "203.0.113"),
  site("c", 3, "198.18.3"),
] as const;

const between = (initiator: Gateway, responder: Gateway, more: object = {}) => ({
  initiator: { gateway: initiator, identity: `${initiator.name}.example.net` },
  responder: { gateway: responder, identity: `${responder.name}.example.net` },
  presharedKey: "a key for tests",
  ...more,
});

const vpn = (one: Gateway, other: Gateway, more: object = {}, id = "vpn"): RouteBasedVpn =>
  new RouteBasedVpn(one.node.root, id, between(one, other, more));

/** Hosts are hidden by hand, as most firewalls are set up. */
const HIDING = {
  security: {
    nat: {
      source: {
        ruleSet: {
          out: {
            from: { zone: ["trust"] },
            to: { zone: ["untrust"] },
            rule: {
              all: {
                match: { sourceAddress: ["0.0.0.0/0"] },
                then: { sourceNat: { interface: {} } },
              },
            },
          },
        },
      },
    },
  },
} as const;

/** One LAN at both ends, translated by hand at each, and the translated network given as what is protected. */
const byHand = (shown: string): Props => ({
  internal: { interface: "ge-0/0/0", address: "192.168.1.1/24" },
  protects: [shown],
  config: {
    security: {
      nat: {
        static: {
          ruleSet: {
            overlap: {
              from: { zone: ["vpn"] },
              rule: {
                net: {
                  match: { destinationAddress: shown },
                  then: { staticNat: { prefix: { addrPrefix: "192.168.1.0/24" } } },
                },
              },
            },
          },
        },
      },
    },
  },
});

const HALVES = (part: "0" | "128") => ({
  selectors: { x: { local: `10.1.0.${part}/25`, remote: `10.2.0.${part}/25` } },
});

const behind = (scope: StackScope, n: number): Gateway =>
  site(`g${n}`, 60 + n, `10.50.${n}`)(scope, { nat: Nat.static("198.51.100.77") });

async function rulesOf(build: (scope: StackScope) => unknown): Promise<readonly string[]> {
  const found = await synth((scope) => void build(scope)).catch((error: unknown) => error);
  if (found instanceof ValidationError)
    return ["refused", ...found.diagnostics.map(({ rule }) => rule)];
  if (found instanceof Error) throw found;
  return (found as Awaited<ReturnType<typeof synth>>).diagnostics.map(({ rule }) => rule);
}

test.each<[string, (scope: StackScope) => unknown, readonly string[]]>([
  [
    "a policy-based VPN on a gateway that hides its hosts",
    (scope) => new PolicyBasedVpn(scope, "vpn", between(A(scope, { config: HIDING }), B(scope))),
    ["refused", "source-nat-in-tunnel"],
  ],
  [
    "a route-based VPN in the zone outside, on a gateway that hides its hosts",
    (scope) => vpn(A(scope, { config: HIDING }), B(scope), { zone: "untrust" }),
    ["source-nat-in-tunnel"],
  ],
  [
    "networks that overlap, translated by hand, with policies for what is shown",
    (scope) => vpn(A(scope, byHand("10.10.1.0/24")), B(scope, byHand("10.10.2.0/24"))),
    ["static-nat-in-tunnel"],
  ],
  [
    "two VPNs between one pair of addresses, with two keys",
    (scope) => {
      const [a, b] = [A(scope), B(scope)];
      vpn(a, b, { ...HALVES("0"), presharedKey: "one" });
      vpn(a, b, { ...HALVES("128"), presharedKey: "two" }, "second");
    },
    ["refused", "ike-gateway-shared"],
  ],
  [
    "two gateways behind one address, with selectors of their own",
    (scope) => {
      const b = B(scope);
      for (const n of [1, 2]) vpn(b, behind(scope, n), {}, `vpn${n}`);
    },
    ["refused", "peer-address-twice"],
  ],
  [
    "one network behind two customers",
    (scope) => {
      const a = A(scope);
      vpn(a, B(scope));
      vpn(a, C(scope, { protects: ["10.2.0.0/24"] }), {}, "second");
    },
    ["refused", "network-two-tunnels"],
  ],
  [
    "a customer's network within another one's",
    (scope) => {
      const a = A(scope);
      vpn(a, B(scope));
      vpn(a, C(scope, { protects: ["10.2.0.0/25"] }), {}, "second");
    },
    ["refused", "network-two-tunnels"],
  ],
  [
    "IKE on lo0, which only a line of config knows",
    (scope) =>
      new RouteBasedVpn(scope, "vpn", {
        ...between(A(scope), B(scope)),
        initiator: { gateway: A(scope, {}), identity: "x", externalInterface: "lo0.0" },
      }),
    ["refused"],
  ],
  [
    "lo0 as the external interface",
    (scope) =>
      vpn(A(scope, { external: { interface: "lo0", address: "192.0.2.200/32" } }), B(scope)),
    ["refused", "external-loopback"],
  ],
  [
    "pp0 with an address, and no session",
    (scope) =>
      vpn(A(scope, { external: { interface: "pp0", address: "198.51.100.2/32" } }), B(scope)),
    ["refused", "interface-pppoe"],
  ],
  [
    "a second provider that is said to be inside",
    (scope) => {
      const internal = [
        { interface: "ge-0/0/0", address: "10.1.0.1/24" },
        { interface: "ge-0/0/2", address: "198.18.5.2/24", zone: "second" },
      ];
      const { initiator, ...more } = between(A(scope, { internal }), B(scope));
      return new RouteBasedVpn(scope, "vpn", {
        ...more,
        initiator: { ...initiator, externalInterface: "ge-0/0/2.0" },
      });
    },
    ["refused", "external-interface"],
  ],
  [
    "two gateways in the program for one box with two providers",
    (scope) => {
      const b = B(scope);
      vpn(A(scope), b);
      const again = new Gateway(scope, "again", {
        existing: existing(1),
        external: { interface: "ge-0/0/2", address: "198.18.5.2/24", zone: "second" },
        internal: { interface: "ge-0/0/0", address: "10.1.0.1/24" },
      });
      vpn(again, b, {}, "second");
    },
    ["refused", "network-two-tunnels"],
  ],
])("%s", async (_, build, expected) => {
  expect(await rulesOf(build)).toEqual(expect.arrayContaining([...expected]));
});

test.each<[string, (scope: StackScope) => unknown]>([
  [
    "a route-based VPN",
    (scope) => vpn(A(scope), B(scope, { protects: ["0.0.0.0/0"], internet: {} })),
  ],
  [
    "a hub with static routes",
    (scope) =>
      new DynamicEndpointGateway(scope, "hub", {
        gateway: B(scope, { internet: {} }),
        reach: ["0.0.0.0/0"],
        routing: "static",
      }).connect(A(scope), { presharedKey: "k" }),
  ],
])(
  "everything by way of the other end, by %s: one default route, and IKE beside it",
  async (_, build) => {
    const { devices } = await synth((scope) => void build(scope));
    const routes = (devices["a"]?.set ?? []).filter((line) => line.includes("static route"));
    expect(routes.map((line) => line.replace(/st0\.\d+/, "st0.N"))).toEqual([
      "set routing-options static route 0.0.0.0/0 next-hop st0.N",
      "set routing-options static route 203.0.113.2/32 next-hop 198.51.100.1",
    ]);
  },
);

test("the peer's own public network behind it: IKE stays outside", async () => {
  const { devices } = await synth(
    (scope) => void vpn(A(scope), B(scope, { protects: ["203.0.113.0/24"] })),
  );
  expect(devices["a"]?.set).toContain(
    "set routing-options static route 203.0.113.2/32 next-hop 198.51.100.1",
  );
});

test("two partners of two internal zones: each has its own network, and four policies stand where sixteen did", async () => {
  const { devices } = await synth((scope) => {
    const a = A(scope, {
      internal: [
        { interface: "ge-0/0/0", address: "10.1.0.1/24" },
        { interface: "ge-0/0/2", address: "10.1.1.1/24", zone: "dmz" },
      ],
    });
    for (const [id, peer, network] of [
      ["v1", B(scope), "10.1.0.0/24"],
      ["v2", C(scope), "10.1.1.0/24"],
    ] as const) {
      const { initiator, ...more } = between(a, peer);
      new PolicyBasedVpn(scope, id, { ...more, initiator: { ...initiator, networks: [network] } });
    }
  });
  const policies = (devices["a"]?.set ?? []).filter((line) =>
    line.includes("match source-address"),
  );
  expect(policies).toHaveLength(4);
});

test("a provider in an instance that config makes: the way to the peer is known there", async () => {
  const isp = {
    instanceType: "virtual-router" as const,
    interface: { "ge-0/0/1.0": {} },
    routingOptions: { static: { route: { "0.0.0.0/0": { nextHop: ["198.51.100.1"] } } } },
  };
  expect(
    await rulesOf((scope) =>
      vpn(A(scope, { routes: {}, config: { routingInstances: { isp } } }), B(scope)),
    ),
  ).not.toContain("peer-unrouted");
});
