// What the routing daemons show, in the words of the device's reports.

import type { BgpPeer, BgpRoute, BgpState } from "../types";
import type { BgpPlan, Neighbor } from "./plan";
import type { Vty } from "./vty";

interface ShownNeighbor {
  readonly bgpState?: string;
  readonly remoteRouterId?: string;
  readonly localRouterId?: string;
  readonly hostLocal?: string;
  readonly portLocal?: number;
  readonly portForeign?: number;
  readonly bgpTimerUpMsec?: number;
  readonly bgpTimerHoldTimeMsecs?: number;
  readonly bgpTimerKeepAliveIntervalMsecs?: number;
  readonly lastResetDueTo?: string;
  readonly lastResetTimerMsecs?: number;
  readonly connectionsDropped?: number;
  readonly messageStats?: { readonly totalSent?: number; readonly totalRecv?: number };
  readonly addressFamilyInfo?: {
    readonly ipv4Unicast?: {
      readonly acceptedPrefixCounter?: number;
      readonly sentPrefixCounter?: number;
    };
  };
}

interface ShownPath {
  readonly valid?: boolean;
  readonly bestpath?: boolean;
  readonly pathFrom?: string;
  readonly peerId?: string;
  readonly locPrf?: number;
  readonly metric?: number;
  readonly path?: string;
  readonly origin?: string;
  readonly nexthops?: readonly { readonly ip?: string }[];
}

interface ShownTable {
  readonly routes?: Readonly<Record<string, readonly ShownPath[]>>;
}

interface ShownHop {
  readonly ip?: string;
  readonly interfaceName?: string;
}

/** One route of zebra. */
export interface ZebraRoute {
  readonly protocol?: string;
  readonly selected?: boolean;
  readonly uptime?: string;
  readonly nexthops?: readonly ShownHop[];
}

export type ZebraTable = Readonly<Record<string, readonly ZebraRoute[]>>;

const ORIGINS: Readonly<Record<string, string>> = { IGP: "I", EGP: "E", incomplete: "?" };
const NO_PEER = "(unspec)";

export async function bgpState(plan: BgpPlan, bgpd: Vty, zebra: Vty): Promise<BgpState> {
  const [neighbors, { routes = {} }, table] = await Promise.all([
    bgpd.show<Readonly<Record<string, ShownNeighbor>>>("bgp neighbors"),
    bgpd.show<ShownTable>("bgp ipv4 unicast"),
    zebra.show<ZebraTable>("ip route"),
  ]);
  const learned = learnedRoutes(routes, table);
  return {
    localAs: plan.as,
    routerId: plan.routerId,
    peers: plan.neighbors.map((each) => peer(plan, each, neighbors[each.address] ?? {}, learned)),
    routes: learned,
  };
}

/** Routes that neighbours announced; active are those that the device forwards by. */
export function learnedRoutes(
  routes: NonNullable<ShownTable["routes"]>,
  table: ZebraTable,
): readonly BgpRoute[] {
  return Object.entries(routes).flatMap(([prefix, paths]) => {
    const used = table[prefix]?.find(
      ({ protocol, selected }) => protocol === "bgp" && selected === true,
    );
    return paths
      .filter(({ peerId, valid }) => peerId !== undefined && peerId !== NO_PEER && valid === true)
      .map((path): BgpRoute => {
        const nextHop = path.nexthops?.[0]?.ip ?? "";
        const active = path.bestpath === true && used !== undefined;
        const link = active ? used.nexthops?.[0]?.interfaceName : undefined;
        return {
          prefix,
          active,
          nextHop,
          ...(link === undefined ? {} : { link }),
          learnedFrom: path.peerId ?? "",
          localPreference: path.locPrf ?? 100,
          ...(path.metric === undefined || path.metric === 0 ? {} : { metric: path.metric }),
          asPath: [path.path ?? "", ORIGINS[path.origin ?? ""] ?? "?"].join(" ").trim(),
          ageSeconds: active ? seconds(used.uptime) : 0,
        };
      });
  });
}

function peer(
  plan: BgpPlan,
  neighbor: Neighbor,
  shown: ShownNeighbor,
  routes: readonly BgpRoute[],
): BgpPeer {
  const own = routes.filter(({ learnedFrom }) => learnedFrom === neighbor.address);
  const up = shown.bgpState === "Established";
  const since = up ? shown.bgpTimerUpMsec : shown.lastResetTimerMsecs;
  return {
    address: neighbor.address,
    group: neighbor.group,
    as: neighbor.as,
    internal: neighbor.internal,
    localAddress: neighbor.localAddress ?? shown.hostLocal ?? "",
    localAs: plan.as,
    state: state(shown.bgpState),
    ...(up ? connection(shown) : { peerId: "", advertised: 0 }),
    localId: plan.routerId,
    elapsedSeconds: Math.floor((since ?? 0) / 1000),
    holdSeconds: neighbor.holdSeconds,
    activeHoldSeconds: Math.floor((shown.bgpTimerHoldTimeMsecs ?? 0) / 1000),
    keepaliveSeconds: Math.floor((shown.bgpTimerKeepAliveIntervalMsecs ?? 0) / 1000),
    ...history(shown),
    received: own.length,
    active: own.filter(({ active }) => active).length,
    importPolicies: neighbor.importPolicies,
    exportPolicies: neighbor.exportPolicies,
  };
}

/** What is known of a neighbour while its session stands. */
function connection(
  shown: ShownNeighbor,
): Pick<BgpPeer, "port" | "localPort" | "peerId" | "advertised"> {
  const { portForeign, portLocal } = shown;
  return {
    ...(portForeign === undefined ? {} : { port: portForeign }),
    ...(portLocal === undefined ? {} : { localPort: portLocal }),
    peerId: shown.remoteRouterId ?? "",
    advertised: shown.addressFamilyInfo?.ipv4Unicast?.sentPrefixCounter ?? 0,
  };
}

/** What has been counted since the daemon runs. */
function history(
  shown: ShownNeighbor,
): Pick<BgpPeer, "messagesIn" | "messagesOut" | "flaps" | "lastError"> {
  const flaps = shown.connectionsDropped ?? 0;
  return {
    messagesIn: shown.messageStats?.totalRecv ?? 0,
    messagesOut: shown.messageStats?.totalSent ?? 0,
    flaps,
    lastError: flaps === 0 ? "None" : (shown.lastResetDueTo ?? "None"),
  };
}

function state(shown: string | undefined): BgpPeer["state"] {
  const known = ["Idle", "Connect", "Active", "OpenSent", "OpenConfirm", "Established"] as const;
  return known.find((each) => each.toLowerCase() === shown?.toLowerCase()) ?? "Idle";
}

/** `00:01:02`, `1d02h03m` or `01w2d03h`. */
export function seconds(uptime: string | undefined): number {
  const clock = /^(\d+):(\d+):(\d+)$/.exec(uptime ?? "");
  if (clock !== null) {
    return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  }
  const size: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60 };
  return [...(uptime ?? "").matchAll(/(\d+)([wdhm])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (size[unit ?? ""] ?? 0),
    0,
  );
}
