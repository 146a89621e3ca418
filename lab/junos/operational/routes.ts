// The routing tables: what is connected, what the configuration says, and what neighbours announced.

import { type BgpRoute } from "../../dataplane/types";
import { type ConfigNode } from "../../../lib/junos";
import { type Content, el, elWith } from "../markup";
import {
  type Arguments,
  type Command,
  type Device,
  namespace,
  type Report,
} from "../reports/command";
import { duration } from "../words";
import { interfacesOf } from "./interfaces";

interface Route {
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

/** The first address of the network that an address lies in; of IPv6 the address itself. */
function network(address: string): string {
  const [host = "", length = "32"] = address.split("/");
  if (host.includes(":")) return address;
  const size = 2 ** (32 - Number(length));
  const number = numberOf(host);
  const first = Math.floor(number / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${length}`;
}

const numberOf = (host: string): number =>
  host.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

const contains = (prefix: string, host: string): boolean =>
  !prefix.includes(":") && network(`${host}/${prefix.split("/")[1] ?? "32"}`) === network(prefix);

async function routesOf(device: Device): Promise<Route[]> {
  const tree = device.database.active.effective();
  const instanceOf = new Map<string, string>();
  for (const instance of tree.get("routing-instances")?.children ?? []) {
    for (const name of instance.names("interface")) instanceOf.set(name, instance.name);
  }
  const managed = tree.get("system management-instance") !== undefined;
  const tableOf = (unit: string, six: boolean): string => {
    const instance =
      instanceOf.get(unit) ?? (managed && unit.startsWith("fxp0") ? "mgmt_junos" : undefined);
    return `${instance === undefined ? "" : `${instance}.`}inet${six ? "6" : ""}.0`;
  };
  const routes: Route[] = [];
  const subnets: { prefix: string; unit: string }[] = [];
  for (const { units, enabled } of await interfacesOf(device)) {
    for (const unit of units) {
      if (!enabled || !unit.up) continue;
      for (const { addresses } of unit.families) {
        for (const address of addresses.filter((each) => /[.:]/.test(each))) {
          const six = address.includes(":");
          const table = tableOf(unit.name, six);
          const host = `${address.split("/")[0] ?? ""}/${six ? 128 : 32}`;
          const prefix = network(address);
          subnets.push({ prefix, unit: unit.name });
          if (prefix !== host) {
            routes.push({
              table,
              prefix,
              protocol: "Direct",
              preference: 0,
              hops: [{ via: unit.name }],
            });
          }
          routes.push({
            table,
            prefix: host,
            protocol: "Local",
            preference: 0,
            hops: [{ via: unit.name, type: "Local" }],
          });
        }
      }
    }
  }
  const lease = device.spec.dhcp?.fxp0;
  if (lease !== undefined) {
    routes.push({
      table: managed ? "mgmt_junos.inet.0" : "inet.0",
      prefix: "0.0.0.0/0",
      protocol: "Access-internal",
      preference: 12,
      hops: [{ to: lease.gateway, via: "fxp0.0" }],
    });
  }
  const up = new Set(
    (await interfacesOf(device)).flatMap(({ units }) =>
      units.filter((unit) => unit.up).map(({ name }) => name),
    ),
  );
  // Traffic selectors bring their own routes while they are up.
  const { ipsec, bgp } = await device.plane.state();
  for (const { vpn, bindInterface, remoteSelector, state } of ipsec) {
    const selectors = tree.get(["security", "ipsec", "vpn", vpn, "traffic-selector"]);
    if (selectors === undefined || bindInterface === undefined || state !== "UP") continue;
    for (const prefix of remoteSelector.split(" ")) {
      const table = tableOf(bindInterface, prefix.includes(":"));
      if (routes.some((route) => route.table === table && route.prefix === prefix)) continue;
      routes.push({
        table,
        prefix,
        protocol: "ARI-TS",
        preference: 5,
        hops: [{ via: bindInterface }],
      });
    }
  }
  const statics = (options: ConfigNode | undefined, prefix: string): void => {
    for (const route of options?.get("static route")?.children ?? []) {
      const hops = hopsOf(route, subnets, up);
      const table = `${prefix}inet${route.name.includes(":") ? "6" : ""}.0`;
      // A route whose next hop can't be reached isn't active.
      if (hops.length === 0) continue;
      const preference = Number(route.text("preference") ?? STATIC_PREFERENCE);
      const learned = preference > BGP_PREFERENCE ? bgp?.routes : undefined;
      const better = learned?.some((each) => each.active && each.prefix === route.name) === true;
      const lost = better ? { inactive: true as const } : {};
      routes.push({ table, prefix: route.name, protocol: "Static", preference, hops, ...lost });
    }
  };
  statics(tree.get("routing-options"), "");
  for (const instance of tree.get("routing-instances")?.children ?? []) {
    statics(instance.get("routing-options"), `${instance.name}.`);
  }
  for (const learned of bgp?.routes ?? []) {
    const { prefix, nextHop: to } = learned;
    const via = subnets.find((subnet) => contains(subnet.prefix, to))?.unit;
    const hop = via === undefined ? { to } : { to, via };
    const lost = learned.active ? {} : { inactive: true as const };
    const preference = BGP_PREFERENCE;
    routes.push({
      table: "inet.0",
      prefix,
      protocol: "BGP",
      preference,
      hops: [hop],
      learned,
      ...lost,
    });
  }
  return routes;
}

function hopsOf(
  route: ConfigNode,
  subnets: readonly { readonly prefix: string; readonly unit: string }[],
  up: ReadonlySet<string>,
): Route["hops"] {
  for (const type of ["discard", "reject"]) {
    if (route.get(type) !== undefined) return [{ type: type === "discard" ? "Discard" : "Reject" }];
  }
  const single = route.text("next-hop");
  const names = [...route.names("next-hop"), ...route.names("qualified-next-hop")];
  return (single === undefined ? names : [single, ...names]).flatMap((hop) => {
    if (!/^[\d.]+$/.test(hop)) return up.has(hop) ? [{ via: hop }] : [];
    const subnet = subnets.find(({ prefix }) => contains(prefix, hop));
    return subnet === undefined ? [] : [{ to: hop, via: subnet.unit }];
  });
}

function sortKey({ prefix }: Route): string {
  const [host = "", length = ""] = prefix.split("/");
  return host.includes(":")
    ? prefix
    : `${String(numberOf(host)).padStart(10, "0")}${length.padStart(3, "0")}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function report(device: Device, given: Arguments): Promise<Report> {
  const { destination, protocol, table } = given;
  let routes = await routesOf(device);
  if (table !== undefined) routes = routes.filter((route) => route.table === table);
  if (protocol !== undefined) {
    routes = routes.filter((route) => route.protocol.toLowerCase() === protocol.toLowerCase());
  }
  if (destination !== undefined && destination !== "") routes = matching(routes, destination);
  const tables = [...new Set(routes.map((route) => route.table))]
    .sort((a, b) => a.length - b.length)
    .map((name) => ({
      name,
      routes: routes
        .filter((route) => route.table === name)
        .sort(
          (a, b) => compare(sortKey(a), sortKey(b)) || Number(isActive(b)) - Number(isActive(a)),
        ),
    }));
  return {
    text: tables.map(({ name, routes: own }) => tableText(name, own)).join(""),
    xml: elWith(
      "route-information",
      namespace(device, "routing"),
      tables.map(({ name, routes: own }) =>
        el(
          "route-table",
          el("table-name", name),
          el("destination-count", new Set(own.map(({ prefix }) => prefix)).size),
          el("total-route-count", own.length),
          el("active-route-count", own.filter(isActive).length),
          el("holddown-route-count", 0),
          el("hidden-route-count", 0),
          own.map((route) =>
            elWith(
              "rt",
              { "junos:style": "brief" },
              el("rt-destination", route.prefix),
              el(
                "rt-entry",
                el("active-tag", isActive(route) ? "*" : " "),
                isActive(route) ? el("current-active") : undefined,
                el("protocol-name", route.protocol),
                el("preference", route.preference),
                learnedXml(route.learned),
                route.hops.map(({ to, via, type }) =>
                  type === undefined
                    ? el(
                        "nh",
                        el("selected-next-hop"),
                        to === undefined ? undefined : el("to", to),
                        via === undefined ? undefined : el("via", via),
                      )
                    : [
                        el("nh-type", type),
                        via === undefined ? undefined : el("nh", el("nh-local-interface", via)),
                      ],
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  };
}

function learnedText(learned: BgpRoute | undefined): string {
  if (learned === undefined) return "";
  const { ageSeconds, metric, localPreference, learnedFrom, nextHop, asPath } = learned;
  const facts = [
    duration(ageSeconds * 1000),
    ...(metric === undefined ? [] : [`MED ${metric}`]),
    `localpref ${localPreference}`,
    ...(learnedFrom === nextHop ? [] : [`from ${learnedFrom}`]),
  ];
  return ` ${facts.join(", ")}\n${" ".repeat(22)}AS path: ${asPath}, validation-state: unverified`;
}

function learnedXml(learned: BgpRoute | undefined): Content {
  if (learned === undefined) return undefined;
  const { ageSeconds, metric, localPreference, learnedFrom, asPath } = learned;
  return [
    elWith("age", { "junos:seconds": String(ageSeconds) }, duration(ageSeconds * 1000)),
    metric === undefined ? undefined : el("med", metric),
    el("local-preference", localPreference),
    el("learned-from", learnedFrom),
    el("as-path", asPath),
    el("validation-state", "unverified"),
  ];
}

/** With a length: that prefix and what lies in it. Without: the longest prefix that the address lies in. */
function matching(routes: readonly Route[], destination: string): Route[] {
  if (destination.includes("/")) {
    return routes.filter(
      ({ prefix }) =>
        prefix === destination ||
        (Number(prefix.split("/")[1]) >= Number(destination.split("/")[1]) &&
          contains(destination, prefix.split("/")[0] ?? "")),
    );
  }
  const around = routes.filter(({ prefix }) => contains(prefix, destination));
  return [...new Set(around.map(({ table }) => table))].flatMap((table) => {
    const own = around.filter((route) => route.table === table);
    const longest = Math.max(...own.map(({ prefix }) => Number(prefix.split("/")[1])));
    return own.filter(({ prefix }) => Number(prefix.split("/")[1]) === longest);
  });
}

function tableText(name: string, routes: readonly Route[]): string {
  const destinations = new Set(routes.map(({ prefix }) => prefix)).size;
  const rows = routes.map((route, index) => {
    const { prefix, protocol, preference, hops, learned } = route;
    const lines = hops.map(({ to, via, type }) => {
      if (type !== undefined) return type === "Local" ? `   Local via ${via ?? ""}` : `   ${type}`;
      return `${isActive(route) ? ">" : " "}  ${to === undefined ? "" : `to ${to} `}via ${via ?? ""}`;
    });
    const again = routes[index - 1]?.prefix === prefix;
    const sign = isActive(route) ? "*" : " ";
    const head = `${(again ? "" : prefix).padEnd(18)} ${sign}[${protocol}/${preference}]${learnedText(learned)}`;
    return `${head}\n${lines.map((line) => `${" ".repeat(20)}${line}\n`).join("")}`;
  });
  return (
    `\n${name}: ${destinations} destinations, ${routes.length} routes (${routes.filter(isActive).length} active, 0 holddown, 0 hidden)\n` +
    `+ = Active Route, - = Last Active, * = Both\n\n${rows.join("")}`
  );
}

/** The commands of this area. */
export const ROUTES: readonly Command[] = [
  {
    words: "show route",
    help: "Show routing table information",
    rpc: ["get-route-information"],
    options: [
      { word: "table", element: "table", value: "table", help: "Name of routing table" },
      { word: "protocol", element: "protocol", value: "protocol", help: "Name of protocol" },
      { word: "terse", element: "terse", help: "Display terse output" },
      { word: "brief", element: "brief", help: "Display brief output (default)" },
      { word: "detail", element: "detail", help: "Display detailed output" },
      {
        element: "destination",
        value: "destination",
        help: "IP address and optional prefix length of destination",
      },
    ],
    run: report,
  },
];
