// A device's ways out, as its configuration has them: what is connected, static routes, and those that selectors make.
import { type ConfigNode, type ConfigTree } from "../junos";
import { contains, hostOf, lengthOf, networkOf, sameHost } from "../net";

/** One address of a logical interface. */
export interface InterfaceAddress {
  /** `ge-0/0/0.0` */
  readonly logical: string;
  readonly address: string;
  /** The network that it is on. */
  readonly network: string;
  readonly statement: string;
}

/** A way to a prefix. */
export interface Way {
  readonly prefix: string;
  readonly statement: string;
  readonly preference: number;
  /** By which interface, and to whom there; none where packets are thrown away. */
  readonly hops: readonly { readonly via: string; readonly to?: string }[];
  readonly isConnected: boolean;
}

/** Junos's own preferences (Juniper: Route Preferences). */
const [STATIC, SELECTOR] = [5, 5];

/** The statement that switches a logical interface off; undefined where none does. */
export function switchedOff(tree: ConfigTree, physical: string, unit: string): string | undefined {
  const path = [
    ["interfaces", physical],
    ["interfaces", physical, "unit", unit],
  ].find((words) => tree.get(words)?.has("disable") === true);
  return path && [...path, "disable"].join(" ");
}

/** The routing instance of each logical interface that stands in one. */
export function instancesOf(tree: ConfigTree): ReadonlyMap<string, string> {
  return new Map(
    tree.root
      .entries("routing-instances")
      .flatMap((instance) =>
        instance
          .names("interface")
          .map((name) => [name.includes(".") ? name : `${name}.0`, instance.name] as const),
      ),
  );
}

/** Every address of interfaces that are switched on; management interfaces carry nothing for others. */
export function addressesOf(tree: ConfigTree): readonly InterfaceAddress[] {
  return tree.root
    .entries("interfaces")
    .filter(({ name }) => !/^(?:fxp|em)\d|^interface-range$/.test(name))
    .flatMap((physical) =>
      physical
        .entries("unit")
        .filter((unit) => switchedOff(tree, physical.name, unit.name) === undefined)
        .flatMap((unit) => addressesOn(physical.name, unit)),
    );
}

const addressesOn = (physical: string, unit: ConfigNode): readonly InterfaceAddress[] =>
  ["inet", "inet6"].flatMap((family) =>
    unit.names(`family ${family} address`).map((address) => ({
      logical: `${physical}.${unit.name}`,
      address: hostOf(address),
      network: networkOf(address),
      statement: `interfaces ${physical} unit ${unit.name} family ${family} address ${address}`,
    })),
  );

/** Every way that the configuration tells, of one routing instance. */
export class Routes {
  private readonly ways: readonly Way[];
  /** Whether others tell it routes, which no configuration has. */
  readonly isTold: boolean;

  /**
   * @param addresses those of the instance's interfaces
   * @param instance its name; "" for the main one
   * @param isHere whether a logical interface stands in it
   */
  constructor(
    private readonly tree: ConfigTree,
    private readonly addresses: readonly InterfaceAddress[],
    private readonly instance: string,
    private readonly isHere: (logical: string) => boolean,
  ) {
    this.ways = [...this.connected(), ...this.fixed(), ...this.selected()];
    const root = instance === "" ? tree.root : tree.get(["routing-instances", instance]);
    this.isTold = ["bgp", "ospf", "ospf3", "rip", "isis"].some(
      (protocol) => root?.has(`protocols ${protocol}`) === true,
    );
  }

  /** The best way to an address: the longest prefix, then the smallest preference. */
  to(address: string): Way | undefined {
    const around = this.ways.filter(({ prefix }) => contains(prefix, address));
    return [...around].sort(
      (a, b) => lengthOf(b.prefix) - lengthOf(a.prefix) || a.preference - b.preference,
    )[0];
  }

  private connected(): readonly Way[] {
    return this.addresses.map(({ logical, network, statement }) => ({
      prefix: network,
      statement,
      preference: 0,
      hops: [{ via: logical }],
      isConnected: true,
    }));
  }

  private fixed(): readonly Way[] {
    const { instance } = this;
    const options = [
      ...(instance === "" ? [] : ["routing-instances", instance]),
      "routing-options",
    ];
    const tables = [
      [...options, "static"],
      [...options, "rib", instance === "" ? "inet6.0" : `${instance}.inet6.0`, "static"],
    ];
    return tables.flatMap((path) =>
      (this.tree.get(path)?.entries("route") ?? []).flatMap((route) => this.wayOf(path, route)),
    );
  }

  private wayOf(path: readonly string[], route: ConfigNode): readonly Way[] {
    const statement = [...path, "route", route.name].join(" ");
    const common = Number(
      route.text("preference") ?? route.text("preference metric-value") ?? STATIC,
    );
    const way = (hops: Way["hops"], preference: number): Way => ({
      prefix: route.name,
      statement,
      preference,
      hops,
      isConnected: false,
    });
    const plain = route.names("next-hop").flatMap((hop) => this.hopOf(hop));
    const qualified = route.entries("qualified-next-hop").flatMap((hop): readonly Way[] => {
      const found = this.hopOf(hop.name);
      return found.length === 0 ? [] : [way(found, Number(hop.text("preference") ?? common))];
    });
    if (plain.length > 0) return [way(plain, common), ...qualified];
    if (qualified.length > 0) return qualified;
    return route.has("discard") || route.has("reject") ? [way([], common)] : [];
  }

  /** An interface by name, or the one on whose network the address is; a next hop that nobody has makes no route. */
  private hopOf(hop: string): Way["hops"] {
    if (/^[a-z]+[-\d].*\.\d+$|^st0\.\d+$/.test(hop)) return this.isHere(hop) ? [{ via: hop }] : [];
    const near = this.addresses.find(
      ({ network, address }) => contains(network, hop) && !sameHost(address, hop),
    );
    return near === undefined ? [] : [{ via: near.logical, to: hop }];
  }

  /** A device makes a route to what a traffic selector reaches, while its tunnel is up. */
  private selected(): readonly Way[] {
    return this.tree.root.entries("security ipsec vpn").flatMap((vpn) => {
      const tunnel = vpn.text("bind-interface");
      if (tunnel === undefined || !this.isHere(tunnel)) return [];
      return vpn.entries("traffic-selector").flatMap((selector): readonly Way[] => {
        const remote = selector.text("remote-ip");
        if (remote === undefined) return [];
        return [
          {
            prefix: remote,
            statement: `security ipsec vpn ${vpn.name} traffic-selector ${selector.name}`,
            preference: SELECTOR,
            hops: [{ via: tunnel }],
            isConnected: false,
          },
        ];
      });
    });
  }
}
