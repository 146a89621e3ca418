// vsrx junos diff: the lines from one configuration to another.
import { Argument, Command } from "commander";
import { compareText, diff, shownCommand } from "../../junos";
import {
  FILES,
  FINE,
  FOUND,
  guarded,
  out,
  printJson,
  readOptions,
  readTree,
  type ReadFlags,
} from "./shared";

interface DiffFlags extends ReadFlags {
  readonly compare?: boolean;
  readonly patch?: boolean;
  readonly json?: boolean;
}

async function runDiff(first: string, second: string, flags: DiffFlags): Promise<void> {
  if (first === "-" && second === "-")
    throw new Error("both files are standard input: give at least one by name");
  const [before, after] = [await readTree(first, flags), await readTree(second, flags)];
  const found = diff(before, after);
  const lines = flags.patch ? found : found.map(shownCommand);
  if (flags.json) printJson({ differences: lines.length, lines });
  else if (flags.compare) out(compareText(before, after));
  else out(lines.join("\n"));
  process.exitCode = found.length > 0 ? FOUND : FINE;
}

export const diffCommand = (): Command =>
  readOptions(new Command("diff"))
    .description(
      "print the set, delete and insert lines that turn the first configuration into the second, order included",
    )
    .addArgument(new Argument("<first>", FILES))
    .addArgument(new Argument("<second>", FILES))
    .option("--compare", "print what changed as Junos does, with [edit …], + and -")
    .option(
      "--patch",
      "print lines that can be pasted: secrets are among them, instead of [secret]",
    )
    .option("--json", "print one JSON object: differences (how many), lines")
    .addHelpText(
      "after",
      "\nExit status: 0 no difference, 1 differences, 2 a file that can't be read.",
    )
    .action(guarded(runDiff));
