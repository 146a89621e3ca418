#!/usr/bin/env node
// The command `vsrx`: what it can be told, and how it ends.
import { Command, CommanderError } from "commander";
import { packageVersion } from "../version";
import { completionCommand } from "./completion";
import { thrownText } from "../thrown-text";

/** Each command by its first word: only the one that is asked for is loaded, as some need half the library. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import("./init/index.js")).initCommand(),
  synth: async () => (await import("./synth.js")).synthCommand(),
  junos: async () => (await import("./junos/index.js")).junosCommand(),
  doctor: async () => (await import("./doctor.js")).doctorCommand(),
  preflight: async () => (await import("./preflight/index.js")).preflightCommand(),
  trace: async () => (await import("./trace.js")).traceCommand(),
  status: async () => (await import("./status.js")).statusCommand(),
  diagnose: async () => (await import("./diagnose.js")).diagnoseCommand(),
  explain: async () => (await import("./explain.js")).explainTunnelCommand(),
  picture: async () => (await import("./picture/index.js")).pictureCommand(),
  exporter: async () => (await import("./exporter/index.js")).exporterCommand(),
  lab: async () => (await import("./lab.js")).labCommand(),
  install: async () => (await import("./install.js")).installCommand(),
};

// A reader that has seen enough, such as head, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

/** The program with one command, or with all where help, completion or a word that isn't one needs them. */
async function programFor(asked: string | undefined): Promise<Command> {
  const program = new Command("vsrx")
    .description("Tools for Juniper SRX and vSRX gateways")
    .version(packageVersion() ?? "unknown", "-V, --version", "print the version")
    .showHelpAfterError("(add --help for what can be said)")
    .enablePositionalOptions()
    .exitOverride();
  const one = asked === undefined ? undefined : COMMANDS[asked];
  for (const load of one === undefined ? Object.values(COMMANDS) : [one])
    program.addCommand(await load());
  return program.addCommand(completionCommand(program));
}

async function run(): Promise<void> {
  const program = await programFor(process.argv[2]);
  await program.parseAsync();
}

run().catch((error: unknown) => {
  // Help was asked for and given, or a wrong option was already complained of.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  process.stderr.write(`vsrx: ${thrownText(error)}\n`);
  process.exitCode = 2;
});
