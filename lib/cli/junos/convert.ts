// vsrx junos convert: a configuration in another format.
import { Command, Option } from "commander";
import { FILES, guarded, out, printJson, readOptions, readTree, type ReadFlags } from "./shared";

interface ConvertFlags extends ReadFlags {
  readonly to: "set" | "curly" | "xml" | "json" | "object";
  readonly effective?: boolean;
}

async function runConvert(file: string, flags: ConvertFlags): Promise<void> {
  const read = await readTree(file, flags);
  const tree = flags.effective ? read.effective() : read;
  switch (flags.to) {
    case "set":
      return out(tree.toSet().join("\n"));
    case "curly":
      return out(tree.toCurly());
    case "xml":
      return out(tree.toXml());
    case "json":
      return out(tree.toJson());
    case "object":
      return printJson(tree.toObject());
  }
}

export const convertCommand = (): Command =>
  readOptions(new Command("convert"))
    .description("write configuration in another format")
    .argument("[file]", FILES, "-")
    .addOption(
      new Option(
        "--to <format>",
        "format to write; object is what ConfigTree.fromObject takes, without statements outside the schema",
      )
        .choices(["set", "curly", "xml", "json", "object"])
        .default("set"),
    )
    .option("--effective", "apply groups and leave inactive statements out")
    .addHelpText("after", "\nExit status: 0 written, 2 text that can't be read whole.")
    .action(guarded(runConvert));
