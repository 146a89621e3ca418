// Where requests and lines of the command line go: the one place that knows who answers them.

import { type ServerChannel } from "ssh2";
import { runExec as execute, runShell as converse } from "./cli/index";
import { type Terminal } from "./ssh/server";
import { type ConfigurationAccess, type DeviceView } from "./view";

export { answer, runCommand } from "./operational/index";

/** Somebody sits down at a terminal. */
export async function runShell(
  channel: ServerChannel,
  view: DeviceView,
  access: ConfigurationAccess,
  terminal: Terminal | undefined,
): Promise<void> {
  await converse(channel, view, access, terminal);
  finish(channel, 0);
}

/** Somebody runs one line. */
export async function runExec(
  line: string,
  channel: ServerChannel,
  view: DeviceView,
  access: ConfigurationAccess,
): Promise<void> {
  finish(channel, await execute(line, channel, view, access));
}

function finish(channel: ServerChannel, status: number): void {
  channel.exit(status);
  channel.end();
}
