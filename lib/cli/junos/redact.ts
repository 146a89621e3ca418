// vsrx junos redact: a configuration that can be shown to others.
import { Command, Option } from "commander";
import { FILES, guarded, out, readOptions, readTree, type ReadFlags } from "./shared";

interface RedactFlags extends ReadFlags {
  readonly to: "set" | "curly" | "xml" | "json";
}

async function runRedact(file: string, flags: RedactFlags): Promise<void> {
  const tree = (await readTree(file, flags)).redacted();
  const texts = {
    set: () => tree.toSet().join("\n"),
    curly: () => tree.toCurly(),
    xml: () => tree.toXml(),
    json: () => tree.toJson(),
  };
  out(texts[flags.to]());
}

export const redactCommand = (): Command =>
  readOptions(new Command("redact"))
    .description(
      "replace secrets, addresses, names and texts, each by the same wherever it occurs: look through the result before it is shown",
    )
    .argument("[file]", FILES, "-")
    .addOption(
      new Option("--to <format>", "format to write")
        .choices(["set", "curly", "xml", "json"])
        .default("set"),
    )
    .addHelpText("after", "\nExit status: 0 written, 2 text that can't be read whole.")
    .action(guarded(runRedact));
