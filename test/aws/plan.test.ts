// What a topology asks of AWS, before any resource exists.
import { Nat, NatDevice, RouteBasedVpn, StackScope } from "../../lib";
import { type AwsPlan, type AwsSite } from "../../lib/aws";
import { synthesize } from "../../lib/stack";
import { managementRules } from "../../lib/aws/management-from";
import { awsSite, ends, KEY, twoGateways } from "../lab-site";
import { Gateway } from "../../lib";

function planOf(scope: StackScope, site: AwsSite): AwsPlan {
  const { plans, diagnostics } = synthesize(scope);
  expect(diagnostics).toEqual([]);
  const plan = plans.get(site);
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

const rulesOf = (plan: AwsPlan, gateway: Gateway): string[] =>
  (plan.rules.get(gateway.external) ?? []).map(
    (rule) => `${rule.direction} ${rule.protocol} ${rule.port ?? ""} ${rule.cidr}`,
  );

describe("the plan for AWS", () => {
  it("opens IKE, ESP in UDP and bare ESP to the peer alone, where no NAT lies between", () => {
    const scope = new StackScope("s");
    const { site, left, right } = twoGateways(scope);
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
    const peer = `${right.external.address}/32`;
    expect(rulesOf(planOf(scope, site), left).sort()).toEqual(
      ["udp 500", "udp 4500", "50 "]
        .flatMap((what) => [`ingress ${what} ${peer}`, `egress ${what} ${peer}`])
        .sort(),
    );
  });

  it("opens no bare ESP where a NAT lies between: ESP then travels in UDP", () => {
    const scope = new StackScope("s");
    const { site, left, right } = twoGateways(scope);
    new NatDevice(scope, "nat", {
      site,
      outside: left.external,
      inside: right.external,
    }).translate(right, { to: "172.16.21.1" });
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
    const rules = rulesOf(planOf(scope, site), left);
    expect(rules.some((rule) => rule.includes(" 50 "))).toBe(false);
    expect(rules.every((rule) => rule.endsWith("172.16.21.1/32"))).toBe(true);
  });

  it("gives a private subnet no way out, one with an elastic IP the internet gateway, one behind NAT the NAT gateway", () => {
    const scope = new StackScope("s");
    const site = awsSite(scope);
    const gateway = (id: string, net: number, more: object): Gateway =>
      new Gateway(scope, id, {
        site,
        external: site.subnet(`10.1.${net}.0/24`),
        internal: site.subnet(`10.1.${net + 1}.0/24`),
        ...more,
      });
    gateway("a", 10, {});
    gateway("b", 20, { nat: Nat.elasticIp() });
    gateway("c", 30, { nat: Nat.gateway() });
    const plan = planOf(scope, site);
    const ways = new Map(plan.subnets.map(({ network, outward }) => [network.cidr, outward]));
    expect(ways.get("10.1.10.0/24")).toBe("none");
    expect(ways.get("10.1.20.0/24")).toBe("internet");
    expect(ways.get("10.1.30.0/24")).toBe("nat-gateway");
    expect(ways.get("10.1.0.0/24")).toBe("internet");
    expect(plan.natGateway).toBe(true);
  });

  it("routes and admits what a VPN carries, and nothing for networks that it leaves out", () => {
    const planWith = (networks: readonly string[] | undefined): AwsPlan => {
      const scope = new StackScope("s");
      const site = awsSite(scope);
      const { left, right } = {
        left: new Gateway(scope, "left", {
          site,
          external: site.subnet("10.1.12.0/24"),
          internal: [site.subnet("10.1.11.0/24"), site.subnet("10.1.13.0/24")],
          instanceType: "c5.xlarge",
        }),
        right: new Gateway(scope, "right", {
          site,
          external: site.subnet("10.1.31.0/24"),
          internal: site.subnet("10.1.21.0/24"),
        }),
      };
      const { initiator, responder } = ends({ left, right });
      new RouteBasedVpn(scope, "vpn1", {
        initiator: { ...initiator, networks },
        responder,
        presharedKey: "k",
      });
      return planOf(scope, site);
    };
    const ways = ({ routes }: AwsPlan): readonly string[] =>
      routes.map(({ network, destination }) => `${network.cidr} to ${destination}`).sort();
    expect(ways(planWith(undefined))).toEqual([
      "10.1.11.0/24 to 10.1.21.0/24",
      "10.1.13.0/24 to 10.1.21.0/24",
      "10.1.21.0/24 to 10.1.11.0/24",
      "10.1.21.0/24 to 10.1.13.0/24",
    ]);
    const narrow = planWith(["10.1.13.0/24"]);
    expect(ways(narrow)).toEqual(["10.1.13.0/24 to 10.1.21.0/24", "10.1.21.0/24 to 10.1.13.0/24"]);
    const admitted = [...narrow.rules.values()].flat().map(({ cidr }) => cidr);
    expect(admitted).toContain("10.1.13.0/24");
    expect(admitted).not.toContain("10.1.11.0/24");
  });

  /** A gateway that protects more than the network it stands in. */
  const protecting = (protects: readonly string[], ...subnets: readonly string[]) => {
    const scope = new StackScope("s");
    const gateways = twoGateways(scope, { left: { protects } });
    for (const each of subnets) gateways.site.subnet(each);
    new RouteBasedVpn(scope, "vpn1", { ...ends(gateways), presharedKey: "k" });
    const { plans, configs } = synthesize(scope);
    const plan = plans.get(gateways.site);
    const config = configs.get(gateways.left)?.toSet().join("\n") ?? "";
    return { plan, config, ...gateways };
  };

  it("leads protected subnets that the gateway does not stand in to it, and the gateway to them", () => {
    const { plan, config, left } = protecting(
      ["10.1.11.0/24", "10.1.50.0/24"],
      "10.1.50.0/24",
      "10.1.60.0/24",
    );
    const routes = plan?.routes.filter(({ via }) => via.device === left) ?? [];
    expect(routes.map(({ network, destination }) => `${network.cidr} to ${destination}`)).toEqual([
      "10.1.11.0/24 to 10.1.21.0/24",
      "10.1.50.0/24 to 10.1.21.0/24",
    ]);
    expect(config).toContain("static route 10.1.50.0/24 next-hop 10.1.11.1");
    const admitted = plan?.rules.get(left.internals[0] as never)?.map(({ cidr }) => cidr);
    expect(admitted).toContain("10.1.50.0/24");
  });

  it("a network that stands for several subnets leads each of them, and no other one", () => {
    const { plan, left } = protecting(
      ["10.1.11.0/24", "10.1.48.0/20"],
      "10.1.50.0/24",
      "10.1.55.0/24",
      "10.1.200.0/24",
    );
    const from = plan?.routes.flatMap(({ network, via }) =>
      via.device === left ? [network.cidr] : [],
    );
    expect(from).toEqual(["10.1.11.0/24", "10.1.50.0/24", "10.1.55.0/24"]);
  });

  it.each([
    ["a part of a subnet", ["10.1.11.0/25"], "aws-route"],
    [
      "a protected network without a subnet",
      ["10.1.11.0/24", "10.1.50.0/24"],
      "protected-without-subnet",
    ],
  ])("%s is told", (_, protects, rule) => {
    const { plan } = protecting(protects);
    expect(plan?.diagnostics.map((each) => each.rule)).toContain(rule);
  });

  it("keeps every address when another gateway comes", () => {
    const address = (more: boolean): string => {
      const scope = new StackScope("s");
      const { site, left } = twoGateways(scope);
      if (more) {
        new Gateway(scope, "another", {
          site,
          external: left.external,
          internal: site.subnet("10.1.77.0/24"),
        });
      }
      return left.external.address;
    };
    expect(address(true)).toBe(address(false));
  });
});

it("a prefix that is named twice among those that manage is one rule", () => {
  const management = {
    from: ["198.51.100.7", "198.51.100.7/32", "203.0.113.0/24"],
    publicKey: KEY,
  };
  const rules = managementRules(management.from);
  expect(rules.map(({ cidr }) => cidr)).toEqual(["198.51.100.7/32", "203.0.113.0/24"]);
});
