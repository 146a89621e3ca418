// Routing protocols over tunnel interfaces, in Junos: BGP and OSPF, and what they announce.
import type { JunosConfig } from "../junos";
import { familyOf } from "../net";
import { each, routingOptions } from "../topology";

/**
 * Announce these prefixes of the device's own interfaces and static routes, and nothing else.
 * @param metric what tells the same prefixes from each other that the neighbour hears from elsewhere: the least wins
 */
export function announceConfig(
  policy: string,
  prefixes: readonly string[],
  metric?: number,
): JunosConfig {
  return {
    policyOptions: {
      policyStatement: {
        [policy]: {
          term: {
            protected: {
              from: {
                protocol: ["direct", "static", "bgp"],
                routeFilter: Object.fromEntries(
                  prefixes.map((prefix) => [prefix, { exact: true }]),
                ),
              },
              then: { ...(metric === undefined ? {} : { metric: { metric } }), accept: true },
            },
            others: { then: { reject: true } },
          },
        },
      },
    },
  };
}

/** Among several neighbours with the same prefixes, take those of the one with the greatest local preference. */
export function preferConfig(policy: string, localPreference: number): JunosConfig {
  return {
    policyOptions: {
      policyStatement: {
        [policy]: { then: { localPreference: { localPreference }, accept: true } },
      },
    },
  };
}

/** Routes that lead nowhere, so that a prefix can be announced of which only parts are known. Any other route wins. */
export function wholesConfig(prefixes: readonly string[]): JunosConfig {
  return {
    routingOptions: {
      static: {
        route: Object.fromEntries(
          prefixes.map((prefix) => [
            prefix,
            { discard: true, preference: { metricValue: LAST_PREFERENCE } },
          ]),
        ),
      },
    },
  };
}

/**
 * Static routes into a tunnel that count by a preference of their own: the least wins.
 * @param instance the routing instance that they stand in. @default the main one
 */
export function backupRoutesConfig(
  prefixes: readonly string[],
  tunnel: string,
  preference: number,
  instance?: string,
): JunosConfig {
  const route = (family: "inet" | "inet6"): Record<string, object> =>
    Object.fromEntries(
      prefixes
        .filter((prefix) => familyOf(prefix) === family)
        .map((prefix) => [prefix, { qualifiedNextHop: { [tunnel]: { preference } } }]),
    );
  const [four, six] = [route("inet"), route("inet6")];
  return routingOptions(
    (table) => ({
      ...(Object.keys(four).length === 0 ? {} : { static: { route: four } }),
      ...(Object.keys(six).length === 0
        ? {}
        : { rib: { [table("inet6")]: { static: { route: six } } } }),
    }),
    instance,
  );
}

/** Behind every routing protocol's. */
const LAST_PREFERENCE = 250;

export interface BgpPeer {
  readonly group: string;
  readonly localAs: number;
  readonly peerAs: number;
  readonly localAddress: string;
  readonly peerAddress: string;
  readonly exportPolicy: string;
  /** @default everything is taken as it comes */
  readonly importPolicy?: string | undefined;
  /** Seconds without a sign of life until the peer is given up, 3–65535. */
  readonly holdSeconds: number;
}

export function bgpConfig(peer: BgpPeer): JunosConfig {
  return {
    routingOptions: { autonomousSystem: { asNumber: String(peer.localAs) } },
    protocols: {
      bgp: {
        group: {
          [peer.group]: {
            type: "external",
            localAddress: peer.localAddress,
            holdTime: peer.holdSeconds,
            ...(peer.importPolicy === undefined ? {} : { import: [peer.importPolicy] }),
            export: [peer.exportPolicy],
            neighbor: { [peer.peerAddress]: { peerAs: String(peer.peerAs) } },
          },
        },
      },
    },
  };
}

export interface OspfTunnel {
  /** `st0.0` */
  readonly tunnel: string;
  /** Interfaces of the protected networks: announced, and silent. */
  readonly inside: readonly string[];
  /** 1–65535; the smaller way wins. */
  readonly metric: number;
  /** Several neighbours on the one interface. */
  readonly multipoint: boolean;
}

/** OSPF in area 0 over a tunnel. */
export function ospfConfig({ tunnel, inside, metric, multipoint }: OspfTunnel): JunosConfig {
  const link = multipoint
    ? { interfaceType: "p2mp" as const, dynamicNeighbors: true as const }
    : { interfaceType: "p2p" as const };
  return {
    protocols: {
      ospf: {
        area: {
          "0.0.0.0": {
            interface: {
              [tunnel]: { ...link, metric },
              ...each(inside, () => ({ passive: true as const })),
            },
          },
        },
      },
    },
  };
}

/** Let a routing protocol reach the device through this zone. */
export function zoneProtocolConfig(zone: string, protocol: "bgp" | "ospf"): JunosConfig {
  return {
    security: {
      zones: {
        securityZone: { [zone]: { hostInboundTraffic: { protocols: { [protocol]: {} } } } },
      },
    },
  };
}
