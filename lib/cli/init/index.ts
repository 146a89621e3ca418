// vsrx init: a project that runs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { packageFolder } from "../../version";
import { type Manifest, merged, type OwnManifest, packageJson } from "./manifest";
import { projectFiles, RUNNERS, type Runner } from "./files";

interface InitFlags {
  readonly name?: string;
  readonly runner: Runner;
}

/** What was done with each file. */
interface InitReport {
  readonly written: readonly string[];
  /** Was there already, and stays as it is. */
  readonly kept: readonly string[];
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

/** Writes what is not there; to a package.json that is there it adds what is missing. */
function init(path: string, flags: InitFlags): InitReport {
  const folder = resolve(path);
  const name = projectName(folder, flags.name);
  const own = JSON.parse(
    readFileSync(join(packageFolder(), "package.json"), "utf8"),
  ) as OwnManifest;
  const wanted = packageJson(name, flags.runner, own);
  const manifestFile = join(folder, "package.json");
  const manifest = existsSync(manifestFile) ? merged(readManifest(manifestFile), wanted) : wanted;
  const written = ["package.json"];
  const kept: string[] = [];
  for (const [file, text] of Object.entries(projectFiles(name, flags.runner))) {
    const target = join(folder, file);
    (existsSync(target) ? kept : written).push(file);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  writeFileSync(manifestFile, `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { written, kept };
}

function run(path: string, flags: InitFlags): void {
  const { written, kept } = init(path, flags);
  const where = relative(process.cwd(), resolve(path));
  const lines = [
    ...written.map((file) => `wrote ${join(where, file)}`),
    ...kept.map((file) => `kept  ${join(where, file)}, which was there`),
    "",
    "Next:",
    ...(where === "" ? [] : [`  cd ${where}`]),
    "  npm install",
    "  npm test             what the program promises, without engine or cloud",
    "  npx vsrx synth       the configuration of each device",
    "  pulumi stack init dev && pulumi config set --secret presharedKey",
    "  pulumi up            Pulumi.dev.yaml says which other settings there are",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
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
