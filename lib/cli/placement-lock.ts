// A committed lock file of numbers and addresses that follow from names: what a stack's state is to an engine, it is to `synth` and to reviews.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics";
import { placementMistake } from "../provider";
import { ProgramError } from "../program";

/** Numbers by `PLACE NAME`, as `stack.pin` takes them. */
export type Lock = Readonly<Record<string, string>>;

type Nested = Record<string, Record<string, string>>;

/** What came, went and stayed. */
export interface LockChange {
  readonly lock: Lock;
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** What would move, and the lines that keep it; undefined where nothing does. */
  readonly refusal: Diagnostic | undefined;
}

const nested = (lock: Lock): Nested => {
  const places: Nested = {};
  for (const [key, number] of Object.entries(lock)) {
    // A name is a path, without a blank.
    const end = key.lastIndexOf(" ");
    (places[key.slice(0, end)] ??= {})[key.slice(end + 1)] = number;
  }
  return places;
};

/** Holds what a program places now against the lock. */
export function changeLock(before: Lock, placed: Lock): LockChange {
  const mistake = placementMistake(nested(before), nested(placed));
  const keys = Object.keys(placed).sort();
  return {
    lock: Object.fromEntries(keys.map((key) => [key, placed[key] ?? ""])),
    added: keys.filter((key) => !Object.hasOwn(before, key)),
    gone: Object.keys(before).filter((key) => !Object.hasOwn(placed, key)),
    refusal: mistake === undefined ? undefined : { severity: "error", ...mistake },
  };
}

/**
 * Reads a lock file; an absent one is empty.
 * @throws ProgramError for a file that is not a lock
 */
export function readLock(file: string): Lock {
  if (!existsSync(file)) return {};
  let lock: unknown;
  try {
    lock = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw notLock(file, "a text that is not JSON");
  }
  if (typeof lock !== "object" || lock === null || Array.isArray(lock)) {
    throw notLock(file, "JSON that is not an object");
  }
  const odd = Object.entries(lock).find(
    ([key, value]) => !key.includes(" ") || typeof value !== "string",
  );
  if (odd !== undefined) throw notLock(file, `${JSON.stringify(odd[0])}`);
  return lock as Lock;
}

const notLock = (file: string, found: string): ProgramError =>
  new ProgramError(
    `${file} is not a placement: found ${found}; allowed: { "PLACE NAME": "number", … }; fix: give another file, or ` +
      "take it out of the way to have it made anew",
  );

/** Writes a lock where it is another one than before. Answers whether it was. */
export function writeLock(file: string, lock: Lock): boolean {
  const text = `${JSON.stringify(lock, undefined, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  writeFileSync(file, text);
  return true;
}
