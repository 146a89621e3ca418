// Static routes: what Junos would put into its forwarding table, in the words of `ip route`.

import { contains, familyOf, isHost, networkOf, sameHost } from "../../lib/net";
import type { JunosConfig } from "../../lib/junos";
import { BGP_PREFERENCE } from "./bgp/plan";
import { type Instance, instanceAt } from "./instances";
import type { LinkAddress } from "./interfaces";
import { contents, entries } from "./lists";
import type { Lease } from "./types";
import type { Wiring } from "./wiring";

/** One route of the kernel. */
export interface Route {
  readonly family: "inet" | "inet6";
  /** As `ip route` takes it, without verb. */
  readonly text: string;
  /** The tunnel interface whose SA it needs: it goes with its tunnel, and comes back with it. */
  readonly tunnel?: string;
}

type Static = NonNullable<NonNullable<JunosConfig["routingOptions"]>["static"]>;
type StaticRoute = Exclude<NonNullable<Static["route"]>[string], true>;

/** Junos's preferences: the lower wins. */
const STATIC_PREFERENCE = 5;
const DHCP_PREFERENCE = 12;

/** Room for several next hops of one preference, of which the first that works is used. */
const METRIC_STEP = 16;

/** Of a route that Junos makes itself with a static route's preference: after those that somebody wrote. */
export const STATIC_METRIC = (STATIC_PREFERENCE + 1) * METRIC_STEP - 1;

/**
 * The kernel's metric of a route. Where BGP is preferred, the first of its bytes has the preference: the routing daemon
 * takes that byte for the route's distance, and no distance at all for better than any of its own.
 */
function metricOf(preference: number, place: number): number {
  const plain = preference * METRIC_STEP + place;
  if (preference <= BGP_PREFERENCE) return plain;
  return Math.min(preference, 255) * 2 ** 24 + Math.min(plain, 2 ** 24 - 1);
}

interface Candidate {
  readonly preference: number;
  readonly target: string;
}

interface Surroundings {
  readonly wiring: Wiring;
  /** Of the interfaces of the routing instance. */
  readonly addresses: readonly LinkAddress[];
  /** The routing instance; undefined for the main one. */
  readonly instance: Instance | undefined;
  readonly instances: readonly Instance[];
}

/** Where a next hop leads; undefined while nothing connects to it, so that the route stays inactive. */
function targetOf(
  hop: string,
  { wiring, addresses, instance, instances }: Surroundings,
): string | undefined {
  if (!isHost(hop)) {
    if (instanceAt(instances, hop) !== instance) return undefined;
    const link = wiring.link(hop);
    return link === undefined ? undefined : `dev ${link}`;
  }
  // A device is not its own next hop.
  if (addresses.some(({ address }) => sameHost(address, hop))) return undefined;
  const near = addresses.find(({ address }) => contains(address, hop));
  return near === undefined ? undefined : `via ${hop} dev ${near.link}`;
}

function candidates(route: StaticRoute, around: Surroundings): readonly Candidate[] {
  const preference = Number(contents(route.preference)?.metricValue ?? STATIC_PREFERENCE);
  if (route.discard === true) return [{ preference, target: "blackhole" }];
  if (route.reject === true) return [{ preference, target: "unreachable" }];
  const plain = (route.nextHop ?? []).map((hop) => ({ hop, preference }));
  const qualified = entries(route.qualifiedNextHop).map(([hop, own]) => ({
    hop,
    preference: Number(own.preference ?? preference),
  }));
  return [...plain, ...qualified]
    .sort((a, b) => a.preference - b.preference)
    .flatMap(({ hop, preference: own }) => {
      const target = targetOf(hop, around);
      return target === undefined ? [] : [{ preference: own, target }];
    });
}

function routesTo(prefix: string, route: StaticRoute, around: Surroundings): readonly Route[] {
  if (route.noInstall === true) return [];
  const family = familyOf(prefix);
  const destination = networkOf(prefix);
  const found = candidates(route, around);
  return found.map(({ preference, target }, index) => {
    const metric = metricOf(preference, index);
    const text =
      target.startsWith("via") || target.startsWith("dev")
        ? `${destination} ${target}`
        : `${target} ${destination}`;
    const link = /\bdev (st0\.\d+)$/.exec(target)?.[1];
    // What only traffic brings up keeps its last route, or no packet would ever ask for it.
    const isAsked = link !== undefined && around.wiring.waitsForTraffic(link);
    const tunnel = isAsked && index === found.length - 1 ? undefined : link;
    return {
      family,
      text: `${text}${tableText(around.instance)} proto static metric ${metric}`,
      ...(tunnel === undefined ? {} : { tunnel }),
    };
  });
}

/** The words that put a route into an instance's table. */
export const tableText = (instance: Instance | undefined): string =>
  instance === undefined ? "" : ` table ${instance.table}`;

type Options = JunosConfig["routingOptions"];

/** The routes of one routing instance. */
function routesOf(options: Options, around: Surroundings): readonly Route[] {
  const lists = [
    options?.static?.route,
    ...entries(options?.rib).map(([, rib]) => rib.static?.route),
  ];
  return lists.flatMap((list) =>
    entries(list).flatMap(([prefix, route]) => routesTo(prefix, route, around)),
  );
}

/** What the device has beside its static routes. */
export interface RouteSurroundings {
  readonly wiring: Wiring;
  readonly addresses: readonly LinkAddress[];
  readonly dhcp: Readonly<Record<string, Lease>>;
  readonly instances: readonly Instance[];
}

export function staticRoutes(
  config: JunosConfig,
  { wiring, addresses, dhcp, instances }: RouteSurroundings,
): readonly Route[] {
  const around = (instance: Instance | undefined): Surroundings => ({
    wiring,
    addresses: addresses.filter(({ logical }) => instanceAt(instances, logical) === instance),
    instance,
    instances,
  });
  const leased = entries(config.interfaces).flatMap(([device, { unit }]): Route[] => {
    const lease = dhcp[device];
    const link = wiring.link(device);
    const asking = entries(unit).find(
      ([, { family }]) => contents(family?.inet)?.dhcp !== undefined,
    );
    if (asking === undefined || lease?.gateway === undefined || link === undefined) return [];
    const metric = DHCP_PREFERENCE * METRIC_STEP;
    return [
      {
        family: "inet",
        text: `0.0.0.0/0 via ${lease.gateway} dev ${link}${tableText(instanceAt(instances, `${device}.${asking[0]}`))} proto static metric ${metric}`,
      },
    ];
  });
  return [
    ...routesOf(config.routingOptions, around(undefined)),
    ...instances.flatMap((instance) => {
      const own = config.routingInstances?.[instance.name];
      const options = own === undefined || own === true ? undefined : own.routingOptions;
      return routesOf(options, around(instance));
    }),
    ...leased,
  ];
}
