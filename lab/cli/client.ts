// Talks to the running lab: questions over HTTP, and programs run inside of it.
import { request } from "node:http";
import { readlinkSync } from "node:fs";
import { encodeFrame, FrameReader, type RunExit, type RunRequest } from "../daemon";
import { LabError } from "./errors";

export class LabClient {
  constructor(private readonly socketPath: string) {}

  /** One question; rejects with the lab's own words when it refuses, or after `seconds` of silence. */
  ask<T>(path: string, body?: unknown, seconds = 60): Promise<T> {
    return new Promise((resolve, reject) => {
      const call = request(
        { socketPath: this.socketPath, path, method: body === undefined ? "GET" : "POST" },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const reply = JSON.parse(Buffer.concat(chunks).toString()) as unknown;
            if (response.statusCode === 200) resolve(reply as T);
            else reject(new LabError((reply as { error: string }).error));
          });
        },
      );
      call.setTimeout(seconds * 1000, () => {
        call.destroy(new LabError(`the lab did not answer ${path} within ${seconds} s`));
      });
      call.on("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /**
   * Runs a program inside the lab; gives every piece of its output to `io`, and takes input from
   * there. Ends it when `abort` fires.
   */
  run(program: RunRequest, io: RunStreams): Promise<RunExit> {
    return new Promise((resolve, reject) => {
      const call = request({
        socketPath: this.socketPath,
        path: "/run",
        headers: { connection: "Upgrade", upgrade: "run" },
      });
      call.on("error", reject);
      call.on("response", () => reject(new LabError("the lab refused to run a program")));
      call.on("upgrade", (_response, socket, head: Buffer) => {
        let exit: RunExit | undefined;
        const reader = new FrameReader((kind, payload) => {
          if (kind === "stdout") io.onStdout(payload);
          else if (kind === "stderr") io.onStderr(payload);
          else if (kind === "exit") exit = JSON.parse(payload.toString()) as RunExit;
        });
        socket.on("data", (chunk: Buffer) => reader.push(chunk));
        socket.on("error", () => undefined);
        socket.on("close", () => {
          detach?.();
          if (exit === undefined) reject(new LabError("the lab ended while a program ran in it"));
          else if (exit.error !== undefined) reject(new LabError(exit.error));
          else resolve(exit);
        });
        socket.write(encodeFrame("start", JSON.stringify(program)));
        const detach = io.attach?.({
          write: (chunk) => socket.write(encodeFrame("stdin", chunk)),
          end: () => socket.write(encodeFrame("stdin-end")),
          signal: (name) => socket.write(encodeFrame("signal", name)),
        });
        if (io.attach === undefined) socket.write(encodeFrame("stdin-end"));
        if (head.length > 0) reader.push(head);
      });
      call.end();
    });
  }
}

export interface RunInput {
  write(chunk: Buffer): void;
  end(): void;
  signal(name: NodeJS.Signals): void;
}

export interface RunStreams {
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
  /** Called once the program can take input; returns what undoes it. @default no input */
  attach?(input: RunInput): () => void;
}

/** Output collected as text, for programs whose output only we read. */
export async function runCollecting(
  client: LabClient,
  program: RunRequest,
): Promise<{ code: number; output: string }> {
  let output = "";
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  const exit = await client.run(program, { onStdout: take, onStderr: take });
  return { code: exit.code ?? 1, output };
}

/** Our own terminal and streams, with signals passed on. */
export function ownStreams(): RunStreams {
  return {
    onStdout: (chunk) => process.stdout.write(chunk),
    onStderr: (chunk) => process.stderr.write(chunk),
    attach: (input) => {
      const onData = (chunk: Buffer) => input.write(chunk);
      const onEnd = () => input.end();
      const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
      const handlers = signals.map((name) => ({ name, handler: () => input.signal(name) }));
      // The kernel would tell the program itself, were its output not carried here by us.
      const onUnread = () => input.signal("SIGPIPE");
      process.stdout.on("error", onUnread);
      process.stdin.on("data", onData);
      process.stdin.on("end", onEnd);
      for (const { name, handler } of handlers) process.on(name, handler);
      return () => {
        process.stdin.removeListener("data", onData);
        process.stdin.removeListener("end", onEnd);
        process.stdout.removeListener("error", onUnread);
        process.stdin.pause();
        process.stdin.unref?.();
        for (const { name, handler } of handlers) process.removeListener(name, handler);
      };
    },
  };
}

/** The device of the terminal we are at, when both our input and output are one. */
export function ownTerminal(): string | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const device = readlinkSync("/proc/self/fd/0");
  return device.startsWith("/dev/") ? device : undefined;
}
