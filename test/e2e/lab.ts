// A lab of a test's own: a folder, the command line run as a person would, and programs to edit.
import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { LabFolder, type LabReport } from "../../lab/cli";
import { RunningLab } from "../../lab/door";

export const root = resolve(__dirname, "../..");
const node = join(root, "node_modules/.bin/node");
const main = join(root, "dist/lab/cli/main.js");
const vsrx = join(root, "dist/lib/cli/main.js");

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** @default the repository */
  readonly cwd?: string;
  /** Seconds after which it is ended. @default 240 */
  readonly seconds?: number;
}

const OUTPUT_LIMIT = 20_000_000;

/** Runs a program to its end; its output is text. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [command = "", ...args] = argv;
  return new Promise((resolveRun, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, NO_COLOR: "1", ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      // A program that talks without end is to fail its test, and not to fill the memory.
      if (stdout.length > OUTPUT_LIMIT) child.kill("SIGKILL");
    });
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const limit = setTimeout(() => child.kill("SIGKILL"), (options.seconds ?? 240) * 1000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(limit);
      resolveRun({ code: code ?? -1, stdout, stderr });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** Makes a program of root run as an ordinary user. */
const AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

/** One lab in a folder of its own, whatever else runs on this machine. */
export class TestLab {
  readonly parent = mkdtempSync(join(tmpdir(), "vsrx-e2e-"));
  readonly folder = join(this.parent, "lab");
  /** What runs there, by the door that other people's tests have too. */
  readonly inside = new RunningLab(new LabFolder(root, this.folder));
  private readonly prefix: readonly string[] = [];
  private readonly env: Readonly<Record<string, string>> = {};

  /** @param user `ordinary`: without root, also where the tests themselves run as root */
  constructor(user: "same" | "ordinary" = "same") {
    if (user === "ordinary" && process.getuid?.() === 0) {
      this.prefix = AS_NOBODY;
      this.env = { HOME: this.parent, PATH: `${join(this.parent, "bin")}:${process.env["PATH"]}` };
      chmodSync(this.parent, 0o777);
      // Pulumi may lie where only root can look.
      mkdirSync(join(this.parent, "bin"));
      const pulumi = (process.env["PATH"] ?? "")
        .split(":")
        .map((folder) => join(folder, "pulumi"))
        .find(existsSync);
      if (pulumi !== undefined) copyFileSync(pulumi, join(this.parent, "bin/pulumi"));
    }
    if (!existsSync(main)) {
      throw new Error(`${main} is missing: start these tests with \`npm test\`, which builds it`);
    }
  }

  async lab(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return await this.run([node, main, ...args], options);
  }

  /** The same for a reader who takes one line and leaves. Below that line stands how the command ended. */
  async firstLine(args: readonly string[]): Promise<Ran> {
    const script = '"$@" | head -1; echo "${PIPESTATUS[0]}"';
    return await this.run(["bash", "-c", script, "bash", node, main, ...args]);
  }

  private async run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return await run([...this.prefix, ...argv], {
      ...options,
      env: { VSRX_LAB_DIR: this.folder, ...this.env, ...options.env },
    });
  }

  /** `up --json`; its standard output has to be one JSON object and nothing else. */
  async up(program?: string, options?: RunOptions): Promise<Ran & { readonly report: LabReport }> {
    const ran = await this.lab(
      ["up", ...(program === undefined ? [] : [program]), "--json"],
      options,
    );
    return { ...ran, report: parseReport(ran) };
  }

  async status(): Promise<LabReport> {
    return await this.inside.status();
  }

  async exec(name: string, ...argv: string[]): Promise<Ran> {
    return await this.inside.exec(name, argv, { cwd: root, seconds: 240 });
  }

  /** The command `vsrx` on the lab's stack, where Pulumi runs: from the node that reaches the devices. */
  async vsrx(...args: string[]): Promise<Ran> {
    return await this.exec("operator", ...this.vsrxCommand(...args));
  }

  /** The same as words for a program that runs on that node. */
  vsrxCommand(...args: string[]): readonly string[] {
    return this.pulumiCommand(process.execPath, vsrx, ...args, "--stack", "lab");
  }

  /** A command in the folder of the lab's project, with the login that Pulumi has there. */
  pulumiCommand(...argv: readonly string[]): readonly string[] {
    const settings = {
      PULUMI_HOME: join(this.folder, "pulumi"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE_FILE: join(this.folder, "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const env = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    const project = `--chdir=${join(this.folder, "project")}`;
    return ["env", project, ...env, ...argv];
  }

  /** The address of a node inside its own network, as the node says itself: of one link, where it has several. */
  async address(node: string, link = ""): Promise<string> {
    const { stdout } = await this.exec(node, "ip", "-4", "-o", "addr", "show", "scope", "global");
    const line = stdout.split("\n").find((text) => text.includes(link));
    return /inet ([\d.]+)/.exec(line ?? "")?.[1] ?? "";
  }

  /** True when every one of `count` packets was answered. */
  async ping(from: string, to: string, count = 3): Promise<boolean> {
    return await this.inside.ping(from, to, count);
  }

  /** True when a ping is answered before so many seconds are over. */
  async pingsWithin(from: string, to: string, seconds: number): Promise<boolean> {
    return await this.inside.pingsWithin(from, to, seconds);
  }

  /** Lines typed at a device's prompt. */
  async type(gateway: string, ...lines: string[]): Promise<string> {
    return await this.inside.type(gateway, lines);
  }

  async cli(gateway: string, command: string): Promise<string> {
    return await this.inside.cli(gateway, command);
  }

  /** Gives a gateway another key for a VPN, behind the library's back. */
  async setKey(gateway: string, vpn: string, key: string): Promise<void> {
    const line = `set security ike policy ${vpn} pre-shared-key ascii-text "${key}"`;
    await this.type(gateway, "configure", line, "commit and-quit");
  }

  /** Forgets every security association of these gateways. */
  async clear(...gateways: string[]): Promise<void> {
    for (const gateway of gateways) {
      await this.cli(gateway, "clear security ike security-associations");
      await this.cli(gateway, "clear security ipsec security-associations");
    }
  }

  processes(): number[] {
    return processesOf(this.folder);
  }

  /** Ends the lab, however it stands, and removes the test's own folder. */
  async close(): Promise<void> {
    await this.inside.end();
    rmSync(this.parent, { recursive: true, force: true });
  }
}

/** Processes anywhere on this machine that belong to the lab in a folder, by their environment. */
export function processesOf(folder: string): number[] {
  const mark = `VSRX_LAB_DIR=${folder}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}

export function parseReport({ stdout, stderr, code }: Ran): LabReport {
  try {
    return JSON.parse(stdout) as LabReport;
  } catch {
    throw new Error(
      `no JSON report (exit ${code}); standard output:\n${stdout}\nerror:\n${stderr}`,
    );
  }
}

/** A copy of a program that a test can edit, as a person edits theirs. */
export class Program {
  readonly folder: string;
  private readonly original: string;

  constructor(name: string) {
    const source = name.includes("/") ? join(root, name) : join(root, "examples", name);
    // Inside the repository, where its node_modules are found.
    mkdirSync(join(root, ".cache"), { recursive: true });
    const parent = mkdtempSync(join(root, ".cache/e2e-"));
    this.folder = join(parent, basename(source));
    this.original = readFileSync(join(source, "index.ts"), "utf8");
    mkdirSync(this.folder);
    chmodSync(parent, 0o755);
    for (const name of ["topology.json", "account.json"]) {
      const beside = join(source, name);
      if (existsSync(beside)) copyFileSync(beside, join(this.folder, name));
    }
    writeFileSync(join(this.folder, "package.json"), `{ "private": true, "main": "index.ts" }\n`);
    this.restore();
  }

  /** The original with one text in place of another, which must be there. */
  edit(...edits: readonly (readonly [from: string, to: string])[]): void {
    let text = this.original;
    for (const [from, to] of edits) {
      if (!text.includes(from)) throw new Error(`the program has no ${JSON.stringify(from)}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(join(this.folder, "index.ts"), text);
  }

  restore(): void {
    writeFileSync(join(this.folder, "index.ts"), this.original);
  }

  remove(): void {
    rmSync(resolve(this.folder, ".."), { recursive: true, force: true });
  }
}
