// Values as the device shows them against values as we know them, and the secrets among a program's inputs.

import { decode9 } from "../junos";
import { isPropertyMap, type PropertyValue, Secret } from "../rpc";

/** The plain form of a value that may be scrambled: Junos scrambles secrets when it stores them. */
export function plainValue(value: string): string {
  if (!value.startsWith("$9$")) return value;
  try {
    return decode9(value);
  } catch {
    return value;
  }
}

/** Equality by meaning. Each scrambling differs, so scrambled values are compared by what is in them. */
export function sameSecret(a: string, b: string): boolean {
  return a === b || plainValue(a) === plainValue(b);
}

/** Every text that came as a secret, at any depth: it stays one to the last message, whatever it is for. */
export function secretsIn(value: PropertyValue | undefined, isInside = false): string[] {
  if (value instanceof Secret) return secretsIn(value.value, true);
  if (typeof value === "string") return isInside ? [value] : [];
  if (Array.isArray(value))
    return value.flatMap((item: PropertyValue) => secretsIn(item, isInside));
  if (!isPropertyMap(value)) return [];
  return Object.values(value).flatMap((item) => secretsIn(item, isInside));
}
