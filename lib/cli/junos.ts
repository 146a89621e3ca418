// vsrx junos check, convert and diff: files or standard input in, findings, text or differences out.
import { Argument, Command, Option } from "commander";
import {
  check,
  compareText,
  ConfigTree,
  diff,
  shownCommand,
  JunosSyntaxError,
  mistakeOf,
  type CheckOptions,
} from "../junos";
import { type Diagnostic, sarifOf, textOf } from "../diagnostics";
import { readInput } from "./input";

/** Nothing found. */
const FINE = 0;
/** Findings, or differences. */
const FOUND = 1;
/** The command could not be carried out. */
const FAILED = 2;

interface CheckFlags extends CheckOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

const out = (text: string): void => {
  if (text !== "") process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
};

/** Findings of one file; text that doesn't parse is one finding. */
function checkText(file: string, text: string, options: CheckOptions): readonly Diagnostic[] {
  try {
    return check(ConfigTree.parse(text), options).map((finding) => ({
      ...finding,
      source: { line: 1, ...finding.source, file },
    }));
  } catch (error) {
    const mistake = mistakeOf(error);
    if (mistake === undefined || !(error instanceof JunosSyntaxError)) throw error;
    const { line, column } = error;
    return [{ ...mistake, severity: "error", source: { file, line, column } }];
  }
}

async function runCheck(files: readonly string[], flags: CheckFlags): Promise<void> {
  const all: Diagnostic[] = [];
  for (const file of files.length > 0 ? files : ["-"]) {
    const { name, text } = await readInput(file);
    all.push(...checkText(name, text, flags));
  }
  const errors = all.filter((finding) => finding.severity === "error").length;
  const warnings = all.length - errors;
  if (flags.sarif) out(JSON.stringify(sarifOf(all), undefined, 2));
  else if (flags.json) out(JSON.stringify({ errors, warnings, diagnostics: all }, undefined, 2));
  else {
    for (const each of all) out(textOf(each));
    process.stderr.write(
      `${errors} error${errors === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}\n`,
    );
  }
  process.exitCode = errors > 0 || (flags.strict && warnings > 0) ? FOUND : FINE;
}

type Target = "set" | "curly" | "xml" | "json";

async function runConvert(
  file: string,
  flags: { readonly to: Target; readonly effective?: boolean },
): Promise<void> {
  const { name, text } = await readInput(file);
  const parsed = parseNamed(name, text);
  const tree = flags.effective ? parsed.effective() : parsed;
  switch (flags.to) {
    case "set":
      return out(tree.toSet().join("\n"));
    case "curly":
      return out(tree.toCurly());
    case "xml":
      return out(tree.toXml());
    case "json":
      return out(JSON.stringify(tree.toObject(), undefined, 2));
  }
}

/** Parses, and names the file in an error. */
function parseNamed(name: string, text: string): ConfigTree {
  try {
    return ConfigTree.parse(text);
  } catch (error) {
    if (error instanceof JunosSyntaxError)
      throw new Error(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

async function runDiff(
  first: string,
  second: string,
  flags: { readonly compare?: boolean; readonly showSecrets?: boolean },
): Promise<void> {
  if (first === "-" && second === "-")
    throw new Error("both files are standard input: give at least one by name");
  const [a, b] = [await readInput(first), await readInput(second)];
  const [before, after] = [parseNamed(a.name, a.text), parseNamed(b.name, b.text)];
  const lines = diff(before, after);
  if (flags.compare) out(compareText(before, after));
  else for (const line of lines) out(flags.showSecrets ? line : shownCommand(line));
  process.exitCode = lines.length > 0 ? FOUND : FINE;
}

/** Runs an action; whatever goes wrong ends with the status for that. */
function guarded<A extends unknown[]>(
  action: (...args: A) => Promise<void>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (error) {
      process.stderr.write(`vsrx: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = FAILED;
    }
  };
}

const FILES = 'configuration in set, curly or XML format; "-" is standard input';

/** The command `junos` with its parts. */
export function junosCommand(): Command {
  const junos = new Command("junos")
    .description("Junos configuration as text: check, convert, compare")
    .exitOverride();
  junos
    .command("check")
    .description(
      "report what Junos would refuse (errors), and what it accepts although it cannot work or is unsafe (warnings)",
    )
    .argument("[files...]", FILES)
    .option("--strict", "warnings count as findings too")
    .option("--json", "print one JSON object: errors, warnings, diagnostics")
    .option("--sarif", "print a SARIF 2.1.0 log")
    .option(
      "--partial",
      "the files hold only a part of a device's configuration: don't judge references to interfaces and zones",
    )
    .option("--release <release>", "Junos release to check for", "24.4R1")
    .addOption(
      new Option("--ike-daemon <daemon>", "daemon that negotiates")
        .choices(["kmd", "iked"])
        .default("kmd"),
    )
    .addHelpText(
      "after",
      "\nExit status: 0 nothing found, 1 findings, 2 a file that can't be read or a wrong option.",
    )
    .action(guarded(runCheck));
  junos
    .command("convert")
    .description("write configuration in another format")
    .argument("[file]", FILES, "-")
    .addOption(
      new Option("--to <format>", "format to write")
        .choices(["set", "curly", "xml", "json"])
        .default("set"),
    )
    .option("--effective", "apply groups and leave inactive statements out")
    .action(guarded(runConvert));
  junos
    .command("diff")
    .description(
      "print the set, delete and insert lines that turn the first configuration into the second",
    )
    .addArgument(new Argument("<first>", FILES))
    .addArgument(new Argument("<second>", FILES))
    .option("--compare", "print what changed as Junos does, with [edit …], + and -")
    .option("--show-secrets", "print secrets instead of [secret]")
    .addHelpText(
      "after",
      "\nExit status: 0 no difference, 1 differences, 2 a file that can't be read.",
    )
    .action(guarded(runDiff));
  return junos;
}
