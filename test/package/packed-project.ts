// A project of somebody else's: this package as `npm pack` makes it, beside exactly the packages that it says it needs.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
/** Node 24, with which our own programs run. */
export const NODE = join(root, "node_modules/.bin/node");

/** A runner inside a runner must not take itself for one of the outer one's workers. */
const OUTER = /^(?:NODE_OPTIONS|NODE_ENV|NODE_V8_COVERAGE|JEST_WORKER_ID|INIT_CWD|npm_.*)$/;

/**
 * The certificates that the system trusts. A Node of npm's knows its own alone, unlike the system's, which may have
 * installed all this by way of a company's proxy.
 */
const TRUSTED = "/etc/ssl/certs/ca-certificates.crt";
const TRUST = existsSync(TRUSTED) ? { NODE_EXTRA_CA_CERTS: TRUSTED } : {};

/** What came of a command. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  /** All that it printed. */
  readonly output: string;
}

/** @param others what of the environment is otherwise; PATH leads to this checkout's commands unless it is there */
export function execute(
  command: string,
  args: readonly string[],
  cwd: string,
  others: NodeJS.ProcessEnv = {},
): Ended {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTER.test(name)));
  const PATH = [join(root, "node_modules/.bin"), env["PATH"] ?? ""].join(delimiter);
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...TRUST, ...env, PATH, NO_COLOR: "1", ...others },
    timeout: 240_000,
  });
  return { status, stdout, output: `${stdout}${stderr}` };
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

/** The package, packed and unpacked, and what `npm pack` says of it. */
export class Packed {
  private readonly home = mkdtempSync(join(tmpdir(), "vsrx-packed-"));
  readonly folder = join(this.home, "package");
  /** The packed file itself. */
  readonly file: string;
  readonly size: number;
  readonly files: readonly string[];
  readonly manifest: Manifest;

  constructor() {
    const made = execute(NODE, [join(root, "scripts/run.mjs"), "prepack"], root);
    if (made.status !== 0) throw new Error(made.output);
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", this.home];
    const packed = execute("npm", args, root);
    if (packed.status !== 0) throw new Error(packed.output);
    const told = JSON.parse(packed.stdout) as unknown;
    const [about] = (Array.isArray(told) ? told : Object.values(told as object)) as {
      readonly filename: string;
      readonly size: number;
      readonly files: readonly { readonly path: string }[];
    }[];
    if (about === undefined) throw new Error(packed.output);
    this.file = join(this.home, about.filename);
    execute("tar", ["-xzf", this.file], this.home);
    this.size = about.size;
    this.files = about.files.map(({ path }) => path);
    this.manifest = JSON.parse(readFileSync(join(this.folder, "package.json"), "utf8")) as Manifest;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** An empty folder with the package in its node_modules. */
export class PackedProject {
  readonly folder = mkdtempSync(join(tmpdir(), "vsrx-user-"));

  /** @param others packages that the project has beside those that ours asks for */
  constructor(
    private readonly packed: Packed,
    others: readonly string[] = [],
  ) {
    const { dependencies, peerDependencies, peerDependenciesMeta } = packed.manifest;
    const peers = Object.keys(peerDependencies).filter((name) => !(name in peerDependenciesMeta));
    this.link(packed.folder, "pulumi-vsrx", (from, to) => renameSync(from, to));
    for (const name of [...Object.keys(dependencies), ...peers, ...others])
      this.link(join(root, "node_modules", name), name, symlinkSync);
  }

  private link(from: string, name: string, put: (from: string, to: string) => void): void {
    const to = join(this.folder, "node_modules", name);
    mkdirSync(dirname(to), { recursive: true });
    put(from, to);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  node(...args: string[]): Ended {
    return execute(NODE, args, this.folder);
  }

  vsrx(...args: string[]): Ended {
    return this.node(join(this.folder, "node_modules/pulumi-vsrx/dist/lib/cli/main.js"), ...args);
  }

  /** The command that the project's package.json has for its tests, word by word. */
  test(): Ended {
    const { scripts } = JSON.parse(this.read("package.json")) as { scripts: { test: string } };
    const [command = "", ...args] = scripts.test.split(" ");
    return command === "node"
      ? this.node(...args)
      : execute(NODE, [this.bin(command), ...args], this.folder);
  }

  private bin(name: string): string {
    const folder = join(this.folder, "node_modules", name);
    const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      bin: string | Readonly<Record<string, string>>;
    };
    return join(folder, typeof bin === "string" ? bin : (bin[name] ?? ""));
  }

  /** Gives the package back, for the next project. */
  remove(): void {
    renameSync(join(this.folder, "node_modules/pulumi-vsrx"), this.packed.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
