// One device as a packet meets it: its zones, its ways, its translations, its policies and its VPNs.
import { type ConfigNode, type ConfigTree, pairsOf, PolicyTable } from "../junos";
import { contains, sameHost } from "../net";
import { NatTable } from "./nat";
import { addressesOf, instancesOf, type InterfaceAddress, Routes, switchedOff } from "./routes";
import type { TracedPacket } from "./packet";

/** A VPN, and what a selector of it says. */
export interface TraceVpn {
  readonly name: string;
  readonly node: ConfigNode;
  readonly bindInterface: string | undefined;
}

export class TraceDevice {
  readonly addresses: readonly InterfaceAddress[];
  private readonly instances: ReadonlyMap<string, string>;
  private readonly tables = new Map<string, Routes>();
  readonly nat: NatTable;
  readonly policies: PolicyTable;
  readonly vpns: readonly TraceVpn[];
  /** As it counts: groups applied, and inactive statements left out. */
  readonly tree: ConfigTree;

  constructor(
    readonly name: string,
    given: ConfigTree,
  ) {
    this.tree = given.effective();
    this.addresses = addressesOf(this.tree);
    this.instances = instancesOf(this.tree);
    this.nat = new NatTable(this.tree);
    this.policies = new PolicyTable(this.tree.root);
    this.vpns = this.tree.root.entries("security ipsec vpn").map((node) => ({
      name: node.name,
      node,
      bindInterface: node.text("bind-interface"),
    }));
  }

  /** The routes of the instance that an interface stands in; of the main one where none is given. */
  routesAt(logical: string | undefined): Routes {
    const homeOf = (each: string): string => this.instances.get(each) ?? "";
    const instance = logical === undefined ? "" : homeOf(logical);
    const known = this.tables.get(instance);
    if (known !== undefined) return known;
    const isHere = (each: string): boolean => homeOf(each) === instance;
    const own = this.addresses.filter((each) => isHere(each.logical));
    const routes = new Routes(this.tree, own, instance, isHere);
    this.tables.set(instance, routes);
    return routes;
  }

  /** The interface that has an address. */
  interfaceOf(address: string): string | undefined {
    return this.addresses.find((each) => sameHost(each.address, address))?.logical;
  }

  /** Whether it looks at sessions and policies at all: what has no zones is a router, or none of ours. */
  get isFirewall(): boolean {
    return this.tree.root.has("security zones");
  }

  zoneOf(logical: string): string | undefined {
    const bare = logical.endsWith(".0") ? logical.slice(0, -2) : logical;
    return this.tree.root
      .entries("security zones security-zone")
      .find((zone) => zone.names("interfaces").some((name) => name === logical || name === bare))
      ?.name;
  }

  owns(address: string): boolean {
    return this.addresses.some((each) => sameHost(each.address, address));
  }

  /** The interface on whose network a host is. */
  interfaceBefore(host: string): string | undefined {
    return this.addresses.find(({ network }) => contains(network, host))?.logical;
  }

  addressOn(logical: string): string | undefined {
    return this.addresses.find((each) => each.logical === logical)?.address;
  }

  /** Whether an interface lets a packet to the device itself in, by its own list, or else by its zone's. */
  admits(logical: string, { protocol, destinationPort }: TracedPacket): boolean {
    const name = this.zoneOf(logical);
    const zone =
      name === undefined ? undefined : this.tree.get(["security", "zones", "security-zone", name]);
    const entry = zone
      ?.entries("interfaces")
      .find((each) => each.name === logical || `${each.name}.0` === logical);
    const own = entry?.get("host-inbound-traffic") ?? zone?.get("host-inbound-traffic");
    const word = serviceOf(protocol, destinationPort);
    const services = own?.entries("system-services") ?? [];
    if (services.some((each) => each.name === word && each.has("except"))) return false;
    return services.some(
      (each) =>
        each.name === word ||
        (word !== undefined && (each.name === "all" || each.name === "any-service")),
    );
  }

  /** The external interface of an IKE gateway, with its unit: `ge-0/0/1` means unit 0. */
  externalOf(gateway: string | undefined): string | undefined {
    if (gateway === undefined) return undefined;
    const name = this.tree.get(["security", "ike", "gateway", gateway])?.text("external-interface");
    return name === undefined || name.includes(".") ? name : `${name}.0`;
  }

  /** What is said of a logical interface. */
  unit(logical: string): ConfigNode | undefined {
    const [physical = "", unit = ""] = logical.split(".");
    return this.tree.get(["interfaces", physical, "unit", unit]);
  }

  /** The statement that switches a logical interface off; undefined where none does. */
  offBy(logical: string): string | undefined {
    const [physical = "", unit = ""] = logical.split(".");
    return switchedOff(this.tree, physical, unit);
  }

  vpnOn(logical: string): TraceVpn | undefined {
    return this.vpns.find(({ bindInterface }) => bindInterface === logical);
  }

  vpnNamed(name: string): TraceVpn | undefined {
    return this.vpns.find((vpn) => vpn.name === name);
  }
}

const [ICMP, TCP, UDP] = [1, 6, 17];

/** Junos's name of the service that a port is; undefined for none. */
function serviceOf(protocol: number, port: number | undefined): string | undefined {
  if (protocol === ICMP) return "ping";
  if (protocol === UDP && (port === 500 || port === 4500)) return "ike";
  if (protocol === TCP && port === 22) return "ssh";
  if (protocol === TCP && port === 443) return "https";
  return undefined;
}

/** The selector of a VPN that holds a packet; undefined when none does. */
export function selectorFor(
  { node }: TraceVpn,
  own: string,
  far: string,
): { readonly local: string; readonly remote: string } | undefined {
  const holds = (prefix: string, address: string): boolean =>
    prefix === "any" || contains(prefix, address);
  return pairsOf(node).find(({ local, remote }) => holds(local, own) && holds(remote, far));
}
