// What runs on the node `operator`, as words of a program: a device's command line, and `vsrx` on the lab's stack.
import { join } from "node:path";
import { pulumiEnvironment } from "./environment";
import { LabError } from "./errors";
import { type LabFolder } from "./folder";
import { type LabNode } from "./nodes";
import { STACK } from "./operation-types";

/**
 * A command of Junos' operational mode on a device, or its prompt where there is none.
 * @throws LabError where the node has no such command line
 */
export function deviceCommand(
  folder: LabFolder,
  nodes: readonly LabNode[],
  name: string,
  command: string,
): string[] {
  const node = nodes.find((one) => one.name === name);
  const possible = nodes.filter((one) => one.management !== undefined).map((one) => one.name);
  if (node?.management === undefined) {
    throw new LabError(
      `${JSON.stringify(name)} has no Junos command line; these have: ${possible.join(", ")}`,
    );
  }
  const target = {
    ...node.management,
    keyFile: folder.keyFile,
    ...(command === "" ? {} : { command }),
  };
  return [process.execPath, join(folder.root, "dist/lab/cli/terminal.js"), JSON.stringify(target)];
}

/** `vsrx` with these words on the lab's stack, with the login that Pulumi has in the lab. */
export function stackCommand(folder: LabFolder, words: readonly string[]): string[] {
  const settings = Object.entries(pulumiEnvironment(folder)).filter(([name]) =>
    name.startsWith("PULUMI_"),
  );
  return [
    ...["env", `--chdir=${folder.file("project")}`],
    ...settings.map(([name, value]) => `${name}=${value}`),
    ...[process.execPath, join(folder.root, "dist/lib/cli/main.js")],
    ...[...words, "--stack", STACK],
  ];
}
