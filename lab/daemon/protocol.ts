// How a command's streams travel over one socket: frames of a kind, a length and a payload.

/** What a frame carries. `start` comes first and only once, from the side that wants a program run. */
export const FRAMES = [
  "start",
  "stdin",
  "stdin-end",
  "signal",
  "stdout",
  "stderr",
  "exit",
] as const;

export type FrameKind = (typeof FRAMES)[number];

/** A program to run inside the lab. */
export interface RunRequest {
  /** Node or network namespace in which it runs. @default the lab's own, where nothing is linked */
  readonly node?: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** A terminal's device, such as `/dev/pts/3`, which takes the place of the streams. */
  readonly terminal?: string;
  /** Names an operation of which only one may run at a time. */
  readonly exclusive?: string;
}

/** How it ended. `error` says why it did not start. */
export interface RunExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: string;
}

const HEADER = 5;

export function encodeFrame(kind: FrameKind, payload: Buffer | string = ""): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  const head = Buffer.alloc(HEADER);
  head.writeUInt8(FRAMES.indexOf(kind), 0);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Puts frames together again from whatever pieces arrive. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly onFrame: (kind: FrameKind, payload: Buffer) => void) {}

  push(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= HEADER) {
      const length = this.rest.readUInt32BE(1);
      if (this.rest.length < HEADER + length) return;
      const kind = FRAMES[this.rest.readUInt8(0)];
      const payload = this.rest.subarray(HEADER, HEADER + length);
      this.rest = this.rest.subarray(HEADER + length);
      if (kind !== undefined) this.onFrame(kind, payload);
    }
  }
}
