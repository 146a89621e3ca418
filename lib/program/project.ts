// A folder with a Pulumi program: its main file, its project's name, and the configuration of one of its stacks.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { ProgramError } from "./errors";
import { thrownText } from "../thrown-text";

/** A program that can be run. */
export interface Project {
  /** The folder that was asked for. */
  readonly folder: string;
  readonly main: string;
  readonly name: string;
  readonly stack: string;
  /** By `project:key`. Values that only Pulumi could decrypt are left out. */
  readonly config: Readonly<Record<string, string>>;
  /** Those that are left out, as `project:key`. */
  readonly sealed: readonly string[];
}

export interface ProjectOptions {
  /** Project name where the folder has no Pulumi.yaml. @default the folder's name */
  readonly name?: string;
  /** Stack whose `Pulumi.STACK.yaml` counts. @default the only one there is, else one without a file: "synth" */
  readonly stack?: string;
  /** Configuration that comes before the folder's own, by `key` or `project:key`. */
  readonly config?: Readonly<Record<string, string>>;
}

type Yaml = Readonly<Record<string, unknown>>;

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml"];
const ENDINGS = ["ts", "mts", "cts", "js", "mjs", "cjs"];
const NO_STACK_FILE = "synth";

/**
 * Read what a program's folder says about itself.
 * @throws ProgramError when there is no program, or a file of it is no YAML
 */
export function openProject(path: string, options: ProjectOptions = {}): Project {
  const folder = resolve(path);
  if (!isFolder(folder)) throw new ProgramError(`${folder} is not a folder`);
  refusePlugnplay(folder);
  const file = PROJECT_FILES.map((name) => join(folder, name)).find((each) => existsSync(each));
  const settings = file === undefined ? {} : readYaml(file);
  const name =
    typeof settings["name"] === "string" ? settings["name"] : (options.name ?? basename(folder));
  const stack = options.stack ?? onlyStack(folder) ?? NO_STACK_FILE;
  const stackFile = ["yaml", "yml"]
    .map((ending) => join(folder, `Pulumi.${stack}.${ending}`))
    .find((each) => existsSync(each));
  if (stackFile === undefined && options.stack !== undefined && stackNames(folder).length > 0) {
    throw new ProgramError(
      `${folder} has no Pulumi.${stack}.yaml; there are: ${stackNames(folder).join(", ")}`,
    );
  }
  const config = stackFile === undefined ? {} : readYaml(stackFile)["config"];
  const given = Object.fromEntries(
    Object.entries(options.config ?? {}).map(([key, value]) => [fullKey(key, name), value]),
  );
  return {
    folder,
    main: mainFile(folder, settings["main"]),
    name,
    stack,
    config: {
      ...valuesOf(settings["config"], name),
      ...valuesOf(config, name),
      ...given,
    },
    sealed: sealedKeys(config, name).filter((key) => !Object.hasOwn(given, key)),
  };
}

/** Pulumi looks for its SDK, and for our provider, in node_modules alone (pulumi/pulumi 3586). */
function refusePlugnplay(folder: string): void {
  if (!existsSync(join(folder, ".pnp.cjs"))) return;
  throw new ProgramError(
    `${folder} has its packages by Yarn's Plug'n'Play, which Pulumi does not take; ` +
      "fix: write nodeLinker: node-modules into .yarnrc.yml, then yarn install",
  );
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function readYaml(file: string): Yaml {
  try {
    const parsed: unknown = parse(readFileSync(file, "utf8"));
    return isMap(parsed) ? parsed : {};
  } catch (error) {
    const reason = thrownText(error);
    throw new ProgramError(`${file} is no YAML: ${reason}`);
  }
}

function isMap(value: unknown): value is Yaml {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stackNames(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
}

function onlyStack(folder: string): string | undefined {
  const names = stackNames(folder);
  return names.length === 1 ? names[0] : undefined;
}

/** A setting's key as Pulumi stores it, `project:key`. */
export function fullKey(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** Pulumi keeps values as text: whatever is no text becomes JSON. */
function valuesOf(config: unknown, project: string): Record<string, string> {
  if (!isMap(config)) return {};
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, written]) => {
      const value = plainValue(written);
      return value === undefined ? [] : [[fullKey(key, project), value] as const];
    }),
  );
}

function sealedKeys(config: unknown, project: string): readonly string[] {
  if (!isMap(config)) return [];
  return Object.entries(config).flatMap(([key, written]) =>
    isMap(written) && "secure" in written ? [fullKey(key, project)] : [],
  );
}

function plainValue(written: unknown): string | undefined {
  if (written === null || written === undefined) return undefined;
  if (typeof written === "string") return written;
  if (!isMap(written)) return JSON.stringify(written);
  // A secret of the stack's file, and a project's setting with its type and default.
  if ("secure" in written) return undefined;
  if ("value" in written) return plainValue(written["value"]);
  if ("default" in written) return plainValue(written["default"]);
  if ("type" in written || "description" in written || "secret" in written) return undefined;
  return JSON.stringify(written);
}

/** As Pulumi looks for it: Pulumi.yaml's `main`, package.json's `exports` or `main`, then index. */
function mainFile(folder: string, main: unknown): string {
  const start = typeof main === "string" ? resolve(folder, main) : folder;
  if (existsSync(start) && !isFolder(start)) return start;
  const named = packageMain(start);
  const tried = [
    ...(named === undefined ? [] : [named, ...ENDINGS.map((ending) => `${named}.${ending}`)]),
    ...ENDINGS.map((ending) => join(start, `index.${ending}`)),
  ];
  const found = tried.find((file) => existsSync(file) && !isFolder(file));
  if (found !== undefined) return found;
  throw new ProgramError(`${start} has no index.ts`);
}

function packageMain(folder: string): string | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  try {
    const { exports, main } = JSON.parse(readFileSync(file, "utf8")) as Yaml;
    const named = [exports, isMap(exports) ? exports["."] : undefined, main];
    const path = named.find((each): each is string => typeof each === "string");
    return path === undefined ? undefined : resolve(dirname(file), path);
  } catch {
    throw new ProgramError(`${file} is not JSON`);
  }
}
