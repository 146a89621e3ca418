// The command line over an SSH channel: a session at a terminal, or lines that are given at once.

import { type Readable, type Writable } from "node:stream";
import { type ConfigurationAccess } from "../access";
import { type DeviceView } from "../device-view";
import { Session } from "./session";
import { Terminal } from "./terminal";

export { runCommand } from "./operational";

/** What a session is held over. */
export type Channel = Readable & Writable;

/**
 * Somebody logs in. Ends when the session does; the channel is left open for an exit status.
 * @param terminal what is known of the terminal at the other end; without one there is no echo and no prompt.
 */
export async function runShell(
  channel: Channel,
  view: DeviceView,
  access: ConfigurationAccess,
  terminal: unknown,
): Promise<void> {
  const io = new Terminal(channel, terminal !== undefined && terminal !== null);
  const session = sessionOn(io, view, access);
  if (io.interactive) io.print(`--- JUNOS ${view.spec.release} Kernel 64-bit\n`);
  await converse(io, session);
}

/**
 * Runs the lines of an exec request, separated by `;` or line ends. Ends with the exit status; the channel is
 * left open.
 */
export async function runExec(
  line: string,
  channel: Channel,
  view: DeviceView,
  access: ConfigurationAccess,
): Promise<number> {
  const io = new Terminal(channel, false);
  const session = sessionOn(io, view, access);
  const script = withoutProgram(line);
  if (script === "") await converse(io, session);
  for (const each of linesOf(script)) {
    if (session.ended) break;
    await session.run(each);
  }
  return session.failed ? 1 : 0;
}

function sessionOn(io: Terminal, view: DeviceView, access: ConfigurationAccess): Session {
  return new Session(view, access, {
    print: (text) => io.print(text),
    // Without a terminal the answer in parentheses is taken; what is typed next is a command.
    ask: (question) => (io.interactive ? io.readLine(question) : Promise.resolve(undefined)),
    readText: () => io.readText(),
    interactive: io.interactive,
  });
}

async function converse(io: Terminal, session: Session): Promise<void> {
  const assistance = {
    grammar: () => session.grammar,
    get completesOnSpace() {
      return session.completesOnSpace;
    },
  };
  while (!session.ended) {
    const line = await io.readLine(session.prompt, assistance);
    if (line === undefined) return;
    await session.run(line);
  }
}

/** Logins that land in a shell call the command line by its name. */
function withoutProgram(line: string): string {
  const trimmed = line.trim();
  if (trimmed === "cli") return "";
  const found = /^cli\s+-c\s+(?:"((?:\\.|[^"\\])*)"|'([^']*)'|(.+))$/s.exec(trimmed);
  if (found === null) return trimmed;
  return found[1]?.replaceAll(/\\(.)/g, "$1") ?? found[2] ?? found[3] ?? "";
}

/** The lines of a text, where `;` outside quotes ends one too. */
function linesOf(text: string): string[] {
  const lines = [""];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"' && text.charAt(at - 1) !== "\\") quoted = !quoted;
    if (letter === "\n" || (letter === ";" && !quoted)) lines.push("");
    else lines[lines.length - 1] += letter;
  }
  return lines.filter((line) => line.trim() !== "");
}
