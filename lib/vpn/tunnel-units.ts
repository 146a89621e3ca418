// Units of st0, one per VPN on each gateway, by name: a new VPN never renumbers another one's tunnel interface.
import { allocate, type Gateway } from "../topology";

/** Units from 16000 up are reserved by Junos. */
export const UNITS = 16_000;

interface Claims {
  readonly names: string[];
  readonly asked: Map<string, number>;
  placed: ReadonlyMap<string, number> | undefined;
}

const claims = new WeakMap<Gateway, Claims>();

function of(gateway: Gateway): Claims {
  let known = claims.get(gateway);
  if (known === undefined) {
    known = { names: [], asked: new Map(), placed: undefined };
    claims.set(gateway, known);
  }
  return known;
}

export const tunnelUnit = {
  /** A VPN wants a unit on this gateway, or a certain one. */
  claim(gateway: Gateway, vpn: string, unit?: number): void {
    const known = of(gateway);
    known.names.push(vpn);
    if (unit !== undefined) known.asked.set(vpn, unit);
    known.placed = undefined;
  },

  /** The unit of a VPN on this gateway. */
  of(gateway: Gateway, vpn: string): number {
    const known = of(gateway);
    const asked = known.asked.get(vpn);
    if (asked !== undefined) return asked;
    // Too many is a mistake that the VPNs tell.
    if (known.names.length > UNITS) return 0;
    if (known.placed === undefined) {
      const first = new Map<number, string>();
      for (const [name, unit] of known.asked) if (!first.has(unit)) first.set(unit, name);
      const unique = new Map([...first].map(([unit, name]) => [name, unit] as const));
      const names = known.names.filter((name) => unique.has(name) || !known.asked.has(name));
      known.placed = allocate(names, UNITS, unique);
    }
    return known.placed.get(vpn) ?? 0;
  },

  /** How many VPNs want a unit on this gateway. */
  claims(gateway: Gateway): number {
    return of(gateway).names.length;
  },

  /** Who else asks for the same unit, in words. */
  clash(gateway: Gateway, vpn: string): string | undefined {
    const known = of(gateway);
    const unit = known.asked.get(vpn);
    if (unit === undefined) return undefined;
    const twin = [...known.asked].find(([name, asked]) => asked === unit && name !== vpn);
    return twin === undefined
      ? undefined
      : `st0.${unit} on ${gateway.name} for ${vpn} and ${twin[0]}`;
  },
} as const;
