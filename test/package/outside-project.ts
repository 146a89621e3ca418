// A project outside every checkout, installed from the packed file by somebody's own tools, and used as its owner would.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import type { Combination } from "./combinations";
import { LAB_TEST } from "./lab-test";
import { type Ended, execute, NODE } from "./packed-project";

const root = resolve(__dirname, "../..");
const tools = join(__dirname, "tools");

/** Installs the tools as their lock file says, once. */
export function ensureTools(): void {
  const script = JSON.stringify(join(root, "scripts/node-modules.mjs"));
  const code = `import { ensureModulesOf } from ${script}; await ensureModulesOf(${JSON.stringify(tools)});`;
  const { status, output } = execute(NODE, ["--input-type=module", "-e", code], root);
  if (status !== 0) throw new Error(output);
}

/** What a failed step says: which one, and all that it printed. */
function succeeded(what: string, { status, output }: Ended): string {
  if (status !== 0) throw new Error(`${what} ended with ${status}:\n${output}`);
  return output;
}

/** What runners say of a process that something keeps alive. */
const OPEN_HANDLE = /open handle|did not exit|hanging|close timed out/i;

export class OutsideProject {
  private readonly folder = mkdtempSync(join(tmpdir(), "vsrx-outside-"));

  constructor(
    private readonly with_: Combination,
    private readonly packed: string,
  ) {
    this.write("package.json", JSON.stringify({ private: true, type: with_.modules }));
    // What `yarn init` leaves; without it Yarn looks for a project further up.
    if (with_.manager === "yarn") this.write("yarn.lock", "");
  }

  /** Installs the packed file, makes the project, installs what that needs. @returns the versions of the tools */
  make(): string {
    const { manager, runner } = this.with_;
    const add = {
      npm: ["install", this.packed],
      pnpm: ["add", this.packed],
      yarn: ["add", `pulumi-vsrx@file:${this.packed}`],
    };
    const added = this.run(...add[manager]);
    // pnpm ends so while nobody has said that no script needs to run; all is installed, and init says it.
    if (!added.output.includes("ERR_PNPM_IGNORED_BUILDS")) succeeded("the first install", added);
    succeeded("vsrx init", this.command("vsrx", "init", "--runner", runner, "--name", "two-sites"));
    succeeded("install", this.run("install"));
    const version = succeeded("--version", this.run("--version")).trim();
    const node = succeeded("node --version", this.start("node", ["--version"])).trim();
    return `${manager} ${version}, node ${node.replace("v", "")}`;
  }

  /** What the compiler says; strict is what init writes. */
  compile(): string {
    const skip = this.with_.types === "ours" ? "true" : "false";
    return succeeded(
      "tsc",
      this.command("tsc", "-p", ".", "--skipLibCheck", skip, "--pretty", "false"),
    );
  }

  /** The configuration of one device. */
  synth(device: string): string {
    return succeeded("vsrx synth", this.command("vsrx", "synth", "--device", device));
  }

  /** What the project's own test prints. It has ended by itself, and nothing was left open. */
  test(): string {
    const output = succeeded("test", this.run("test"));
    if (OPEN_HANDLE.test(output)) throw new Error(`something was left open:\n${output}`);
    return output;
  }

  /** The same test with one claim that is wrong. */
  failingTest(claim: string, wrong: string): Ended {
    const text = readFileSync(join(this.folder, "index.test.ts"), "utf8");
    if (!text.includes(claim)) throw new Error(`the test has no ${claim}`);
    this.write("index.test.ts", text.replace(claim, wrong));
    return this.run("test");
  }

  /** A test that brings the program up in the lab. */
  labTest(): string {
    this.write("in-the-lab.test.ts", LAB_TEST);
    succeeded("tsc", this.command("tsc", "-p", "."));
    return succeeded("the test in the lab", this.command("vitest", "run", "in-the-lab.test.ts"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** A command that a package of the project has. */
  private command(...words: readonly string[]): Ended {
    const { manager } = this.with_;
    if (manager === "npm") return this.start("npx", words);
    return this.run(...(manager === "pnpm" ? ["exec"] : []), ...words);
  }

  private run(...words: readonly string[]): Ended {
    const { manager } = this.with_;
    if (manager === "npm") return this.start("npm", words);
    if (manager === "pnpm") return this.start(join(tools, "node_modules/pnpm/pnpm"), words);
    const yarn = join(tools, "node_modules/@yarnpkg/cli-dist/bin/yarn.js");
    return this.start("node", [yarn, ...words]);
  }

  private start(command: string, words: readonly string[]): Ended {
    const bin = this.with_.node === 22 ? join(tools, "node_modules/node-22/bin") : dirname(NODE);
    return execute(command, words, this.folder, {
      PATH: [bin, process.env["PATH"] ?? ""].join(delimiter),
      // An outsider's machine is no CI, where managers change no lock file; and Yarn asks the registry that npm is told of.
      CI: undefined,
      YARN_NPM_REGISTRY_SERVER: registry(),
      YARN_ENABLE_TELEMETRY: "false",
    });
  }
}

let asked: string | undefined;

const registry = (): string =>
  (asked ??= execute("npm", ["config", "get", "registry"], tmpdir()).stdout.trim());
