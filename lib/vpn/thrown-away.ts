// Traffic of a tunnel that a static route throws away: discard and reject take it before the tunnel does.
import type { ConfigNode, ConfigTree } from "../junos";
import { contains, overlaps, parsePrefix } from "../net";

/** Static routes of the main table. */
export function staticRoutes(tree: ConfigTree): readonly ConfigNode[] {
  return [
    ...tree.root.entries("routing-options static route"),
    ...tree.root.entries("routing-options rib inet6.0 static route"),
  ];
}

/** Static routes of another routing instance. */
export const staticRoutesIn = (instance: ConfigNode): readonly ConfigNode[] => [
  ...instance.entries("routing-options static route"),
  ...instance.entries(`routing-options rib ${instance.name}.inet6.0 static route`),
];

/** What becomes of packets that such a route is the best for. */
const SINKS = ["discard", "reject", "receive"] as const;

/** A route that takes some of a far network, or all of it. */
export interface ThrownAway {
  readonly route: string;
  readonly how: (typeof SINKS)[number];
  /** The far network. */
  readonly network: string;
}

export class SinkRoutes {
  private readonly all: readonly ConfigNode[];
  private readonly sinks: readonly { readonly route: string; readonly how: ThrownAway["how"] }[];

  /** @param tree what counts: groups applied, inactive statements left out */
  constructor(tree: ConfigTree) {
    this.all = staticRoutes(tree);
    this.sinks = this.all.flatMap((route) => {
      const how = SINKS.find((word) => route.has(word));
      return how === undefined ? [] : [{ route: route.name, how }];
    });
  }

  /**
   * Routes that throw away traffic to far networks.
   * @param isRouted whether routes into the tunnel are made, here or by the device; without, the best route has to lead out
   */
  on(networks: readonly string[], isRouted: boolean): readonly ThrownAway[] {
    if (this.sinks.length === 0) return [];
    return networks.flatMap((network) =>
      this.sinks
        .filter(({ route }) => overlaps(route, network))
        .filter(({ route }) =>
          contains(network, route) ? true : !isRouted && this.isBest(route, network),
        )
        .map((sink) => ({ ...sink, network })),
    );
  }

  /** Whether no narrower route leads to the network as a whole. */
  private isBest(route: string, network: string): boolean {
    const length = parsePrefix(route)?.length ?? 0;
    return !this.all.some(
      ({ name }) => contains(name, network) && (parsePrefix(name)?.length ?? 0) > length,
    );
  }
}
