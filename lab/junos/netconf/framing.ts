// Messages in a byte stream: ended by a mark in NETCONF 1.0, in counted chunks in 1.1.

import { StringDecoder } from "node:string_decoder";

/** The end mark of NETCONF 1.0. */
export const END_MARK = "]]>]]>";

const LONGEST = 64 * 1024 * 1024;

/** Takes bytes, gives messages. Starts with end marks, as every session does. */
export class Deframer {
  private decoder = new StringDecoder("utf8");
  private text = "";
  private bytes: Buffer = Buffer.alloc(0);
  private chunks: Buffer[] = [];
  private chunked = false;

  /** From the next message on, counted chunks. */
  useChunks(): void {
    this.chunked = true;
    this.bytes = Buffer.from(this.text.replace(/^\s+/, "\n"));
    this.text = "";
  }

  /**
   * Takes some bytes.
   * @param take - gets each message as soon as it is complete; it may switch to chunks
   */
  push(data: Buffer, take: (message: string) => void): void {
    if (this.chunked) this.bytes = Buffer.concat([this.bytes, data]);
    else this.text += this.decoder.write(data);
    for (;;) {
      const message = this.chunked ? this.nextChunked() : this.nextMarked();
      if (message === undefined) break;
      take(message);
    }
    if (this.text.length > LONGEST || this.bytes.length > LONGEST) {
      throw new Error("the message doesn't end");
    }
  }

  private nextMarked(): string | undefined {
    const end = this.text.indexOf(END_MARK);
    if (end < 0) return undefined;
    const message = this.text.slice(0, end);
    this.text = this.text.slice(end + END_MARK.length);
    return message;
  }

  private nextChunked(): string | undefined {
    for (;;) {
      const head = /^\s*#(\d{1,10}|#)\n/.exec(this.bytes.subarray(0, 32).toString("latin1"));
      if (head === null) {
        if (this.bytes.length > 32) throw new Error("there is no chunk where one should begin");
        return undefined;
      }
      const start = head[0].length;
      if (head[1] === "#") {
        this.bytes = this.bytes.subarray(start);
        const message = Buffer.concat(this.chunks).toString();
        this.chunks = [];
        return message;
      }
      const length = Number(head[1]);
      if (this.bytes.length < start + length) return undefined;
      this.chunks.push(this.bytes.subarray(start, start + length));
      this.bytes = this.bytes.subarray(start + length);
    }
  }
}

/** One message, ready to be sent. */
export function frame(message: string, chunked: boolean): string {
  if (!chunked) return `${message}\n${END_MARK}`;
  return `\n#${Buffer.byteLength(message)}\n${message}\n##\n`;
}
