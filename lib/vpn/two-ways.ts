// One network behind two tunnels: traffic for one peer would go to the other, unless one of them is only the other's backup.
import type { Diagnostic } from "../diagnostics";
import type { ConfigTree } from "../junos";
import { contains, isEverything, lengthOf, networkOf, overlaps, supernetsOf } from "../net";
import type { Device, Tunnel, TunnelEnd } from "../topology";
import { staticRoutes } from "./thrown-away";

/** One end of a tunnel on the device in question, and what its peer has behind it. */
export interface NearEnd {
  readonly end: TunnelEnd;
  /** The tunnel's name. */
  readonly name: string;
  readonly construct: string;
  /** What the tunnel carries of the peer, and the same as this device sees it. */
  readonly networks: readonly string[];
  readonly shown: readonly string[];
  /** Networks of the peer's internal interfaces. */
  readonly internals: readonly string[];
}

/** The ends of all tunnels, by the device that they stand on. */
export function nearEnds(
  tunnels: readonly { readonly path: string; readonly tunnel: Tunnel }[],
): ReadonlyMap<Device, readonly NearEnd[]> {
  const byDevice = new Map<Device, NearEnd[]>();
  for (const { path, tunnel } of tunnels) {
    const [one, two] = tunnel.ends;
    for (const [end, far] of [
      [one, two],
      [two, one],
    ] as const) {
      const isBegun = far.role === "initiator";
      const networks = isBegun ? tunnel.initiatorPrefixes : tunnel.responderPrefixes;
      const shown = (isBegun ? tunnel.initiatorShown : tunnel.responderShown) ?? networks;
      const internals = far.view.gateway.internals.map(({ network }) => network.cidr);
      const near = { end, name: tunnel.name, construct: path, networks, shown, internals };
      const known = byDevice.get(end.view.gateway);
      if (known === undefined) byDevice.set(end.view.gateway, [near]);
      else known.push(near);
    }
  }
  return byDevice;
}

/** A network that lies behind one tunnel, and is led into another one. */
export interface TwoWays {
  readonly prefix: string;
  /** The end that came last in the program, and the other one. */
  readonly last: NearEnd;
  readonly other: NearEnd;
}

/** A prefix that routes of the first rank lead into a tunnel. */
interface Lead {
  readonly prefix: string;
  readonly near: NearEnd;
}

/** Hosts behind a tunnel, and the route by which they are reached. */
interface Piece extends Lead {
  readonly by: string;
}

/** Those that lead into tunnel interfaces, by static routes or by selectors. A qualified next hop is a backup's. */
function leadsOf(config: ConfigTree, ends: readonly NearEnd[]): readonly Lead[] {
  const byInterface = new Map<string, NearEnd>();
  for (const near of ends) {
    const { bindInterface } = near.end;
    if (bindInterface === undefined) continue;
    // Of branches that share one interface one stands for all: the hub compares them with each other.
    if (!byInterface.has(bindInterface)) byInterface.set(bindInterface, near);
  }
  const into = (tunnel: string, prefix: string): readonly Lead[] => {
    const near = byInterface.get(tunnel);
    return near === undefined ? [] : [{ prefix: networkOf(prefix), near }];
  };
  return [
    ...staticRoutes(config).flatMap((route) =>
      route.names("next-hop").flatMap((hop) => into(hop, route.name)),
    ),
    ...config.root.entries("security ipsec vpn").flatMap((vpn) =>
      vpn.entries("traffic-selector").flatMap((selector) => {
        const [tunnel, remote] = [vpn.text("bind-interface"), selector.text("remote-ip")];
        return tunnel === undefined || remote === undefined ? [] : into(tunnel, remote);
      }),
    ),
  ];
}

/** Where the hosts behind the peer are: everything is no place of theirs. */
function placesOf({ networks, shown, internals }: NearEnd): readonly string[] {
  return networks.flatMap((network, index) => {
    const seen = shown[index] ?? network;
    const inside = internals.filter((each) => overlaps(each, network));
    if (inside.some((each) => contains(each, network))) return [seen];
    if (inside.length > 0 && seen === network) return inside;
    return isEverything(network) ? [] : [seen];
  });
}

const piecesOf = ({ prefix, near }: Lead): readonly Piece[] =>
  placesOf(near)
    .filter((place) => overlaps(place, prefix))
    .map((place) => ({ prefix: contains(place, prefix) ? prefix : place, near, by: prefix }));

function indexed<Item extends Lead>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const index = new Map<string, Item[]>();
  for (const item of items) {
    const known = index.get(item.prefix);
    if (known === undefined) index.set(item.prefix, [item]);
    else known.push(item);
  }
  return index;
}

const isOther = (one: NearEnd, other: NearEnd): boolean =>
  one.end.vpn !== other.end.vpn &&
  (one.end.bindInterface ?? one.end.vpn) !== (other.end.bindInterface ?? other.end.vpn);

/** Pairs of tunnels that claim one network; the work grows with the number of routes, not with its square. */
function meetings(config: ConfigTree, ends: readonly NearEnd[]): readonly [string, Lead, Lead][] {
  const leads = leadsOf(config, ends);
  const pieces = leads.flatMap(piecesOf);
  const [leadsAt, piecesAt] = [indexed(leads), indexed(pieces)];
  const found: [string, Lead, Lead][] = [];
  for (const lead of leads) {
    for (const same of leadsAt.get(lead.prefix) ?? []) found.push([lead.prefix, lead, same]);
    // A narrower route takes some of the hosts.
    for (const wider of supernetsOf(lead.prefix))
      for (const piece of piecesAt.get(wider) ?? []) found.push([lead.prefix, lead, piece]);
  }
  // A wider one takes all of them where it is narrower than the one that is meant for them.
  for (const piece of pieces)
    for (const wider of [piece.prefix, ...supernetsOf(piece.prefix)])
      if (lengthOf(wider) > lengthOf(piece.by))
        for (const lead of leadsAt.get(wider) ?? []) found.push([piece.prefix, lead, piece]);
  const policyBased = ends.filter(({ end }) => end.bindInterface === undefined);
  for (const near of policyBased)
    for (const place of placesOf(near))
      for (const lead of leads)
        if (overlaps(lead.prefix, place)) found.push([place, lead, { prefix: place, near }]);
  return found;
}

/** @param config what counts: groups applied, inactive statements left out */
export function twoWays(config: ConfigTree, ends: readonly NearEnd[]): readonly TwoWays[] {
  if (ends.length < 2) return [];
  const told = new Map<string, TwoWays>();
  const places = new Map(ends.map((near, index) => [near, index]));
  const placeOf = (near: NearEnd): number => places.get(near) ?? 0;
  for (const [prefix, { near: one }, { near: two }] of meetings(config, ends)) {
    if (!isOther(one, two)) continue;
    const [other, last] = placeOf(one) < placeOf(two) ? [one, two] : [two, one];
    const key = `${prefix} ${other.end.vpn} ${last.end.vpn}`;
    if (!told.has(key)) told.set(key, { prefix, last, other });
  }
  return [...told.values()];
}

const wayOf = ({ end, name }: NearEnd): string =>
  end.bindInterface === undefined ? `a policy of ${name}` : `${end.bindInterface} of ${name}`;

export function twoWaysMistake(device: Device, { prefix, last, other }: TwoWays): Diagnostic {
  return {
    rule: "network-two-tunnels",
    severity: "error",
    construct: last.construct,
    device: device.name,
    subject: prefix,
    what: `one network lies behind two tunnels of ${device.name}: traffic for one peer could go to the other`,
    found: `${prefix} by ${wayOf(other)} and ${wayOf(last)}`,
    allowed: "one tunnel for a network, or one that is the other's backup",
    fix: "give one VPN backupOf: the other one (a branch of two hubs: preference), or give them networks apart",
  };
}
