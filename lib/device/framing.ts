// Where one NETCONF 1.0 message ends and the next begins. We offer 1.0 only, so nothing has to be negotiated
// and the first requests travel together with our hello.

import { StringDecoder } from "node:string_decoder";
import { ProtocolError } from "./errors";

/** The end mark of NETCONF 1.0. */
export const END_MARK = "]]>]]>";

/** Cuts a byte stream into messages. */
export class Deframer {
  private readonly decoder = new StringDecoder("utf8");
  private pieces: string[] = [];
  private length = 0;
  /** The end of what was received, long enough to hold a mark that is split between two pieces. */
  private tail = "";

  /** @param maxLength - longest message in characters; a longer one is an error, never a full memory */
  constructor(private readonly maxLength = 64 * 1024 * 1024) {}

  /** Takes some bytes, answers the messages that they complete. */
  push(bytes: Buffer): string[] {
    const text = this.decoder.write(bytes);
    // Looking only at the seam and the new piece keeps a long message linear in its length.
    if (!(this.tail + text).includes(END_MARK)) {
      this.keep(text);
      return [];
    }
    const all = this.pieces.join("") + text;
    const parts = all.split(END_MARK);
    const rest = parts.pop() ?? "";
    this.pieces = [];
    this.length = 0;
    this.tail = "";
    this.keep(rest);
    return parts.map((part) => part.trim());
  }

  private keep(text: string): void {
    this.length += text.length;
    if (this.length > this.maxLength) {
      throw new ProtocolError(
        `The device's answer doesn't end: more than ${this.maxLength} characters without an end mark.`,
      );
    }
    if (text !== "") this.pieces.push(text);
    this.tail = (this.tail + text).slice(-(END_MARK.length - 1));
  }
}
