// The routing tables: what is connected, what the configuration says, and what neighbours announced.

import { type ConfigNode } from "../../../lib/junos";
import {
  contains,
  hostOf,
  hostPrefix,
  isHost,
  lengthOf,
  networkOf,
  parsePrefix,
} from "../../../lib/net";
import { type BgpRoute, type DataplaneState, type DhcpBinding } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { el, elWith } from "../report/markup";
import {
  line,
  type Part,
  section,
  sectionWith,
  type Sheet,
  type Shown,
  shown,
  text,
} from "../report/sheet";
import { duration } from "../report/times";
import {
  type Arguments,
  bare,
  BRIEF,
  type Command,
  DETAIL,
  namespace,
  TERSE,
  valued,
} from "./command";
import { interfacesOf } from "./interfaces";
import { documented } from "../source";

export interface Route {
  readonly table: string;
  readonly prefix: string;
  readonly protocol: "Direct" | "Local" | "Static" | "Access-internal" | "ARI-TS" | "BGP";
  readonly preference: number;
  /** `to 10.1.12.1 via ge-0/0/0.0`, `via st0.0`, `Reject` … */
  readonly hops: readonly { readonly to?: string; readonly via?: string; readonly type?: string }[];
  /** What a neighbour announced. */
  readonly learned?: BgpRoute;
  /** It lost to another way to the same prefix. */
  readonly inactive?: true;
}

const isActive = ({ inactive }: Route): boolean => inactive !== true;

/** Junos's own preferences. */
const STATIC_PREFERENCE = 5;
const BGP_PREFERENCE = 170;

/** A unit that is up, and one of its addresses. */
interface Connected {
  readonly unit: string;
  /** With its length. */
  readonly address: string;
}

export async function routesOf(device: DeviceView): Promise<Route[]> {
  const interfaces = await interfacesOf(device);
  const units = interfaces.flatMap((physical) => physical.units.filter((unit) => unit.up));
  const connected = units.flatMap(({ name: unit, families }) =>
    families.flatMap(({ addresses }) =>
      addresses.filter((each) => /[.:]/.test(each)).map((address) => ({ unit, address })),
    ),
  );
  const up = new Set(units.map(({ name }) => name));
  const { ipsec, bgp, dhcp = [] } = await device.plane.state();
  const learned = bgp?.routes ?? [];
  const near = [...connectedRoutes(device, connected), ...leasedRoutes(device, dhcp)];
  return [
    ...near,
    ...selectorRoutes(device, ipsec, near),
    ...staticRoutes(device, { connected, up, learned }),
    ...learned.map((route) => learnedRoute(route, connected)),
  ];
}

const isManaged = (device: DeviceView): boolean =>
  device.configuration.effective.get("system management-instance") !== undefined;

/** Which table a unit's routes are in. */
function tableOf(device: DeviceView, unit: string, prefix: string): string {
  const instances = device.configuration.effective.get("routing-instances")?.children ?? [];
  const own = [...instances].find((instance) => instance.names("interface").includes(unit))?.name;
  const instance = own ?? (isManaged(device) && unit.startsWith("fxp0") ? "mgmt_junos" : undefined);
  return tableName(instance, prefix);
}

function tableName(instance: string | undefined, prefix: string): string {
  const six = prefix.includes(":");
  return `${instance === undefined ? "" : `${instance}.`}inet${six ? "6" : ""}.0`;
}

function connectedRoutes(device: DeviceView, connected: readonly Connected[]): Route[] {
  return connected.flatMap(({ unit: via, address }): Route[] => {
    const table = tableOf(device, via, address);
    const host = hostPrefix(hostOf(address));
    const prefix = networkOf(address);
    const direct = { table, prefix, protocol: "Direct", preference: 0, hops: [{ via }] } as const;
    const hops = [{ via, type: "Local" }];
    const local = { table, prefix: host, protocol: "Local", preference: 0, hops } as const;
    return prefix === host ? [local] : [direct, local];
  });
}

/** The default routes that interfaces get with their addresses. */
function leasedRoutes(device: DeviceView, dhcp: readonly DhcpBinding[]): Route[] {
  const handed = device.spec.dhcp?.fxp0;
  const all = [
    { via: "fxp0.0", to: handed?.gateway },
    ...dhcp.map(({ logical: via, granted }) => ({ via, to: granted?.gateway })),
  ];
  const prefix = "0.0.0.0/0";
  return all.flatMap(({ via, to }): Route[] => {
    if (to === undefined) return [];
    const table = tableOf(device, via, prefix);
    return [{ table, prefix, protocol: "Access-internal", preference: 12, hops: [{ to, via }] }];
  });
}

/** Traffic selectors bring their own routes while they are up. */
function selectorRoutes(
  device: DeviceView,
  associations: DataplaneState["ipsec"],
  near: readonly Route[],
): Route[] {
  const routes: Route[] = [];
  for (const { vpn, bindInterface: via, remoteSelector, state } of associations) {
    const path = ["security", "ipsec", "vpn", vpn, "traffic-selector"];
    const isSelective = device.configuration.effective.get(path) !== undefined;
    if (!isSelective || via === undefined || state !== "UP") continue;
    for (const prefix of remoteSelector.split(" ")) {
      const table = tableOf(device, via, prefix);
      const isKnown = (route: Route): boolean => route.table === table && route.prefix === prefix;
      if (near.some(isKnown) || routes.some(isKnown)) continue;
      routes.push({ table, prefix, protocol: "ARI-TS", preference: 5, hops: [{ via }] });
    }
  }
  return routes;
}

/** What a static route's next hop is looked up in, and what it may lose to. */
interface Surroundings {
  readonly connected: readonly Connected[];
  readonly up: ReadonlySet<string>;
  readonly learned: readonly BgpRoute[];
}

function staticRoutes(device: DeviceView, around: Surroundings): Route[] {
  const tree = device.configuration.effective;
  const instances = [...(tree.get("routing-instances")?.children ?? [])];
  return [
    ...staticRoutesIn(tree.get("routing-options"), undefined, around),
    ...instances.flatMap((instance) =>
      staticRoutesIn(instance.get("routing-options"), instance.name, around),
    ),
  ];
}

function staticRoutesIn(
  options: ConfigNode | undefined,
  instance: string | undefined,
  { connected, up, learned }: Surroundings,
): Route[] {
  return [...(options?.get("static route")?.children ?? [])].flatMap((route): Route[] => {
    const isBetter = (other: BgpRoute): boolean => other.active && other.prefix === route.name;
    const table = tableName(instance, route.name);
    return ranksOf(route, connected, up).map(([preference, hops], rank) => {
      const isLost = rank > 0 || (preference > BGP_PREFERENCE && learned.some(isBetter));
      const lost = isLost ? { inactive: true as const } : {};
      return { table, prefix: route.name, protocol: "Static", preference, hops, ...lost };
    });
  });
}

function learnedRoute(learned: BgpRoute, connected: readonly Connected[]): Route {
  const { prefix, nextHop: to } = learned;
  const via = connected.find(({ address }) => contains(networkOf(address), to))?.unit;
  return {
    table: "inet.0",
    prefix,
    protocol: "BGP",
    preference: BGP_PREFERENCE,
    hops: [via === undefined ? { to } : { to, via }],
    learned,
    ...(learned.active ? {} : { inactive: true as const }),
  };
}

/**
 * A static route's next hops that can be reached, best preference first. Those of one preference are one route; a qualified
 * next hop with a preference of its own is another route to the same prefix.
 */
function ranksOf(
  route: ConfigNode,
  connected: readonly Connected[],
  up: ReadonlySet<string>,
): readonly (readonly [preference: number, hops: Route["hops"]])[] {
  const own = Number(route.text("preference") ?? STATIC_PREFERENCE);
  for (const type of ["discard", "reject"]) {
    if (route.get(type) !== undefined)
      return [[own, [{ type: type === "discard" ? "Discard" : "Reject" }]]];
  }
  const single = route.text("next-hop");
  const ranks = new Map<number, Route["hops"]>();
  const add = (preference: number, hop: string): void => {
    const reached = reachedBy(hop, connected, up);
    if (reached.length > 0) ranks.set(preference, [...(ranks.get(preference) ?? []), ...reached]);
  };
  for (const hop of [...(single === undefined ? [] : [single]), ...route.names("next-hop")])
    add(own, hop);
  for (const hop of route.names("qualified-next-hop"))
    add(Number(route.text(["qualified-next-hop", hop, "preference"]) ?? own), hop);
  return [...ranks].sort(([a], [b]) => a - b);
}

function reachedBy(
  hop: string,
  connected: readonly Connected[],
  up: ReadonlySet<string>,
): Route["hops"] {
  if (!isHost(hop)) return up.has(hop) ? [{ via: hop }] : [];
  const subnet = connected.find(({ address }) => contains(networkOf(address), hop));
  return subnet === undefined ? [] : [{ to: hop, via: subnet.unit }];
}

function sortKey({ prefix }: Route): string {
  const { first = 0n, length = 0 } = parsePrefix(prefix) ?? {};
  return `${String(first).padStart(40, "0")} ${String(length).padStart(3, "0")}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { destination = "", protocol, table } = given;
  let routes = await routesOf(device);
  if (table !== undefined) routes = routes.filter((route) => route.table === table);
  if (protocol !== undefined) {
    routes = routes.filter((route) => route.protocol.toLowerCase() === protocol.toLowerCase());
  }
  if (destination !== "") routes = matching(routes, destination);
  const names = [...new Set(routes.map((route) => route.table))];
  return sectionWith(
    "route-information",
    namespace(device, "routing"),
    names
      .sort((a, b) => a.length - b.length)
      .map((name) =>
        tablePart(
          name,
          routes.filter((route) => route.table === name),
        ),
      ),
  );
}

function tablePart(name: string, all: readonly Route[]): Part {
  const routes = [...all].sort(
    (a, b) => compare(sortKey(a), sortKey(b)) || Number(isActive(b)) - Number(isActive(a)),
  );
  const destinations = new Set(routes.map(({ prefix }) => prefix)).size;
  return section(
    "route-table",
    text("\n"),
    line`${el("table-name", name)}: ${el("destination-count", destinations)} destinations, ${el("total-route-count", routes.length)} routes (${el("active-route-count", routes.filter(isActive).length)} active, ${el("holddown-route-count", 0)} holddown, ${el("hidden-route-count", 0)} hidden)`,
    text("+ = Active Route, - = Last Active, * = Both\n\n"),
    routes.map((route, index) => routePart(route, routes[index - 1]?.prefix === route.prefix)),
  );
}

/** A prefix is written once, however many routes lead there. */
function routePart(route: Route, again: boolean): Part {
  const { prefix, protocol, preference, hops, learned } = route;
  const isUsed = isActive(route);
  const name = el("rt-destination", prefix);
  const mark = shown(
    [el("active-tag", isUsed ? "*" : " "), isUsed ? el("current-active") : undefined],
    isUsed ? "*" : " ",
  );
  return sectionWith(
    "rt",
    { "junos:style": "brief" },
    name,
    text((again ? "" : prefix).padEnd(18)),
    section(
      "rt-entry",
      line` ${mark}[${el("protocol-name", protocol)}/${el("preference", preference)}]${learned === undefined ? "" : learnedFacts(learned)}`,
      learned === undefined ? undefined : pathPart(learned),
      hops.map((hop) => hopPart(hop, isUsed)),
    ),
  );
}

/** What a neighbour said of the way, in the route's first line. */
function learnedFacts(learned: BgpRoute): Shown {
  const { ageSeconds, metric, localPreference, learnedFrom, nextHop } = learned;
  const age = duration(ageSeconds * 1000);
  const facts = [
    age,
    ...(metric === undefined ? [] : [`MED ${metric}`]),
    `localpref ${localPreference}`,
    ...(learnedFrom === nextHop ? [] : [`from ${learnedFrom}`]),
  ];
  return shown(
    [
      elWith("age", { "junos:seconds": String(ageSeconds) }, age),
      metric === undefined ? undefined : el("med", metric),
      el("local-preference", localPreference),
      el("learned-from", learnedFrom),
    ],
    ` ${facts.join(", ")}`,
  );
}

const pathPart = ({ asPath }: BgpRoute): Part =>
  line`${" ".repeat(22)}AS path: ${el("as-path", asPath)}, validation-state: ${el("validation-state", "unverified")}`;

function hopPart({ to, via, type }: Route["hops"][number], isUsed: boolean): Part {
  const indent = " ".repeat(20);
  if (type !== undefined) {
    const out = via === undefined ? undefined : el("nh", el("nh-local-interface", via));
    return line`${indent}   ${el("nh-type", type)}${shown(out, type === "Local" ? ` via ${via ?? ""}` : "")}`;
  }
  const target = to === undefined ? "" : shown(el("to", to), `to ${to} `);
  const out = via === undefined ? "" : el("via", via);
  return section(
    "nh",
    el("selected-next-hop"),
    line`${indent}${isUsed ? ">" : " "}  ${target}via ${out}`,
  );
}

/** With a length: that prefix and what lies in it. Without: the longest prefix that the address lies in. */
function matching(routes: readonly Route[], destination: string): Route[] {
  if (destination.includes("/")) {
    return routes.filter(({ prefix }) => prefix === destination || contains(destination, prefix));
  }
  const around = routes.filter(({ prefix }) => contains(prefix, destination));
  return [...new Set(around.map(({ table }) => table))].flatMap((table) => {
    const own = around.filter((route) => route.table === table);
    const longest = Math.max(...own.map(({ prefix }) => lengthOf(prefix)));
    return own.filter(({ prefix }) => lengthOf(prefix) === longest);
  });
}

/** The commands of this area. */
export const ROUTES: readonly Command[] = [
  {
    words: "show route",
    help: "Show routing table information",
    rpc: ["get-route-information"],
    options: [
      valued("table", "table", "Name of routing table"),
      valued("protocol", "protocol", "Name of protocol"),
      TERSE,
      BRIEF,
      DETAIL,
      bare("destination", "destination", "IP address and optional prefix length of destination"),
    ],
    source: documented("Juniper/py-junos-eznc, op/routes.yml"),
    run: report,
  },
];
