// Networks that a gateway protects though they are behind something else: a transit gateway, or another router.
import type { Input } from "@pulumi/pulumi";
import type { Mistake } from "../diagnostics";
import { contains, familyOf, isHost } from "../net";
import type { Attachment } from "./attachment";
import {
  type Flaw,
  flag,
  lateForm,
  list,
  object,
  optional,
  type Shape,
  text,
  thing,
} from "./shape";
import type { Network, Site } from "./site";
import { TEXT_FORMS } from "./text-forms";

/** Behind a transit gateway of AWS, which is attached to the gateway's VPC. */
export interface BehindTransitGateway {
  /**
   * As an attachment's own `transitGatewayId`, where the program makes that too: AWS takes a route to a transit gateway once
   * it is attached. Its own tables are yours: they lead the peers' networks to the attachment of this VPC.
   */
  readonly transitGatewayId: Input<string>;
  /** Subnets of the site in which its attachment has its interfaces: their tables lead what comes from there to the gateway. */
  readonly attachedIn: readonly Network[];
  /** The table of the gateway's inner subnet leads to the transit gateway already. @default false: the stack makes the route */
  readonly isRouted?: boolean;
}

/** Behind an instance that routes, such as a firewall: an interface of EC2 without source/destination check. */
export interface BehindInterface {
  /** Its id: `eni-…`. */
  readonly networkInterfaceId: Input<string>;
  /** The subnet of the site that it stands in: its table leads what comes from there to the gateway. */
  readonly subnet: Network;
  /** The table of the gateway's inner subnet leads to the interface already. @default false: the stack makes the route */
  readonly isRouted?: boolean;
}

/** Behind a router in one of the gateway's internal networks. In AWS its interface has no source/destination check. */
export interface BehindRouter {
  /** Its address there. */
  readonly nextHop: string;
}

/** Not behind a VPC peering, which is not transitive: AWS passes on only what is for the peered VPC's own addresses, and from them. */
export interface BehindPeering {
  /** Refused: use a transit gateway. */
  readonly vpcPeeringConnectionId: never;
}

/** A network that the gateway reaches by way of something else. */
export interface ProtectedNetwork {
  /** Its prefix, outside the VPC. */
  readonly prefix: string;
  /** What leads to it. */
  readonly behind: BehindTransitGateway | BehindInterface | BehindRouter | BehindPeering;
}

/** A prefix, a subnet of the site, or a network behind something else. */
export type Protected = string | Network | ProtectedNetwork;

const has = (value: unknown, key: string): boolean =>
  typeof value === "object" && value !== null && key in value;

const SUBNET = thing("a subnet of the site: site.subnet(…)", (value) =>
  ["cidr", "site"].every((key) => has(value, key)),
);

const PEERING: Shape = (_, where): readonly Flaw[] => [
  {
    rule: "property-value",
    where,
    found: "a VPC peering",
    allowed:
      "a transit gateway, an interface or a next hop; a peering is not transitive: it drops what is not from and for the two VPCs' own addresses",
    fix: "attach both VPCs to a transit gateway, or give the other VPC a gateway of its own",
  },
];

const KINDS: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  transitGatewayId: {
    transitGatewayId: lateForm(TEXT_FORMS.transitGateway),
    attachedIn: list(SUBNET, "subnets of the site"),
    isRouted: optional(flag),
  },
  networkInterfaceId: {
    networkInterfaceId: lateForm(TEXT_FORMS.networkInterface),
    subnet: SUBNET,
    isRouted: optional(flag),
  },
  nextHop: { nextHop: text("the router's address", isHost) },
  vpcPeeringConnectionId: { vpcPeeringConnectionId: PEERING },
};

const BEHIND: Shape = (value, where) => {
  const kind = Object.keys(KINDS).find((each) => has(value, each)) ?? "nextHop";
  return object(
    KINDS[kind] ?? {},
    "{ transitGatewayId, attachedIn }, { networkInterfaceId, subnet } or { nextHop }",
  )(value, where);
};

/** @param prefix judges the network itself */
export const behindShape = (prefix: Shape): Shape =>
  object({ prefix, behind: BEHIND }, "a prefix, a subnet of the site, or { prefix, behind }");

/** What `protects` names with what it is behind, so far as it can be understood. */
export function isBehind(said: unknown): said is ProtectedNetwork {
  return has(said, "behind") && has(said, "prefix");
}

/** Its prefix; undefined for what is no network at all, which is told as such. */
export function prefixOf(said: unknown): string | undefined {
  const prefix: unknown = isBehind(said)
    ? said.prefix
    : has(said, "cidr")
      ? (said as Network).cidr
      : said;
  return typeof prefix === "string" ? prefix : undefined;
}

/** Subnets of other VPCs, which a gateway cannot protect. */
export function foreignNetworks(said: readonly Protected[], own: Site): readonly Mistake[] {
  return said.flatMap((each): readonly Mistake[] => {
    if (typeof each === "string" || isBehind(each) || each.site === own) return [];
    return [
      {
        rule: "network-of-another-site",
        what: "a protected network belongs to another site",
        found: `${each.cidr} of ${each.site.node.path}`,
        allowed: `a subnet of ${own.node.path}`,
        fix: "take the subnet from the gateway's own site",
      },
    ];
  });
}

/** The gateway that networks are behind of, as far as it matters here. */
interface Near {
  readonly site: Site;
  /** Whether the stack makes it in AWS. */
  readonly isMade: boolean;
  readonly internals: readonly Attachment[];
}

/** What is wrong with where protected networks are. */
export function behindMistakes(
  networks: readonly ProtectedNetwork[],
  near: Near,
): readonly Mistake[] {
  return networks.flatMap(({ prefix, behind }): readonly Mistake[] => {
    if ("nextHop" in behind) return nextHopMistakes(prefix, behind.nextHop, near);
    if ("vpcPeeringConnectionId" in behind) return [];
    if (!near.isMade) return [outsideAws(prefix)];
    const subnets = "subnet" in behind ? [behind.subnet] : behind.attachedIn;
    const none = subnets.length === 0 ? [noSubnet(prefix)] : [];
    return [
      ...none,
      ...subnets
        .filter(({ site }) => site !== near.site)
        .map((subnet) => foreignSubnet(prefix, subnet, near.site)),
    ];
  });
}

const outsideAws = (prefix: string): Mistake => ({
  rule: "behind-outside-aws",
  what: "a network is said to be behind something of AWS, and the gateway is none that the stack makes there",
  found: prefix,
  allowed: "{ nextHop }: a router's address in an internal network",
  fix: "give behind: { nextHop }",
});

const noSubnet = (prefix: string): Mistake => ({
  rule: "behind-subnet",
  what: "nothing leads from a transit gateway to the gateway: no subnet has its attachment",
  found: `attachedIn of ${prefix}: an empty list`,
  allowed: "the subnets of the site that the attachment names",
  fix: "name them in attachedIn",
});

const foreignSubnet = (prefix: string, { cidr, site: { node } }: Network, own: Site): Mistake => ({
  rule: "behind-subnet",
  what: "a protected network is behind something that stands in another site's subnet",
  found: `${cidr} of ${node.path}, for ${prefix}`,
  allowed: `a subnet of ${own.node.path}`,
  fix: "name the subnet of the gateway's own site that leads there",
});

/** That a next hop is the gateway's own address is told of every route. */
function nextHopMistakes(prefix: string, nextHop: string, { internals }: Near): readonly Mistake[] {
  if (!internals.some(({ network }) => contains(network.cidr, nextHop))) {
    const networks = internals.map(({ network }) => network.cidr).join(", ");
    return [wrongHop(prefix, nextHop, `a machine's address in ${networks}`)];
  }
  return familyOf(prefix) === familyOf(nextHop)
    ? []
    : [wrongHop(prefix, nextHop, "an address of the network's own family")];
}

const wrongHop = (prefix: string, nextHop: string, allowed: string): Mistake => ({
  rule: "behind-next-hop",
  what: "a protected network is behind a router that the gateway has no interface to",
  found: `next hop ${nextHop} for ${prefix}`,
  allowed,
  fix: "change nextHop, or the gateway's internal networks",
});
