// This package's own version, as its package.json has it; and which of two versions is the older.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Own {
  readonly folder: string;
  readonly version: string | undefined;
}

let known: { readonly own: Own | undefined } | undefined;

/** The version in the nearest package.json of ours upwards; undefined where a bundler has left it behind. */
export const packageVersion = (): string | undefined => own()?.version;

/**
 * The folder of this package, with its package.json.
 * @throws Error where a bundler has left it behind
 */
export function packageFolder(): string {
  const folder = own()?.folder;
  if (folder === undefined)
    throw new Error("the package pulumi-vsrx has no folder of its own here");
  return folder;
}

const own = (): Own | undefined => (known ??= { own: read() }).own;

function read(): Own | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const text = readFileSync(join(folder, "package.json"), "utf8");
      const { name, version } = JSON.parse(text) as { name?: string; version?: string };
      if (name === "pulumi-vsrx") return { folder, version };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** True when `version` comes before `other`. What follows a hyphen or a plus does not count. */
export function isOlder(version: string, other: string): boolean {
  const [mine, theirs] = [numbersOf(version), numbersOf(other)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (mine[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): readonly number[] {
  return (version.split(/[-+]/)[0] ?? "").split(".").map(Number);
}
