// Runs programs inside the lab's network for someone who is outside of it.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { type Socket } from "node:net";
import { encodeFrame, FrameReader, type RunExit, type RunRequest } from "./protocol";

/** Finds the network namespace of a node by its name; throws with the names there are. */
export type FindNamespace = (node: string) => string;

export class Runner {
  private readonly running = new Set<ChildProcess>();
  private busy: string | undefined;

  constructor(private readonly find: FindNamespace) {}

  /** The operation that runs now, of which there is one at a time. */
  get operation(): string | undefined {
    return this.busy;
  }

  /** Serves one socket: one program, from its start to its end. */
  serve(socket: Socket, head: Buffer): void {
    let child: ChildProcess | undefined;
    let exclusive: string | undefined;
    const send = (kind: "stdout" | "stderr", chunk: Buffer) => {
      if (socket.destroyed || socket.write(encodeFrame(kind, chunk))) return;
      const stream = kind === "stdout" ? child?.stdout : child?.stderr;
      stream?.pause();
      socket.once("drain", () => stream?.resume());
    };
    const end = (exit: RunExit) => {
      if (exclusive !== undefined) this.busy = undefined;
      exclusive = undefined;
      if (!socket.destroyed) socket.end(encodeFrame("exit", JSON.stringify(exit)));
    };
    const start = (request: RunRequest) => {
      if (request.exclusive !== undefined && this.busy !== undefined) {
        const error = `\`${this.busy}\` is still running in this lab; wait for its end, then try again`;
        end({ code: null, signal: null, error });
        return;
      }
      try {
        child = this.spawn(request);
      } catch (error) {
        end({ code: null, signal: null, error: error instanceof Error ? error.message : "failed" });
        return;
      }
      exclusive = request.exclusive;
      this.busy = exclusive ?? this.busy;
      const started = child;
      this.running.add(started);
      started.stdout?.on("data", (chunk: Buffer) => send("stdout", chunk));
      started.stderr?.on("data", (chunk: Buffer) => send("stderr", chunk));
      // A program that closes its input early is not an error of ours.
      started.stdin?.on("error", () => undefined);
      started.on("error", (error) => {
        this.running.delete(started);
        end({ code: null, signal: null, error: error.message });
      });
      started.on("close", (code, signal) => {
        this.running.delete(started);
        end({ code, signal });
      });
    };
    const reader = new FrameReader((kind, payload) => {
      if (kind === "start" && child === undefined) {
        start(JSON.parse(payload.toString()) as RunRequest);
      } else if (kind === "stdin") {
        child?.stdin?.write(payload);
      } else if (kind === "stdin-end") {
        child?.stdin?.end();
      } else if (kind === "signal" && child !== undefined) {
        signalGroup(child, payload.toString() as NodeJS.Signals);
      }
    });
    socket.on("data", (chunk: Buffer) => reader.push(chunk));
    socket.on("error", () => undefined);
    // Whoever asked is gone: the program ends too, kindly first.
    socket.on("close", () => {
      if (child === undefined || !this.running.has(child)) return;
      const left = child;
      signalGroup(left, "SIGTERM");
      setTimeout(() => this.running.has(left) && signalGroup(left, "SIGKILL"), 5000).unref();
    });
    if (head.length > 0) reader.push(head);
  }

  /** Ends every program that still runs. */
  stop(): void {
    for (const child of this.running) signalGroup(child, "SIGKILL");
  }

  private spawn(request: RunRequest): ChildProcess {
    const inside =
      request.node === undefined ? [] : ["ip", "netns", "exec", this.find(request.node)];
    const [command, ...args] = [...inside, ...request.argv];
    if (command === undefined) throw new Error("no command given");
    if (!existsSync(request.cwd)) throw new Error(`the folder ${request.cwd} is gone`);
    const terminal = request.terminal === undefined ? undefined : openSync(request.terminal, "r+");
    try {
      return spawn(command, args, {
        cwd: request.cwd,
        env: request.env,
        // A group of its own, so that a signal reaches the program and whatever it started.
        detached: true,
        stdio: terminal === undefined ? "pipe" : [terminal, terminal, terminal],
      });
    } finally {
      if (terminal !== undefined) closeSync(terminal);
    }
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
