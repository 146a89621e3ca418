// A lab of a test's own: it is brought up, looked at, broken, and taken down by the program that holds it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Cause } from "../../lib/diagnosis";
import { LabError, LabFolder, type LabReport, labState, projectRoot, stackCommand } from "../cli";
import { chosenAfter, type Choice, wordsOf } from "./choice";
import { runCommand, type Said } from "./command";
import { type Ran } from "./inside";
import { keepIn, keptName } from "./keep";
import { Lease } from "./lease";
import { RunningLab } from "./running";

/** What `up` did and found. */
export interface UpReport extends LabReport {
  /** What the lab and Pulumi said meanwhile. */
  readonly said: string;
}

/** A program that could not be deployed, or whose tunnels don't carry traffic. */
export class LabUpError extends Error {
  /** What tells it from other errors. */
  override readonly name = "LabUpError";

  constructor(
    message: string,
    /** What was found; undefined where the lab itself did not start. */
    readonly report: UpReport | undefined,
  ) {
    super(message);
  }
}

/** What `vsrx diagnose` says of the deployed stack. */
export interface Diagnoses {
  /** Whether nothing was found and every tunnel carries traffic. */
  readonly isFine: boolean;
  /** What was found of each tunnel. */
  readonly tunnels: readonly {
    /** Of one tunnel. */
    readonly diagnosis: {
      /** Its name. */
      readonly tunnel: string;
      /** The lowest layer first. */
      readonly causes: readonly Cause[];
    };
  }[];
}

/** What a lab is made of. @internal */
export interface NetOptions extends Choice {
  readonly keepIn?: string;
  readonly upSeconds?: number;
}

const UP_SECONDS = 300;
const VSRX_SECONDS = 120;

/** Names of kept folders are told apart by it. */
let kept = 0;

/**
 * One lab: namespaces of its own, which no other lab and no packet of the machine reaches, and a folder of its own among
 * the temporary ones. It ends with `down`, and at the latest with the process that made it.
 */
export class Net extends RunningLab {
  private readonly choice: Choice;
  private lease: Lease | undefined;
  private said = "";

  /** @internal */
  constructor(
    private readonly options: NetOptions,
    private readonly onDown: (net: Net) => void,
  ) {
    super(new LabFolder(projectRoot(), mkdtempSync(join(tmpdir(), "vsrx-lab-"))));
    this.choice = { ...options, project: resolve(options.project) };
  }

  /**
   * Deploys the program once more, as `pulumi up` does, and looks whether its tunnels carry traffic. Settings are added to
   * those given before.
   * @throws LabUpError when it is not deployed, or a tunnel is not verified; its `report` says more
   */
  async up(again: Partial<Choice> = {}): Promise<UpReport> {
    this.lease ??= new Lease(this.lab.socket);
    const words = ["up", ...wordsOf(chosenAfter(this.choice, again)), "--json"];
    const ran = await this.command(words, this.options.upSeconds ?? UP_SECONDS);
    const report = reportOf(ran);
    if (ran.code === 0 && report !== undefined) return report;
    throw new LabUpError(lastError(ran.stderr), report);
  }

  /** Why tunnels don't carry traffic; the one of this name, or all. */
  async diagnose(tunnel?: string): Promise<Diagnoses> {
    const words = ["diagnose", ...(tunnel === undefined ? [] : [tunnel]), "--json"];
    const { stdout, stderr } = await this.vsrx(words);
    try {
      return JSON.parse(stdout) as Diagnoses;
    } catch {
      throw new LabError(`no diagnosis: ${stderr.trim() || stdout}`);
    }
  }

  /** The command `vsrx` on the deployed stack: `status`, `explain TUNNEL` and others, from where the devices are reached. */
  async vsrx(words: readonly string[]): Promise<Ran> {
    // By the command line: it knows where the Pulumi CLI is that it deployed with.
    const argv = ["exec", "operator", "--", ...stackCommand(this.lab, words)];
    return await this.command(argv, VSRX_SECONDS);
  }

  /**
   * Writes down how the lab stands: its log, status, diagnosis, each device's configuration and associations, and every
   * capture, as packets and as text. Known secrets are left out.
   * @returns the folder
   */
  async keep(): Promise<string> {
    const place = this.options.keepIn ?? process.env["VSRX_LAB_KEEP"];
    const parent = resolve(this.choice.project, place || "lab-failures");
    const target = join(parent, keptName(this.choice.project, (kept += 1)));
    const state = await labState(this.lab);
    await keepIn(target, {
      folder: this.lab.path,
      said: this.said,
      captures: state.kind === "alive" ? this.captures : [],
      questions: state.kind === "alive" ? await this.questions() : {},
    });
    return target;
  }

  /**
   * Ends the lab: its processes and files are gone.
   * @param how `destroy`: Pulumi takes the stack apart first, and what it can't take apart is an error; else all ends at once
   */
  async down(how: { readonly destroy?: boolean } = {}): Promise<void> {
    try {
      if (how.destroy === true) {
        const { code, stderr } = await this.command(["down"], UP_SECONDS);
        if (code !== 0) throw new LabError(lastError(stderr));
      }
    } finally {
      await this.end();
      this.lease?.end();
      this.lease = undefined;
      rmSync(this.lab.path, { recursive: true, force: true });
      this.onDown(this);
    }
  }

  /** `await using net = await lab.up(…)` takes it down at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
  }

  private async command(words: readonly string[], seconds: number): Promise<Said> {
    const { project } = this.choice;
    const ran = await runCommand(words, { project, folder: this.lab.path, seconds });
    this.said += `$ ${words[0]}\n${ran.stderr}`;
    return ran;
  }

  /** What a person would ask, by the name of the file that the answer is kept in. */
  private async questions(): Promise<Record<string, () => Promise<string>>> {
    const managed = (await this.nodes()).filter(({ management }) => management !== undefined);
    const shown =
      (name: string, ...commands: string[]) =>
      async (): Promise<string> => {
        const answers = commands.map(
          async (command) => `> ${command}\n${await this.cli(name, command)}`,
        );
        return (await Promise.all(answers)).join("\n");
      };
    return {
      "status.json": async () => `${JSON.stringify(await this.status(), undefined, 2)}\n`,
      "diagnosis.txt": async () => {
        const { stdout, stderr } = await this.vsrx(["diagnose"]);
        return stdout + stderr;
      },
      ...Object.fromEntries(
        managed.flatMap(({ name }) => [
          [`${name}.conf`, shown(name, "show configuration | display set")],
          [`${name}.txt`, shown(name, ...TELLING)],
        ]),
      ),
    };
  }
}

/** What tells most of a device that does not do what it should. */
const TELLING = [
  "show security ike security-associations detail",
  "show security ipsec security-associations detail",
  "show security flow session",
  "show route",
  "show log messages",
];

function reportOf({ stdout, stderr }: Said): UpReport | undefined {
  try {
    return { ...(JSON.parse(stdout) as LabReport), said: stderr };
  } catch {
    return undefined;
  }
}

/** What the command line said last: its reason. Where there is none, all that it said. */
const lastError = (stderr: string): string =>
  /^error: ([^]*)$/m.exec(stderr)?.[1]?.trim() ?? stderr;
