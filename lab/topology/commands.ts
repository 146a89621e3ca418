// Runs the operating system's own tools and says clearly what they refused.

import { spawn } from "node:child_process";

/** What a command is given beside its arguments. */
export interface CommandOptions {
  /** The network namespace it runs in. @default the lab's own */
  readonly namespace?: string;
  /** What it reads. */
  readonly input?: string;
  /** Take a failure for an answer. @default false */
  readonly lenient?: boolean;
}

/** Runs a command to its end and answers what it wrote. */
export function command(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const full =
    options.namespace === undefined ? argv : ["ip", "netns", "exec", options.namespace, ...argv];
  const [program = "", ...args] = full;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin`, LC_ALL: "C" },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const said = Buffer.concat(err).toString().trim();
      if (code === 0 || options.lenient === true) resolve(Buffer.concat(out).toString());
      else {
        reject(
          new Error(`"${brief(full)}" failed (${String(code)}): ${said}${lineOf(said, options)}`),
        );
      }
    });
    // A command that ends before it has read everything says so by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

function brief(argv: readonly string[]): string {
  const text = argv.join(" ").replaceAll(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** The line of the input that a batch stopped at: `ip` gives its number only. */
function lineOf(said: string, options: CommandOptions): string {
  const number = Number(/-:(\d+)/.exec(said)?.[1] ?? 0);
  const line = options.input?.split("\n")[number - 1];
  return line === undefined || line === "" ? "" : ` [line ${number}: ${line}]`;
}
