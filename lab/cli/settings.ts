// A stack's settings: secret ones go to Pulumi through a pipe, as every user of a machine can read a process's arguments.
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import { type Setting, STACK } from "./operation-types";

export type Settings = Readonly<Record<string, Setting>>;

/** Sets what isn't set yet. What was set the last time is known by a digest that only this lab can make. */
export async function applySettings(
  stack: Stack,
  settings: Settings,
  how: { readonly workFolder: string; readonly isNew: boolean; readonly passphraseFile: string },
): Promise<void> {
  const stamp = join(how.workFolder, "settings.stamp");
  const digest = createHmac("sha256", readFileSync(how.passphraseFile))
    .update(JSON.stringify(settings))
    .digest("hex");
  if (!how.isNew && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  const entries = Object.entries(settings);
  await stack.setAllConfig(Object.fromEntries(entries.filter(([, { secret }]) => !secret)));
  for (const [key, { value, secret }] of entries) if (secret) await setSecret(stack, key, value);
  writeFileSync(stamp, digest, { mode: 0o600 });
}

/** `pulumi config set` reads the value from its input when no argument has it. */
async function setSecret(stack: Stack, key: string, value: string): Promise<void> {
  const { pulumiCommand, workDir, envVars } = stack.workspace;
  const child = spawn(
    pulumiCommand.command,
    ["config", "set", "--secret", "--stack", STACK, "--non-interactive", key],
    { cwd: workDir, env: { ...process.env, ...envVars }, stdio: ["pipe", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(value);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status !== 0) throw new Error(`the setting ${key} can't be stored: ${said.trim()}`);
}
