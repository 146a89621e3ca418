// Stacks of a bench on a backend of their own, each operation in a process of its own.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { memoryOf } from "./cost";
import type { Done, Operation } from "./operation";

const root = resolve(__dirname, "../..");

/** A program of `bench/programs`, as a project of its own. */
export type Program = Omit<Operation, "kind">;

/** A process of ours, which needs nothing but its own modules. */
export const forked = (
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess => fork(file, args, { execArgv: ["--import", "tsx"], env });

export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "vsrx-stacks-"));
  private readonly running = new Set<number>();
  private readonly env: NodeJS.ProcessEnv = {
    ...process.env,
    // As a user's program does, it meets the built library.
    TSX_TSCONFIG_PATH: join(root, "tsconfig.build.json"),
    VSRX_LAB_SOCKET: this.socket,
    PULUMI_HOME: join(this.folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "of no importance",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };

  /** Where the lab's AWS is asked, by programs that have something there. */
  get socket(): string {
    return join(this.folder, "aws.sock");
  }

  program(
    name: string,
    project: string,
    { config, aws = false }: { readonly config: Program["config"]; readonly aws?: boolean },
  ): Program {
    const workDir = join(this.folder, project);
    for (const each of [workDir, join(this.folder, "state")]) mkdirSync(each, { recursive: true });
    const vsrx = join(root, "lib/provider/bin");
    return {
      project,
      main: join(root, "bench/programs", name, "index.ts"),
      workDir,
      providers: aws ? { aws: join(root, "lab/aws/bin"), vsrx } : { vsrx },
      config,
    };
  }

  async run(kind: Operation["kind"], program: Program): Promise<Done> {
    const child = forked(join(__dirname, "operation.ts"), [], this.env);
    const ended = once(child, "exit").then(() => [undefined]);
    const { pid = 0 } = child;
    this.running.add(pid);
    try {
      child.send({ kind, ...program } satisfies Operation);
      const [done] = (await Promise.race([once(child, "message"), ended])) as [Done | undefined];
      if (done === undefined) throw new Error(`${kind} of ${program.project} failed`);
      return done;
    } finally {
      await ended;
      this.running.delete(pid);
    }
  }

  /** Resident memory, in megabytes, of all operations that are running: programs, engines and providers. */
  memory(): number {
    return [...this.running].reduce((sum, pid) => sum + memoryOf(pid), 0);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
