// Runs a user's program in a process of its own: it meets its own copies of every package, and takes nothing of ours with it when it fails.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ProgramError, RefusedError } from "./errors";
import { openProject, type Project, type ProjectOptions } from "./project";
import type { ProgramAnswer, ProgramRequest, ProgramResource, ProgramSynthesis } from "./protocol";

export interface RunOptions extends ProjectOptions {
  /** Judge the program and hold every configuration against what Junos accepts. @default true */
  readonly check?: boolean;
  /** Leave keys that the program has in clear as they are; else they are masked. @default false */
  readonly showSecrets?: boolean;
  /** The tsconfig.json that counts. @default the program's own */
  readonly tsconfig?: string;
  /** Gets what the program prints. @default standard error */
  readonly onOutput?: (text: string) => void;
  /** Seconds until a program that does not end is ended. @default 300 */
  readonly timeoutSeconds?: number;
}

/**
 * What a program would commit to each device.
 * @param folder the program's folder
 * @throws ProgramError when there is no program, or it fails by itself
 * @throws RefusedError with every mistake of the program
 */
export async function synthProgram(
  folder: string,
  options: RunOptions = {},
): Promise<ProgramSynthesis> {
  const answer = await answerOf(folder, "synthesis", options);
  if (answer.kind === "synthesis") return answer.synthesis;
  throw new ProgramError("the program's process answered something else than it was asked");
}

/** What a program asks of AWS, and how the stack that counts is configured. */
export interface PlannedProgram {
  readonly resources: readonly ProgramResource[];
  readonly config: Readonly<Record<string, string>>;
}

/**
 * The resources of AWS that a program asks Pulumi for, without an engine or a cloud.
 * @param folder the program's folder
 * @throws ProgramError when there is no program, or it fails by itself
 * @throws RefusedError with every mistake of the program
 */
export async function planProgram(
  folder: string,
  options: RunOptions = {},
): Promise<PlannedProgram> {
  const answer = await answerOf(folder, "resources", options);
  const { config } = openProject(folder, options);
  if (answer.kind === "resources") return { resources: answer.resources, config };
  throw new ProgramError("the program's process answered something else than it was asked");
}

async function answerOf(
  folder: string,
  wanted: ProgramRequest["wanted"],
  options: RunOptions,
): Promise<ProgramAnswer> {
  const project = openProject(folder, options);
  const request: ProgramRequest = {
    main: project.main,
    project: project.name,
    stack: project.stack,
    config: project.config,
    wanted,
    check: options.check ?? true,
    showSecrets: options.showSecrets ?? false,
  };
  const answer = await ask(project, request, options);
  if (answer.kind === "refused") throw new RefusedError(answer.message, answer.diagnostics);
  if (answer.kind === "failed") throw new ProgramError(answer.message, answer.place);
  return answer;
}

/** Compiled beside us, or the source itself where we run from sources. */
function childFile(): string {
  const compiled = join(__dirname, "child.js");
  return existsSync(compiled) ? compiled : join(__dirname, "child.ts");
}

/** Node's arguments that let it load TypeScript: the program's own tsx, or ours; without either, what Node does by itself. */
export function typescriptArguments(main: string): readonly string[] {
  for (const start of [main, __filename]) {
    try {
      return ["--import", pathToFileURL(createRequire(start).resolve("tsx")).href];
    } catch {
      continue;
    }
  }
  return [];
}

function ask(
  { main }: Project,
  request: ProgramRequest,
  options: RunOptions,
): Promise<ProgramAnswer> {
  const seconds = options.timeoutSeconds ?? 300;
  const onOutput = options.onOutput ?? ((text: string) => void process.stderr.write(text));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...typescriptArguments(main), childFile()], {
      cwd: dirname(main),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        ...process.env,
        ...(options.tsconfig === undefined ? {} : { TSX_TSCONFIG_PATH: options.tsconfig }),
      },
    });
    let answer: ProgramAnswer | undefined;
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, seconds * 1000);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", onOutput);
    }
    child.on("message", (message) => (answer = message as ProgramAnswer));
    child.on("error", reject);
    // Not "exit": by then everything that it printed and said is here.
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      if (answer !== undefined) resolve(answer);
      else if (isLate) reject(new ProgramError(`the program did not end within ${seconds} s`));
      else {
        const how = signal === null ? `exit code ${code}` : signal;
        reject(new ProgramError(`the program ended its process before it was done (${how})`));
      }
    });
    child.send(request, (error) => {
      if (error !== null) child.kill("SIGKILL");
    });
  });
}
