// A new project's package.json, with the versions that this package is tried with; and one that was there, with what it lacked.
import type { ProjectPlan, Runner } from "./files";
import { ALLOW_SCRIPTS } from "./package-manager";

type Versions = Readonly<Record<string, string>>;

/** The parts of a package.json that we write. */
export interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly main?: string;
  readonly type?: string;
  readonly scripts?: Versions;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  /** npm's list of packages whose scripts run at installation. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
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

/** jest's own command can't take ES modules by itself. */
const JEST_MODULES = "node --experimental-vm-modules node_modules/jest/bin/jest.js";

const RUNNER_PACKAGES: Readonly<Record<Runner, readonly string[]>> = {
  node: [],
  // Vite is a peer of vitest, which Yarn leaves to the project.
  vitest: ["vite", "vitest"],
  jest: ["jest", "@types/jest", "@swc/core", "@swc/jest"],
};

export function packageJson(plan: ProjectPlan, own: OwnManifest): Manifest {
  const { name, runner, manager, isModule } = plan;
  const { version, peerDependencies, devDependencies } = own;
  const wanted = ["@types/node", "tsx", "typescript", ...RUNNER_PACKAGES[runner]].sort();
  return {
    name: name.toLowerCase(),
    private: true,
    main: "index.ts",
    scripts: {
      test: runner === "jest" && isModule ? JEST_MODULES : TEST_COMMANDS[runner],
      check: "tsc",
    },
    dependencies: {
      "@pulumi/aws": peerDependencies["@pulumi/aws"] ?? "*",
      "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"] ?? "*",
      constructs: peerDependencies["constructs"] ?? "*",
      "pulumi-vsrx": `^${version}`,
    },
    devDependencies: Object.fromEntries(
      wanted.map((each) => [each, `^${devDependencies[each] ?? "0"}`]),
    ),
    ...(manager === "npm" ? { allowScripts: ALLOW_SCRIPTS } : {}),
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
    ...(wanted.allowScripts && { allowScripts: { ...wanted.allowScripts, ...found.allowScripts } }),
  };
}

/** `wanted` without what `elsewhere` has already, and over it `found`. */
function without(wanted: Versions = {}, elsewhere: Versions = {}, found: Versions = {}): Versions {
  const missing = Object.entries(wanted).filter(([name]) => !(name in elsewhere));
  return { ...Object.fromEntries(missing), ...found };
}
