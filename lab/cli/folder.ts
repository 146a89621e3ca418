// The lab's folder: where it is, what lies in it, and the record of the process that owns it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Choice } from "./choice";
import { LabError } from "./errors";
import { STACK } from "./operation-types";
import { type TunnelFacts } from "./tunnels";

/** The repository: the nearest folder above this file with a package.json. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new LabError("the lab runs from a checkout of the repository");
    folder = parent;
  }
  return folder;
}

/** What is known of the running lab; lies in `lab.json`. */
export interface LabRecord {
  readonly version: 1;
  /** The top process of the lab's namespaces, and when it started (clock ticks since boot). */
  readonly pid: number;
  readonly startTicks: string;
  readonly startedAt: string;
  readonly asRoot: boolean;
  /** The example that is, or was last tried to be, deployed. */
  readonly example?: string;
  /** What the command line said of it. */
  readonly choice?: Choice;
  /** Its tunnels, as the last `up` left them. */
  readonly tunnels?: readonly TunnelFacts[];
}

/** A unix socket's path has room for 107 bytes. */
const SOCKET_PATH_LIMIT = 100;

export class LabFolder {
  readonly path: string;

  /** @param place where it is to be; else where VSRX_LAB_DIR says, else `.lab` in the repository */
  constructor(
    readonly root: string,
    place: string = process.env["VSRX_LAB_DIR"] || ".lab",
  ) {
    this.path = resolve(root, place);
  }

  file(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  get socket(): string {
    const usual = this.file("lab.sock");
    if (usual.length <= SOCKET_PATH_LIMIT) return usual;
    const digest = createHash("sha256").update(this.path).digest("hex").slice(0, 16);
    return join(tmpdir(), `vsrx-lab-${digest}.sock`);
  }

  get keyFile(): string {
    return this.file("operator-key");
  }

  /** What the stack's secrets are encrypted with. */
  get passphraseFile(): string {
    return this.file("passphrase");
  }

  /** There while an operation runs whose changes Pulumi writes down at its end only. */
  get unsavedFile(): string {
    return this.file("unsaved");
  }

  /** Where Pulumi keeps the state of a program's stack. */
  stateFile(project: string): string {
    return this.file("state/.pulumi/stacks", project, `${STACK}.json`);
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  /** Makes the folder; refuses one that somebody else has filled. */
  prepare(): void {
    const foreign =
      this.exists() && readdirSync(this.path).length > 0 && !existsSync(this.file("lab.json"));
    if (foreign) {
      throw new LabError(
        `${this.path} has files that are not a lab's; name an empty or new folder in VSRX_LAB_DIR`,
      );
    }
    mkdirSync(this.file("tmp"), { recursive: true, mode: 0o700 });
  }

  read(): LabRecord | undefined {
    if (!existsSync(this.file("lab.json"))) return undefined;
    try {
      return JSON.parse(readFileSync(this.file("lab.json"), "utf8")) as LabRecord;
    } catch {
      // Cut off while it was written: as good as a lab that died.
      return { version: 1, pid: 0, startTicks: "", startedAt: "an unknown time", asRoot: false };
    }
  }

  write(record: LabRecord): void {
    writeFileSync(this.file("lab.json"), `${JSON.stringify(record, undefined, 2)}\n`, {
      mode: 0o600,
    });
  }

  /** Removes a folder that is a lab's, or empty; leaves any other alone. */
  removeOwn(): void {
    if (!this.exists()) return;
    const files = readdirSync(this.path);
    if (files.length === 0 || existsSync(this.file("lab.json"))) this.remove();
  }

  remove(): void {
    rmSync(this.socket, { force: true });
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
