// What devices say in Junos: interfaces, zones, routes and NAT rules as typed configuration.
import { contains, familyOf, hostPrefix } from "../net";
import type { JunosConfig } from "../junos";
import type { Attachment } from "./device";
import type { SourceRule, StaticRule } from "./nat-device";

/** A record with `value` for every name. */
export function each<T>(names: readonly string[], value: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

export function interfacesConfig(ports: readonly Attachment[]): JunosConfig {
  const interfaces: Record<string, { unit: Record<string, { family: object }> }> = {};
  for (const port of ports) {
    const own = (interfaces[port.interface] ??= { unit: {} });
    // One interface may have an address of each family, as two attachments.
    own.unit[port.unit] = {
      family: {
        ...own.unit[port.unit]?.family,
        [familyOf(port.address)]: { address: { [`${port.address}/${port.length}`]: {} } },
      },
    };
  }
  return { interfaces };
}

export function zonesConfig(ports: readonly Attachment[]): JunosConfig {
  const zones: Record<string, { hostInboundTraffic: object; interfaces: Record<string, object> }> =
    {};
  for (const name of new Set(ports.map((port) => port.zone))) {
    const members = ports.filter((port) => port.zone === name);
    zones[name] = {
      hostInboundTraffic: {
        systemServices: each(
          members.flatMap((port) => port.hostInbound.systemServices ?? []),
          () => ({}),
        ),
        protocols: each(
          members.flatMap((port) => port.hostInbound.protocols ?? []),
          () => ({}),
        ),
      },
      interfaces: each(
        members.map((port) => port.logical),
        () => ({}),
      ),
    };
  }
  return { security: { zones: { securityZone: zones } } };
}

export function routesConfig(routes: Readonly<Record<string, string>>): JunosConfig {
  const route: Record<string, object> = {};
  const route6: Record<string, object> = {};
  for (const [prefix, nextHop] of Object.entries(routes)) {
    const table = familyOf(prefix) === "inet6" ? route6 : route;
    table[prefix] =
      nextHop === "discard" || nextHop === "reject" ? { [nextHop]: true } : { nextHop: [nextHop] };
  }
  return {
    routingOptions: {
      ...(Object.keys(route).length > 0 ? { static: { route } } : {}),
      ...(Object.keys(route6).length > 0
        ? { rib: { "inet6.0": { static: { route: route6 } } } }
        : {}),
    },
  };
}

/** A static rule together with the address that it stands for. */
type MappedRule = StaticRule & { readonly inside: string };

export function staticNatConfig(outside: Attachment, rules: readonly MappedRule[]): JunosConfig {
  const ruleSet: Record<string, { from: object; rule: Record<string, object> }> = {};
  for (const rule of rules) {
    const own = (ruleSet[rule.ruleSet] ??= { from: { zone: [outside.zone] }, rule: {} });
    own.rule[rule.rule] = {
      match: { destinationAddress: hostPrefix(rule.to) },
      then: { staticNat: { prefix: { addrPrefix: hostPrefix(rule.inside) } } },
    };
  }
  // Nobody answers ARP for a translated address of the outside's own network, unless the device is told to.
  const neighbours = rules
    .map((rule) => rule.to)
    .filter((to) => to !== outside.address && contains(outside.network.cidr, to));
  return {
    security: { nat: { static: { ruleSet }, ...proxyArp(outside, neighbours) } },
  };
}

export function sourceNatConfig(
  inside: Attachment,
  outside: Attachment,
  rules: readonly SourceRule[],
): JunosConfig {
  const pool: Record<string, object> = {};
  const ruleSet: Record<string, { from: object; to: object; rule: Record<string, object> }> = {};
  for (const rule of rules) {
    if (rule.to !== undefined) pool[rule.rule] = { address: { [poolPrefix(rule.to)]: {} } };
    const own = (ruleSet[rule.ruleSet] ??= {
      from: { zone: [inside.zone] },
      to: { zone: [outside.zone] },
      rule: {},
    });
    own.rule[rule.rule] = {
      match: { sourceAddress: [...rule.sources] },
      then: {
        sourceNat: rule.to === undefined ? { interface: {} } : { pool: { poolName: rule.rule } },
      },
    };
  }
  const pools = rules.flatMap((rule) => (rule.to === undefined ? [] : [rule.to]));
  const several = rules.some((rule) => rule.to?.includes("/") === true && rule.persistent);
  return {
    security: {
      nat: {
        source: {
          ...(Object.keys(pool).length > 0 ? { pool } : {}),
          ...(several ? { addressPersistent: true } : {}),
          ruleSet,
        },
        ...proxyArp(
          outside,
          pools.filter((to) => to !== outside.address && contains(outside.network.cidr, to)),
        ),
      },
    },
  };
}

/** Who asks for an IPv4 address asks by ARP, for an IPv6 address by neighbour discovery. */
function proxyArp(outside: Attachment, addresses: readonly string[]): object {
  const answer = (family: "inet" | "inet6"): object => ({
    interface: {
      [outside.logical]: {
        address: each(
          addresses.filter((address) => familyOf(address) === family).map(poolPrefix),
          () => ({}),
        ),
      },
    },
  });
  const has = (family: "inet" | "inet6"): boolean =>
    addresses.some((address) => familyOf(address) === family);
  return {
    ...(has("inet") ? { proxyArp: answer("inet") } : {}),
    ...(has("inet6") ? { proxyNdp: answer("inet6") } : {}),
  };
}

/** An address of a pool, or a whole prefix, as Junos writes it. */
function poolPrefix(to: string): string {
  return to.includes("/") ? to : hostPrefix(to);
}

/** Forward everything: what the guide's NAT devices do. */
export function permitAllConfig(): JunosConfig {
  return { security: { policies: { defaultPolicy: { defaultAction: "permit-all" } } } };
}

export interface IkeTarget {
  readonly name: string;
  /** The gateway behind this device, as the inside knows it. */
  readonly prefix: string;
  /** Whether peers may begin. */
  readonly inbound: boolean;
}

/** The two UDP ports of IKE and of ESP in UDP, as Junos predefines them. */
const IKE_APPLICATIONS = ["junos-ike", "junos-ike-nat"];

/** Forward IKE and ESP in UDP for these gateways and nothing else. */
export function ikePoliciesConfig(
  inside: Attachment,
  outside: Attachment,
  targets: readonly IkeTarget[],
): JunosConfig {
  const book = "gateways";
  const policy = (match: object): object => ({
    match: { ...match, application: IKE_APPLICATIONS },
    then: { permit: {} },
  });
  const inbound = targets.filter((target) => target.inbound);
  if (targets.length === 0) return {};
  return {
    security: {
      addressBook: {
        [book]: {
          address: Object.fromEntries(
            targets.map((target) => [target.name, { ipPrefix: target.prefix }]),
          ),
          attach: { zone: each([inside.zone], () => ({})) },
        },
      },
      policies: {
        fromZone: {
          [inside.zone]: {
            toZone: {
              [outside.zone]: {
                policy: Object.fromEntries(
                  targets.map((target) => [
                    `${target.name}-out`,
                    policy({ sourceAddress: [target.name], destinationAddress: ["any"] }),
                  ]),
                ),
              },
            },
          },
          ...(inbound.length === 0
            ? {}
            : {
                [outside.zone]: {
                  toZone: {
                    [inside.zone]: {
                      policy: Object.fromEntries(
                        inbound.map((target) => [
                          `${target.name}-in`,
                          policy({ sourceAddress: ["any"], destinationAddress: [target.name] }),
                        ]),
                      ),
                    },
                  },
                },
              }),
        },
      },
    },
  };
}
