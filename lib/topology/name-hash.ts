// Numbers and addresses by name: the same name gets the same number whatever stands beside it in the program.
import { createHash } from "node:crypto";

/** A number in [0, size) that depends on the name alone. */
export function hashed(name: string, size: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) % size;
}

/**
 * One number in [0, size) for every name. Names that ask for a number get it; the others get the one their
 * name hashes to, or the next free one. Names are placed in sorted order, so the order of creation plays no
 * part, and a new name moves another one only if both hash alike.
 * @throws RangeError when there are more names than numbers, or two names ask for the same one
 */
export function allocate(
  names: readonly string[],
  size: number,
  asked: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const taken = new Map<number, string>();
  const result = new Map<string, number>();
  for (const [name, number] of asked) {
    const other = taken.get(number);
    if (other !== undefined) throw new RangeError(`${other} and ${name} both ask for ${number}`);
    taken.set(number, name);
    result.set(name, number);
  }
  const rest = names.filter((name) => !asked.has(name)).sort();
  if (taken.size + rest.length > size) {
    throw new RangeError(`${names.length} names for ${size} numbers`);
  }
  for (const name of rest) {
    let number = hashed(name, size);
    while (taken.has(number)) number = (number + 1) % size;
    taken.set(number, name);
    result.set(name, number);
  }
  return result;
}
