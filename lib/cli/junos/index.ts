// vsrx junos: configuration as text, checked, converted, compared, changed and explained without a device.
import { Command } from "commander";
import { applyCommand } from "./apply";
import { checkCommand } from "./check";
import { convertCommand } from "./convert";
import { diffCommand } from "./diff";
import { explainCommand } from "./explain";
import { redactCommand } from "./redact";

/** The command `junos` with its parts. */
export function junosCommand(): Command {
  const junos = new Command("junos")
    .description("Junos configuration as text: check, convert, compare, change, explain")
    .exitOverride();
  for (const make of [
    checkCommand,
    convertCommand,
    diffCommand,
    applyCommand,
    explainCommand,
    redactCommand,
  ])
    junos.addCommand(make().copyInheritedSettings(junos));
  return junos;
}
