// A Python of its own with other people's NETCONF clients in it, made for one run of the tests.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Either a Python to run, or why there is none. */
export type Python = { readonly program: string; remove(): void } | { readonly missing: string };

const MINUTES = 60_000;

/** Makes a virtual environment with the clients; takes some seconds. */
export function preparePython(): Python {
  const folder = mkdtempSync(join(tmpdir(), "netconf-clients-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const steps: readonly (readonly [string, string, readonly string[]])[] = [
    ["python3 can't make a virtual environment", "python3", ["-m", "venv", folder]],
    [
      "pip can't get the clients",
      join(folder, "bin", "pip"),
      [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        join(__dirname, "requirements.txt"),
      ],
    ],
  ];
  for (const [failure, program, args] of steps) {
    try {
      execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"], timeout: 5 * MINUTES });
    } catch (error) {
      remove();
      const stderr = (error as { stderr?: Buffer }).stderr?.toString().trim().split("\n").at(-1);
      return { missing: `${failure}: ${stderr ?? (error as Error).message}` };
    }
  }
  return { program: join(folder, "bin", "python"), remove };
}
