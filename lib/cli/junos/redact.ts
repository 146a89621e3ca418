// vsrx junos redact: a configuration that can be shown to others.
import { Command } from "commander";
import {
  FILES,
  formatOption,
  guarded,
  out,
  type ReadFlags,
  readOptions,
  readTree,
  written,
  type WrittenFormat,
} from "./shared";

interface RedactFlags extends ReadFlags {
  readonly to: WrittenFormat;
}

async function runRedact(file: string, flags: RedactFlags): Promise<void> {
  const tree = (await readTree(file, flags)).redacted();
  out(written(tree, flags.to));
}

export const redactCommand = (): Command =>
  readOptions(new Command("redact"))
    .description(
      "replace secrets, addresses, names and texts, each by the same wherever it occurs: look through the result before it is shown",
    )
    .argument("[file]", FILES, "-")
    .addOption(formatOption())
    .addHelpText("after", "\nExit status: 0 written, 2 text that can't be read whole.")
    .action(guarded(runRedact));
