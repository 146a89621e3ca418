// One session's access to the configuration database.

import { type ConfigTree } from "../../lib/junos";
import { type CommitOptions, type Database, type Editor } from "./configuration/database";
import { type Message, refusal } from "./messages";

/** Which candidate a session edits. */
export type EditMode = "shared" | "private" | "exclusive";

/**
 * One session's access to the configuration. What the device refuses is thrown as a `Refusal` with all its
 * messages; what it only warns of is returned.
 */
export interface ConfigurationAccess {
  /** The tree this session edits: change it by `load` only. */
  readonly candidate: ConfigTree;
  readonly mode: EditMode;
  /** Takes a private candidate, or the shared one for oneself. Returns the warning devices give. */
  open(mode: EditMode): Message[];
  /** Gives the private candidate or the lock back. */
  close(): void;
  lock(): void;
  unlock(): void;
  /** Words of configuration mode, such as "set system host-name a". */
  set(lines: string): Message[];
  load(
    request: {
      readonly action: "merge" | "replace" | "override" | "update" | "set";
      readonly format: "text" | "xml" | "json" | "set";
    },
    text: string,
  ): Message[];
  /** Puts rollback 0 to 49 into the candidate. */
  rollback(number: number): void;
  loadRescue(): void;
  /** Text of `show | compare`. */
  compare(rollback?: number): string;
  check(): Message[];
  commit(options?: CommitOptions): Promise<Message[]>;
  /** Whether the candidate holds what isn't committed. */
  readonly dirty: boolean;
}

/** What the device says when a candidate of one's own or for oneself is opened. */
const DISCARDED_ON_EXIT: Message = {
  severity: "warning",
  text: "uncommitted changes will be discarded on exit",
};

/** How one editor uses the database. */
export class Access implements ConfigurationAccess {
  constructor(
    private readonly database: Database,
    private readonly editor: Editor,
    /** Whether the user's class lets them edit. */
    private readonly mayEdit: boolean,
    /** The configuration to fall back on, if one was saved. */
    private readonly rescue: () => ConfigTree | undefined,
  ) {}

  get candidate(): ConfigTree {
    return this.database.candidateOf(this.editor);
  }

  get mode(): EditMode {
    if (this.database.isPrivate(this.editor)) return "private";
    return this.database.holder === this.editor ? "exclusive" : "shared";
  }

  get dirty(): boolean {
    return this.database.compare(this.editor) !== "";
  }

  open(mode: EditMode): Message[] {
    if (!this.mayEdit) throw refusal("permission denied", { tag: "access-denied" });
    if (mode === "shared") {
      this.database.openShared(this.editor);
      return [];
    }
    if (mode === "private") this.database.openPrivate(this.editor);
    else this.database.acquire(this.editor);
    return [DISCARDED_ON_EXIT];
  }

  close(): void {
    if (this.mode !== "shared") this.database.close(this.editor);
  }

  lock(): void {
    this.database.acquire(this.editor);
  }

  unlock(): void {
    this.database.release(this.editor);
  }

  set(lines: string): Message[] {
    return [...this.database.load(this.editor, { action: "set", format: "text" }, lines)];
  }

  load(request: Parameters<ConfigurationAccess["load"]>[0], text: string): Message[] {
    const { action, format } = request;
    return format === "set" || action === "set"
      ? this.set(text)
      : [...this.database.load(this.editor, { action, format }, text)];
  }

  rollback(number: number): void {
    this.database.rollback(this.editor, number);
  }

  loadRescue(): void {
    const tree = this.rescue();
    if (tree === undefined) throw refusal("rescue configuration does not exist");
    this.database.override(this.editor, tree);
  }

  compare(rollback = 0): string {
    return this.database.compare(this.editor, rollback);
  }

  check(): Message[] {
    return [...this.database.check(this.editor)];
  }

  async commit(options: CommitOptions = {}): Promise<Message[]> {
    return [...(await this.database.commit(this.editor, options))];
  }

  /** The session is over. */
  end(): void {
    this.database.forget(this.editor);
  }
}
