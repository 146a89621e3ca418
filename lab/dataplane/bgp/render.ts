// A plan in the words of the BGP daemon, and the lines that lead from one plan to the next. Pure.

import {
  type BgpPlan,
  DIRECT_MAP,
  KERNEL_MAP,
  type MapEntry,
  type Neighbor,
  type PrefixList,
  type RouteMap,
} from "./plan";

/** Seconds between attempts at a session. */
const CONNECT_SECONDS = 5;

/** Room between the numbers of entries, as everybody leaves it. */
const STEP = 10;

/** Everything that a plan asks for, as lines of configuration mode. */
export function configuration(plan: BgpPlan): readonly string[] {
  return [
    // Routes follow a changed policy at once.
    "bgp route-map delay-timer 0",
    ...plan.lists.flatMap(listLines),
    ...plan.maps.flatMap(mapLines),
    `router bgp ${plan.as}`,
    `bgp router-id ${plan.routerId}`,
    // As Junos has it: a neighbour of another AS needs no policy.
    "no bgp ebgp-requires-policy",
    "bgp graceful-restart-disable",
    "exit",
    ...plan.neighbors.flatMap((neighbor) => neighborLines(plan.as, neighbor)),
    ...inFamily(plan.as, [
      `redistribute connected route-map ${DIRECT_MAP}`,
      `redistribute kernel route-map ${KERNEL_MAP}`,
    ]),
  ];
}

/**
 * The lines from one plan to the next: sessions of neighbours that stay as they are go on. Undefined where the daemon
 * has to begin anew.
 */
export function changes(before: BgpPlan, next: BgpPlan): readonly string[] | undefined {
  if (before.as !== next.as || before.routerId !== next.routerId) return undefined;
  const gone = differing(before.neighbors, next.neighbors, ({ address }) => address, (each) =>
    neighborLines(before.as, each),
  );
  const come = differing(next.neighbors, before.neighbors, ({ address }) => address, (each) =>
    neighborLines(before.as, each),
  );
  const oldLists = differing(before.lists, next.lists, ({ name }) => name, listLines);
  const newLists = differing(next.lists, before.lists, ({ name }) => name, listLines);
  const oldMaps = differing(before.maps, next.maps, ({ name }) => name, mapLines);
  const newMaps = differing(next.maps, before.maps, ({ name }) => name, mapLines);
  const router = `router bgp ${next.as}`;
  // While a policy is exchanged nobody is to hear of what is not there yet.
  const hold = ["bgp route-map delay-timer 600"];
  const quiet = newLists.length + oldLists.length + newMaps.length + oldMaps.length > 0 ? hold : [];
  return [
    ...quiet,
    ...(gone.length === 0
      ? []
      : [router, ...gone.map(({ address }) => `no neighbor ${address}`), "exit"]),
    ...oldMaps.map(({ name }) => `no route-map ${name}`),
    ...oldLists.map(({ name }) => `no ip prefix-list ${name}`),
    ...newLists.flatMap(listLines),
    ...newMaps.flatMap(mapLines),
    ...come.flatMap((neighbor) => neighborLines(next.as, neighbor)),
    ...(quiet.length === 0 ? [] : ["bgp route-map delay-timer 0"]),
  ];
}

/** Those that the other side has not, or has otherwise. */
function differing<T>(
  all: readonly T[],
  others: readonly T[],
  key: (each: T) => string,
  lines: (each: T) => readonly string[],
): readonly T[] {
  const known = new Map(others.map((each) => [key(each), lines(each).join("\n")]));
  return all.filter((each) => known.get(key(each)) !== lines(each).join("\n"));
}

function inFamily(as: number, lines: readonly string[]): readonly string[] {
  return [`router bgp ${as}`, "address-family ipv4 unicast", ...lines, "exit-address-family", "exit"];
}

function neighborLines(as: number, neighbor: Neighbor): readonly string[] {
  const say = `neighbor ${neighbor.address}`;
  const { holdSeconds, hops, localAddress } = neighbor;
  return [
    `router bgp ${as}`,
    `${say} remote-as ${neighbor.as}`,
    `${say} timers ${Math.floor(holdSeconds / 3)} ${holdSeconds}`,
    `${say} timers connect ${CONNECT_SECONDS}`,
    `${say} advertisement-interval 0`,
    ...(localAddress === undefined ? [] : [`${say} update-source ${localAddress}`]),
    ...(neighbor.passive ? [`${say} passive`] : []),
    ...(hops === undefined || neighbor.internal ? [] : [`${say} ebgp-multihop ${hops}`]),
    "address-family ipv4 unicast",
    `${say} activate`,
    `${say} route-map ${neighbor.importMap} in`,
    `${say} route-map ${neighbor.exportMap} out`,
    ...(neighbor.internal ? [] : [`${say} next-hop-self`]),
    "exit-address-family",
    "exit",
  ];
}

function listLines({ name, lines }: PrefixList): readonly string[] {
  return lines.map(({ action, prefix, from, to }, index) => {
    const bounds = `${from === undefined ? "" : ` ge ${from}`}${to === undefined ? "" : ` le ${to}`}`;
    return `ip prefix-list ${name} seq ${(index + 1) * STEP} ${action} ${prefix}${bounds}`;
  });
}

function mapLines({ name, entries }: RouteMap): readonly string[] {
  return entries.flatMap((entry, index) => [
    `route-map ${name} ${entry.action} ${(index + 1) * STEP}`,
    ...entryLines(entry),
    "exit",
  ]);
}

function entryLines({ match, set, next }: MapEntry): readonly string[] {
  return [
    ...match.map((words) => `match ${words}`),
    ...set.map((words) => `set ${words}`),
    ...(next === undefined ? [] : [`on-match goto ${(next + 1) * STEP}`]),
  ];
}
