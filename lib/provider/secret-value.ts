// Values as the device shows them against values as we know them: Junos scrambles secrets when it stores them.

import { decode9 } from "../junos";

/** The plain form of a value that may be scrambled. */
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
