// What the commands of `vsrx junos` share: reading configuration, printing, exit codes.
import { Option, type Command } from "commander";
import { type Diagnostic, textOf } from "../../diagnostics";
import { type AnyTextOptions, ConfigTree, type JunosSyntaxError, mistakeOf } from "../../junos";
import { readInput } from "../input";
import { thrownText } from "../../thrown-text";

/** Nothing found. */
export const FINE = 0;
/** Findings, or differences. */
export const FOUND = 1;
/** The command could not be carried out. */
export const FAILED = 2;

export const FILES =
  'configuration in set, curly, XML or JSON format, or a terminal session that shows it; "-" is standard input';

/** How files are read. */
export interface ReadFlags {
  readonly at?: string;
  readonly device?: string;
}

/** Options that say how files are read. */
export const readOptions = (command: Command): Command =>
  command
    .option("--at <path>", 'level that the text is relative to, such as "security zones"')
    .addOption(
      new Option("--device <name>", "whose output is meant, in a session with several devices"),
    );

const FORMATS = ["set", "curly", "xml", "json"] as const;
export type WrittenFormat = (typeof FORMATS)[number];

/** The option that says how a configuration is written; `more` are formats that only one command has. */
export const formatOption = (what = "format to write", more: readonly string[] = []): Option =>
  new Option("--to <format>", what).choices([...FORMATS, ...more]).default("set");

/** A configuration as text. */
export function written(tree: ConfigTree, to: WrittenFormat): string {
  switch (to) {
    case "set":
      return tree.toSet().join("\n");
    case "curly":
      return tree.toCurly();
    case "xml":
      return tree.toXml();
    case "json":
      return tree.toJson();
  }
}

export const out = (text: string): void => {
  if (text !== "") process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
};

export const printJson = (value: unknown): void => out(JSON.stringify(value, undefined, 2));

export const note = (text: string): void => void process.stderr.write(`${text}\n`);

export const parseOptions = ({ at, device }: ReadFlags): AnyTextOptions => ({
  ...(at !== undefined && { at }),
  ...(device !== undefined && { device }),
});

/** Says which lines were taken for no configuration: a person sees whether that is right. */
export function tellLeft(name: string, tree: ConfigTree): void {
  const [first] = tree.left;
  if (first === undefined) return;
  const count = tree.left.length;
  note(
    `${name}: a terminal session; ${count} line${count === 1 ? "" : "s"} left out that ${count === 1 ? "is" : "are"} no configuration, the first is line ${first.line}`,
  );
}

/** A fault of a text as a finding. */
export function findingOf(error: JunosSyntaxError, file: string): Diagnostic {
  const mistake = mistakeOf(error);
  if (mistake === undefined) throw error;
  const { line, column } = error;
  return { ...mistake, severity: "error", source: { file, line, column } };
}

/** The configuration of a file. One with faults is refused, and all of them are told. */
export async function readTree(file: string, flags: ReadFlags = {}): Promise<ConfigTree> {
  const { name, text } = await readInput(file);
  let tree: ConfigTree;
  try {
    tree = ConfigTree.parse(text, { ...parseOptions(flags), faulty: "skip" });
  } catch (error) {
    throw new Error(`${name}: ${thrownText(error)}`, {
      cause: error,
    });
  }
  tellLeft(name, tree);
  for (const error of tree.errors) note(textOf(findingOf(error, name)));
  const { length } = tree.errors;
  if (length > 0)
    throw new Error(
      `${name}: ${length === 1 ? "a statement" : `${length} statements`} can't be read`,
    );
  return tree;
}

/** Runs an action; whatever goes wrong ends with the status for that. */
export function guarded<A extends unknown[]>(
  action: (...args: A) => Promise<void>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (error) {
      process.stderr.write(`vsrx: ${thrownText(error)}\n`);
      process.exitCode = FAILED;
    }
  };
}
