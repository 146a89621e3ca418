// Names of the addresses and zones that a hub's policies speak of.
import type { Gateway } from "../../topology";

export function addressName(owner: string, prefix: string): string {
  return `${owner}-${prefix.replace("/", "_")}`;
}

/** What a gateway protects, under names for an address book. */
export function addressesOf(gateway: Gateway): Record<string, string> {
  return Object.fromEntries(
    gateway.protects.map((prefix) => [addressName(gateway.name, prefix), prefix]),
  );
}

/** Zones of the networks behind a gateway. */
export function innerZones(gateway: Gateway): readonly string[] {
  return [...new Set(gateway.internals.map((port) => port.zone))];
}
