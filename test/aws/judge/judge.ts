// Others' word on what programs ask of AWS: resources in random orders that their dependencies allow, held against moto and botocore's model.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import type { PlannedResource } from "../../../lib/testing";

/** One thing that the judge does not take. */
export interface Refusal {
  readonly urn: string;
  readonly action: "create" | "delete";
  readonly said: string;
}

/** What came of one order. */
export interface Walked {
  readonly job: string;
  readonly order: number;
  /** How many resources it has. */
  readonly length: number;
  readonly refusals: readonly Refusal[];
  /** EC2's names of the calls that it took. */
  readonly operations: readonly string[];
}

/** A number from 0 to below 1, the same row for the same seed (Mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const isAws = ({ type, isRead }: PlannedResource): boolean => type.startsWith("aws:") && !isRead;

/** An order in which the engine could make AWS's resources: each after all that it waits for, by whatever lies between. */
export function randomOrder(resources: readonly PlannedResource[], seed: number): string[] {
  const next = numbers(seed);
  const waiting = new Map(
    resources.map(({ urn, after }) => [urn, new Set(after.filter((each) => each !== urn))]),
  );
  const followers = new Map<string, string[]>();
  for (const [urn, after] of waiting) {
    for (const each of after) {
      if (waiting.has(each)) followers.set(each, [...(followers.get(each) ?? []), urn]);
      else after.delete(each);
    }
  }
  const ready = [...waiting].flatMap(([urn, after]) => (after.size === 0 ? [urn] : []));
  const order: string[] = [];
  while (ready.length > 0) {
    const [urn = ""] = ready.splice(Math.floor(next() * ready.length), 1);
    order.push(urn);
    for (const follower of followers.get(urn) ?? []) {
      const left = waiting.get(follower);
      left?.delete(urn);
      if (left?.size === 0) ready.push(follower);
    }
  }
  if (order.length !== waiting.size) throw new Error("resources wait for each other");
  const wanted = new Set(resources.filter(isAws).map(({ urn }) => urn));
  return order.filter((urn) => wanted.has(urn));
}

/** A judge at work: it takes jobs as they come, and walks several orders at a time. */
export class Judge {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly done: Promise<readonly Walked[]>;

  constructor(python: string) {
    const { PATH = "" } = process.env;
    // No credentials or settings of whoever runs this.
    this.child = spawn(python, [join(__dirname, "replay.py")], { env: { PATH } });
    this.done = this.end();
    this.done.catch(() => undefined);
  }

  /** Replays resources in `count` random orders. */
  add(
    job: string,
    resources: readonly PlannedResource[],
    { seed, count }: { readonly seed: number; readonly count: number },
  ): void {
    const orders = Array.from({ length: count }, (_, index) =>
      randomOrder(resources, seed + index),
    );
    const asked = { job, resources: resources.filter(isAws), orders, region: "us-east-1" };
    this.child.stdin.write(`${JSON.stringify(asked)}\n`);
  }

  /** What came of every job; takes no more of them. */
  async verdicts(): Promise<readonly Walked[]> {
    this.child.stdin.end();
    return await this.done;
  }

  private end(): Promise<readonly Walked[]> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      child.on("error", reject);
      // What it says when it ends early is the reason.
      child.stdin.on("error", () => undefined);
      child.on("close", (code) => {
        if (code !== 0) reject(new Error(`the judge failed: ${stderr.slice(-2000)}`));
        else
          resolve(
            stdout
              .trim()
              .split("\n")
              .map((line) => JSON.parse(line) as Walked),
          );
      });
    });
  }
}
