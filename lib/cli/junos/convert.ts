// vsrx junos convert: a configuration in another format.
import { Command } from "commander";
import {
  FILES,
  formatOption,
  guarded,
  out,
  printJson,
  type ReadFlags,
  readOptions,
  readTree,
  written,
  type WrittenFormat,
} from "./shared";

interface ConvertFlags extends ReadFlags {
  readonly to: WrittenFormat | "object";
  readonly effective?: boolean;
}

async function runConvert(file: string, flags: ConvertFlags): Promise<void> {
  const read = await readTree(file, flags);
  const tree = flags.effective ? read.effective() : read;
  if (flags.to === "object") printJson(tree.toObject());
  else out(written(tree, flags.to));
}

export const convertCommand = (): Command =>
  readOptions(new Command("convert"))
    .description("write configuration in another format")
    .argument("[file]", FILES, "-")
    .addOption(
      formatOption(
        "format to write; object is what ConfigTree.fromObject takes, without statements outside the schema",
        ["object"],
      ),
    )
    .option("--effective", "apply groups and leave inactive statements out")
    .addHelpText("after", "\nExit status: 0 written, 2 text that can't be read whole.")
    .action(guarded(runConvert));
