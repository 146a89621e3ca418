// vsrx junos apply: a configuration after changes, which are commands of configuration mode or what `show | compare` printed.
import { Argument, Command } from "commander";
import { isPatch } from "../../junos";
import { readInput } from "../input";
import {
  FILES,
  FINE,
  FOUND,
  formatOption,
  guarded,
  note,
  out,
  readOptions,
  readTree,
  type ReadFlags,
  written,
  type WrittenFormat,
} from "./shared";
import { thrownText } from "../../thrown-text";

interface ApplyFlags extends ReadFlags {
  readonly to: WrittenFormat;
}

async function runApply(file: string, changes: string, flags: ApplyFlags): Promise<void> {
  if (file === "-" && changes === "-")
    throw new Error("both files are standard input: give at least one by name");
  const tree = await readTree(file, flags);
  const { name, text } = await readInput(changes);
  let warnings: readonly string[];
  try {
    warnings = isPatch(text) ? tree.applyPatch(text) : tree.applySet(text);
  } catch (error) {
    throw new Error(`${name}: ${thrownText(error)}`, {
      cause: error,
    });
  }
  for (const warning of warnings) note(`${name}: ${warning}`);
  out(written(tree, flags.to));
  process.exitCode = warnings.length > 0 ? FOUND : FINE;
}

export const applyCommand = (): Command =>
  readOptions(new Command("apply"))
    .description("print a configuration after changes")
    .addArgument(new Argument("<file>", FILES))
    .addArgument(
      new Argument("<changes>", "commands of configuration mode, or what `show | compare` printed"),
    )
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExit status: 0 applied whole, 1 changes that found nothing to change, 2 text that can't be read.",
    )
    .action(guarded(runApply));
