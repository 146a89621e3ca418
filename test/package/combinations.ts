// With what somebody else keeps a project: every two of these properties meet in a row of the table.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles, RUNNERS, type Runner } from "../../lib/cli/init/files";
import { packageJson, type OwnManifest } from "../../lib/cli/init/manifest";
import type { PackageManager } from "../../lib/cli/init/package-manager";
import { digestOf, type Table } from "../life/proof";
import { LAB_TEST } from "./lab-test";

const root = join(__dirname, "../..");

export interface Combination {
  readonly manager: PackageManager;
  readonly runner: Runner;
  /** Node's major version. */
  readonly node: 22 | 24;
  readonly modules: "commonjs" | "module";
  /** Whether the compiler looks at the types of packages too: `skipLibCheck: false`. */
  readonly types: "ours" | "all";
}

/** A row of the table, by its name. */
export interface CombinationRow extends Combination {
  readonly row: string;
  /** Its test brings the program up in the lab too, when a proof is made. */
  readonly isInLab: boolean;
}

/** What each property can be. */
const CHOICES = {
  manager: ["npm", "pnpm", "yarn"],
  runner: RUNNERS,
  node: [22, 24],
  modules: ["commonjs", "module"],
  types: ["ours", "all"],
} as const satisfies { [Key in keyof Combination]: readonly Combination[Key][] };

/** Three managers meet three runners in nine rows; the other properties are laid so that they meet too. */
const ROWS: readonly (readonly [
  PackageManager,
  Runner,
  Combination["node"],
  Combination["modules"],
  Combination["types"],
])[] = [
  ["npm", "node", 22, "commonjs", "ours"],
  ["npm", "jest", 24, "module", "all"],
  ["npm", "vitest", 22, "module", "all"],
  ["pnpm", "node", 24, "commonjs", "all"],
  ["pnpm", "jest", 22, "commonjs", "all"],
  ["pnpm", "vitest", 24, "module", "ours"],
  ["yarn", "node", 22, "module", "all"],
  ["yarn", "jest", 24, "module", "ours"],
  ["yarn", "vitest", 22, "commonjs", "all"],
];

const MODULES = { commonjs: "CommonJS", module: "ES modules" } as const;
const TYPES = { ours: "types of the project", all: "types of packages too" } as const;

export const COMBINATIONS: readonly CombinationRow[] = ROWS.map(
  ([manager, runner, node, modules, types]) => ({
    row: `${manager}, Node ${node}, ${MODULES[modules]}, ${runner}, ${TYPES[types]}`,
    isInLab: manager === "pnpm" && runner === "vitest",
    ...{ manager, runner, node, modules, types },
  }),
);

/** Pairs of what two properties can be that meet in no row. */
export function missingPairs(rows: readonly Combination[]): readonly string[] {
  const keys = Object.keys(CHOICES) as (keyof Combination)[];
  return keys.flatMap((one, index) =>
    keys
      .slice(index + 1)
      .flatMap((other) =>
        CHOICES[one].flatMap((first) =>
          CHOICES[other]
            .filter((second) => !rows.some((row) => row[one] === first && row[other] === second))
            .map((second) => `${one} ${first} with ${other} ${second}`),
        ),
      ),
  );
}

type Json = Readonly<Record<string, unknown>>;

const jsonOf = (path: string): Json => JSON.parse(readFileSync(join(root, path), "utf8")) as Json;

/** What of package.json an outsider meets: its version alone changes nothing. */
const MET = ["main", "types", "exports", "bin", "sideEffects", "engines", "dependencies"];
const MET_OF_PEERS = ["peerDependencies", "peerDependenciesMeta"];

/** Each row with what it is held against: what the package offers, what init writes, and the tools. */
export function combinationTable(): Table {
  const own = jsonOf("package.json");
  const met = [...MET, ...MET_OF_PEERS].map((key) => own[key]);
  const tools = jsonOf("test/package/tools/package.json")["devDependencies"];
  return Object.fromEntries(
    COMBINATIONS.map((each) => {
      const { row, manager, runner, modules } = each;
      const plan = { name: "two-sites", runner, manager, isModule: modules === "module" };
      const files = Object.entries(projectFiles(plan)).map(([file, complete]) => [
        file,
        complete(undefined),
      ]);
      const manifest = packageJson(plan, { ...own, version: "0" } as unknown as OwnManifest);
      return [row, digestOf([each, met, tools, files, manifest, LAB_TEST])];
    }),
  );
}
