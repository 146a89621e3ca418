// vsrx synth: the configuration that a program would commit, without engine, cloud or lab.
import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { Command, Option } from "commander";
import { textOf } from "../diagnostics";
import {
  type PlannedProgram,
  planProgram,
  type ProgramDevice,
  ProgramError,
  type ProgramSynthesis,
  RefusedError,
  type RunOptions,
  synthProgram,
} from "../program";
import { packageFolder } from "../version";
import { printJson } from "./junos/shared";
import { changeLock, readLock, writeLock } from "./placement-lock";

const FORMATS = ["set", "xml", "curly"] as const;

/** Which program, and how it is configured. */
export interface SynthFolderFlags {
  readonly stack?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly showSecrets?: boolean;
}

interface SynthFlags extends SynthFolderFlags {
  readonly device?: string;
  readonly json?: boolean;
  readonly placement?: string;
  readonly format: (typeof FORMATS)[number];
}

const examplesFolder = (): string => join(packageFolder(), "examples");

function exampleNames(): string[] {
  const folder = examplesFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "index.ts")))
    .sort();
}

export function programFolder(name: string): string {
  const path = resolve(process.env["INIT_CWD"] ?? process.cwd(), name);
  if (name.includes("/") || name.startsWith(".")) return path;
  if (exampleNames().includes(name)) return join(examplesFolder(), name);
  if (existsSync(path)) return path;
  const names = exampleNames();
  throw new ProgramError(
    names.length === 0
      ? `${path} is not a folder`
      : `there is no example ${JSON.stringify(name)}; there are: ${names.join(", ")} ` +
          "(or give the path of a program's folder)",
  );
}

function render(device: ProgramDevice, format: SynthFlags["format"]): string {
  if (format === "set") return device.set.map((line) => `${line}\n`).join("");
  const text = format === "xml" ? device.xml : device.curly;
  return text.endsWith("\n") ? text : `${text}\n`;
}

const COMMENT: Readonly<Record<SynthFlags["format"], (text: string) => string>> = {
  set: (text) => `# ${text}`,
  curly: (text) => `/* ${text} */`,
  xml: (text) => `<!-- ${text} -->`,
};

/** What the program in a folder, or an example by its name, would do. @throws ProgramError and RefusedError as synthProgram */
export async function synthFolder(
  name: string,
  flags: SynthFolderFlags,
): Promise<ProgramSynthesis> {
  const { folder, options } = programOf(name, flags);
  return await synthProgram(folder, { ...options, showSecrets: flags.showSecrets === true });
}

/** What the program in a folder, or an example by its name, asks of AWS. @throws ProgramError and RefusedError as planProgram */
export async function planFolder(name: string, flags: SynthFolderFlags): Promise<PlannedProgram> {
  const { folder, options } = programOf(name, flags);
  return await planProgram(folder, options);
}

function programOf(
  name: string,
  flags: SynthFolderFlags,
): { readonly folder: string; readonly options: RunOptions } {
  const folder = programFolder(name);
  const isExample = folder.startsWith(examplesFolder() + sep);
  // In a checkout they are to meet the built library, as a user's program would; its usual tsconfig leads to the sources.
  const tsconfig = join(packageFolder(), "tsconfig.build.json");
  const options = {
    name: isExample ? `vsrx-${basename(folder)}` : basename(folder),
    config: flags.config,
    ...(flags.stack === undefined ? {} : { stack: flags.stack }),
    ...(isExample && existsSync(tsconfig) ? { tsconfig } : {}),
  };
  return { folder, options };
}

async function synthesize(name: string, flags: SynthFlags): Promise<void> {
  const { devices, diagnostics, placement } = await synthFolder(name, flags);
  if (flags.placement !== undefined) keepPlacement(flags.placement, placement);
  if (flags.json === true) {
    printJson({ diagnostics, devices });
    return;
  }
  for (const each of diagnostics) {
    if (each.acknowledged === undefined) {
      process.stderr.write(`${each.severity}: ${textOf(each)}\n`);
    }
  }
  const chosen = devices.filter(
    (device) => flags.device === undefined || device.name === flags.device,
  );
  if (chosen.length === 0) {
    throw new ProgramError(
      `${name} has no device ${JSON.stringify(flags.device)}; it has: ${devices.map((device) => device.name).join(", ")}`,
    );
  }
  for (const device of chosen) {
    // With one device the output is its configuration and nothing else.
    if (chosen.length > 1) {
      process.stdout.write(`${COMMENT[flags.format](`${device.name} (${device.kind})`)}\n`);
    }
    for (const command of device.commands) {
      process.stderr.write(`type on ${device.name}, ${command}\n`);
    }
    process.stdout.write(render(device, flags.format));
  }
}

/**
 * Holds the program's placement against its lock file, and brings that up to date.
 * @throws RefusedError where something would move
 */
function keepPlacement(name: string, placement: Readonly<Record<string, string>>): void {
  const file = resolve(process.env["INIT_CWD"] ?? process.cwd(), name);
  const before = readLock(file);
  const { lock, added, gone, refusal } = changeLock(before, placement);
  if (refusal !== undefined) throw new RefusedError(textOf(refusal), [refusal]);
  if (!writeLock(file, lock)) return;
  const kept = Object.keys(lock).length - added.length;
  process.stderr.write(
    `${name}: ${added.length} came, ${gone.length} went, ${kept} stay where they are\n`,
  );
}

/** A wrong program is no wrong use of the command: it ends with 1, and with the program's mistakes. */
async function run(name: string, flags: SynthFlags): Promise<void> {
  try {
    await synthesize(name, flags);
  } catch (error) {
    if (!(error instanceof ProgramError || error instanceof RefusedError)) throw error;
    process.exitCode = 1;
    if (error instanceof RefusedError && flags.json === true) {
      printJson({ diagnostics: error.diagnostics, devices: [] });
      return;
    }
    const text = error instanceof ProgramError ? error.describe(process.cwd()) : error.message;
    process.stderr.write(`error: ${text}\n`);
  }
}

/** `KEY=VALUE`, as often as it is given. */
function oneSetting(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--config takes KEY=VALUE, found ${JSON.stringify(text)}`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Options that say how a program is configured. */
export const synthOptions = (command: Command): Command =>
  command
    .option(
      "--stack <NAME>",
      "the stack whose Pulumi.NAME.yaml counts (default: the only one there is)",
    )
    .option(
      "--config <KEY=VALUE>",
      "a configuration value; comes before the stack's",
      oneSetting,
      {},
    );

/** The command `vsrx synth`. */
export function synthCommand(): Command {
  const names = exampleNames();
  const synth = new Command("synth")
    .description("the Junos configuration of each device of a program, without engine or cloud")
    .argument("[FOLDER]", "the program's folder", ".");
  const command = synthOptions(synth)
    .option("--device <NAME>", "only this device")
    .option("--json", "print one JSON object: diagnostics, acknowledged ones too, and devices")
    .option(
      "--placement <FILE>",
      "a lock file, to commit, of the numbers and addresses that follow from names: refuses what would move one, and is brought up to date",
    )
    .option("--show-secrets", "print keys that the program has in clear instead of [secret]")
    .addOption(new Option("--format <FORMAT>", "how to write it").choices(FORMATS).default("set"))
    .action(run);
  return names.length === 0
    ? command
    : command.addHelpText(
        "after",
        `\nA name under ${relative(process.cwd(), examplesFolder())} does too: ${names.join(", ")}.`,
      );
}
