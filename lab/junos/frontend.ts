// Where requests and lines of the command line go: the one place that knows who answers them.

import { type ServerChannel } from "ssh2";
import { write } from "./markup";
import { refusal } from "./messages";
import { type Element } from "./netconf/request";
import { type Device as Reported } from "./reports/command";
import { commandOfRpc } from "./reports/index";
import { type Terminal } from "./ssh/server";
import { type ConfigurationAccess, type DeviceView } from "./view";

/** One request for something operational. */
export interface Request {
  readonly name: string;
  /** The request's element; its children are the arguments. */
  readonly args: Element;
}

/** Answers a request: what stands inside the reply. */
export async function answer(request: Request, view: DeviceView, device: Reported): Promise<string> {
  const command = commandOfRpc(request.name);
  if (command === undefined) throw refusal("syntax error", { element: request.name });
  const given: Record<string, string> = {};
  for (const child of request.args.children) given[child.name] = child.text.trim();
  return write((await command.run(device, given)).xml);
}

/** Answers a line. */
export function runCommand(line: string, _view: DeviceView): Promise<{ text: string; xml?: string }> {
  return Promise.reject(refusal("syntax error", { element: line.trim().split(/\s+/)[0] ?? line }));
}

/** Somebody sits down at a terminal. */
export function runShell(
  channel: ServerChannel,
  _view: DeviceView,
  _access: ConfigurationAccess,
  _terminal: Terminal | undefined,
): Promise<void> {
  channel.end();
  return Promise.resolve();
}

/** Somebody runs one line. */
export async function runExec(
  line: string,
  channel: ServerChannel,
  view: DeviceView,
  _access: ConfigurationAccess,
): Promise<void> {
  const { text } = await runCommand(line, view);
  channel.write(text);
  channel.exit(0);
  channel.end();
}
