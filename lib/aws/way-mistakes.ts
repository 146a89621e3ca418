// Ways out of a subnet, so far as it can be told beforehand that they are missing or stand in each other's way.
import type { Mistake } from "../diagnostics";
import { type Gateway, type NatDevice, type NatRule } from "../topology";
import { isPublic } from "./management-way";
import type { SiteView } from "./site-view";
import { AwsSubnet, hasOwnTable } from "./subnet";

interface Way {
  readonly target: "the internet gateway" | "the NAT gateway" | `NAT device ${string}`;
  readonly whose: string;
}

/** Whether an elastic IP is mapped to its outer interface, or to a further address of it. */
export function usesElasticIp(device: Gateway | NatDevice): boolean {
  return (
    device.nat?.kind === "elastic-ip" ||
    (device.role === "nat" && device.rules.some((rule) => isElastic(rule)))
  );
}

const isElastic = (rule: NatRule): boolean =>
  rule.kind === "static" && rule.nat?.kind === "elastic-ip";

/** What is wrong with the ways to the internet. */
export function wayMistakes(
  site: SiteView,
  devices: readonly (Gateway | NatDevice)[],
): readonly Mistake[] {
  const ways = new Map<unknown, { readonly subnet: AwsSubnet; readonly way: Way }>();
  const found: Mistake[] = [];
  const add = (subnet: AwsSubnet, way: Way): void => {
    const key = subnet.props.routeTableId ?? subnet;
    const first = ways.get(key);
    if (first === undefined) ways.set(key, { subnet, way });
    else if (first.way.target !== way.target) found.push(twoWays(subnet, first.way, way));
  };
  const usesNat = devices.some((device) => device.nat?.kind === "nat-gateway");
  const management = site.managementSubnets;
  for (const subnet of management) {
    if (isPublic(site.props.management.via)) {
      add(subnet, { target: "the internet gateway", whose: "management" });
    } else if (usesNat && subnet === management[0]) {
      add(subnet, { target: "the internet gateway", whose: "the NAT gateway itself" });
    }
  }
  for (const device of devices) {
    const outer = device.attachments()[0];
    const whose = device.name;
    if (outer === undefined || !AwsSubnet.is(outer.network)) continue;
    const usesGateway = device.nat?.kind === "nat-gateway";
    if (usesElasticIp(device)) add(outer.network, { target: "the internet gateway", whose });
    if (usesGateway) add(outer.network, { target: "the NAT gateway", whose });
    if (device.role !== "nat" || !(usesGateway || usesElasticIp(device))) continue;
    const { network } = device.inside;
    // What is in a table that is there leads elsewhere by its own routes: a peer's alone is added.
    if (AwsSubnet.is(network) && hasOwnTable(network))
      add(network, { target: `NAT device ${device.name}`, whose: "what it translates" });
  }
  return [...found, ...unknownTargets(site, [...ways.values()])];
}

const twoWays = (subnet: AwsSubnet, one: Way, other: Way): Mistake => ({
  rule: "two-ways-out",
  what: "one subnet has two ways to the internet, and its route table takes one",
  found: `${subnet.cidr}: ${one.target} for ${one.whose}, ${other.target} for ${other.whose}`,
  allowed: "one way out of each subnet, or of all subnets that share a table",
  fix: "give one of them a subnet of its own",
});

/** A table of ours needs a target that is known. */
function unknownTargets(
  site: SiteView,
  ways: readonly { readonly subnet: AwsSubnet; readonly way: Way }[],
): readonly Mistake[] {
  const { vpc } = site.props;
  if (vpc === undefined) return [];
  return ways.flatMap(({ subnet, way }): readonly Mistake[] => {
    const isOurs = hasOwnTable(subnet);
    const needsInternet =
      (way.target === "the internet gateway" && isOurs) ||
      (way.target === "the NAT gateway" && isOurs && vpc.natGateway === undefined);
    if (needsInternet && vpc.internetGatewayId === undefined) {
      return [
        {
          rule: "internet-gateway-unknown",
          what: "a subnet that is to be made is led to the internet, and which internet gateway the VPC has is not said",
          found: `${subnet.cidr} for ${way.whose}`,
          allowed: "internetGatewayId of the VPC, or a subnet that is there with its own way out",
          fix: "give internetGatewayId",
        },
      ];
    }
    if (way.target === "the NAT gateway" && !isOurs && vpc.natGateway === undefined) {
      return [
        {
          rule: "nat-gateway-unknown",
          what: "a gateway stands behind a NAT gateway that is there, and which address that shows is not said",
          found: `${subnet.cidr} for ${way.whose}`,
          allowed: "natGateway: { natGatewayId, publicIp }",
          fix: "give natGateway of the site",
        },
      ];
    }
    return [];
  });
}
