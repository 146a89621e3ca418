// A new project's package.json, with the versions that this package is tried with; and one that was there, with what it lacked.
import type { Runner } from "./files";

type Versions = Readonly<Record<string, string>>;

/** The parts of a package.json that we write. */
export interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly main?: string;
  readonly scripts?: Versions;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
}

/** This package's own package.json, as far as we read it. */
export interface OwnManifest {
  readonly version: string;
  readonly peerDependencies: Versions;
  readonly devDependencies: Versions;
}

const TEST_COMMANDS: Readonly<Record<Runner, string>> = {
  node: "node --import tsx --test *.test.ts",
  vitest: "vitest run",
  jest: "jest",
};

const RUNNER_PACKAGES: Readonly<Record<Runner, readonly string[]>> = {
  node: [],
  vitest: ["vitest"],
  jest: ["jest", "@types/jest", "@swc/core", "@swc/jest"],
};

export function packageJson(name: string, runner: Runner, own: OwnManifest): Manifest {
  const { version, peerDependencies, devDependencies } = own;
  const wanted = ["@types/node", "tsx", "typescript", ...RUNNER_PACKAGES[runner]].sort();
  return {
    name: name.toLowerCase(),
    private: true,
    main: "index.ts",
    scripts: { test: TEST_COMMANDS[runner], check: "tsc" },
    dependencies: {
      "@pulumi/aws": peerDependencies["@pulumi/aws"] ?? "*",
      "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"] ?? "*",
      constructs: peerDependencies["constructs"] ?? "*",
      "pulumi-vsrx": `^${version}`,
    },
    devDependencies: Object.fromEntries(
      wanted.map((each) => [each, `^${devDependencies[each] ?? "0"}`]),
    ),
  };
}

/** npm writes this test into a new package.json; it only fails. */
const NO_TEST = "no test specified";

/** `found`, with what it lacks of `wanted`. What it says is left as it is. */
export function merged(found: Manifest, wanted: Manifest): Manifest {
  const scripts = Object.fromEntries(
    Object.entries(found.scripts ?? {}).filter(([, command]) => !command.includes(NO_TEST)),
  );
  return {
    ...wanted,
    ...found,
    // npm writes index.js into a new package.json, and the program is index.ts.
    ...(found.main === "index.js" && wanted.main !== undefined ? { main: wanted.main } : {}),
    scripts: { ...wanted.scripts, ...scripts },
    dependencies: without(wanted.dependencies, found.devDependencies, found.dependencies),
    devDependencies: without(wanted.devDependencies, found.dependencies, found.devDependencies),
  };
}

/** `wanted` without what `elsewhere` has already, and over it `found`. */
function without(wanted: Versions = {}, elsewhere: Versions = {}, found: Versions = {}): Versions {
  const missing = Object.entries(wanted).filter(([name]) => !(name in elsewhere));
  return { ...Object.fromEntries(missing), ...found };
}
