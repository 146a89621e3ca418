// How a hub and a branch learn of each other's networks: static routes, BGP or OSPF over the tunnel.
import { contains, hostOf, isEverything } from "../../net";
import type { JunosConfig } from "../../junos";
import { junosName, routesConfig } from "../../topology";
import {
  announceConfig,
  backupRoutesConfig,
  bgpConfig,
  ospfConfig,
  preferConfig,
  wholesConfig,
  zoneProtocolConfig,
} from "../routing-statements";
import type { HubPlan, LinkAddresses } from "./plan";
import type { Branch } from "./props";

/** BGP gives a silent peer up after so many seconds. */
const BGP_HOLD_SECONDS = 30;

/** A branch's preference for a hub that nobody gave one. */
const PREFERENCE = 5;

/** BGP's local preference grows where Junos's preference falls: the two add up to this. */
export const BEST_PREFERENCE = 1_000;

/** Which of a branch's hubs is taken: the one with the smaller number. */
export const preferenceOf = ({ options }: Branch): number => options.preference ?? PREFERENCE;

/** Static routes on the hub to what is carried of a branch. */
export function hubRoutes(plan: HubPlan, branch: Branch, tunnel: string): readonly JunosConfig[] {
  if (plan.routing !== "static") return [];
  const link = plan.addresses(branch);
  // On one interface for all, the branch's own address there tells which tunnel is meant.
  const nextHop = plan.multipoint && link !== undefined ? hostOf(link.branch) : tunnel;
  return [
    routesConfig(Object.fromEntries(plan.shownOf(branch).map((prefix) => [prefix, nextHop]))),
  ];
}

/** Static routes on a branch to what the hub reaches; one of several hubs is preferred by number. */
export function branchRoutes(
  plan: HubPlan,
  branch: Branch,
  tunnel: string,
): readonly JunosConfig[] {
  if (plan.routing !== "static") return [];
  const { preference } = branch.options;
  if (preference === undefined) {
    return [
      routesConfig(Object.fromEntries(plan.reachOf(branch).map((prefix) => [prefix, tunnel]))),
    ];
  }
  return [backupRoutesConfig(plan.reachOf(branch), tunnel, preference)];
}

/** The routing protocol's statements for one tunnel, at one end. */
export function protocolConfig(
  plan: HubPlan,
  branch: Branch,
  end: "hub" | "branch",
  tunnel: string,
): readonly JunosConfig[] {
  const link = plan.addresses(branch);
  if (plan.routing === "bgp" && link !== undefined) return [bgp(plan, branch, end, link)];
  if (plan.routing === "ospf") {
    const device = end === "hub" ? plan.gateway : branch.gateway;
    return [
      ospfConfig({
        tunnel,
        inside: device.internals.map((port) => port.logical),
        metric: preferenceOf(branch),
        multipoint: plan.multipoint,
      }),
    ];
  }
  return [];
}

function bgp(
  plan: HubPlan,
  branch: Branch,
  end: "hub" | "branch",
  link: LinkAddresses,
): JunosConfig {
  const isHub = end === "hub";
  const [hub, own] = [plan.autonomousSystem, plan.autonomousSystemOf(branch)];
  return bgpConfig({
    group: junosName(isHub ? `${plan.id}-${branch.gateway.name}` : plan.id, 63),
    localAs: isHub ? hub : own,
    peerAs: isHub ? own : hub,
    localAddress: hostOf(isHub ? link.hub : link.branch),
    peerAddress: hostOf(isHub ? link.branch : link.hub),
    importPolicy: isHub ? undefined : plan.importPolicy,
    exportPolicy: plan.exportPolicy,
    holdSeconds: BGP_HOLD_SECONDS,
  });
}

/** What the hub tells all its branches of, once. */
export function hubProtocolConfig(
  plan: HubPlan,
  branches: readonly Branch[],
): readonly JunosConfig[] {
  if (plan.routing === "ospf") return [zoneProtocolConfig(plan.zone, "ospf")];
  if (plan.routing !== "bgp") return [];
  const wholes = wholesOf(plan, branches);
  return [
    announceConfig(plan.exportPolicy, plan.reach),
    ...(wholes.length === 0 ? [] : [wholesConfig(wholes)]),
    zoneProtocolConfig(plan.zone, "bgp"),
  ];
}

/** What the hub announces but knows in parts only: BGP announces what there is a route for. */
function wholesOf(plan: HubPlan, branches: readonly Branch[]): readonly string[] {
  const { reach, gateway } = plan;
  const parts = branches.flatMap((branch) => plan.shownOf(branch));
  return reach.filter(
    (prefix) =>
      !gateway.protects.includes(prefix) &&
      // The default route is the hub's own.
      !isEverything(prefix) &&
      parts.some((part) => part !== prefix && contains(prefix, part)),
  );
}

/** What a branch tells the hub of, and how much it prefers this hub. */
export function branchProtocolConfig(plan: HubPlan, branch: Branch): readonly JunosConfig[] {
  if (plan.routing === "ospf") return [zoneProtocolConfig(plan.zone, "ospf")];
  if (plan.routing !== "bgp") return [];
  const preference = preferenceOf(branch);
  return [
    preferConfig(plan.importPolicy, BEST_PREFERENCE - preference),
    // The hubs know the way back from each other by the same number.
    announceConfig(plan.exportPolicy, plan.networksOf(branch), preference),
    zoneProtocolConfig(plan.zone, "bgp"),
  ];
}
