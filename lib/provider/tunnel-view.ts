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
  /** Where this end finds its peer; absent when it can come from anywhere. */
  readonly peerAddress?: string;
  readonly identity?: string;
  readonly peerIdentity?: string;
  readonly pingSource?: string;
  readonly pingTarget?: string;
}

/** What a device lists of all its tunnels, by the names that tunnels ask with. */
export interface DeviceTables {
  readonly ikeOf: (gateway: string) => readonly IkeSa[];
  /** IKE SAs of releases that don't name the gateway. */
  readonly unnamedIke: readonly IkeSa[];
  readonly tunnelsOf: (vpn: string) => readonly IpsecTunnel[];
  /** Tunnels that should be up and aren't. */
  readonly inactiveOf: (vpn: string) => readonly IpsecTunnel[];
  readonly unnamedInactive: readonly IpsecTunnel[];
}

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

/** Lists by name, so that a thousand tunnels of one device cost a thousand looks and not a million. */
export function tablesOf(
  ikes: readonly IkeSa[],
  tunnels: readonly IpsecTunnel[],
  inactive: readonly IpsecTunnel[],
): DeviceTables {
  const byGateway = grouped(ikes, ({ gateway }) => gateway);
  const byVpn = grouped(tunnels, ({ vpn }) => vpn);
  const inactiveByVpn = grouped(inactive, ({ vpn }) => vpn);
  return {
    ikeOf: (gateway) => byGateway.get(gateway) ?? [],
    unnamedIke: byGateway.get(undefined) ?? [],
    tunnelsOf: (vpn) => byVpn.get(vpn) ?? [],
    inactiveOf: (vpn) => inactiveByVpn.get(vpn) ?? [],
    unnamedInactive: inactiveByVpn.get(undefined) ?? [],
  };
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
  const tunnels = tunnelsWith(ike, candidates.length > 1, tables.tunnelsOf(end.vpn));
  const ipsec = tunnels.find(({ up }) => up) ?? tunnels[0];
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
      ? [noIke(end, ike, candidates) + said]
      : faultsOf(expectNat, end, ike, ipsec, said)
  ).map((text) => `${end.gateway} (${end.role}): ${text}`);
  const events = [...(down?.events ?? []), ...tunnels.flatMap((tunnel) => tunnel.events)];
  return { spec: end, ike, ipsec, tunnels, events, faults };
}

function candidatesOf(end: EndpointSpec, tables: DeviceTables): IkeSa[] {
  return [
    ...tables.ikeOf(end.ikeGateway),
    ...tables.unnamedIke.filter(({ remoteAddress }) => remoteAddress === end.peerAddress),
  ];
}

/**
 * Many branches may share one gateway by name: the peer's identity tells them apart, and where nobody says one, its
 * address. A peer of ours that calls itself otherwise is told; one among many strangers is simply not there.
 */
function chooseIke(end: EndpointSpec, candidates: readonly IkeSa[]): IkeSa | undefined {
  const { peerIdentity, peerAddress } = end;
  const best = (sas: readonly IkeSa[]): IkeSa | undefined => sas.find(({ up }) => up) ?? sas[0];
  const named = candidates.filter(
    ({ remoteIdentity }) =>
      peerIdentity !== undefined &&
      remoteIdentity !== undefined &&
      sameIdentity(remoteIdentity, peerIdentity),
  );
  if (named.length > 0) return best(named);
  if (peerAddress !== undefined) {
    const known = candidates.filter(
      ({ remoteAddress }) => remoteAddress === undefined || remoteAddress === peerAddress,
    );
    // The address may be a name, or one that something on the way replaces.
    return best(known) ?? best(candidates);
  }
  if (peerIdentity === undefined) return best(candidates);
  return best(candidates.filter(({ remoteIdentity }) => remoteIdentity === undefined));
}

/** The tunnels that this IKE SA negotiated. */
function tunnelsWith(
  ike: IkeSa | undefined,
  isShared: boolean,
  tunnels: readonly IpsecTunnel[],
): readonly IpsecTunnel[] {
  // Without an IKE SA of its own, a tunnel of a shared VPN may be anybody's.
  if (ike === undefined) return isShared ? [] : tunnels;
  const numbered = tunnels.filter(({ index }) => ike.tunnelIndexes?.includes(index) === true);
  if (numbered.length > 0) return numbered;
  return tunnels.filter(
    ({ remoteGateway }) =>
      remoteGateway === undefined ||
      ike.remoteAddress === undefined ||
      remoteGateway === ike.remoteAddress,
  );
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

/** Devices may decorate an identity with its type. */
function sameIdentity(shown: string, wanted: string): boolean {
  const core = (text: string): string =>
    text
      .replace(/^.*?\(|\)$/g, "")
      .replace(/^.*=/, "")
      .trim()
      .toLowerCase();
  return shown.trim().toLowerCase() === wanted.trim().toLowerCase() || core(shown) === core(wanted);
}
