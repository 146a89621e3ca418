// Which package manager a project is kept with, its words, and what it has to be told before Pulumi finds a project's packages.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

const MANAGERS = ["npm", "pnpm", "yarn"] as const;

export type PackageManager = (typeof MANAGERS)[number];

const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
];

/**
 * As the project's lock file says, else what this command was started by.
 * @param agent what a package manager says of itself to what it starts, such as `pnpm/10.34.9 npm/? node/v24.21.0`
 */
export function packageManagerOf(
  folder: string,
  agent = process.env["npm_config_user_agent"],
): PackageManager {
  const locked = LOCK_FILES.find(([file]) => existsSync(join(folder, file)))?.[1];
  if (locked !== undefined) return locked;
  return MANAGERS.find((name) => agent?.startsWith(`${name}/`)) ?? "npm";
}

/** How each installs, tests, and runs a command of a package. */
export const MANAGER_WORDS: Readonly<
  Record<PackageManager, { readonly install: string; readonly test: string; readonly run: string }>
> = {
  npm: { install: "npm install", test: "npm test", run: "npx" },
  pnpm: { install: "pnpm install", test: "pnpm test", run: "pnpm exec" },
  yarn: { install: "yarn install", test: "yarn test", run: "yarn" },
};

/**
 * Packages that want to run a script when they are installed, ours and the runners'. None is needed: ssh2 takes Node's own
 * ciphers without it, that of protobufjs only warns, and the others bring their binaries as packages. pnpm refuses an
 * installation that doesn't say so, and npm warns at each.
 */
const WITHOUT_SCRIPTS = [
  "@parcel/watcher",
  "@swc/core",
  "cpu-features",
  "esbuild",
  "protobufjs",
  "ssh2",
];

/** What npm reads in package.json. */
export const ALLOW_SCRIPTS: Readonly<Record<string, boolean>> = Object.fromEntries(
  WITHOUT_SCRIPTS.map((name) => [name, false]),
);

/** A file's text, from what is there of it. */
export type Completion = (found: string | undefined) => string;

/** Files of its own that a manager needs, by their path. */
export const MANAGER_FILES: Readonly<Record<PackageManager, Readonly<Record<string, Completion>>>> =
  {
    npm: {},
    pnpm: { "pnpm-workspace.yaml": withoutBuilds },
    yarn: { ".yarnrc.yml": withNodeModules },
  };

function withoutBuilds(found = ""): string {
  const document = parseDocument(found);
  const isSaid = (name: string): boolean =>
    typeof document.getIn(["allowBuilds", name]) === "boolean";
  const unsaid = WITHOUT_SCRIPTS.filter((name) => !isSaid(name));
  if (unsaid.length === 0) return found;
  for (const name of unsaid) document.setIn(["allowBuilds", name], false);
  return document.toString();
}

/** Pulumi looks for packages in node_modules alone (pulumi/pulumi 3586), and Yarn makes none unless it is told. */
function withNodeModules(found = ""): string {
  return /^nodeLinker:/m.test(found) ? found : `${lined(found)}nodeLinker: node-modules\n`;
}

/** `found` with those of the lines that it lacks. */
export function withLines(lines: readonly string[]): Completion {
  return (found = "") => {
    const there = new Set(found.split("\n").map((line) => line.trim()));
    const missing = lines.filter((line) => !there.has(line));
    return missing.length === 0 ? found : `${lined(found)}${missing.join("\n")}\n`;
  };
}

const lined = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
