// One tunnel as the device at one of its ends sees it: which of the device's associations are its own, and what is
// wrong with them.

import {
  type AddressFamily,
  type Connection,
  type IkeSa,
  type IpsecTunnel,
  type TunnelEvent,
} from "../device";
import { familyOf } from "../net";

/** One end, as far as verifying needs it. */
export interface EndpointSpec {
  readonly gateway: string;
  /** Absent for a peer that somebody else runs. */
  readonly connection?: Connection;
  readonly vpn: string;
  readonly ikeGateway: string;
  readonly role: "initiator" | "responder";
  /** Of its external interface. */
  readonly privateAddress?: string;
  /** Unit of st0; absent for a policy-based VPN. */
  readonly bindInterface?: string;
  /** Routing instance of the tunnel interface; absent for the main one. */
  readonly instance?: string;
  /** Where this end finds its peer; absent when it can come from anywhere. */
  readonly peerAddress?: string;
  readonly identity?: string;
  readonly peerIdentity?: string;
  readonly pingSource?: string;
  readonly pingTarget?: string;
}

/** What a device lists of all its tunnels, by the names that tunnels ask with. */
export interface DeviceTables {
  readonly ikeOf: (gateway: string) => IkeTable;
  /** IKE SAs of releases that don't name the gateway. */
  readonly unnamedIke: IkeTable;
  readonly tunnelsOf: (vpn: string) => TunnelTable;
  /** Tunnels that should be up and aren't. */
  readonly inactiveOf: (vpn: string) => readonly IpsecTunnel[];
  readonly unnamedInactive: readonly IpsecTunnel[];
}

/** IKE SAs by what tells peers apart. */
interface IkeTable {
  readonly all: readonly IkeSa[];
  readonly byIdentity: Lookup<string | undefined, IkeSa>;
  readonly byAddress: Lookup<string | undefined, IkeSa>;
}

/** Tunnels by what ties them to an IKE SA. */
interface TunnelTable {
  readonly all: readonly IpsecTunnel[];
  readonly byIndex: Lookup<number, IpsecTunnel>;
  readonly byAddress: Lookup<string | undefined, IpsecTunnel>;
}

type Lookup<Key, Item> = (key: Key) => readonly Item[];

/** One end as its device sees it. */
export interface View {
  readonly spec: EndpointSpec;
  readonly ike?: IkeSa;
  readonly ipsec?: IpsecTunnel;
  /** All tunnels that it has with this peer: one for each pair of selectors. */
  readonly tunnels: readonly IpsecTunnel[];
  /** What the device noted about it, in the device's order. */
  readonly events: readonly TunnelEvent[];
  /** Why this end isn't up; empty when it is. */
  readonly faults: readonly string[];
}

/** Lists by name and by peer, so that a thousand tunnels of one device cost a thousand looks and not a million. */
export function tablesOf(
  ikes: readonly IkeSa[],
  tunnels: readonly IpsecTunnel[],
  inactive: readonly IpsecTunnel[],
): DeviceTables {
  const byGateway = tablesBy(ikes, ({ gateway }) => gateway, ikeTable);
  const byVpn = tablesBy(tunnels, ({ vpn }) => vpn, tunnelTable);
  const inactiveByVpn = grouped(inactive, ({ vpn }) => vpn);
  return {
    ikeOf: byGateway,
    unnamedIke: byGateway(undefined),
    tunnelsOf: byVpn,
    inactiveOf: (vpn) => inactiveByVpn.get(vpn) ?? [],
    unnamedInactive: inactiveByVpn.get(undefined) ?? [],
  };
}

const ikeTable = (all: readonly IkeSa[]): IkeTable => ({
  all,
  byIdentity: lookup(all, ({ remoteIdentity }) =>
    remoteIdentity === undefined ? undefined : identityOf(remoteIdentity),
  ),
  byAddress: lookup(all, ({ remoteAddress }) => remoteAddress),
});

const tunnelTable = (all: readonly IpsecTunnel[]): TunnelTable => ({
  all,
  byIndex: lookup(all, ({ index }) => index),
  byAddress: lookup(all, ({ remoteGateway }) => remoteGateway),
});

/** One table for each name. */
function tablesBy<Item, Table>(
  items: readonly Item[],
  nameOf: (item: Item) => string | undefined,
  make: (items: readonly Item[]) => Table,
): (name: string | undefined) => Table {
  const groups = [...grouped(items, nameOf)].map(([name, group]) => [name, make(group)] as const);
  const tables = new Map(groups);
  const none = make([]);
  return (name) => tables.get(name) ?? none;
}

/** Made when it is first asked: not all at once for a device of ten thousand tunnels, and not for nothing. */
function lookup<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Lookup<Key, Item> {
  let groups: Map<Key, Item[]> | undefined;
  return (key) => (groups ??= grouped(items, keyOf)).get(key) ?? [];
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The families to look for an end's associations in, one after the other: its peer's; any, when it has no address. */
export function familiesOf({ peerAddress }: EndpointSpec): AddressFamily[] {
  if (peerAddress === undefined) return ["inet", "inet6"];
  return [familyOf(peerAddress)];
}

/** What a device's lists say about one end. */
export function judge(expectNat: boolean, end: EndpointSpec, tables: DeviceTables): View {
  const candidates = candidatesOf(end, tables);
  const ike = chooseIke(end, candidates);
  const tunnels = tunnelsWith(ike, candidates.all.length > 1, tables.tunnelsOf(end.vpn));
  const ipsec = best(tunnels);
  const down =
    tables.inactiveOf(end.vpn)[0] ??
    tables.unnamedInactive.find(({ remoteGateway }) => remoteGateway === end.peerAddress);
  const event = ipsec?.up === true ? undefined : (down?.events[0] ?? ipsec?.events[0]);
  const said =
    event === undefined
      ? ""
      : `; the device says: ${event.text}${event.times > 1 ? ` (${event.times} times)` : ""}`;
  const faults = (
    ike?.up !== true
      ? [noIke(end, ike, candidates.all) + said]
      : faultsOf(expectNat, end, ike, ipsec, said)
  ).map((text) => `${end.gateway} (${end.role}): ${text}`);
  const events = [...(down?.events ?? []), ...tunnels.flatMap((tunnel) => tunnel.events)];
  return { spec: end, ike, ipsec, tunnels, events, faults };
}

/** IKE SAs that may be of one end. */
interface Candidates {
  readonly named: IkeTable;
  /** Without a gateway's name, and with the peer's address. */
  readonly unnamed: readonly IkeSa[];
  readonly all: readonly IkeSa[];
}

function candidatesOf(end: EndpointSpec, tables: DeviceTables): Candidates {
  const named = tables.ikeOf(end.ikeGateway);
  const unnamed = tables.unnamedIke.byAddress(end.peerAddress);
  return { named, unnamed, all: unnamed.length === 0 ? named.all : [...named.all, ...unnamed] };
}

const best = <Item extends { readonly up: boolean }>(list: readonly Item[]): Item | undefined =>
  list.find(({ up }) => up) ?? list[0];

/**
 * Many branches may share one gateway by name: the peer's identity tells them apart, and where nobody says one, its
 * address. A peer of ours that calls itself otherwise is told; one among many strangers is simply not there.
 */
function chooseIke(end: EndpointSpec, { named, unnamed, all }: Candidates): IkeSa | undefined {
  const { peerIdentity, peerAddress } = end;
  const nameless = [
    ...named.byIdentity(undefined),
    ...unnamed.filter(({ remoteIdentity }) => remoteIdentity === undefined),
  ];
  if (peerIdentity !== undefined) {
    const own = [
      ...named.byIdentity(identityOf(peerIdentity)),
      ...unnamed.filter(
        ({ remoteIdentity }) =>
          remoteIdentity !== undefined && sameIdentity(remoteIdentity, peerIdentity),
      ),
    ];
    if (own.length > 0) return best(own);
    if (peerAddress === undefined) return best(nameless);
  }
  if (peerAddress === undefined) return best(all);
  const known = [...named.byAddress(peerAddress), ...unnamed, ...named.byAddress(undefined)];
  // The address may be a name, or one that something on the way replaces.
  return best(known) ?? best(all);
}

/** The tunnels that this IKE SA negotiated. */
function tunnelsWith(
  ike: IkeSa | undefined,
  isShared: boolean,
  tunnels: TunnelTable,
): readonly IpsecTunnel[] {
  // Without an IKE SA of its own, a tunnel of a shared VPN may be anybody's.
  if (ike === undefined) return isShared ? [] : tunnels.all;
  const numbered = (ike.tunnelIndexes ?? []).flatMap((index) => tunnels.byIndex(index));
  if (numbered.length > 0) return numbered;
  if (ike.remoteAddress === undefined) return tunnels.all;
  return [...tunnels.byAddress(ike.remoteAddress), ...tunnels.byAddress(undefined)];
}

function peerOf({ peerAddress }: EndpointSpec): string {
  return peerAddress ?? "its peer";
}

function noIke(end: EndpointSpec, ike: IkeSa | undefined, others: readonly IkeSa[]): string {
  if (ike !== undefined) return `the IKE SA is DOWN with ${peerOf(end)}, gateway ${end.ikeGateway}`;
  const named = end.peerAddress ?? end.peerIdentity ?? "its peer";
  const rest =
    others.length === 0
      ? ""
      : `, which has ${others.length} with other peers, such as ${others[0]?.remoteIdentity ?? others[0]?.remoteAddress}`;
  return `no IKE SA with ${others.length === 0 ? peerOf(end) : named}, gateway ${end.ikeGateway}${rest}`;
}

function faultsOf(
  expectNat: boolean,
  end: EndpointSpec,
  ike: IkeSa,
  ipsec: IpsecTunnel | undefined,
  said: string,
): string[] {
  const faults: string[] = [];
  const { localIdentity, remoteIdentity } = ike;
  if (isOther(localIdentity, end.identity)) {
    faults.push(`it calls itself ${localIdentity} instead of ${end.identity}`);
  }
  if (isOther(remoteIdentity, end.peerIdentity)) {
    faults.push(`its peer calls itself ${remoteIdentity} instead of ${end.peerIdentity}`);
  }
  if (ipsec?.up !== true)
    faults.push(`the IKE SA with ${peerOf(end)} is UP, but no IPsec SA of VPN ${end.vpn}${said}`);
  else if (!bothWays(ipsec))
    faults.push(`the IPsec SAs of VPN ${end.vpn} are not installed both ways${said}`);
  if (expectNat && ike.localPort !== undefined && ike.localPort !== 4500) {
    faults.push(
      `IKE stayed on UDP port ${ike.localPort}: it found no NAT on the way to ${peerOf(end)}, although the program has one there`,
    );
  }
  return faults;
}

const isOther = (shown: string | undefined, wanted: string | undefined): boolean =>
  shown !== undefined && wanted !== undefined && !sameIdentity(shown, wanted);

function bothWays(tunnel: IpsecTunnel): boolean {
  return (["inbound", "outbound"] as const).every((direction) =>
    tunnel.associations.some((sa) => sa.direction === direction && sa.installed),
  );
}

const sameIdentity = (shown: string, wanted: string): boolean =>
  identityOf(shown) === identityOf(wanted);

/** An identity without its type, with which devices may decorate it. */
const identityOf = (text: string): string =>
  text
    .trim()
    .replace(/^.*?\(|\)$/g, "")
    .replace(/^.*=/, "")
    .trim()
    .toLowerCase();
