// What NAT devices say in Junos: translations, who answers for their addresses, and what is forwarded.
import { contains, familyOf, hostPrefix } from "../net";
import type { JunosConfig } from "../junos";
import type { Attachment } from "./attachment";
import type { SourceRule, StaticRule } from "./nat-rules";
import { each } from "./records";

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
  /** Whether peers may initiate. */
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
  const between = (
    from: string,
    to: string,
    end: string,
    of: readonly [string, object][],
  ): object => ({
    [from]: {
      toZone: {
        [to]: {
          policy: Object.fromEntries(of.map(([name, match]) => [`${name}-${end}`, policy(match)])),
        },
      },
    },
  });
  if (targets.length === 0) return {};
  const out = targets.map(({ name }): [string, object] => [
    name,
    { sourceAddress: [name], destinationAddress: ["any"] },
  ]);
  const inward = targets
    .filter((target) => target.inbound)
    .map(({ name }): [string, object] => [
      name,
      { sourceAddress: ["any"], destinationAddress: [name] },
    ]);
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
          ...between(inside.zone, outside.zone, "out", out),
          ...(inward.length === 0 ? {} : between(outside.zone, inside.zone, "in", inward)),
        },
      },
    },
  };
}
