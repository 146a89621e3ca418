// The lab's command line, run as a person would run it: a process of its own that sets up what is missing and loads the program's own Pulumi.
import { spawn } from "node:child_process";
import { labEnvironment, labScript } from "../../lib/lab-start";
import { LabError } from "../cli";

/** How it ended, and what it said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A test runner must not take a program of the lab for one of its own workers. */
const RUNNER = /^(?:NODE_OPTIONS|NODE_TEST_CONTEXT|NODE_ENV|JEST_WORKER_ID|VITEST.*|npm_.*)$/;

/** An environment without what a test runner says in it, and with the folders of a system's programs. */
export const withoutRunner = (
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !RUNNER.test(entry[0]),
    ),
  ),
  PATH: `${environment["PATH"] ?? ""}:/usr/sbin:/sbin`,
});

/** How long it has to end by itself after it was told to. */
const GRACE_SECONDS = 20;

/**
 * Runs a command to its end.
 * @throws LabError when it takes longer than `seconds`
 */
export function runCommand(
  words: readonly string[],
  how: { readonly project: string; readonly folder: string; readonly seconds: number },
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [labScript(), ...words], {
      cwd: how.project,
      env: { ...withoutRunner(labEnvironment(how.project, how.folder)), NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr, isLate] = ["", "", false];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const limit = setTimeout(() => {
      isLate = true;
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGKILL"), GRACE_SECONDS * 1000).unref();
    }, how.seconds * 1000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(limit);
      if (!isLate) resolve({ code: code ?? 1, stdout, stderr });
      else reject(new LabError(`\`${words[0]}\` took more than ${how.seconds} s:\n${stderr}`));
    });
  });
}
