// BGP as the lab runs it: the sessions of a device, and which routes they take and announce.

/** One prefix of a list, with the lengths it stands for; without bounds that prefix alone. */
export interface ListLine {
  readonly action: "permit" | "deny";
  readonly prefix: string;
  readonly from?: number;
  readonly to?: number;
}

export interface PrefixList {
  readonly name: string;
  readonly lines: readonly ListLine[];
}

/** One entry of a route map. All its conditions hold, then all its changes are made. */
export interface MapEntry {
  readonly action: "permit" | "deny";
  readonly match: readonly string[];
  readonly set: readonly string[];
  /** The entry to go on with, by its place; none decides here. */
  readonly next?: number;
}

export interface RouteMap {
  readonly name: string;
  readonly entries: readonly MapEntry[];
}

export interface Neighbor {
  readonly address: string;
  readonly group: string;
  readonly as: number;
  readonly internal: boolean;
  readonly localAddress?: string;
  /** Seconds without a message until the session ends; 0: never. */
  readonly holdSeconds: number;
  readonly passive: boolean;
  /** Most hops to the neighbour; undefined for one that has to be on a link of the device. */
  readonly hops?: number;
  /** The tunnel interface whose link the session ends with; none for one that other ways could lead to. */
  readonly tunnel?: string;
  /** Names of policies, as the configuration has them. */
  readonly importPolicies: readonly string[];
  readonly exportPolicies: readonly string[];
  /** Route maps that carry them out. */
  readonly importMap: string;
  readonly exportMap: string;
}

export interface BgpPlan {
  readonly as: number;
  readonly routerId: string;
  readonly neighbors: readonly Neighbor[];
  readonly lists: readonly PrefixList[];
  readonly maps: readonly RouteMap[];
}

/** Where a route comes from, as a tag that it bears inside the daemon. */
export const SOURCES = { direct: 1, static: 2, bgp: 3, "access-internal": 4, "ari-ts": 5 } as const;

/** Route maps of what the device itself has: each gives its routes their tag. */
export const DIRECT_MAP = "from-direct";
export const KERNEL_MAP = "from-kernel";

/** Junos's preference of BGP routes, at which they meet static ones. */
export const BGP_PREFERENCE = 170;
