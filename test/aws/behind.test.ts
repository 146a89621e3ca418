// Protected networks behind something else: which tables lead there and back, and what the gateway knows of them.
import { AwsSite, Gateway, RouteBasedVpn, StackScope, type GatewayProps } from "../../lib";
import { synthesize } from "../../lib/stack";
import { awsSite, ends, KEY } from "../lab-site";

type Protects = GatewayProps["protects"];

const FAR = "192.168.50.0/24";

/** A gateway that protects its inner subnet and more; its peer stands in a site of its own. */
function protecting(more: (site: AwsSite) => Protects): {
  readonly routes: readonly string[];
  readonly config: string;
  readonly admitted: readonly string[];
  readonly told: readonly string[];
} {
  const scope = new StackScope("s");
  const site = awsSite(scope);
  const far = new AwsSite(scope, "far", {
    cidr: "10.2.0.0/16",
    availabilityZone: "eu-central-1a",
    ami: "ami-1",
    management: { from: "198.51.100.0/24", publicKey: KEY },
  });
  const gateway = (id: string, of: AwsSite, net: string, protects?: Protects): Gateway =>
    new Gateway(scope, id, {
      site: of,
      external: of.subnet(`${net}.12.0/24`),
      internal: { network: of.subnet(`${net}.11.0/24`), address: `${net}.11.10` },
      ...(protects === undefined ? {} : { protects }),
      nat: { kind: "elastic-ip" },
    });
  const left = gateway("left", site, "10.1", [site.subnet("10.1.11.0/24"), ...(more(site) ?? [])]);
  const right = gateway("right", far, "10.2");
  new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
  const { plans, configs, diagnostics } = synthesize(scope);
  const plan = plans.get(site);
  const inner = left.internals[0];
  return {
    routes: (plan?.routes ?? []).map(
      ({ network, destination, onTo }) =>
        `${network.cidr}: ${destination} to ${onTo === undefined ? "left" : JSON.stringify(onTo)}`,
    ),
    config: configs.get(left)?.toSet().join("\n") ?? "",
    admitted:
      (inner === undefined ? undefined : plan?.rules.get(inner))?.map(({ cidr }) => cidr) ?? [],
    told: diagnostics.map(({ rule, found = "" }) => `${rule} ${found}`),
  };
}

const INNER = "10.1.11.0/24: 10.2.11.0/24 to left";

describe("a network behind a transit gateway", () => {
  const behind = (site: AwsSite, isRouted = false): Protects => [
    {
      prefix: FAR,
      behind: {
        transitGatewayId: "tgw-1",
        attachedIn: [site.subnet("10.1.101.0/28"), site.subnet("10.1.102.0/28")],
        isRouted,
      },
    },
  ];

  it("is led to from the inner subnet, and back from every subnet that the attachment is in", () => {
    const { routes, config, admitted, told } = protecting(behind);
    expect(told).toEqual([]);
    expect([...routes].sort()).toEqual([
      "10.1.101.0/28: 10.2.11.0/24 to left",
      "10.1.102.0/28: 10.2.11.0/24 to left",
      INNER,
      '10.1.11.0/24: 192.168.50.0/24 to {"transitGatewayId":"tgw-1"}',
    ]);
    expect(config).toContain("static route 192.168.50.0/24 next-hop 10.1.11.1");
    expect(admitted.filter((cidr) => cidr === FAR)).toHaveLength(2);
  });

  it("gets no route of ours where the inner subnet's table has one", () => {
    const { routes } = protecting((site) => behind(site, true));
    expect(routes.filter((each) => each.includes(FAR))).toEqual([]);
    expect(routes).toContain("10.1.101.0/28: 10.2.11.0/24 to left");
  });
});

describe("a network behind an interface", () => {
  it("is led to from the inner subnet, and back from the interface's own", () => {
    const { routes, config, told } = protecting((site) => [
      { prefix: FAR, behind: { networkInterfaceId: "eni-1", subnet: site.subnet("10.1.60.0/24") } },
    ]);
    expect(told).toEqual([]);
    expect([...routes].sort()).toEqual([
      INNER,
      '10.1.11.0/24: 192.168.50.0/24 to {"networkInterfaceId":"eni-1"}',
      "10.1.60.0/24: 10.2.11.0/24 to left",
    ]);
    expect(config).toContain("static route 192.168.50.0/24 next-hop 10.1.11.1");
  });
});

describe("a network behind a router in the inner subnet", () => {
  const at = (nextHop: string) => protecting(() => [{ prefix: FAR, behind: { nextHop } }]);

  it("is the gateway's own route, and no table's", () => {
    const { routes, config, admitted, told } = at("10.1.11.99");
    expect(told).toEqual([]);
    expect(routes).toEqual([INNER]);
    expect(config).toContain("static route 192.168.50.0/24 next-hop 10.1.11.99");
    expect(admitted).toContain(FAR);
  });

  it.each([
    ["that no interface leads to", "10.1.60.9", `behind-next-hop next hop 10.1.60.9 for ${FAR}`],
    [
      "that is the gateway's own",
      "10.1.11.10",
      `route-to-itself ${FAR} to 10.1.11.10, which is ge-0/0/1.0`,
    ],
    ["of another family", "2001:db8::1", `behind-next-hop next hop 2001:db8::1 for ${FAR}`],
  ])("an address %s is refused", (_, nextHop, found) => {
    expect(at(nextHop).told).toContain(found);
  });
});

it.each([
  [
    "a VPC peering",
    { vpcPeeringConnectionId: "pcx-1" as never },
    /^property-value protects\[1\]\.behind\.vpcPeeringConnectionId: a VPC peering$/,
  ],
  [
    "an id that is none of a transit gateway",
    { transitGatewayId: "vgw-1", attachedIn: [] },
    /^property-value protects\[1\]\.behind\.transitGatewayId/,
  ],
])("%s is refused", (_, behind, rule) => {
  const { told } = protecting(() => [{ prefix: FAR, behind }]);
  expect(told).toContainEqual(expect.stringMatching(rule));
});

it("a network of the VPC is behind nothing", () => {
  const { told } = protecting((site) => [
    {
      prefix: "10.1.50.0/24",
      behind: { transitGatewayId: "tgw-1", attachedIn: [site.subnet("10.1.50.0/24")] },
    },
  ]);
  expect(told).toContain("aws-route 10.1.50.0/24 behind left");
});

it("things that are no networks are told with their places", () => {
  const { told } = protecting(() => [null, 7, {}, "10.1.0.0"] as never);
  expect(
    told.filter((each) => each.startsWith("property-")).map((each) => /\[\d\]/.exec(each)?.[0]),
  ).toEqual(expect.arrayContaining(["[1]", "[2]", "[3]", "[4]"]));
});
