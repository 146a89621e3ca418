// vsrx junos: configuration as text, checked, converted, compared, changed and explained without a device.
import { Command } from "commander";
import { applyCommand } from "./apply";
import { checkCommand } from "./check";
import { convertCommand } from "./convert";
import { diffCommand } from "./diff";
import { explainCommand } from "./explain";

/** The command `junos` with its parts. */
export function junosCommand(): Command {
  const junos = new Command("junos")
    .description("Junos configuration as text: check, convert, compare, change, explain")
    .exitOverride();
  for (const make of [checkCommand, convertCommand, diffCommand, applyCommand, explainCommand])
    junos.addCommand(make().copyInheritedSettings(junos));
  return junos;
}
