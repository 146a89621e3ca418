// Whether the traffic that a tunnel is for finds it, on one end's finished configuration: a route, policies there and back, and no translation on the way.
import type { ConfigNode, ConfigTree, EndMistake } from "../junos";
import { contains, overlaps, parsePrefix } from "../net";
import { type TunnelEnd } from "../topology";
import { innerZones } from "./passage";

/** One end, its networks and those behind the other. */
export interface EndTraffic {
  readonly end: TunnelEnd;
  readonly tree: ConfigTree;
  readonly local: readonly string[];
  readonly remote: readonly string[];
}

export function trafficMistakes(traffic: EndTraffic): readonly EndMistake[] {
  return [
    ...routeMistakes(traffic),
    ...policyMistakes(traffic),
    ...translationMistakes(traffic),
    ...peerRouteMistakes(traffic),
  ];
}

const nameOf = ({ end }: EndTraffic): string => end.view.gateway.name;

/** Protocols that bring routes which no configuration shows. */
const ROUTING_PROTOCOLS = ["bgp", "ospf", "ospf3", "isis", "rip"];

/** Static routes of both families. */
export function staticRoutes(tree: ConfigTree): readonly ConfigNode[] {
  return [
    ...tree.root.entries("routing-options static route"),
    ...tree.root.entries("routing-options rib inet6.0 static route"),
  ];
}

function routeMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end, tree, remote } = traffic;
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
  const lost = remote.filter((prefix) => !into.some((route) => contains(route.name, prefix)));
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

function policyMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end, tree } = traffic;
  const inner = innerZones(end.view.gateway, traffic.local);
  const outer = outerZone(traffic);
  const policies = tree.get("security policies");
  const isOpen =
    policies?.text("default-policy") === "permit-all" ||
    policies?.has("default-policy permit-all") === true ||
    (policies?.entries("global policy").some((policy) => policy.has("then permit")) ?? false);
  if (outer === undefined || isOpen) return [];
  const permits = (from: string, to: string): boolean =>
    (policies?.get(["from-zone", from, "to-zone", to])?.entries("policy") ?? []).some((policy) =>
      end.bindInterface === undefined
        ? policy.text("then permit tunnel ipsec-vpn") === end.vpn
        : policy.has("then permit"),
    );
  const ways = inner.flatMap((zone) => [
    [zone, outer],
    [outer, zone],
  ]);
  return ways
    .filter(([from = "", to = ""]) => from !== to && !permits(from, to))
    .map(([from, to]) => ({
      rule: "tunnel-policy",
      severity: "warning" as const,
      device: nameOf(traffic),
      what: `no policy of ${nameOf(traffic)} permits the tunnel's traffic ${from === outer ? "out of" : "into"} it`,
      found: `none from zone ${from} to zone ${to} that permits${end.bindInterface === undefined ? ` it into VPN ${end.vpn}` : ""}`,
      allowed: "a policy for each direction",
      fix: "take the override that deletes or changes the policy away, or add one with config",
    }));
}

/** The zone that the tunnel's traffic leaves into: that of its interface, or, for a policy-based VPN, the external one. */
function outerZone({ end, tree }: EndTraffic): string | undefined {
  if (end.bindInterface === undefined) return end.view.gateway.external.zone;
  const name = end.bindInterface;
  return tree.root
    .entries("security zones security-zone")
    .find((zone) => zone.names("interfaces").includes(name))?.name;
}

function translationMistakes(traffic: EndTraffic): readonly EndMistake[] {
  const { end, tree, local, remote } = traffic;
  const inner = end.view.gateway.internals.map((port) => port.zone);
  const outer = outerZone(traffic);
  const isPolicyBased = end.bindInterface === undefined;
  const found = tree.root.entries("security nat source rule-set").flatMap((set) => {
    const leads =
      set.names("from zone").some((zone) => inner.includes(zone)) &&
      outer !== undefined &&
      set.names("to zone").includes(outer);
    const rule = leads
      ? set.entries("rule").find((each) => matches(each, local, remote))
      : undefined;
    return rule === undefined || rule.has("then source-nat off")
      ? []
      : [`${set.name} ${rule.name}`];
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
  const { end, tree } = traffic;
  const { peerAddress } = end;
  if (peerAddress === undefined) return [];
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
