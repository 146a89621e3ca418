// Where Pulumi looks for the provider `vsrx`: what a project says of it, and whether there is a place at all.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parse } from "yaml";

/** The provider's folder in a project that has this package. */
const PROVIDER_FOLDER = "node_modules/pulumi-vsrx/dist/provider";

/** What a Pulumi.yaml says of it. */
export const PROVIDER_LINES = `plugins:
  providers:
    - { name: vsrx, path: ${PROVIDER_FOLDER} }
`;

const COMMANDS = ["pulumi-resource-vsrx", "pulumi-resource-vsrx.exe", "pulumi-resource-vsrx.cmd"];

/**
 * The first place at which Pulumi finds the provider of a project: its Pulumi.yaml, its installed plugins, PATH.
 * @param start a folder in the project
 * @returns undefined where it would find none
 */
export function findProvider(
  start: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return inProject(start) ?? installed(env) ?? onPath(env);
}

/** What to do where there is no place. */
export const PROVIDER_FIX =
  `write into Pulumi.yaml: plugins: { providers: [{ name: vsrx, path: ${PROVIDER_FOLDER} }] }, ` +
  "or run npx vsrx install";

function projectFile(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = ["Pulumi.yaml", "Pulumi.yml"]
      .map((name) => join(folder, name))
      .find((each) => existsSync(each));
    if (file !== undefined || folder === dirname(folder)) return file;
  }
}

function inProject(start: string): string | undefined {
  const file = projectFile(start);
  if (file === undefined) return undefined;
  try {
    const { plugins } = parse(readFileSync(file, "utf8")) as {
      plugins?: { providers?: readonly { name?: string; path?: string }[] };
    };
    const path = plugins?.providers?.find(({ name }) => name === "vsrx")?.path;
    return path === undefined ? undefined : resolve(dirname(file), path);
  } catch {
    // Pulumi itself says what is wrong with it.
    return file;
  }
}

function installed(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = join(env["PULUMI_HOME"] || join(homedir(), ".pulumi"), "plugins");
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find((each) => /^resource-vsrx-v[^/]*\d$/.test(each));
  return name === undefined ? undefined : join(folder, name);
}

function onPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => COMMANDS.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}
