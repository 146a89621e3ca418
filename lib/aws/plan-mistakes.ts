// What AWS would refuse of a planned network, or what would get lost in it, told before anything is made.
import type { Diagnostic } from "../diagnostics";
import { contains, overlaps, parsePrefix } from "../net";
import { type Gateway, type Network, rangeWithoutHosts } from "../topology";
import type { PlannedRoute, PlannedRule } from "./planned";
import { AwsSubnet } from "./subnet";

/** Rules of a security group in each direction that an account has, unless AWS raises it (VPC quotas). */
export const RULES_PER_GROUP = 60;

/** Routes that no table takes: a VPC's own range only by whole subnets, and nothing that is no unicast address. */
export function routeRefusals(
  vpc: string,
  subnets: readonly Network[],
  routes: readonly PlannedRoute[],
): readonly Diagnostic[] {
  const whole = new Set(subnets.map(({ cidr }) => cidr));
  return routes.flatMap(({ network, destination, via, onTo }): readonly Diagnostic[] => {
    const prefix = parsePrefix(destination);
    if (prefix === undefined || prefix.length === 0) return [];
    const at = { construct: via.device.node.path, severity: "error" } as const;
    const found = `${destination} in the table of ${network.cidr}, to ${via.device.name}`;
    if (rangeWithoutHosts(destination) !== undefined) {
      return [
        {
          ...at,
          rule: "aws-route",
          what: "a route of AWS would lead to addresses that no route leads to",
          found,
          allowed: "unicast addresses; nothing link-local, no multicast",
          fix: "translate to another address, or take the network out",
        },
      ];
    }
    if (!contains(vpc, destination)) return [];
    if (onTo !== undefined) {
      return [
        {
          ...at,
          rule: "aws-route",
          what: "a network that is said to be behind something else is in the VPC, which leads there itself",
          found: `${destination} behind ${via.device.name}`,
          allowed: `a network outside ${vpc}; a subnet of it without behind`,
          fix: `write site.subnet("${destination}") in protects, or take behind out`,
        },
      ];
    }
    if (whole.has(destination)) return [];
    return [
      {
        ...at,
        rule: "aws-route",
        what: "AWS leads a part of the VPC elsewhere only as a whole subnet",
        found,
        allowed: `a subnet of the site, or a network outside ${vpc}`,
        fix: `ask the site for it with subnet("${destination}"), or name the subnet that it is a part of`,
      },
    ];
  });
}

/** Routes in tables that nobody names: a subnet that is there has one, be it the VPC's main one, and the program does not say which. */
export function unknownTables(routes: readonly PlannedRoute[]): readonly Diagnostic[] {
  const lost = new Map<AwsSubnet, PlannedRoute[]>();
  for (const route of routes) {
    const { network } = route;
    if (!AwsSubnet.is(network) || !isTableUnknown(network)) continue;
    lost.set(network, [...(lost.get(network) ?? []), route]);
  }
  return [...lost].map(([{ cidr }, own]) => ({
    rule: "subnet-without-table",
    severity: "error",
    construct: own[0]?.via.device.node.path ?? "",
    what: "the table of a subnet that is there has to lead to a gateway, and which table that is is not said",
    found: `${cidr}, from which ${own.map(({ destination }) => destination).join(", ")} has to go to ${own[0]?.via.device.name ?? ""}`,
    allowed:
      "subnetId with routeTableId: the table that the subnet is associated with, or the VPC's main one",
    fix: `give routeTableId for ${cidr}`,
  }));
}

const isTableUnknown = ({ props: { subnetId, routeTableId } }: AwsSubnet): boolean =>
  subnetId !== undefined && routeTableId === undefined;

/** Protected networks inside the VPC that the program knows no subnet of: nothing leads from there to the gateway. */
export function lostNetworks(
  vpc: string,
  subnets: readonly Network[],
  gateway: Gateway,
  networks: readonly string[],
): readonly Diagnostic[] {
  return networks
    .filter((each) => contains(vpc, each) && !subnets.some(({ cidr }) => overlaps(cidr, each)))
    .map((each) => ({
      rule: "protected-without-subnet",
      severity: "warning",
      construct: gateway.node.path,
      what: "no subnet of the site is in a protected network: nothing leads from there to the gateway",
      found: each,
      allowed: "subnets that the program names, so that their tables get the routes",
      fix: `write site.subnet("${each}"), with subnetId and routeTableId where it is there`,
    }));
}

/** One rule for every peer, where a rule for each is more than a group takes: IKE knows its peers by itself. */
export function withinQuota(rules: readonly PlannedRule[]): {
  readonly rules: readonly PlannedRule[];
  readonly opened: boolean;
} {
  const count = (direction: string): number =>
    rules.filter((each) => each.direction === direction).length;
  if (Math.max(count("ingress"), count("egress")) <= RULES_PER_GROUP)
    return { rules, opened: false };
  const open = new Map<string, PlannedRule>();
  for (const rule of rules) {
    const isOfPeer = rule.protocol === "udp" || rule.protocol === "50";
    const cidr = isOfPeer ? "0.0.0.0/0" : rule.cidr;
    const description = isOfPeer
      ? "every peer: more of them than a group has rules for"
      : rule.description;
    open.set(`${rule.direction} ${rule.protocol} ${rule.port ?? ""} ${cidr}`, {
      ...rule,
      cidr,
      description,
    });
  }
  return { rules: [...open.values()], opened: true };
}
