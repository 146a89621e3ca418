// `npm run synth -- EXAMPLE`: the configuration a program would commit, without engine or lab.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { textOf } from "../diagnostics";
import { type ProgramDevice, ProgramError, RefusedError, synthProgram } from "../program";

const FORMATS = ["set", "xml", "curly"] as const;

interface SynthCommandOptions {
  readonly device?: string;
  readonly stack?: string;
  readonly json?: boolean;
  readonly showSecrets?: boolean;
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
  if (name.includes("/")) return resolve(process.env["INIT_CWD"] ?? process.cwd(), name);
  const examples = examplesFolder();
  const folder = join(examples, name);
  if (existsSync(join(folder, "index.ts"))) return folder;
  throw new UsageError(
    `there is no example ${JSON.stringify(name)}; there are: ${exampleNames(examples).join(", ")} ` +
      "(or give the path of a program's folder)",
  );
}

function exampleNames(examples: string): string[] {
  if (!existsSync(examples)) return [];
  return readdirSync(examples)
    .filter((name) => existsSync(join(examples, name, "index.ts")))
    .sort();
}

function render(device: ProgramDevice, format: SynthCommandOptions["format"]): string {
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
  const isOurs = folder.startsWith(repository() + sep);
  const { devices, diagnostics } = await synthProgram(folder, {
    name: `vsrx-${basename(folder)}`,
    showSecrets: options.showSecrets === true,
    ...(options.stack === undefined ? {} : { stack: options.stack }),
    // Our examples are to meet the built library, as a user's program would; our usual tsconfig leads to the sources.
    ...(isOurs ? { tsconfig: join(repository(), "tsconfig.build.json") } : {}),
  });
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ diagnostics, devices }, undefined, 2)}\n`);
    return;
  }
  for (const each of diagnostics) {
    if (each.acknowledged === undefined) {
      process.stderr.write(`${each.severity}: ${textOf(each)}\n`);
    }
  }
  const chosen = devices.filter(
    (device) => options.device === undefined || device.name === options.device,
  );
  if (chosen.length === 0) {
    throw new UsageError(
      `${name} has no device ${JSON.stringify(options.device)}; it has: ${devices.map((device) => device.name).join(", ")}`,
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

const program = new Command("npm run synth --")
  .description("The Junos configuration of each device of a program, without engine, cloud or lab.")
  .argument("<EXAMPLE>", "a name under examples/, or the path of a program's folder")
  .option("--device <NAME>", "only this device")
  .option(
    "--stack <NAME>",
    "the stack whose Pulumi.NAME.yaml counts (default: the only one there is)",
  )
  .option("--json", "print one JSON object: diagnostics, acknowledged ones too, and devices")
  .option("--show-secrets", "print keys that the program has in clear instead of [secret]")
  .addOption(new Option("--format <FORMAT>", "how to write it").choices(FORMATS).default("set"))
  .addHelpText("after", `\nExamples: ${exampleNames(examplesFolder()).join(", ")}.`)
  .exitOverride()
  .action(synthesize);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
    return;
  }
  if (error instanceof RefusedError && program.opts<SynthCommandOptions>().json === true) {
    const { diagnostics } = error;
    process.stdout.write(`${JSON.stringify({ diagnostics, devices: [] }, undefined, 2)}\n`);
    process.exitCode = 1;
    return;
  }
  const text =
    error instanceof ProgramError
      ? error.describe(process.cwd())
      : error instanceof UsageError || error instanceof RefusedError
        ? error.message
        : error instanceof Error
          ? error.stack
          : String(error);
  process.stderr.write(`error: ${text}\n`);
  process.exitCode = 1;
});
