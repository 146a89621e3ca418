// A plan in the words of the BGP daemon, and the lines that lead from one plan to the next. Pure.

import { createHash } from "node:crypto";
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
export function configuration(wanted: BgpPlan): readonly string[] {
  const plan = versioned(wanted);
  return [
    // A policy never changes under its name, see below.
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
    ...inFamily(plan.as, sourceLines(plan)),
  ];
}

/**
 * The lines from one plan to the next: sessions of neighbours that stay as they are go on. Undefined where the daemon
 * has to begin anew.
 */
export function changes(last: BgpPlan, wanted: BgpPlan): readonly string[] | undefined {
  if (last.as !== wanted.as || last.routerId !== wanted.routerId) return undefined;
  const [before, next] = [versioned(last), versioned(wanted)];
  const { as } = next;
  const known = new Map(before.neighbors.map((each) => [each.address, each]));
  const stays = (each: Neighbor): boolean => {
    const old = known.get(each.address);
    return old !== undefined && sessionLines(old).join() === sessionLines(each).join();
  };
  const kept = next.neighbors.filter(stays);
  const gone = before.neighbors.filter(
    ({ address }) => !kept.some((each) => each.address === address),
  );
  const old = new Set([
    ...kept.flatMap((each) => familyLines(known.get(each.address) ?? each)),
    ...sourceLines(before),
  ]);
  // The daemon refuses some of what it has already.
  const turned = [...kept.flatMap(familyLines), ...sourceLines(next)].filter(
    (line) => !old.has(line),
  );
  return [
    ...named(next.lists, before.lists).flatMap(listLines),
    ...named(next.maps, before.maps).flatMap(mapLines),
    ...(gone.length === 0
      ? []
      : [`router bgp ${as}`, ...gone.map(({ address }) => `no neighbor ${address}`), "exit"]),
    ...next.neighbors.filter((each) => !stays(each)).flatMap((each) => neighborLines(as, each)),
    ...(turned.length === 0 ? [] : inFamily(as, turned)),
    ...named(before.maps, next.maps).map(({ name }) => `no route-map ${name}`),
    ...named(before.lists, next.lists).map(({ name }) => `no ip prefix-list ${name}`),
  ];
}

/** Those whose name the others do not have. */
function named<T extends { readonly name: string }>(
  all: readonly T[],
  others: readonly T[],
): readonly T[] {
  return all.filter(({ name }) => !others.some((each) => each.name === name));
}

/**
 * The daemon holds on to a route map that it uses, and dies of one that is taken away under it. So the names of maps and
 * lists say what is in them: another policy has another name, its users turn to it, and then nobody uses the old one.
 */
function versioned(plan: BgpPlan): BgpPlan {
  const lists = plan.lists.map((list) => ({ ...list, name: versionOf(list.name, list.lines) }));
  const listNames = new Map(
    plan.lists.map(({ name }, index) => [name, lists[index]?.name ?? name]),
  );
  const renamed = (words: string): string =>
    words.replace(/^(ip address prefix-list )(.*)$/, (_, start: string, name: string) => {
      return `${start}${listNames.get(name) ?? name}`;
    });
  const maps = plan.maps.map(({ name, entries }) => {
    const own = entries.map((entry) => ({ ...entry, match: entry.match.map(renamed) }));
    return { name: versionOf(name, own), entries: own };
  });
  const mapNames = new Map(plan.maps.map(({ name }, index) => [name, maps[index]?.name ?? name]));
  const neighbors = plan.neighbors.map((neighbor) => ({
    ...neighbor,
    importMap: mapNames.get(neighbor.importMap) ?? neighbor.importMap,
    exportMap: mapNames.get(neighbor.exportMap) ?? neighbor.exportMap,
  }));
  return { ...plan, lists, maps, neighbors };
}

function versionOf(name: string, content: unknown): string {
  const digest = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  return `${name}~${digest.slice(0, 8)}`;
}

/** How the device's own routes reach the daemon. */
function sourceLines({ maps }: BgpPlan): readonly string[] {
  const current = (name: string): string =>
    maps.find((each) => each.name.startsWith(`${name}~`))?.name ?? name;
  return [
    `redistribute connected route-map ${current(DIRECT_MAP)}`,
    `redistribute kernel route-map ${current(KERNEL_MAP)}`,
  ];
}

function inFamily(as: number, lines: readonly string[]): readonly string[] {
  return [
    `router bgp ${as}`,
    "address-family ipv4 unicast",
    ...lines,
    "exit-address-family",
    "exit",
  ];
}

function neighborLines(as: number, neighbor: Neighbor): readonly string[] {
  return [
    `router bgp ${as}`,
    ...sessionLines(neighbor),
    "address-family ipv4 unicast",
    ...familyLines(neighbor),
    "exit-address-family",
    "exit",
  ];
}

/** What a session has to begin anew for. */
function sessionLines(neighbor: Neighbor): readonly string[] {
  const say = `neighbor ${neighbor.address}`;
  const { holdSeconds, hops, localAddress } = neighbor;
  return [
    `${say} remote-as ${neighbor.as}`,
    `${say} timers ${Math.floor(holdSeconds / 3)} ${holdSeconds}`,
    `${say} timers connect ${CONNECT_SECONDS}`,
    `${say} advertisement-interval 0`,
    ...(localAddress === undefined ? [] : [`${say} update-source ${localAddress}`]),
    ...(neighbor.passive ? [`${say} passive`] : []),
    ...(hops === undefined || neighbor.internal ? [] : [`${say} ebgp-multihop ${hops}`]),
  ];
}

function familyLines(neighbor: Neighbor): readonly string[] {
  const say = `neighbor ${neighbor.address}`;
  return [
    `${say} activate`,
    `${say} route-map ${neighbor.importMap} in`,
    `${say} route-map ${neighbor.exportMap} out`,
    ...(neighbor.internal ? [] : [`${say} next-hop-self`]),
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
