// What passes on a node's links while a test does something: tcpdump, its packets kept in a file.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "../cli";
import { type Ran, type RunOptions, type Started, type Streams } from "./inside";

/** How a capture reaches the lab. */
export interface CaptureLab {
  start(node: string, argv: readonly string[], streams: Streams): Started;
  run(node: string, argv: readonly string[], options?: RunOptions): Promise<Ran>;
}

/** Packets that were under way when a capture was stopped. */
const SETTLE_MS = 200;
const START_SECONDS = 15;

/** A capture that runs, until it is stopped or the lab ends. */
export class Capture {
  private started: Started | undefined;

  /** @internal */
  constructor(
    private readonly lab: CaptureLab,
    /** The node, and the link where one was named. */
    readonly where: string,
    /** What counts, in the language of tcpdump; the empty text is everything. */
    readonly filter: string,
    /** Where its packets are kept, in pcap format, until the lab goes down. */
    readonly file: string,
  ) {}

  /** Resolves when it sees what passes. @internal */
  async begin(): Promise<this> {
    const [node = "", link = "any"] = this.where.split(" ");
    mkdirSync(dirname(this.file), { recursive: true });
    let said = "";
    const argv = [
      "tcpdump",
      "-U",
      "--immediate-mode",
      "-nni",
      link.replaceAll("/", "-"),
      "-w",
      "-",
    ];
    const isListening = new Promise<void>((resolve) => {
      this.started = this.lab.start(node, [...argv, ...(this.filter === "" ? [] : [this.filter])], {
        onStdout: (chunk) => appendFileSync(this.file, chunk, { mode: 0o600 }),
        onStderr: (chunk) => {
          said += chunk.toString();
          if (said.includes("listening on")) resolve();
        },
      });
    });
    const failed = (async () => {
      await this.started?.ended;
      throw new LabError(`no capture at ${this.where}: ${said.trim()}`);
    })();
    // Its end is looked for again when it is stopped.
    failed.catch(() => undefined);
    const late = sleep(START_SECONDS * 1000, undefined, { ref: false }).then(() => {
      throw new LabError(`no capture at ${this.where} within ${START_SECONDS} s: ${said.trim()}`);
    });
    late.catch(() => undefined);
    await Promise.race([isListening, failed, late]);
    return this;
  }

  /** What it has seen so far, a packet a line as tcpdump writes them, addresses and ports as numbers. */
  async lines(): Promise<readonly string[]> {
    if (!existsSync(this.file)) return [];
    const argv = ["tcpdump", "-nnr", "-"];
    const { stdout } = await this.lab.run("operator", argv, { input: readFileSync(this.file) });
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Ends it; what it has seen, as {@link lines}. */
  async stop(): Promise<readonly string[]> {
    await sleep(SETTLE_MS);
    this.started?.signal("SIGINT");
    await this.started?.ended;
    return await this.lines();
  }
}
