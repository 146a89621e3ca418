// From a committed configuration to the BGP sessions it asks for. Pure.

import { contains, familyOf, hostOf, networkOf, rangeOf } from "../../../lib/net";
import type { JunosConfig } from "../../../lib/junos";
import { contents, entries } from "../lists";
import type { Warning } from "../types";
import {
  BGP_PREFERENCE,
  type BgpPlan,
  DIRECT_MAP,
  KERNEL_MAP,
  type ListLine,
  type MapEntry,
  type Neighbor,
  type PrefixList,
  type RouteMap,
  SOURCES,
} from "./plan";
import { type Direction, Policies } from "./policies";

type Bgp = NonNullable<NonNullable<JunosConfig["protocols"]>["bgp"]>;
type Group = Exclude<NonNullable<Bgp["group"]>[string], true>;
type Peer = Exclude<NonNullable<Group["neighbor"]>[string], true>;
/** What all three levels have; the innermost one counts. */
type Session = Omit<Peer, "asOverride">;

/** Junos's own, in seconds. */
const HOLD_SECONDS = 90;
const MULTIHOP_TTL = 64;

/** What a tunnel is one hop of on a device is three in the lab: IKE daemons have namespaces of their own. */
const EXTRA_HOPS = 2;

/** Statements that are carried out, that change nothing in the lab, or that are looked at elsewhere. */
const HEEDED = new Set([
  ..."group type neighbor description family peerAs localAddress holdTime passive multihop import export".split(
    " ",
  ),
  ..."logUpdown mtuDiscovery tcpMss keep outDelay applyGroups applyGroupsExcept disable".split(" "),
  // The neighbour refuses its own number in a path, announced or not.
  ..."advertisePeerAs noAdvertisePeerAs enforceFirstAs".split(" "),
]);

export function compileBgp(
  config: JunosConfig,
  addresses: readonly { readonly address: string; readonly logical: string }[],
): { readonly plan: BgpPlan | undefined; readonly warnings: readonly Warning[] } {
  const bgp = config.protocols?.bgp;
  if (bgp === undefined || (bgp as { readonly disable?: boolean }).disable === true) {
    return { plan: undefined, warnings: [] };
  }
  const warnings: Warning[] = [];
  const tell = (path: string, message: string): void => void warnings.push({ path, message });
  const as = asNumber(config.routingOptions?.autonomousSystem?.asNumber);
  if (as === undefined) {
    tell(
      "routing-options autonomous-system",
      "without a number of its own the device speaks no BGP",
    );
    return { plan: undefined, warnings };
  }
  unheeded("protocols bgp", bgp, tell);
  const policies = new Policies(config);
  const { neighbors, maps } = neighborsOf(bgp, as, { addresses, policies, tell });
  if (neighbors.length === 0)
    return { plan: undefined, warnings: [...warnings, ...policies.warnings] };
  const own = ownRoutes(config);
  return {
    plan: {
      as,
      routerId: routerId(config, addresses),
      neighbors,
      lists: [...policies.prefixLists, ...own.lists],
      maps: [...maps, ...own.maps],
    },
    warnings: [...warnings, ...policies.warnings],
  };
}

/** What else a neighbour's statements need to be understood. */
interface Around {
  readonly addresses: readonly { readonly address: string; readonly logical: string }[];
  readonly policies: Policies;
  readonly tell: (path: string, message: string) => void;
}

/** The neighbours of all groups, each with what it may say and hear. */
function neighborsOf(
  bgp: Bgp,
  as: number,
  { addresses, policies, tell }: Around,
): { readonly neighbors: readonly Neighbor[]; readonly maps: readonly RouteMap[] } {
  const maps: RouteMap[] = [];
  const neighbors: Neighbor[] = [];
  for (const [groupName, group] of entries(bgp.group)) {
    const where = `protocols bgp group ${groupName}`;
    unheeded(where, group, tell);
    for (const [address, own] of entries(group.neighbor)) {
      const path = `${where} neighbor ${address}`;
      unheeded(path, own, tell);
      if (neighbors.some((other) => other.address === address)) {
        tell(path, "another group has this neighbour too: its session there counts");
        continue;
      }
      const session: Session = { ...bgp, ...group, ...own };
      const peerAs = asNumber(session.peerAs) ?? (group.type === "internal" ? as : undefined);
      if (familyOf(address) === "inet6") tell(path, "the lab speaks BGP over IPv4 only");
      if (peerAs === undefined || familyOf(address) === "inet6") continue;
      const importMap = `in-${address}`;
      const exportMap = `out-${address}`;
      const importPolicies = session.import ?? [];
      const exportPolicies = session.export ?? [];
      const internal = peerAs === as;
      const { localAddress } = session;
      const chain = (names: readonly string[], direction: Direction): readonly MapEntry[] =>
        policies.chain(names, { direction, internal, localAddress });
      maps.push(
        { name: importMap, entries: chain(importPolicies, "import") },
        { name: exportMap, entries: chain(exportPolicies, "export") },
      );
      neighbors.push({
        address,
        group: groupName,
        as: peerAs,
        internal,
        ...(localAddress === undefined ? {} : { localAddress }),
        holdSeconds: Number(session.holdTime ?? HOLD_SECONDS),
        passive: session.passive === true,
        ...wayTo(address, { multihop: session.multihop, internal }, addresses),
        importPolicies,
        exportPolicies,
        importMap,
        exportMap,
      });
    }
  }
  return { neighbors, maps };
}

/** How far away the neighbour may be, and the tunnel interface that its session ends with. */
function wayTo(
  neighbor: string,
  { multihop, internal }: Pick<Session, "multihop"> & Pick<Neighbor, "internal">,
  addresses: Around["addresses"],
): Pick<Neighbor, "hops" | "tunnel"> {
  const configured =
    multihop === undefined ? undefined : Number(contents(multihop)?.ttl ?? MULTIHOP_TTL);
  const near = addresses.find(({ address }) => contains(rangeOf(address), neighbor));
  if (near?.logical.startsWith("st0.") !== true)
    return configured === undefined ? {} : { hops: configured };
  const hops = Math.min((configured ?? 1) + EXTRA_HOPS, 255);
  return internal || configured !== undefined ? { hops } : { hops, tunnel: near.logical };
}

/** Statements that would change which routes there are, and that nothing here carries out. */
function unheeded(
  path: string,
  level: Readonly<Record<string, unknown>> | object,
  tell: (path: string, message: string) => void,
): void {
  for (const [word, value] of Object.entries(level)) {
    if (word === "family") {
      for (const [family, inner] of Object.entries(value as Readonly<Record<string, unknown>>)) {
        if (family !== "inet")
          tell(`${path} family ${junosWord(family)}`, "the lab exchanges IPv4 routes only");
        else if (hasMore(inner)) {
          tell(`${path} family inet unicast`, "the lab does not carry out what stands below it");
        }
      }
    } else if (!HEEDED.has(word) && value !== undefined) {
      tell(`${path} ${junosWord(word)}`, "the lab does not carry this statement out");
    }
  }
}

/** Whether `family inet` says more than that unicast routes are exchanged. */
function hasMore(inet: unknown): boolean {
  const unicast = (inet as { readonly unicast?: unknown } | true | undefined) ?? {};
  if (unicast === true) return false;
  const inner = unicast.unicast;
  return typeof inner === "object" && inner !== null && Object.keys(inner).length > 0;
}

function junosWord(word: string): string {
  return word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `65000`, or `1.10` as some write numbers of 32 bits. */
function asNumber(text: string | number | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [high, low] = String(text).split(".");
  return low === undefined ? Number(high) : Number(high) * 65_536 + Number(low);
}

/** The configured one, else the loopback interface's address, else the first that there is. */
function routerId(
  config: JunosConfig,
  addresses: readonly { readonly address: string; readonly logical: string }[],
): string {
  const given = config.routingOptions?.routerId;
  if (given !== undefined) return given;
  const own = addresses.filter(
    ({ address }) => familyOf(address) === "inet" && !address.startsWith("127."),
  );
  const best = own.find(({ logical }) => logical.startsWith("lo0.")) ?? own[0];
  return best === undefined ? "0.0.0.1" : hostOf(best.address);
}

/** The device's own routes come from the kernel, where all but the connected ones look alike: prefixes tell them apart. */
function ownRoutes(config: JunosConfig): {
  readonly lists: readonly PrefixList[];
  readonly maps: readonly RouteMap[];
} {
  const options = config.routingOptions;
  const routes = [
    ...entries(options?.static?.route),
    ...entries(options?.rib)
      .filter(([name]) => name === "inet.0")
      .flatMap(([, rib]) => entries(rib.static?.route)),
  ].filter(([prefix, route]) => familyOf(prefix) === "inet" && route.noReadvertise !== true);
  const isLast = (route: (typeof routes)[number][1]): boolean =>
    Number(contents(route.preference)?.metricValue ?? 0) > BGP_PREFERENCE;
  const prefixes = (own: typeof routes): readonly ListLine[] =>
    own.map(([prefix]) => ({ action: "permit", prefix: networkOf(prefix) }));
  const floating = routes.filter(([, route]) => isLast(route));
  const plain = routes.filter(([, route]) => !isLast(route));
  const lists: PrefixList[] = [];
  const kernel: MapEntry[] = [];
  const add = (name: string, lines: readonly ListLine[], set: readonly string[]): void => {
    if (lines.length === 0) return;
    lists.push({ name, lines });
    kernel.push({ action: "permit", match: [`ip address prefix-list ${name}`], set });
  };
  add("static-routes", prefixes(plain), [`tag ${SOURCES.static}`, "metric 0"]);
  // What a neighbour announces is better than such a route.
  add("static-last", prefixes(floating), [
    `tag ${SOURCES.static}`,
    ...["metric 0", "weight 0", "local-preference 0"],
  ]);
  add(
    "leased-routes",
    [{ action: "permit", prefix: "0.0.0.0/0" }],
    [`tag ${SOURCES["access-internal"]}`, "metric 0"],
  );
  // The rest is what traffic selectors brought.
  kernel.push({ action: "permit", match: [], set: [`tag ${SOURCES["ari-ts"]}`, "metric 0"] });
  return {
    lists,
    maps: [
      {
        name: DIRECT_MAP,
        entries: [{ action: "permit", match: [], set: [`tag ${SOURCES.direct}`, "metric 0"] }],
      },
      { name: KERNEL_MAP, entries: kernel },
    ],
  };
}
