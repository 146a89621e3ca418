// vsrx lab: the laptop cloud on the program in the current folder. Its set-up and its command line are processes of their own.
import { spawn } from "node:child_process";
import { Command } from "commander";
import { labEnvironment, labScript } from "../lab-start";

async function lab(words: readonly string[]): Promise<void> {
  const start = labScript();
  process.exitCode = await new Promise<number>((done, fail) => {
    const child = spawn(process.execPath, [start, ...words], {
      stdio: "inherit",
      env: labEnvironment(process.cwd()),
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
