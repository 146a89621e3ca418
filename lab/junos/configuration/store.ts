// The device's disk: the active configuration, those before it, and who committed them.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One commit. */
export interface CommitRecord {
  /** Names the file with its configuration. */
  readonly serial: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly user: string;
  readonly client: string;
  readonly log?: string;
  /** Minutes until it is undone, of a commit that has to be confirmed. */
  readonly confirmMinutes?: number;
}

/** A commit that waits to be confirmed. */
export interface PendingConfirm {
  /** The configuration to go back to. */
  readonly serial: number;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

interface Index {
  /** Newest first. */
  readonly commits: readonly CommitRecord[];
  readonly pending?: PendingConfirm;
}

/** Rollbacks 0 to 49. */
const KEPT = 50;

/** Keeps configurations as set lines, one file each. */
export class Store {
  private index: Index;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.index = this.readIndex();
  }

  /** Newest first; empty on the first boot. */
  get commits(): readonly CommitRecord[] {
    return this.index.commits;
  }

  get pending(): PendingConfirm | undefined {
    return this.index.pending;
  }

  /** The configuration of a commit. */
  read(serial: number): string {
    return readFileSync(this.file(serial), "utf8");
  }

  /** Keeps a new commit; the oldest goes. */
  add(
    record: Omit<CommitRecord, "serial">,
    lines: string,
    pending: PendingConfirm | undefined,
  ): void {
    const serial = (this.index.commits[0]?.serial ?? 0) + 1;
    this.write(this.file(serial), lines);
    const commits = [{ serial, ...record }, ...this.index.commits];
    this.save({ commits: commits.slice(0, KEPT), ...(pending === undefined ? {} : { pending }) });
    for (const { serial: old } of commits.slice(KEPT)) {
      if (old !== pending?.serial) rmSync(this.file(old), { force: true });
    }
  }

  /** The newest commit stays, and its entry is as it was. */
  confirm(): void {
    this.save({ commits: this.index.commits });
  }

  /** A file beside the configurations, such as the rescue configuration. */
  readExtra(name: string): string | undefined {
    try {
      return readFileSync(join(this.folder, name), "utf8");
    } catch {
      return undefined;
    }
  }

  writeExtra(name: string, text: string | undefined): void {
    if (text === undefined) rmSync(join(this.folder, name), { force: true });
    else this.write(join(this.folder, name), text);
  }

  private readIndex(): Index {
    try {
      return JSON.parse(readFileSync(join(this.folder, "commits.json"), "utf8")) as Index;
    } catch {
      return { commits: [] };
    }
  }

  private save(index: Index): void {
    this.write(join(this.folder, "commits.json"), JSON.stringify(index));
    this.index = index;
  }

  /** All or nothing, whenever the power goes. */
  private write(path: string, text: string): void {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  private file(serial: number): string {
    return join(this.folder, `juniper.conf.${serial}`);
  }
}
