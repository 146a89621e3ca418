// The configuration database: one active configuration, candidates, the lock, commits and their undoing.

import { compareText, ConfigTree, diff } from "../../../lib/junos";
import { type Message, Refusal, refusal } from "../messages";
import { dateTime, duration } from "../report/times";
import { load, type LoadRequest } from "./load";
import { type CommitRecord, type Store } from "./store";
import { thrownText } from "../../../lib/thrown-text";

/** Somebody who may edit. */
export interface Editor {
  /** Process number, which is also the NETCONF session's. */
  readonly id: number;
  readonly user: string;
  readonly client: "cli" | "netconf" | "other";
  /** Name of the terminal; empty without one. */
  readonly terminal: string;
  /** Milliseconds since 1970 of the last request. */
  lastActive: number;
}

/** How to commit. */
export interface CommitOptions {
  readonly log?: string;
  /** Minutes until it is undone unless another commit follows. */
  readonly confirmMinutes?: number;
}

/** What judges a configuration and what carries it out. */
export interface Engine {
  /** Errors and warnings; errors refuse the commit. */
  judge(tree: ConfigTree): readonly Message[];
  /** Makes the device follow the configuration. */
  activate(tree: ConfigTree): Promise<void>;
}

interface Lock {
  readonly editor: Editor;
  readonly since: number;
}

interface PrivateCandidate {
  readonly base: ConfigTree;
  tree: ConfigTree;
}

/** Longest time that a timer can be set to. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** One device's configuration database. */
export class Database {
  private applied: { readonly of: ConfigTree; readonly tree: ConfigTree } | undefined;
  private current: ConfigTree;
  private shared: ConfigTree;
  private lock: Lock | undefined;
  private readonly privates = new Map<Editor, PrivateCandidate>();
  private queue: Promise<unknown> = Promise.resolve();
  private readonly committing = new Map<Editor, Promise<unknown>>();
  private timer: NodeJS.Timeout | undefined;
  /** Milliseconds that every commit takes longer, for tests. */
  slowness = 0;

  constructor(
    private readonly store: Store,
    private readonly engine: Engine,
    /** Milliseconds of a minute. */
    private readonly minute: number,
    /** What the device boots with when its disk is empty. */
    first: () => ConfigTree,
  ) {
    if (store.commits.length === 0) {
      const tree = first();
      this.keep(tree, { user: "root", client: "other" });
    } else if (store.pending !== undefined) {
      // Off and on again before it was confirmed: it never was.
      this.keep(ConfigTree.fromSet(store.read(store.pending.serial)), {
        user: "root",
        client: "other",
      });
    }
    this.current = ConfigTree.fromSet(store.read(this.serialOf(0)));
    this.shared = this.current.clone();
  }

  /** What the device runs. Not to be changed. */
  get active(): ConfigTree {
    return this.current;
  }

  /** The active configuration with its groups applied; worked out once for each commit. */
  get effective(): ConfigTree {
    if (this.applied?.of !== this.current) {
      this.applied = { of: this.current, tree: this.current.effective() };
    }
    return this.applied.tree;
  }

  /** Newest first. */
  get history(): readonly CommitRecord[] {
    return this.store.commits;
  }

  /** Milliseconds since 1970 at which the newest commit is undone. */
  get undoneAt(): number | undefined {
    return this.store.pending?.deadline;
  }

  /** Who holds the lock. */
  get holder(): Editor | undefined {
    return this.lock?.editor;
  }

  /** The candidate that an editor sees. Not to be changed. */
  candidateOf(editor: Editor): ConfigTree {
    return this.privates.get(editor)?.tree ?? this.shared;
  }

  isPrivate(editor: Editor): boolean {
    return this.privates.has(editor);
  }

  /** Whether the shared candidate holds what isn't committed. */
  isModified(): boolean {
    return differs(this.current, this.shared);
  }

  /** Takes the lock. */
  acquire(editor: Editor): void {
    if (this.lock?.editor === editor || this.privates.has(editor)) {
      throw refusal("Configuration database is already open");
    }
    if (this.lock !== undefined) throw this.lockedError("lock-denied");
    if (this.isModified()) {
      throw refusal("configuration database modified", { tag: "lock-denied" });
    }
    this.lock = { editor, since: Date.now() };
  }

  /** Gives the lock back; what wasn't committed is gone. */
  release(editor: Editor): void {
    if (this.lock?.editor !== editor) throw refusal("Configuration database is not open");
    this.lock = undefined;
    this.shared = this.current.clone();
  }

  /** Begins to edit the shared candidate, which nobody may while others have one of their own. */
  openShared(editor: Editor): void {
    if (this.privates.size === 0 || this.privates.has(editor) || this.lock?.editor === editor)
      return;
    throw refusal("private edits in use. Try 'configure private' or 'configure exclusive'");
  }

  /** Begins a candidate of the editor's own. */
  openPrivate(editor: Editor): void {
    if (this.privates.has(editor) || this.lock?.editor === editor) {
      throw refusal("Configuration database is already open");
    }
    if (this.lock !== undefined) throw this.lockedError("lock-denied");
    if (this.isModified()) {
      throw refusal("shared configuration database modified", { tag: "lock-denied" });
    }
    this.privates.set(editor, { base: this.current.clone(), tree: this.current.clone() });
  }

  /** Ends a private or exclusive candidate. */
  close(editor: Editor): void {
    if (!this.privates.delete(editor)) this.release(editor);
  }

  /** The editor is gone. A commit under way goes on without it, and keeps the lock until it is done. */
  forget(editor: Editor): void {
    const running = this.committing.get(editor);
    if (running !== undefined) {
      void running.then(
        () => this.forget(editor),
        () => this.forget(editor),
      );
      return;
    }
    this.privates.delete(editor);
    if (this.lock?.editor === editor) this.release(editor);
  }

  /** Loads into the editor's candidate; answers warnings. What is good of a bad text stays in the candidate. */
  load(editor: Editor, request: LoadRequest, text: string): readonly Message[] {
    this.mayLoad(editor);
    const { tree, messages } = load(this.candidateOf(editor), request, text);
    this.replace(editor, tree);
    if (messages.some(({ severity }) => severity === "error")) throw new Refusal(messages);
    return messages;
  }

  /** Puts an earlier configuration into the editor's candidate; 0 is the active one. */
  rollback(editor: Editor, number: number): void {
    this.mayLoad(editor);
    this.replace(editor, this.committed(number).clone());
  }

  /** Puts a whole configuration into the editor's candidate. */
  override(editor: Editor, tree: ConfigTree): void {
    this.mayLoad(editor);
    this.replace(editor, tree);
  }

  /** The active configuration or one before it. */
  committed(number: number): ConfigTree {
    return number === 0 ? this.current : ConfigTree.fromSet(this.store.read(this.serialOf(number)));
  }

  /** What the editor's candidate changes against a committed configuration. */
  compare(editor: Editor, number = 0): string {
    return compareText(this.committed(number), this.candidateOf(editor));
  }

  /** What a committed configuration changes against another. */
  compareCommitted(number: number, tree: ConfigTree): string {
    return compareText(this.committed(number), tree);
  }

  /** Judges the editor's candidate; answers warnings. It confirms a commit that waits for it, without a new entry. */
  check(editor: Editor): readonly Message[] {
    this.mayEdit(editor);
    const warnings = this.judge(this.candidateOf(editor), "configuration check-out failed");
    if (this.store.pending !== undefined) {
      clearTimeout(this.timer);
      this.store.confirm();
    }
    return warnings;
  }

  /** Commits the editor's candidate; answers warnings. It confirms a commit that waits for it. */
  commit(editor: Editor, options: CommitOptions = {}): Promise<readonly Message[]> {
    this.mayEdit(editor);
    if (this.privates.has(editor) && options.confirmMinutes !== undefined) {
      throw refusal("commit confirmed is not allowed in configure private mode");
    }
    const run = this.queue.then(
      () => this.commitNow(editor, options),
      () => this.commitNow(editor, options),
    );
    this.queue = run;
    this.committing.set(editor, run);
    const done = (): void => {
      if (this.committing.get(editor) === run) this.committing.delete(editor);
    };
    run.then(done, done);
    return run;
  }

  /** Starts the clock of a commit that has to be confirmed. */
  arm(): void {
    clearTimeout(this.timer);
    const { pending } = this.store;
    if (pending === undefined) return;
    const left = pending.deadline - Date.now();
    this.timer = setTimeout(
      () => {
        if (Date.now() < pending.deadline) this.arm();
        else void this.undo();
      },
      Math.max(0, Math.min(left, LONGEST_TIMER)),
    );
    this.timer.unref();
  }

  /** Stops the clock: the device is going down. */
  stop(): void {
    clearTimeout(this.timer);
  }

  /** Undoes a commit before its time, if it still waits to be confirmed. */
  undoNow(serial: number): Promise<unknown> {
    const { pending } = this.store;
    if (pending === undefined || this.store.commits[0]?.serial !== serial) return Promise.resolve();
    return this.undo(true);
  }

  /** For tests: somebody else edits. */
  disturb(lines: readonly string[]): void {
    this.shared.applySet(lines);
  }

  private async commitNow(editor: Editor, options: CommitOptions): Promise<readonly Message[]> {
    this.mayEdit(editor);
    const own = this.privates.get(editor);
    const tree =
      own === undefined ? this.shared.clone() : merged(this.current, diff(own.base, own.tree));
    const warnings = this.judge(tree, "commit failed");
    if (this.slowness > 0) await new Promise((resolve) => setTimeout(resolve, this.slowness));
    await this.activate(tree);
    // Whoever edited meanwhile without a lock keeps what he has.
    const untouched = own !== undefined && !differs(this.current, this.shared);
    this.keep(
      tree,
      {
        user: editor.user,
        client: editor.client,
        ...(options.log === undefined ? {} : { log: options.log }),
        ...(options.confirmMinutes === undefined ? {} : { confirmMinutes: options.confirmMinutes }),
      },
      options.confirmMinutes,
    );
    this.current = tree;
    if (untouched) this.shared = tree.clone();
    if (own !== undefined) {
      this.privates.set(editor, { base: tree.clone(), tree: tree.clone() });
    }
    this.arm();
    return warnings;
  }

  /** Goes back: nobody has confirmed in time. */
  private undo(early = false): Promise<unknown> {
    const run = async (): Promise<void> => {
      const { pending } = this.store;
      if (pending === undefined || (!early && Date.now() < pending.deadline)) return;
      const tree = ConfigTree.fromSet(this.store.read(pending.serial));
      const untouched = !differs(this.current, this.shared);
      await this.engine.activate(tree).catch(() => undefined);
      this.keep(tree, { user: "root", client: "other" });
      this.current = tree;
      if (untouched) this.shared = tree.clone();
    };
    this.queue = this.queue.then(run, run);
    return this.queue;
  }

  private async activate(tree: ConfigTree): Promise<void> {
    try {
      await this.engine.activate(tree);
    } catch (error) {
      const reason = thrownText(error);
      // Nothing half: what ran before runs again.
      await this.engine.activate(this.current).catch(() => undefined);
      throw new Refusal([
        { severity: "error", text: reason, type: "application", tag: "invalid-value" },
        { severity: "error", text: "configuration check-out failed" },
      ]);
    }
  }

  private judge(tree: ConfigTree, closing: string): readonly Message[] {
    const messages = this.engine.judge(tree);
    const errors = messages.filter(({ severity }) => severity === "error");
    if (errors.length === 0) return messages;
    const missing = errors.every(({ tag }) => tag === "data-missing");
    const why = missing ? "missing mandatory statements" : "statements constraint check failed";
    throw new Refusal([...messages, { severity: "error", text: `${closing}: (${why})` }]);
  }

  private keep(
    tree: ConfigTree,
    record: Omit<CommitRecord, "serial" | "time">,
    confirmMinutes?: number,
  ): void {
    const now = Date.now();
    const pending =
      confirmMinutes === undefined
        ? undefined
        : {
            serial: this.store.pending?.serial ?? this.serialOf(0),
            deadline: now + confirmMinutes * this.minute,
          };
    this.store.add({ time: now, ...record }, `${tree.toSet().join("\n")}\n`, pending);
  }

  private serialOf(number: number): number {
    const record = this.store.commits[number];
    if (record === undefined) {
      throw refusal(
        `could not open configuration rollback file /config/juniper.conf.${number}.gz: No such file or directory`,
      );
    }
    return record.serial;
  }

  private replace(editor: Editor, tree: ConfigTree): void {
    const own = this.privates.get(editor);
    if (own === undefined) this.shared = tree;
    else own.tree = tree;
  }

  private mayLoad(editor: Editor): void {
    this.mayEdit(editor);
    this.openShared(editor);
  }

  private mayEdit(editor: Editor): void {
    if (this.lock === undefined || this.lock.editor === editor) return;
    throw this.lockedError("operation-failed");
  }

  private lockedError(tag: string): Refusal {
    const { editor, since } = this.lock ?? { editor: undefined, since: 0 };
    const idle = duration(Date.now() - (editor?.lastActive ?? 0));
    return refusal(
      `configuration database locked by:\n  ${editor?.user ?? ""} terminal ${editor?.terminal ?? ""} ` +
        `(pid ${editor?.id ?? 0}) on since ${dateTime(since)}, idle ${idle}\n      exclusive`,
      { tag, ...(editor === undefined ? {} : { session: editor.id }) },
    );
  }
}

function differs(a: ConfigTree, b: ConfigTree): boolean {
  return a.toSet().join("\n") !== b.toSet().join("\n");
}

function merged(active: ConfigTree, changes: readonly string[]): ConfigTree {
  const tree = active.clone();
  tree.applySet(changes);
  return tree;
}
