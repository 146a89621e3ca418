// vsrx init: a project that runs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Command, Option } from "commander";
import { packageFolder } from "../../version";
import { type ProjectPlan, projectFiles, RUNNERS, type Runner } from "./files";
import { type Manifest, merged, type OwnManifest, packageJson } from "./manifest";
import {
  type Completion,
  MANAGER_WORDS,
  type PackageManager,
  packageManagerOf,
} from "./package-manager";

interface InitFlags {
  readonly name?: string;
  readonly runner: Runner;
}

/** What was done with each file, and whose words come next. */
interface InitReport {
  readonly lines: readonly string[];
  readonly manager: PackageManager;
}

/** Pulumi's projects have letters, digits, dots, hyphens and underscores in their names. */
function projectName(folder: string, given: string | undefined): string {
  const name = given ?? basename(folder).replaceAll(/[^\w.-]+/g, "-");
  if (/^[\w.-]{1,100}$/.test(name)) return name;
  throw new Error(
    `${JSON.stringify(name)} is no name for a Pulumi project: allowed: up to 100 letters, digits, ` +
      "dots, hyphens and underscores; fix: --name NAME",
  );
}

function readManifest(file: string): Manifest {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch (error) {
    throw new Error(`${file} is not JSON; mend or remove it first`, { cause: error });
  }
}

/** Writes what is not there; to what is there it adds what a project cannot do without. */
function init(path: string, flags: InitFlags): InitReport {
  const folder = resolve(path);
  const own = JSON.parse(
    readFileSync(join(packageFolder(), "package.json"), "utf8"),
  ) as OwnManifest;
  const manifestFile = join(folder, "package.json");
  const found = existsSync(manifestFile) ? readManifest(manifestFile) : undefined;
  const manager = packageManagerOf(folder);
  const plan: ProjectPlan = {
    name: projectName(folder, flags.name),
    runner: flags.runner,
    manager,
    isModule: found?.type === "module",
  };
  const wanted = packageJson(plan, own);
  const manifest = found === undefined ? wanted : merged(found, wanted);
  const files: Readonly<Record<string, Completion>> = {
    "package.json": (text) =>
      text !== undefined && isDeepStrictEqual(found, manifest)
        ? text
        : `${JSON.stringify(manifest, undefined, 2)}\n`,
    ...projectFiles(plan),
  };
  const where = relative(process.cwd(), folder);
  const lines = Object.entries(files).map(([file, complete]) =>
    done(join(folder, file), join(where, file), complete),
  );
  return { lines, manager };
}

/** Completes one file, and says what was done. */
function done(target: string, name: string, complete: Completion): string {
  const found = existsSync(target) ? readFileSync(target, "utf8") : undefined;
  const text = complete(found);
  if (text === found) return `kept  ${name}, which was there`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return found === undefined ? `wrote ${name}` : `added to ${name} what it lacked`;
}

function run(path: string, flags: InitFlags): void {
  const { lines, manager } = init(path, flags);
  const where = relative(process.cwd(), resolve(path));
  const { install, test, run: start } = MANAGER_WORDS[manager];
  const steps: readonly (readonly [command: string, what: string])[] = [
    ...(where === "" ? [] : [[`cd ${where}`, ""] as const]),
    [install, ""],
    [test, "what the program promises, without engine or cloud"],
    [`${start} vsrx synth`, "the configuration of each device"],
    [`${start} vsrx lab up`, "all of it on this machine, with real IKE, ESP and NAT (Linux)"],
    ["pulumi stack init dev && pulumi config set --secret presharedKey", ""],
    ["pulumi up", "Pulumi.dev.yaml says which other settings there are"],
  ];
  const width = Math.max(...steps.map(([command, what]) => (what === "" ? 0 : command.length)));
  const text = [
    ...lines,
    "",
    "Next:",
    ...steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`.trimEnd()),
  ];
  process.stdout.write(`${text.join("\n")}\n`);
}

/** The command `vsrx init`. */
export const initCommand = (): Command =>
  new Command("init")
    .description(
      "make a project that runs: program, test, Pulumi.yaml, package.json, tsconfig.json",
    )
    .argument("[FOLDER]", "where", ".")
    .option("--name <NAME>", "the project's name (default: the folder's)")
    .addOption(
      new Option("--runner <RUNNER>", "what runs its test").choices(RUNNERS).default("node"),
    )
    .action(run);
