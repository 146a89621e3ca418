// Networks per VPN: two partners of one gateway get two different things.
import {
  Gateway,
  PolicyBasedVpn,
  type RouteBasedEnd,
  RouteBasedVpn,
  type RouteBasedVpnProps,
  type StackScope,
} from "../../lib";
import { synth } from "../../lib/testing";

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** Headquarters with a network for each partner, each in a zone of its own. */
function headquarters(scope: StackScope): Gateway {
  return new Gateway(scope, "hq", {
    existing: reach,
    external: { interface: "ge-0/0/1", address: "203.0.113.1/24" },
    internal: [
      { interface: "ge-0/0/0", address: "10.1.0.1/24", zone: "orders" },
      { interface: "ge-0/0/2", address: "10.2.0.1/24", zone: "stock" },
    ],
  });
}

function partner(scope: StackScope, name: string, n: number): Gateway {
  return new Gateway(scope, name, {
    existing: reach,
    external: { interface: "ge-0/0/1", address: `203.0.113.${n}/24` },
    internal: { interface: "ge-0/0/0", address: `10.${n}.0.1/24` },
  });
}

function vpn(
  scope: StackScope,
  hq: Gateway,
  peer: Gateway,
  networks: readonly string[] | undefined,
  more: Partial<RouteBasedVpnProps> & { readonly far?: Partial<RouteBasedEnd> } = {},
): RouteBasedVpn {
  const { far, ...props } = more;
  return new RouteBasedVpn(scope, `vpn-${peer.name}`, {
    initiator: { gateway: peer, identity: `${peer.name}.example.net`, ...far },
    responder: { gateway: hq, identity: "hq.example.net", networks },
    presharedKey: "a key for tests",
    ...props,
  });
}

async function linesOf(build: (scope: StackScope) => void, device: string): Promise<string> {
  const { devices } = await synth(build);
  return (devices[device]?.set ?? []).join("\n");
}

const two = (scope: StackScope): void => {
  const hq = headquarters(scope);
  vpn(scope, hq, partner(scope, "shop", 11), ["10.1.0.0/24"]);
  vpn(scope, hq, partner(scope, "depot", 12), ["10.2.0.128/25"]);
};

test("each partner has a route to its own network alone", async () => {
  const shop = await linesOf(two, "shop");
  expect(shop).toContain("static route 10.1.0.0/24 next-hop st0.");
  expect(shop).not.toContain("10.2.0");
  const depot = await linesOf(two, "depot");
  expect(depot).toContain("static route 10.2.0.128/25 next-hop st0.");
  expect(depot).not.toContain("10.1.0");
});

test("policies at headquarters are between each partner and its own network, in that network's zone", async () => {
  const hq = await linesOf(two, "hq");
  const policies = hq.split("\n").filter((line) => line.includes("match source-address"));
  expect(policies.sort()).toEqual(
    [
      "from-zone orders to-zone vpn policy to-shop match source-address hq-10.1.0.0_24",
      "from-zone vpn to-zone orders policy from-shop match source-address shop-10.11.0.0_24",
      "from-zone stock to-zone vpn policy to-depot match source-address hq-10.2.0.128_25",
      "from-zone vpn to-zone stock policy from-depot match source-address depot-10.12.0.0_24",
    ]
      .map((line) => `set security policies ${line}`)
      .sort(),
  );
  expect(hq).not.toContain("security address-book orders address hq-10.2");
});

test("a policy-based VPN has a pair of policies for what it carries, and no more", async () => {
  const hq = await linesOf((scope) => {
    const [near, far] = [headquarters(scope), partner(scope, "shop", 11)];
    new PolicyBasedVpn(scope, "vpn", {
      initiator: { gateway: far, identity: "shop.example.net" },
      responder: { gateway: near, identity: "hq.example.net", networks: ["10.1.0.0/24"] },
      presharedKey: "a key for tests",
    });
  }, "hq");
  expect(hq).toContain(
    "from-zone orders to-zone untrust policy to-shop match source-address hq-10.1.0.0_24",
  );
  expect(hq).not.toContain("from-zone stock");
  expect(hq).not.toContain("10.2.0.0");
});

test("without networks a VPN carries what its gateways protect, between all zones", async () => {
  const hq = await linesOf((scope) => {
    vpn(scope, headquarters(scope), partner(scope, "shop", 11), undefined);
  }, "hq");
  for (const part of [
    "from-zone orders to-zone vpn",
    "from-zone stock to-zone vpn",
    "hq-10.2.0.0_24",
  ])
    expect(hq).toContain(part);
});

test("what the tunnel carries is said to all who build on it", async () => {
  let seen: readonly (readonly string[])[] = [];
  await synth((scope) => {
    const made = vpn(scope, headquarters(scope), partner(scope, "shop", 11), ["10.1.0.0/24"]);
    seen = made.tunnels().map((each) => [...each.initiatorPrefixes, ...each.responderPrefixes]);
  });
  expect(seen).toEqual([["10.11.0.0/24", "10.1.0.0/24"]]);
});

test.each([
  [
    "a network that the gateway does not protect",
    { networks: ["10.9.0.0/24"] },
    {},
    "network-unprotected",
  ],
  ["more than the gateway protects", { networks: ["10.0.0.0/8"] }, {}, "network-unprotected"],
  [
    "a selector for what this VPN does not carry",
    { networks: ["10.1.0.0/24"] },
    { selectors: { x: { local: "10.11.0.0/24", remote: "10.2.0.0/24" } } },
    "selector-unprotected",
  ],
])("%s is refused", async (_, { networks }, more, rule) => {
  const failure = await synth((scope) => {
    vpn(scope, headquarters(scope), partner(scope, "shop", 11), networks, more);
  }).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    diagnostics: expect.arrayContaining([
      expect.objectContaining({ rule, construct: "stack/vpn-shop" }),
    ]),
  });
});
