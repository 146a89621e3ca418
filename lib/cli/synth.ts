// `npm run synth -- EXAMPLE`: the configuration a program would commit, without engine or lab.
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { type SynthDevice, synthModule, ValidationError } from "../testing";

const FORMATS = ["set", "xml", "curly"] as const;

interface SynthCommandOptions {
  readonly device?: string;
  readonly format: (typeof FORMATS)[number];
}

/** An error for the person at the terminal. */
class UsageError extends Error {}

/** The repository that this file was built in. */
function repository(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

const examplesFolder = () => join(repository(), "examples");

function programFolder(name: string): string {
  if (name.includes("/")) {
    const folder = resolve(process.env["INIT_CWD"] ?? process.cwd(), name);
    if (existsSync(join(folder, "index.ts"))) return folder;
    throw new UsageError(`${folder} has no index.ts`);
  }
  const examples = examplesFolder();
  const folder = join(examples, name);
  if (existsSync(join(folder, "index.ts"))) return folder;
  throw new UsageError(
    `there is no example ${JSON.stringify(name)}; there are: ${exampleNames(examples).join(", ")} ` +
      "(or give the path of a folder with an index.ts)",
  );
}

function exampleNames(examples: string): string[] {
  if (!existsSync(examples)) return [];
  return readdirSync(examples)
    .filter((name) => existsSync(join(examples, name, "index.ts")))
    .sort();
}

function load(folder: string): unknown {
  // The program is to meet the built library, as a user's would. Our usual tsconfig leads to the
  // sources instead, and two copies of a class are two classes; the one for the build does not.
  process.env["TSX_TSCONFIG_PATH"] = join(repository(), "tsconfig.build.json");
  const file = join(folder, "index.ts");
  const requireFrom = createRequire(__filename);
  requireFrom("tsx/cjs");
  delete requireFrom.cache[file];
  return requireFrom(file);
}

function render(device: SynthDevice, format: SynthCommandOptions["format"]): string {
  if (format === "set") return device.set.map((line) => `${line}\n`).join("");
  const text = format === "xml" ? device.xml : device.curly;
  return text.endsWith("\n") ? text : `${text}\n`;
}

const COMMENT: Readonly<Record<SynthCommandOptions["format"], (text: string) => string>> = {
  set: (text) => `# ${text}`,
  curly: (text) => `/* ${text} */`,
  xml: (text) => `<!-- ${text} -->`,
};

async function synthesize(name: string, options: SynthCommandOptions): Promise<void> {
  const folder = programFolder(name);
  const { devices, findings, warnings } = await synthModule(() => load(folder), {
    project: `vsrx-${basename(folder)}`,
  });
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  for (const finding of findings) process.stderr.write(`${describe(finding)}\n`);
  const chosen = Object.values(devices).filter(
    (device) => options.device === undefined || device.name === options.device,
  );
  if (chosen.length === 0) {
    throw new UsageError(
      `${name} has no device ${JSON.stringify(options.device)}; it has: ${Object.keys(devices).join(", ")}`,
    );
  }
  for (const device of chosen) {
    // With one device the output is its configuration and nothing else.
    if (chosen.length > 1) {
      process.stdout.write(`${COMMENT[options.format](`${device.name} (${device.kind})`)}\n`);
    }
    for (const command of device.commands) {
      process.stderr.write(`type on ${device.name}, ${command}\n`);
    }
    process.stdout.write(render(device, options.format));
  }
}

function describe(finding: object): string {
  const { device, severity, path, message, fix } = finding as Record<string, unknown>;
  const where = [device, Array.isArray(path) ? path.join(" ") : path].filter(Boolean).join(": ");
  const remedy = fix === undefined ? "" : `; ${String(fix)}`;
  return `${String(severity)}: ${where}: ${String(message)}${remedy}`;
}

const program = new Command("npm run synth --")
  .description("The Junos configuration of each device of a program, without engine, cloud or lab.")
  .argument("<EXAMPLE>", "a name under examples/, or the path of a folder with an index.ts")
  .option("--device <NAME>", "only this device")
  .addOption(new Option("--format <FORMAT>", "how to write it").choices(FORMATS).default("set"))
  .addHelpText("after", `\nExamples: ${exampleNames(examplesFolder()).join(", ")}.`)
  .exitOverride()
  .action(synthesize);

/** Pulumi's mocks keep the process alive, and its runtime would complain of resources left unfinished. */
function leave(code: number): never {
  process.removeAllListeners("exit");
  process.exit(code);
}

program.parseAsync().then(
  () => leave(0),
  (error: unknown) => {
    if (error instanceof CommanderError) leave(error.exitCode);
    const isOurs = error instanceof UsageError || error instanceof ValidationError;
    const text = error instanceof Error ? (isOurs ? error.message : error.stack) : String(error);
    process.stderr.write(`error: ${text}\n`);
    leave(1);
  },
);
