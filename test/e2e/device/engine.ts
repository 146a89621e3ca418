// The real Pulumi engine with the real provider process, on a stack of its own, for one test file.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import {
  type Deployment,
  LocalWorkspace,
  PulumiCommand,
  type Stack,
} from "@pulumi/pulumi/automation";

const root = resolve(__dirname, "../../..");

/** A stack, and all that its runs have said. */
export class Engine {
  /** Everything any run printed, diagnostics and debug messages included. */
  output = "";

  private constructor(
    private readonly folder: string,
    private readonly stack: Stack,
    private readonly set: (program: () => Promise<object>) => void,
  ) {}

  static async start(
    config: Readonly<Record<string, { readonly value: string; readonly secret?: boolean }>> = {},
    project = "devices",
  ): Promise<Engine> {
    const folder = mkdtempSync(join(tmpdir(), "vsrx-engine-"));
    const work = join(folder, "work");
    for (const name of ["work", "state", "home"]) mkdirSync(join(folder, name));
    writeFileSync(
      join(work, "Pulumi.yaml"),
      `name: ${project}\nruntime: nodejs\nplugins:\n  providers:\n    - name: vsrx\n      path: ${join(root, "lib/provider/bin")}\n`,
    );
    let program = (): Promise<object> => Promise.resolve({});
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "dev", projectName: project, program: () => program() },
      {
        workDir: work,
        pulumiCommand: await PulumiCommand.get(),
        pulumiHome: join(folder, "home"),
        envVars: {
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "of no importance",
          PULUMI_SKIP_UPDATE_CHECK: "1",
        },
      },
    );
    await stack.setAllConfig(config);
    return new Engine(folder, stack, (next) => (program = next));
  }

  /** Runs one operation; a failed one answers its error. */
  async run(
    operation: "preview" | "up" | "refresh" | "destroy",
    program: () => object,
    options: {
      readonly diff?: boolean;
      readonly debug?: boolean;
      readonly refresh?: boolean;
      /** Folders of policy packs that a preview asks. */
      readonly policyPacks?: string[];
    } = {},
  ): Promise<{ readonly text: string; readonly error?: Error }> {
    this.set(() => Promise.resolve(program()));
    let text = "";
    const common = {
      color: "never" as const,
      onOutput: (piece: string) => void (text += piece),
      onError: (piece: string) => void (text += piece),
      // Not --verbose=9: there the engine itself prints every property, of any provider.
      ...(options.debug === true ? { debug: true, logToStdErr: true } : {}),
    };
    try {
      if (operation === "preview")
        await this.stack.preview({
          ...common,
          diff: options.diff === true,
          ...(options.policyPacks === undefined ? {} : { policyPacks: options.policyPacks }),
        });
      if (operation === "up") await this.stack.up({ ...common, refresh: options.refresh === true });
      if (operation === "refresh") await this.stack.refresh(common);
      if (operation === "destroy") await this.stack.destroy(common);
      return { text };
    } catch (error) {
      return { text, error: error as Error };
    } finally {
      this.output += text;
    }
  }

  /** Kills the engine in the middle of a run. */
  kill(): void {
    const mark = `PULUMI_BACKEND_URL=file://${join(this.folder, "state")}`;
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
        if (!environment.includes(mark)) continue;
        if (basename(readlinkSync(`/proc/${pid}/exe`)) === "pulumi") process.kill(Number(pid), 9);
      } catch {
        // Gone meanwhile, or not ours to look at.
      }
    }
  }

  /** What a person does after that: takes the dead engine's lock away. */
  async cancel(): Promise<void> {
    await this.stack.cancel();
  }

  /** The state that a run of before has left, in place of this stack's own. */
  async takeOver(deployment: Deployment): Promise<void> {
    await this.stack.importStack(deployment);
  }

  /** The state, secrets in clear. */
  async exported(): Promise<Deployment> {
    return await this.stack.exportStack();
  }

  /** Every file of the backend, as one text. */
  state(): string {
    const read = (folder: string): string =>
      readdirSync(folder)
        .map((name) => join(folder, name))
        .map((path) => (statSync(path).isDirectory() ? read(path) : readFileSync(path, "utf8")))
        .join("\n");
    return read(join(this.folder, "state"));
  }

  stop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
