// Units of st0, one per VPN on each gateway, by name: a new VPN never renumbers another one's tunnel interface.
import type { Mistake } from "../diagnostics";
import { type Gateway, StackScope } from "../topology";
import { numberOf, type NumberTable, NumberTables } from "./number-table";

/** Units from 16000 up are reserved by Junos. */
export const UNITS = 16_000;

/** The units of each gateway, by its path. */
const tableOf = (gateway: Gateway): NumberTable =>
  NumberTables.of(StackScope.of(gateway), "tunnel-units").at(gateway.node.path);

export const tunnelUnit = {
  /** A VPN wants a unit on this gateway, or a certain one. */
  claim(gateway: Gateway, vpn: string, unit?: number): void {
    const { placement } = StackScope.of(gateway);
    const place = `st0 of ${gateway.lastingPath}`;
    tableOf(gateway).claim(vpn, unit ?? numberOf(placement.pinned(place, vpn), UNITS));
    if (unit === undefined) placement.claim(place, vpn, () => `${tunnelUnit.of(gateway, vpn)}`);
  },

  /** The unit of a VPN on this gateway. Too many is a mistake that the VPNs tell. */
  of(gateway: Gateway, vpn: string): number {
    return tableOf(gateway).of(vpn, UNITS) ?? 0;
  },

  /** How many VPNs want a unit on this gateway. */
  claims(gateway: Gateway): number {
    return tableOf(gateway).count;
  },

  /** Whether a VPN is the first on this gateway that no unit is left for. */
  isBeyond(gateway: Gateway, vpn: string): boolean {
    return tableOf(gateway).isBeyond(vpn, UNITS);
  },

  /** Who else asks for the same unit, in words. */
  clash(gateway: Gateway, vpn: string): string | undefined {
    const twin = tableOf(gateway).twin(vpn);
    return twin === undefined
      ? undefined
      : `st0.${twin.number} on ${gateway.name} for ${vpn} and ${twin.name}`;
  },
} as const;

/** A gateway that has more tunnels than tunnel interfaces. */
export const unitsExhausted = (gateway: Gateway): Mistake => ({
  rule: "tunnel-interfaces-exhausted",
  subject: gateway.node.path,
  what: "a gateway has more tunnels than Junos has tunnel interfaces",
  found: `${tunnelUnit.claims(gateway)} on ${gateway.name}`,
  allowed: `${UNITS}, as st0.0 to st0.${UNITS - 1}`,
  fix: "spread the tunnels over several gateways",
});
