// Whether the traffic that a tunnel is for finds it, on one end's finished configuration: a route, policies there and back, and no translation on the way.
import { type ConfigNode, type ConfigTree, type EndMistake, type Pair, pairsOf } from "../junos";
import { contains, familyOf, overlaps, parsePrefix } from "../net";
import { type TunnelEnd } from "../topology";
import { innerZones } from "./passage";
import { Permitted } from "./permitted";
import { staticNatMistakes } from "./static-nat";
import { SinkRoutes, staticRoutes } from "./thrown-away";

/** A device's finished configuration, and what is worked out of it once for all its tunnels. */
export class FinishedDevice {
  readonly permitted: Permitted;
  readonly sinks: SinkRoutes;

  /** @param tree what counts: groups applied, inactive statements left out */
  constructor(readonly tree: ConfigTree) {
    this.permitted = new Permitted(tree);
    this.sinks = new SinkRoutes(tree);
  }
}

/** One end, its networks and those behind the other. */
export interface EndTraffic {
  readonly end: TunnelEnd;
  readonly device: FinishedDevice;
  readonly local: readonly string[];
  /** The same as the peer sees them. */
  readonly shown: readonly string[];
  /** As this end sees them. */
  readonly remote: readonly string[];
}

export function trafficMistakes(traffic: EndTraffic): readonly EndMistake[] {
  return [
    ...routeMistakes(traffic),
    ...sinkMistakes(traffic),
    ...policyMistakes(traffic),
    ...translationMistakes(traffic),
    ...staticNatMistakes({
      name: nameOf(traffic),
      tree: traffic.device.tree,
      zone: outerZone(traffic),
      interface: traffic.end.bindInterface,
      local: traffic.local,
    }),
    ...peerRouteMistakes(traffic),
  ];
}

const nameOf = ({ end }: EndTraffic): string => end.view.gateway.name;

/** Protocols that bring routes which no configuration shows. */
const ROUTING_PROTOCOLS = ["bgp", "ospf", "ospf3", "isis", "rip"];

function routeMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end, remote } = traffic;
  const { tree } = traffic.device;
  const { bindInterface } = end;
  const vpn = tree.get(["security", "ipsec", "vpn", end.vpn]);
  const isElsewhere =
    bindInterface === undefined ||
    // With traffic selectors the device makes the routes itself.
    (vpn?.entries("traffic-selector").length ?? 0) > 0 ||
    tree.root.names("routing-instances").length > 0 ||
    ROUTING_PROTOCOLS.some((protocol) => tree.get(["protocols", protocol]) !== undefined);
  if (isElsewhere) return [];
  const into = staticRoutes(tree).filter((route) =>
    [...route.names("next-hop"), ...route.names("qualified-next-hop")].includes(bindInterface),
  );
  const thrown = traffic.device.sinks.on(remote, true);
  const lost = remote.filter(
    (prefix) =>
      !into.some((route) => contains(route.name, prefix)) &&
      !thrown.some(({ route, network }) => network === prefix && contains(route, prefix)),
  );
  if (lost.length === 0) return [];
  return [
    {
      rule: "tunnel-route",
      severity: "warning",
      device: nameOf(traffic),
      what: `no route of ${nameOf(traffic)} leads the far networks into the tunnel`,
      found: `${lost.join(", ")} without a route to ${bindInterface}`,
      allowed: "a static route into the tunnel interface, traffic selectors, or a routing protocol",
      fix: "take the override that deletes the route away",
    },
  ];
}

/** Routes that take the far networks' traffic before the tunnel does. */
function sinkMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end, device, remote } = traffic;
  const { bindInterface } = end;
  const isInInstance =
    bindInterface !== undefined &&
    device.tree.root
      .entries("routing-instances")
      .some((instance) => instance.names("interface").includes(bindInterface));
  if (isInInstance) return [];
  return device.sinks
    .on(remote, bindInterface !== undefined)
    .map(({ route, how, network }): EndMistake => {
      const isAll = contains(route, network);
      return {
        rule: "tunnel-traffic-discarded",
        severity: "warning",
        device: nameOf(traffic),
        statement: `routing-options ${route.includes(":") ? "rib inet6.0 " : ""}static route ${route} ${how}`,
        subject: route,
        what: `a static route of ${nameOf(traffic)} takes ${isAll ? "all" : "a part"} of a far network's traffic, which never reaches the tunnel`,
        found: `route ${route} ${how}, for ${network} behind the peer`,
        allowed: "no route for addresses behind the peer but the tunnel's own",
        fix: isAll
          ? "take the route away, or give it a shorter prefix"
          : `take the route away, or leave ${route} out of what the VPN carries`,
      };
    });
}

function policyMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end } = traffic;
  const { tree } = traffic.device;
  const inner = innerZones(end.view.gateway, traffic.local);
  const outer = outerZone(traffic);
  const policies = tree.get("security policies");
  const isOpen =
    policies?.text("default-policy") === "permit-all" ||
    policies?.has("default-policy permit-all") === true ||
    (policies?.entries("global policy").some((policy) => policy.has("then permit")) ?? false);
  if (outer === undefined || isOpen) return [];
  return [
    ...directionMistakes(traffic, { inner, outer, into: true }),
    ...directionMistakes(traffic, { inner, outer, into: false }),
  ];
}

/** Zones between which the traffic passes, and which way. */
interface Direction {
  readonly inner: readonly string[];
  readonly outer: string;
  /** Into the tunnel; otherwise out of it. */
  readonly into: boolean;
}

function directionMistakes(
  traffic: EndTraffic,
  { inner, outer, into }: Direction,
): readonly EndMistake[] {
  const { end, device } = traffic;
  const name = nameOf(traffic);
  const vpn = end.bindInterface === undefined ? end.vpn : undefined;
  const ways = inner
    .filter((zone) => zone !== outer)
    .map((zone) => (into ? { from: zone, to: outer } : { from: outer, to: zone }))
    .map((way) => ({ ...way, policies: device.permitted.between(way.from, way.to, vpn) }));
  const closed = ways.filter(({ policies }) => policies.permits.length === 0);
  const open = ways.filter(({ policies }) => policies.permits.length > 0);
  const unmatched =
    open.length === 0
      ? []
      : carriedPairs(traffic).filter(({ local, remote }) => {
          const [source, destination] = into ? [local, remote] : [remote, local];
          return !open.some(({ policies }) => policies.takes(source, destination));
        });
  const direction = into ? "into" : "out of";
  return [
    ...closed.map(({ from, to }): EndMistake => ({
      rule: "tunnel-policy",
      severity: "warning",
      device: name,
      what: `no policy of ${name} permits the tunnel's traffic ${direction} it`,
      found: `none from zone ${from} to zone ${to} that permits${vpn === undefined ? "" : ` it into VPN ${vpn}`}`,
      allowed: "a policy for each direction",
      fix: "take the override that deletes or changes the policy away, or add one with config",
    })),
    ...(unmatched.length === 0
      ? []
      : [
          {
            rule: "tunnel-policy-addresses" as const,
            severity: "warning" as const,
            device: name,
            subject: direction,
            what: `no policy of ${name} matches some of what the tunnel carries ${direction} it, so that it is dropped`,
            found: `${unmatched.map(({ local, remote }) => (into ? `${local} to ${remote}` : `${remote} to ${local}`)).join(", ")}, where ${open
              .flatMap(({ from, to, policies }) =>
                policies.permits.map(({ text }) => `${from} to ${to} permits ${text}`),
              )
              .slice(0, 4)
              .join("; ")}`,
            allowed:
              "policies with addresses of the networks, or any; any-ipv4 and any-ipv6 each match one family alone",
            fix: "take the override that changes the policy away, or let it match these networks too",
          },
        ]),
  ];
}

/** Networks that are to reach each other, as far as the VPN's selectors let them. */
function carriedPairs({ end, device, local, shown, remote }: EndTraffic): readonly Pair[] {
  const vpn = device.tree.get(["security", "ipsec", "vpn", end.vpn]);
  const selected = vpn === undefined ? [] : pairsOf(vpn);
  const meets = (said: string, network: string): boolean =>
    parsePrefix(said) === undefined || overlaps(said, network);
  return local.flatMap((mine, index) =>
    remote
      .filter((theirs) => familyOf(mine) === familyOf(theirs))
      .filter((theirs) =>
        selected.some(
          (pair) => meets(pair.local, shown[index] ?? mine) && meets(pair.remote, theirs),
        ),
      )
      .map((theirs) => ({ local: mine, remote: theirs })),
  );
}

/** The zone that the tunnel's traffic leaves into: that of its interface, or, for a policy-based VPN, the external one. */
function outerZone({ end, device: { tree } }: EndTraffic): string | undefined {
  if (end.bindInterface === undefined) return end.view.external.zone;
  const name = end.bindInterface;
  return tree.root
    .entries("security zones security-zone")
    .find((zone) => zone.names("interfaces").includes(name))?.name;
}

function translationMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end, local, remote } = traffic;
  const { tree } = traffic.device;
  const inner = end.view.gateway.internals.map((port) => port.zone);
  const outer = outerZone(traffic);
  const isPolicyBased = end.bindInterface === undefined;
  const pairs = local.flatMap((mine) => remote.map((theirs) => [mine, theirs] as const));
  const found = tree.root.entries("security nat source rule-set").flatMap((set) => {
    const leads =
      set.names("from zone").some((zone) => inner.includes(zone)) &&
      outer !== undefined &&
      set.names("to zone").includes(outer);
    if (!leads) return [];
    const rules = pairs.flatMap(([mine, theirs]) => {
      const rule = set.entries("rule").find((each) => matches(each, [mine], [theirs]));
      return rule === undefined || rule.has("then source-nat off") ? [] : [rule.name];
    });
    return [...new Set(rules)].map((rule) => `${set.name} ${rule}`);
  });
  return found.map((rule) => ({
    rule: "source-nat-in-tunnel",
    severity: isPolicyBased ? ("error" as const) : ("warning" as const),
    device: nameOf(traffic),
    what: `a source NAT rule of ${nameOf(traffic)} translates traffic that is to go through the tunnel`,
    found: `rule ${rule}`,
    allowed: isPolicyBased
      ? "a rule ahead of it with source-nat off for the far networks: the peer knows the true addresses only"
      : "true addresses in the tunnel, unless the translation is meant",
    fix: `put a rule ahead of it: match destination-address ${remote.join(" ")}, then source-nat off`,
  }));
}

/** Whether a rule takes some of the traffic. What it does not say it does not ask for. */
function matches(rule: ConfigNode, local: readonly string[], remote: readonly string[]): boolean {
  const takes = (said: readonly string[], prefixes: readonly string[]): boolean =>
    said.length === 0 || said.some((one) => prefixes.some((other) => overlaps(one, other)));
  return (
    takes(rule.names("match source-address"), local) &&
    takes(rule.names("match destination-address"), remote)
  );
}

function peerRouteMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end } = traffic;
  const { tree } = traffic.device;
  const { peerAddress } = end;
  // Another instance has one default route of its own.
  if (peerAddress === undefined || end.view.external.instance !== undefined) return [];
  const isKnown = parsePrefix(peerAddress) !== undefined;
  const [best] = staticRoutes(tree)
    .filter((route) => (isKnown ? contains(route.name, peerAddress) : route.name === "0.0.0.0/0"))
    .sort((a, b) => (parsePrefix(b.name)?.length ?? 0) - (parsePrefix(a.name)?.length ?? 0));
  const hops = best?.names("next-hop") ?? [];
  if (best === undefined || hops.length < 2) return [];
  return [
    {
      rule: "two-ways-to-peer",
      severity: "warning",
      device: nameOf(traffic),
      what: `${nameOf(traffic)} has two ways to its peer: IKE may leave by an interface that is not the external one`,
      found: `route ${best.name} to ${hops.join(" and ")}`,
      allowed: "one next hop, reached by the external interface",
      fix: "delete the other next hop, put management into an instance of its own, or add a route to the peer alone",
    },
  ];
}
