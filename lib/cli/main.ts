#!/usr/bin/env node
// The command `vsrx`: what it can be told, and how it ends.
import { Command, CommanderError } from "commander";
import { packageVersion } from "../version";
import { completionCommand } from "./completion";
import { diagnoseCommand } from "./diagnose";
import { doctorCommand } from "./doctor";
import { explainTunnelCommand } from "./explain";
import { initCommand } from "./init";
import { installCommand } from "./install";
import { junosCommand } from "./junos";
import { statusCommand } from "./status";
import { synthCommand } from "./synth";
import { traceCommand } from "./trace";

// A reader that has seen enough, such as head, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const program = new Command("vsrx")
  .description("Tools for Juniper SRX and vSRX gateways")
  .version(packageVersion() ?? "unknown", "-V, --version", "print the version")
  .showHelpAfterError("(add --help for what can be said)")
  .exitOverride()
  .addCommand(initCommand())
  .addCommand(synthCommand())
  .addCommand(junosCommand())
  .addCommand(doctorCommand())
  .addCommand(traceCommand())
  .addCommand(statusCommand())
  .addCommand(diagnoseCommand())
  .addCommand(explainTunnelCommand())
  .addCommand(installCommand());

program.addCommand(completionCommand(program));

program.parseAsync().catch((error: unknown) => {
  // Help was asked for and given, or a wrong option was already complained of.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  process.stderr.write(`vsrx: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
