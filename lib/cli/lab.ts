// vsrx lab: the laptop cloud on the program in the current folder. Its set-up and its command line are processes of their own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { packageFolder } from "../version";

/** What the lab is told of the project that it runs for, by its environment. */
const environmentOf = (project: string): NodeJS.ProcessEnv => ({
  ...process.env,
  INIT_CWD: project,
  VSRX_LAB_COMMAND: "npx vsrx lab",
  VSRX_LAB_PROGRAM: project,
  VSRX_LAB_DIR: resolve(project, process.env["VSRX_LAB_DIR"] || ".lab"),
});

/** @throws Error where the package has no lab, as a bundler leaves it */
async function lab(words: readonly string[]): Promise<void> {
  const start = join(packageFolder(), "scripts/lab.mjs");
  if (!existsSync(start)) throw new Error(`${start} is not there: install pulumi-vsrx as a whole`);
  process.exitCode = await new Promise<number>((done, fail) => {
    const child = spawn(process.execPath, [start, ...words], {
      stdio: "inherit",
      env: environmentOf(process.cwd()),
    });
    // The terminal tells the whole group of Ctrl-C; the lab ends what it has begun.
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on("SIGINT", process.stdin.isTTY ? () => undefined : pass);
    process.on("SIGTERM", pass);
    child.on("error", fail);
    child.on("exit", (code) => done(code ?? 1));
  });
}

export const labCommand = (): Command =>
  new Command("lab")
    .description(
      "run the program of this folder on this machine: with real IKE, ESP and NAT (`vsrx lab --help`)",
    )
    .argument("[WORDS...]", "up, status, cli, exec, down and more")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words: string[]) => await lab(words));
