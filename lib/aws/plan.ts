// What a stack's topology asks of AWS, worked out before any resource exists: subnets, routes, rules, interfaces.
import type { Diagnostic } from "../diagnostics";
import { contains, hostPrefix, overlaps, parsePrefix } from "../net";
import {
  type Attachment,
  type Conversation,
  type Gateway,
  type Host,
  type RouteLeg,
  type NatDevice,
  type Network,
} from "../topology";
import { isPublic } from "./management-way";
import {
  lostNetworks,
  routeRefusals,
  RULES_PER_GROUP,
  unknownTables,
  withinQuota,
} from "./plan-mistakes";
import type { PlannedRoute, PlannedRule } from "./planned";
import { RouteBook } from "./route-book";
import { type AddRoute, routesBehind } from "./routes-behind";
import type { AwsSite } from "./site";
import { AwsSubnet, hasOwnTable } from "./subnet";
import { usesElasticIp } from "./way-mistakes";

/** A subnet and the way out of it. */
export interface PlannedSubnet {
  readonly network: AwsSubnet;
  readonly outward: "internet" | "nat-gateway" | "none";
}

export interface AwsPlan {
  readonly subnets: readonly PlannedSubnet[];
  readonly natGateway: boolean;
  readonly routes: readonly PlannedRoute[];
  readonly rules: ReadonlyMap<Attachment, readonly PlannedRule[]>;
  readonly hostRules: ReadonlyMap<Host, readonly PlannedRule[]>;
  /** What AWS would refuse of it, and what would get lost in it. */
  readonly diagnostics: readonly Diagnostic[];
}

const IKE_PORTS = [500, 4500] as const;

/** Everything one site needs, from its devices, its hosts and the conversations of the stack's VPNs. */
export function planSite(
  site: AwsSite,
  devices: readonly (Gateway | NatDevice)[],
  hosts: readonly Host[],
  conversations: readonly Conversation[],
): AwsPlan {
  const mine = devices.filter((device) => device.site === site);
  // A subnet that the program asks for exists, whether or not anything stands in it yet.
  const networks = new Set<AwsSubnet>([...site.managementSubnets, ...site.networks()]);
  const outward = outwardOf(site, mine);
  // Subnets that devices stand in have their own ways.
  const taken = new Set<Network>([
    ...site.managementSubnets,
    ...mine.flatMap((device) => device.attachments().map(({ network }) => network)),
  ]);

  const rules = new RuleBook<Attachment>();
  const hostRules = new RuleBook<Host>();
  const routes = new RouteBook();
  const tableKey = tableKeys();
  const addRoute: AddRoute = (network, destination, via, onTo) => {
    if (network.site !== site || !AwsSubnet.is(network)) return;
    routes.add(tableKey(network), { network, destination, via, onTo });
  };

  for (const conversation of conversations) {
    for (const leg of conversation.path.legs) {
      for (const destination of destinationsOf(leg)) addRoute(leg.network, destination, leg.via);
    }
    ikeRules(rules, site, conversation);
    trafficRules({ rules, hostRules, addRoute }, { hosts, taken }, site, conversation);
  }

  const within = new Map([...rules.all()].map(([port, own]) => [port, withinQuota(own)]));
  return {
    subnets: [...networks].map((network) => ({
      network,
      outward: outward.get(network) ?? "none",
    })),
    natGateway: [...outward.values()].includes("nat-gateway"),
    routes: routes.all(),
    rules: new Map([...within].map(([port, { rules: own }]) => [port, own])),
    hostRules: hostRules.all(),
    diagnostics: [
      ...routeRefusals(site.cidr, [...networks], routes.all()),
      ...unknownTables(routes.all()),
      ...routes.mistakes(),
      ...mine.flatMap((device) =>
        device.role === "gateway"
          ? lostNetworks(site.cidr, [...networks], device, device.protects)
          : [],
      ),
      ...[...within].flatMap(([port, { opened }]) => (opened ? [openedIke(port)] : [])),
    ],
  };
}

/** Told, because it lets everybody knock. */
function openedIke({ device, logical }: Attachment): Diagnostic {
  return {
    rule: "ike-open",
    severity: "warning",
    construct: device.node.path,
    what: "there are more peers than a security group has rules for: IKE is open to every address, and knows its peers by their keys",
    found: `${device.name} ${logical}`,
    allowed: `${RULES_PER_GROUP} rules in each direction`,
    fix: "divide the peers among several gateways, or acknowledge it",
  };
}

/** The ways out of subnets. */
function outwardOf(
  site: AwsSite,
  devices: readonly (Gateway | NatDevice)[],
): ReadonlyMap<Network, PlannedSubnet["outward"]> {
  const outward = new Map<Network, PlannedSubnet["outward"]>();
  const usesNat = devices.some((device) => device.nat?.kind === "nat-gateway");
  for (const subnet of site.managementSubnets) {
    const holdsNat = usesNat && subnet === site.managementSubnet;
    if (isPublic(site.props.management.via) || holdsNat) outward.set(subnet, "internet");
  }
  for (const device of devices) {
    const outer = device.attachments()[0];
    if (outer === undefined) continue;
    if (usesElasticIp(device)) outward.set(outer.network, "internet");
    if (device.nat?.kind === "nat-gateway") outward.set(outer.network, "nat-gateway");
  }
  return outward;
}

/** A name for the table that serves a subnet, the same for subnets whose table is said to be the same. */
function tableKeys(): (subnet: AwsSubnet) => string {
  const known = new Map<unknown, string>();
  return (subnet) => {
    const table = subnet.props.routeTableId ?? subnet;
    const key = known.get(table) ?? subnet.cidr;
    known.set(table, key);
    return key;
  };
}

/**
 * AWS routes a translated address alone, and an address of the VPC only with its whole subnet. A way out is the default
 * route of a table that the stack makes; in one that is there it is for the peer alone.
 */
function destinationsOf(leg: RouteLeg): readonly string[] {
  if (leg.isWayOut) {
    const isOurs = AwsSubnet.is(leg.network) && hasOwnTable(leg.network);
    return [isOurs || leg.address === undefined ? "0.0.0.0/0" : hostPrefix(leg.address)];
  }
  if (leg.home !== undefined) return [leg.home.cidr];
  return leg.address === undefined ? [] : [hostPrefix(leg.address)];
}

class RuleBook<Owner> {
  private readonly rules = new Map<Owner, Map<string, PlannedRule>>();

  add(owner: Owner, rule: PlannedRule): void {
    const own = this.rules.get(owner) ?? new Map<string, PlannedRule>();
    own.set(`${rule.direction} ${rule.protocol} ${rule.port ?? ""} ${rule.cidr}`, rule);
    this.rules.set(owner, own);
  }

  /** The same rule in both directions. */
  both(owner: Owner, rule: Omit<PlannedRule, "direction">): void {
    this.add(owner, { ...rule, direction: "ingress" });
    this.add(owner, { ...rule, direction: "egress" });
  }

  all(): ReadonlyMap<Owner, readonly PlannedRule[]> {
    return new Map([...this.rules].map(([owner, own]) => [owner, [...own.values()]]));
  }
}

/** What a plan has so far. */
interface Draft {
  readonly rules: RuleBook<Attachment>;
  readonly hostRules: RuleBook<Host>;
  readonly addRoute: AddRoute;
}

/** IKE, ESP in UDP, and bare ESP where no NAT stands in between. */
function ikeRules(rules: RuleBook<Attachment>, site: AwsSite, conversation: Conversation): void {
  const open = (port: Attachment, peer: string, address: string | undefined): void => {
    if (port.device.site !== site || port.device.existing !== undefined) return;
    const cidr = address === undefined ? "0.0.0.0/0" : hostPrefix(address);
    for (const number of IKE_PORTS) {
      const what = number === 500 ? "IKE" : "IKE and ESP behind NAT";
      rules.both(port, {
        protocol: "udp",
        port: number,
        cidr,
        description: `${what} with ${peer}`,
      });
    }
    if (!conversation.path.nat) {
      rules.both(port, { protocol: "50", cidr, description: `ESP with ${peer}` });
    }
  };
  const { initiator, responder } = conversation;
  open(responder.gateway.external, initiator.gateway.name, initiator.address);
  open(initiator.gateway.external, responder.gateway.name, responder.address);
  for (const peer of conversation.path.peers) {
    open(peer.port, peer.gateway.name, peer.address);
  }
}

/** Whether a protected network is reached by a router alone: no interface of the gateway is on it. */
const isBehind = (gateway: Gateway, network: string): boolean =>
  parsePrefix(network)?.length !== 0 &&
  !gateway.internals.some((port) => overlaps(port.network.cidr, network));

/** Subnets of the site whose traffic goes to the peer by way of the gateway, though it stands in none of them. */
function subnetsBehind(
  gateway: Gateway,
  site: AwsSite,
  own: readonly string[],
  taken: ReadonlySet<Network>,
): readonly AwsSubnet[] {
  return site
    .networks()
    .filter(
      (subnet) =>
        !gateway.internals.some((port) => port.network === subnet) &&
        (own.includes(subnet.cidr) ||
          (!taken.has(subnet) &&
            own.some((each) => parsePrefix(each)?.length !== 0 && contains(each, subnet.cidr)))),
    );
}

/** What the tunnel carries: between the protected subnets and their gateways, and the hosts in them. */
function trafficRules(
  { rules, hostRules, addRoute }: Draft,
  { hosts, taken }: { readonly hosts: readonly Host[]; readonly taken: ReadonlySet<Network> },
  site: AwsSite,
  conversation: Conversation,
): void {
  const sides = [
    {
      gateway: conversation.initiator.gateway,
      own: conversation.initiatorPrefixes,
      remote: conversation.responderShown ?? conversation.responderPrefixes,
    },
    {
      gateway: conversation.responder.gateway,
      own: conversation.responderPrefixes,
      remote: conversation.initiatorShown ?? conversation.initiatorPrefixes,
    },
  ];
  for (const { gateway, own, remote } of sides) {
    if (gateway.site !== site) continue;
    // What a VPN does not carry gets no route into it.
    const ports = gateway.internalsOf(own);
    for (const port of ports) {
      for (const prefix of own) {
        if (!contains(prefix, port.network.cidr) && !contains(port.network.cidr, prefix)) continue;
        rules.both(port, { protocol: "-1", cidr: prefix, description: "the protected network" });
      }
      for (const prefix of remote) addRoute(port.network, prefix, port);
    }
    const behind = subnetsBehind(gateway, site, own, taken);
    const [inner] = ports;
    if (inner !== undefined) {
      for (const subnet of behind) for (const prefix of remote) addRoute(subnet, prefix, inner);
      routesBehind(gateway, { own, remote, inner }, addRoute);
      for (const prefix of own.filter((each) => isBehind(gateway, each))) {
        rules.both(inner, { protocol: "-1", cidr: prefix, description: "the protected network" });
      }
    }
    const near = new Set<Network>([...ports.map(({ network }) => network), ...behind]);
    for (const host of hosts) {
      if (!near.has(host.network)) continue;
      for (const prefix of [...remote, host.network.cidr]) {
        hostRules.both(host, {
          protocol: "-1",
          cidr: prefix,
          description: prefix === host.network.cidr ? "its own network" : "through the tunnel",
        });
      }
    }
  }
}
