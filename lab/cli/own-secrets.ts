// The secrets of a user's own stack: only Pulumi can read them, with the user's login, and only when the user asks for it.
import { spawnSync } from "node:child_process";
import { LabError } from "./errors";
import { type Setting } from "./operation-types";

type Listed = Readonly<
  Record<string, { readonly value?: string; readonly secret?: boolean } | undefined>
>;

/**
 * The secret settings of a stack, by `project:key`.
 * @throws LabError with Pulumi's own words where it can't read them
 */
export function ownSecrets(folder: string, stack: string): Record<string, Setting> {
  const words = ["config", "--show-secrets", "--json", "--stack", stack, "--non-interactive"];
  const { status, stdout, stderr, error } = spawnSync("pulumi", words, {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim();
    throw new LabError(
      `the secrets of stack ${JSON.stringify(stack)} can't be read: ${reason}; log in to its backend, or leave --with-secrets out: ` +
        "the lab then makes up what it needs",
    );
  }
  return Object.fromEntries(
    Object.entries(JSON.parse(stdout) as Listed).flatMap(([key, entry]): [string, Setting][] =>
      entry?.secret === true && entry.value !== undefined
        ? [[key, { value: entry.value, secret: true }]]
        : [],
    ),
  );
}
