// Programs that the lab keeps running: whether they do, how they are ended, and how those are that somebody left behind.

import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a program that was started has not ended yet. */
export const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

/**
 * Ends a program and waits until it is gone.
 * @param patience milliseconds that it has to end by itself. @default none: it is killed
 */
export async function end(child: ChildProcess, patience?: number): Promise<void> {
  if (!isRunning(child)) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(patience === undefined ? "SIGKILL" : "SIGTERM");
  const timer =
    patience === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), patience);
  await gone;
  clearTimeout(timer);
}

/** Kills the program whose number a file holds, where its command line still has this text: the number may be another's by now. */
export function killLeft(pidFile: string, commandLine: string): void {
  try {
    const pid = Number(readFileSync(pidFile, "utf8").trim());
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(commandLine))
      process.kill(pid, "SIGKILL");
  } catch {
    // There was none, or it has ended.
  }
}
