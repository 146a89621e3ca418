// A capture: every reply of one device to the library's read requests, in a file that may be given away.

import { ConfigTree } from "../../junos";
import { ProtocolError } from "../errors";
import { type Requests, type Reply, replyOf } from "../session";
import { find, parseXml } from "../xml";
import { Anonymiser } from "./anonymise";

/** One request and its reply. */
export interface Exchange {
  /** The operation inside `rpc`. */
  readonly request: string;
  /** The whole reply, as XML text. */
  readonly reply: string;
}

/** The replies of one device. */
export interface Capture {
  readonly format: 1;
  /** Where it is from, in a word: `device`, or `lab` for an emulated one. */
  readonly from: string;
  readonly capabilities: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** Requests that remember what came back. */
export class Recorder implements Requests {
  readonly exchanges: Exchange[] = [];

  constructor(private readonly inner: Requests) {}

  get alive(): boolean {
    return this.inner.alive;
  }

  request: Requests["request"] = (operation, options) =>
    this.inner.request(operation, {
      ...options,
      hear: (reply) => {
        if (!this.exchanges.some(({ request }) => request === operation))
          this.exchanges.push({ request: operation, reply });
      },
    });
}

/** The exchanges with secrets, names and addresses replaced, everywhere by the same words. */
export function anonymous(
  exchanges: readonly Exchange[],
  about: Pick<Capture, "from" | "capabilities">,
): Capture {
  const lines = exchanges.map(({ reply }) => configurationIn(reply)).filter((text) => text !== "");
  const secrets = lines.flatMap((text) =>
    ConfigTree.fromDevice(text)
      .statements()
      .flatMap(({ secret, value }) => (secret && value !== undefined ? [value] : [])),
  );
  const anonymiser = new Anonymiser(new Set(secrets));
  for (const text of lines) anonymiser.learn(text);
  return {
    format: 1,
    ...about,
    exchanges: exchanges.map(({ request, reply }) => ({ request, reply: anonymiser.reply(reply) })),
  };
}

function configurationIn(reply: string): string {
  if (!reply.includes("configuration-set")) return "";
  return find(parseXml(reply), "configuration-set")?.text ?? "";
}

/** @throws ProtocolError when the text is no capture */
export function readCapture(text: string): Capture {
  const value = JSON.parse(text) as Partial<Capture>;
  if (value.format !== 1 || !Array.isArray(value.exchanges))
    throw new ProtocolError(
      "This is not a capture of vsrx doctor: it has no format 1 and exchanges.",
    );
  return value as Capture;
}

/** The device that a capture is of, as far as it was asked. */
export class Replay implements Requests {
  readonly alive = true;

  constructor(private readonly capture: Capture) {}

  request = (operation: string): Promise<Reply> => {
    const there = this.capture.exchanges.find(({ request }) => request === operation);
    if (there === undefined)
      return Promise.reject(new ProtocolError(`The capture has no reply to ${operation}.`));
    try {
      return Promise.resolve(replyOf(parseXml(there.reply), "The capture", operation));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
}
