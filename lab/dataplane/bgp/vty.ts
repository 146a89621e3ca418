// The control socket of a routing daemon: one command, one answer and whether it was taken.

import { createConnection, type Socket } from "node:net";

interface Waiting {
  readonly command: string;
  resolve(text: string): void;
  reject(error: Error): void;
}

/** Behind every answer: three zeros and a status. */
const TAIL = 4;

export class Vty {
  private readonly waiting: Waiting[] = [];
  private received = Buffer.alloc(0);
  private failure: Error | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on("data", (chunk) => this.read(chunk));
    socket.on("error", (error) => this.fail(error));
    socket.on("close", () => this.fail(new Error("the routing daemon has ended")));
    socket.unref();
  }

  static open(path: string): Promise<Vty> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(path);
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        const vty = new Vty(socket);
        // Its first mode only shows.
        vty.ask("enable").then(() => resolve(vty), reject);
      });
    });
  }

  /** What the daemon says to one command. */
  ask(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) return reject(this.failure);
      this.waiting.push({ command, resolve, reject });
      this.socket.write(`${command}\0`);
    });
  }

  /** What the daemon shows as JSON. */
  async show<T>(what: string): Promise<T> {
    const text = await this.ask(`show ${what} json`);
    return JSON.parse(text.trim() === "" ? "{}" : text) as T;
  }

  /** Lines of configuration mode. The first one that is refused ends it. */
  async configure(lines: readonly string[]): Promise<void> {
    await this.ask("configure terminal");
    try {
      for (const line of lines) await this.ask(line);
    } finally {
      await this.ask("end");
    }
  }

  close(): void {
    this.fail(new Error("closed"));
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const end = this.received.indexOf("\0\0\0");
      if (end < 0 || this.received.length < end + TAIL) return;
      const text = this.received.subarray(0, end).toString();
      const status = this.received[end + TAIL - 1];
      this.received = this.received.subarray(end + TAIL);
      const first = this.waiting.shift();
      if (status === 0) first?.resolve(text);
      else
        first?.reject(new Error(`the routing daemon refused "${first.command}": ${text.trim()}`));
    }
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const each of this.waiting.splice(0)) each.reject(error);
  }
}
