// The way to a peer that stays outside the tunnel: IKE and ESP must not enter the tunnel that they make.
import type { Mistake } from "../diagnostics";
import type { JunosConfig } from "../junos";
import { contains, familyOf, hostPrefix, parsePrefix } from "../net";
import { type Attachment, type Gateway, routesConfig } from "../topology";

/** One end as its way to the peer matters. */
export interface PeerWay {
  readonly gateway: Gateway;
  readonly peer: string;
  /** Where this end finds its peer; undefined where it only answers. */
  readonly address: string | undefined;
  /** Networks that are led into this VPN's tunnel. */
  readonly far: readonly string[];
  /** The interface that IKE leaves by. */
  readonly external: Attachment;
  /** The routing instance that the tunnel interface stands in. */
  readonly instance: string | undefined;
}

/** Whether a route into a tunnel would take what goes to the peer itself. */
function isTaken({ gateway, address, far, external, instance }: PeerWay): boolean {
  // Another instance has routes of its own, which no tunnel's takes.
  if (address === undefined || external.instance !== instance) return false;
  if (gateway.yieldsDefault(familyOf(address), instance)) return true;
  return parsePrefix(address) !== undefined && far.some((each) => contains(each, address));
}

/** Whether the peer is a neighbour, which the interface's own route leads to. */
function isNear({ external, address }: PeerWay): boolean {
  return (
    address !== undefined &&
    parsePrefix(address) !== undefined &&
    !external.leased &&
    contains(external.network.cidr, address)
  );
}

/** A route to the peer alone, by the outside. */
export function peerRouteConfig(way: PeerWay): readonly JunosConfig[] {
  const { gateway, address, external } = way;
  if (address === undefined || !isTaken(way) || isNear(way)) return [];
  const nextHop = gateway.nextHopOutside(address, external);
  if (nextHop === undefined) return [];
  return [routesConfig({ [hostPrefix(address)]: nextHop }, way.instance)];
}

export function peerRouteMistakes(way: PeerWay): readonly Mistake[] {
  const { gateway, peer, address, far, external, instance } = way;
  if (address === undefined) {
    const yields = (["inet", "inet6"] as const).some((each) =>
      gateway.yieldsDefault(each, instance),
    );
    if (external.instance !== instance || !yields) return [];
    return [
      {
        rule: "default-unknown-peer",
        what: `${gateway.name} leads everything into a tunnel, and answers a peer whose address nobody knows: its answers would go into the tunnel`,
        found: `${peer}, known by its identity alone`,
        allowed: "peers with an address, each of which gets a route outside",
        fix: `say which address the NAT of ${peer} shows, or leave 0.0.0.0/0 out of what ${gateway.name} reaches`,
      },
    ];
  }
  if (!isTaken(way) || isNear(way) || gateway.nextHopOutside(address, external) !== undefined)
    return [];
  return [
    {
      rule: "peer-in-tunnel",
      what: `the way of ${gateway.name} to its peer would lead into the tunnel itself`,
      found: `${address} of ${peer}, within ${far.filter((each) => parsePrefix(address) === undefined || contains(each, address)).join(", ") || "the default route"}`,
      allowed: "a next hop outside, from which a route to the peer alone is made",
      fix: external.dhcp
        ? `let the external interface of ${gateway.name} stand in a routing instance of its own (instance), or leave 0.0.0.0/0 out: its default route comes with its address`
        : `give ${gateway.name} routes: { "${familyOf(address) === "inet6" ? "::/0" : "0.0.0.0/0"}": NEXT-HOP }`,
    },
  ];
}
