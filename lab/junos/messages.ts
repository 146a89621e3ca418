// What the device has to say against a request, in the same words on the command line and in NETCONF.

import { type Content, el } from "./report/markup";

/** One error or warning. */
export interface Message {
  readonly severity: "error" | "warning";
  readonly text: string;
  /** `[edit …]` */
  readonly path?: string;
  /** The statement or word that is wrong. */
  readonly element?: string;
  readonly type?: "protocol" | "application";
  readonly tag?: string;
  /** Who holds the configuration. */
  readonly session?: number;
}

/** The device refuses; nothing else went wrong. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly messages: readonly Message[]) {
    super(messages.map(({ text }) => text).join("; "));
  }
}

/** A refusal for one reason. */
export function refusal(text: string, more: Partial<Message> = {}): Refusal {
  return new Refusal([{ severity: "error", text, ...more }]);
}

/** What is said of a cluster's node that can't be reached. */
export const nodeAway = (name: string): string => `Could not connect to ${name} : No route to host`;

/** A message as NETCONF shows it. Devices put line breaks around the text of most of them. */
export function rpcError(message: Message): Content {
  const { severity, text, path, element, session } = message;
  const info = [
    element === undefined ? undefined : el("bad-element", element),
    session === undefined ? undefined : el("session-id", session),
  ].filter((part) => part !== undefined);
  return el(
    "rpc-error",
    el("error-type", message.type ?? "protocol"),
    el("error-tag", message.tag ?? "operation-failed"),
    el("error-severity", severity),
    path === undefined ? undefined : el("error-path", path),
    el("error-message", `\n${text}\n`),
    info.length === 0 ? undefined : el("error-info", ...info),
  );
}

/** A message as the command line shows it. */
export function cliText(message: Message): string {
  const { severity, text, path, element } = message;
  if (path !== undefined) {
    const statement = element === undefined ? "" : `  '${element}'\n`;
    return `${path}\n${statement}${element === undefined ? "  " : "    "}${severity === "warning" ? "warning: " : ""}${text}\n`;
  }
  const about = element === undefined || text.includes(element) ? "" : `: ${element}`;
  return `${severity}: ${text}${about}\n`;
}
