// Addresses of the device's interfaces, from its configuration or as DHCP would give them.

import { type Family, familyOf, hostPrefix } from "../../lib/net";
import type { JunosConfig } from "../../lib/junos";
import type { Asking } from "./dhcp";
import { type Instance, instanceAt } from "./instances";
import { contents, entries } from "./lists";
import type { Lease } from "./types";
import type { Wiring } from "./wiring";

/** One address on one link. */
export interface LinkAddress {
  readonly logical: string;
  readonly link: string;
  readonly family: Family;
  /** With its length. */
  readonly address: string;
  /** It stands in a routing instance, whose table has its network. */
  readonly isApart: boolean;
}

/** Every address that the configuration gives, whether its interface is there or not. */
export function configuredAddresses(
  config: JunosConfig,
  dhcp: Readonly<Record<string, Lease>>,
): readonly { readonly logical: string; readonly address: string }[] {
  return entries(config.interfaces).flatMap(([device, { unit }]) =>
    entries(unit).flatMap(([number, { family }]) => {
      const logical = `${device}.${number}`;
      const inet = contents(family?.inet);
      const inet6 = contents(family?.inet6);
      const lease = dhcp[device];
      return [
        ...(inet?.dhcp !== undefined && lease !== undefined ? [lease.address] : []),
        ...primaryFirst(inet?.address),
        ...primaryFirst(inet6?.address),
      ].map((address) => ({ logical, address: withLength(address) }));
    }),
  );
}

/** The kernel, like Junos, speaks from an interface's first address. */
function primaryFirst(
  list:
    | Readonly<Record<string, { readonly primary?: boolean; readonly preferred?: boolean } | true>>
    | undefined,
): readonly string[] {
  const weight = (each: { readonly primary?: boolean; readonly preferred?: boolean }): number =>
    each.preferred === true ? 0 : each.primary === true ? 1 : 2;
  return [...entries(list)].sort(([, a], [, b]) => weight(a) - weight(b)).map(([name]) => name);
}

function withLength(address: string): string {
  return address.includes("/") ? address : hostPrefix(address);
}

/** The addresses of interfaces that are there. */
export function linkAddresses(
  config: JunosConfig,
  wiring: Wiring,
  dhcp: Readonly<Record<string, Lease>>,
  instances: readonly Instance[],
): readonly LinkAddress[] {
  return configuredAddresses(config, dhcp).flatMap(({ logical, address }) => {
    const link = wiring.link(logical);
    if (link === undefined) return [];
    const isApart = instanceAt(instances, logical) !== undefined;
    return [{ logical, link, family: familyOf(address), address, isApart }];
  });
}

/** Interfaces that are there and ask for an address which nobody has handed to the device already. */
export function askingInterfaces(
  config: JunosConfig,
  wiring: Wiring,
  handed: Readonly<Record<string, Lease>>,
): readonly Asking[] {
  return entries(config.interfaces).flatMap(([device, { unit }]) =>
    entries(unit).flatMap(([number, { family }]) => {
      const logical = `${device}.${number}`;
      const link = wiring.link(logical);
      const isAsking = contents(family?.inet)?.dhcp !== undefined && handed[device] === undefined;
      return isAsking && link !== undefined ? [{ device, logical, link }] : [];
    }),
  );
}
