// Reading set lines: set, delete, deactivate and the other configuration-mode commands, applied to a tree as Junos does.
import { JunosSyntaxError } from "../errors";
import { suggest } from "../suggest";
import { above } from "../tree/levels";
import { ConfigNode } from "../tree/node";
import { attachOpaque } from "../tree/opaque";
import { prune } from "../tree/prune";
import { joinWords } from "../tree/statements";
import type { Faulty } from "./faulty";
import { nearby, opaqueWords, splitWords } from "./lines";
import { OPEN_LIST } from "./quote";
import { place, WordError, type WalkOptions } from "./walk";

const COMMANDS = [
  "set",
  "delete",
  "deactivate",
  "activate",
  "protect",
  "unprotect",
  "insert",
  "rename",
  "copy",
  "annotate",
  "edit",
  "top",
  "up",
  "exit",
];

/** Longest line that is read, in characters: configuration values are far shorter. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Words in one line, more than any statement has. */
const MOST_WORDS = 4096;

/** The nodes that words lead to, the tree's root first; undefined when a word has none. */
function follow(root: ConfigNode, words: readonly string[]): ConfigNode[] | undefined {
  const trail = [root];
  let node = root;
  for (const word of words) {
    if (node.schema.kind === "leaf") {
      if (node.value !== word) return undefined;
      continue;
    }
    const next: ConfigNode | undefined =
      node.child(word) ?? (node.child("")?.value === word ? node.child("") : undefined);
    if (next === undefined) return undefined;
    node = next;
    trail.push(node);
  }
  return trail;
}

interface SetOptions extends WalkOptions {
  readonly origin?: string;
  /** The origin takes over what others said before. */
  readonly wins?: boolean;
  /** Lines without a command are set lines. */
  readonly bare?: boolean;
  readonly faulty?: Faulty;
}

/** Applies configuration-mode commands to a tree, line by line. */
export class SetReader {
  /** What Junos would warn of, such as deleting what isn't there. */
  readonly warnings: string[] = [];
  /** Faults of lines that were left out or kept as they are. */
  readonly errors: JunosSyntaxError[] = [];
  private lineNumber = 0;
  private base: readonly string[] = [];
  /** Levels that `edit` left, for `exit`. */
  private readonly left: (readonly string[])[] = [];
  private readonly journal: (() => void)[] = [];
  private readonly walk: WalkOptions;
  // The last set line: where it begins and ends, where its words begin, and the nodes they led to.
  private beforeFrom = 0;
  private beforeTo = 0;
  private readonly starts: number[] = [];
  private readonly trail: ConfigNode[] = [];

  constructor(
    private readonly root: ConfigNode,
    private readonly options: SetOptions = {},
  ) {
    const careful = options.faulty === "skip" || options.faulty === "keep";
    this.walk = careful ? { ...options, journal: this.journal } : options;
  }

  /** Applies every line of a text. */
  text(text: string): this {
    let from = 0;
    while (from <= text.length) {
      let to = text.indexOf("\n", from);
      if (to < 0) to = text.length;
      if (to - from > LONGEST_LINE) {
        throw new JunosSyntaxError(
          `line of ${to - from} characters; at most ${LONGEST_LINE} are read`,
          { line: this.lineNumber + 1, column: 1 },
        );
      }
      this.lineNumber++;
      this.journal.length = 0;
      try {
        if (!this.fast(text, from, to)) this.slow(text.slice(from, to));
      } catch (error) {
        this.recover(error, text.slice(from, to));
      }
      from = to + 1;
    }
    return this;
  }

  /** Takes back what a faulty line did, and keeps it as it is when that is wanted. */
  private recover(error: unknown, line: string): void {
    const { faulty } = this.options;
    if (!(error instanceof JunosSyntaxError) || faulty === undefined || faulty === "throw")
      throw error;
    for (const step of this.journal.reverse()) step();
    this.forget();
    this.errors.push(error);
    if (faulty === "skip") return;
    const words = opaqueWords(line);
    const bare = this.options.bare === true && !COMMANDS.includes(words[0] ?? "");
    if (!bare && words[0] !== "set") return;
    const node = attachOpaque(this.root, [
      ...(bare ? [] : this.base),
      ...words.slice(bare ? 0 : 1),
    ]);
    node.line = this.lineNumber;
    node.origin ??= this.options.origin;
  }

  /** Applies one line; empty lines and comments do nothing. */
  private slow(line: string): void {
    const words: string[] = [];
    const starts: number[] = [];
    splitWords(line, words, starts, 0, line.length, this.lineNumber);
    const command = words[0];
    if (command === undefined || command.startsWith("#") || command.startsWith("/*")) return;
    this.forget();
    if (words.length > MOST_WORDS)
      this.fail(line, 0, `statement of ${words.length} words; at most ${MOST_WORDS} are read`);
    try {
      if (this.options.bare && !COMMANDS.includes(command)) this.set(words, 0);
      else this.command(command, words);
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      const bare = this.options.bare && !COMMANDS.includes(command) ? 0 : this.base.length;
      this.fail(
        line,
        starts[Math.max(0, error.index - bare)] ?? line.length,
        error.message,
        error.suggestion,
        error.hidden,
      );
    }
  }

  private fail(
    line: string,
    at: number,
    reason: string,
    suggestion?: string,
    hidden = false,
  ): never {
    throw new JunosSyntaxError(reason, {
      line: this.lineNumber,
      column: at + 1,
      ...(!hidden && { near: nearby(line, at) }),
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  private forget(): void {
    this.trail.length = 0;
    this.starts.length = 0;
  }

  /**
   * A set line that shares its first words with the line before starts where they part. Works on the whole text, as cutting out each line
   * would cost more than reading it.
   */
  private fast(text: string, from: number, to: number): boolean {
    if (this.base.length > 0 || !text.startsWith("set ", from)) return false;
    const { starts, trail } = this;
    const shift = from - this.beforeFrom;
    const limit = Math.min(this.beforeTo + shift, to);
    let same = from;
    if (starts.length > 0)
      while (same < limit && text.charCodeAt(same) === text.charCodeAt(same - shift)) same++;
    // Words that both lines have whole, and whose node other statements can follow.
    let keep = 0;
    while (keep + 1 < starts.length && (starts[keep + 1] ?? 0) + shift <= same) keep++;
    keep = Math.min(keep, trail.length);
    while (keep > 0) {
      const kind = trail[keep - 1]?.schema.kind;
      if (kind === "container" || kind === "entry" || kind === "list") break;
      keep--;
    }
    const rest = keep > 0 ? (starts[keep] ?? 4) + shift : from + 4;
    trail.length = keep;
    starts.length = keep;
    for (let i = 0; i < keep; i++) starts[i] = (starts[i] ?? 0) + shift;
    this.beforeFrom = from;
    this.beforeTo = to;
    const words: string[] = [];
    splitWords(text, words, starts, rest, to, this.lineNumber, from);
    if (words.length > MOST_WORDS)
      this.refuse(text, keep, `statement of ${words.length} words; at most ${MOST_WORDS} are read`);
    if (words.length === 0) {
      if (keep === 0) this.refuse(text, keep, "nothing to set");
      return true;
    }
    try {
      const node = place(trail[keep - 1] ?? this.root, words, 0, this.walk, trail);
      if (node.line === 0) node.line = this.lineNumber;
      this.sign(node);
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      this.refuse(text, keep + error.index, error.message, error.suggestion, error.hidden);
    }
    // After brackets, words and nodes no longer correspond one to one.
    if (words.includes(OPEN_LIST)) this.forget();
    return true;
  }

  /** Complains of a word of the set line being read. */
  private refuse(
    text: string,
    word: number,
    reason: string,
    suggestion?: string,
    hidden = false,
  ): never {
    const [from, to] = [this.beforeFrom, this.beforeTo];
    const at = this.starts[word] ?? to;
    this.forget();
    this.fail(text.slice(from, to), at - from, reason, suggestion, hidden);
  }

  /** Notes who said a statement. */
  private sign(node: ConfigNode): void {
    const { origin, wins } = this.options;
    if (origin !== undefined && (wins === true || node.origin === undefined)) node.origin = origin;
  }

  private set(words: readonly string[], from: number): void {
    const whole = [...this.base, ...words.slice(from)];
    if (whole.length === 0) throw new WordError("nothing to set", 0);
    try {
      const node = place(this.root, whole, 0, this.walk);
      node.line = this.lineNumber;
      this.sign(node);
    } catch (error) {
      // Positions count in the line, not in the whole path.
      if (error instanceof WordError)
        throw new WordError(error.message, error.index + from, error.suggestion, error.hidden);
      throw error;
    }
  }

  private command(command: string, words: readonly string[]): void {
    const rest = [...this.base, ...words.slice(1)];
    switch (command) {
      case "set":
        return this.set(words, 1);
      case "delete":
        return this.remove(rest);
      case "deactivate":
      case "activate":
        return this.mark(rest, command, (node) => (node.inactive = command === "deactivate"));
      case "protect":
      case "unprotect":
        return this.mark(rest, command, (node) => (node.protect = command === "protect"));
      case "annotate": {
        const comment = rest.pop();
        return this.mark(
          rest,
          command,
          (node) => (node.comment = comment === "" ? undefined : comment),
        );
      }
      case "insert":
        return this.insert(rest);
      case "rename":
      case "copy":
        return this.rename(rest, command === "copy");
      case "edit":
        this.left.push(this.base);
        this.base = rest;
        return;
      case "top":
        return this.leave([], words.slice(1));
      case "up":
        return this.up(words);
      case "exit":
        this.base = this.left.pop() ?? [];
        return;
      default:
        throw new WordError(`unknown command "${command}"`, 0, suggest(command, COMMANDS));
    }
  }

  /** Goes to a level, and carries out the command that may follow on the line as if it stood there. */
  private leave(level: readonly string[], command: readonly string[]): void {
    const [first] = command;
    if (first === undefined) {
      this.base = level;
      if (level.length === 0) this.left.length = 0;
      return;
    }
    const before = this.base;
    this.base = level;
    this.command(first, command);
    if (first !== "edit" && first !== "up") this.base = before;
  }

  private up(words: readonly string[]): void {
    const count = /^\d+$/.test(words[1] ?? "") ? Number(words[1]) : undefined;
    this.leave(above(this.base, count ?? 1), words.slice(count === undefined ? 1 : 2));
  }

  private remove(words: readonly string[]): void {
    if (words.length === 0) return this.root.setChildren(undefined);
    const trail = follow(this.root, words);
    const node = trail?.at(-1);
    const parent = trail?.at(-2);
    const opaque = this.root.child(joinWords(words));
    if (node === undefined && opaque?.schema.kind === "opaque") return this.root.detach(opaque);
    if (trail === undefined || node === undefined || parent === undefined) {
      this.warnings.push(`line ${this.lineNumber}: statement not found: ${words.join(" ")}`);
      return;
    }
    if (trail.some((each) => each.protect))
      throw new WordError("the statement is protected: unprotect it first", 1);
    parent.detach(node);
    prune(trail.slice(0, -1));
  }

  private mark(
    words: readonly string[],
    command: string,
    change: (node: ConfigNode) => unknown,
  ): void {
    const node = follow(this.root, words)?.at(-1);
    if (node === undefined)
      this.warnings.push(
        `line ${this.lineNumber}: statement not found to ${command}: ${words.join(" ")}`,
      );
    else change(node);
  }

  private insert(words: readonly string[]): void {
    const at = words.findLastIndex(
      (word, index) => index > 0 && (word === "before" || word === "after"),
    );
    // The target is written with or without its keyword: "before policy b" or "before b".
    const target = words.at(-1);
    if (at < 0 || target === undefined || at === words.length - 1)
      throw new WordError('"insert" needs "before" or "after" and a name', 0);
    const trail = follow(this.root, words.slice(0, at));
    const parent = trail?.at(-2);
    const node = trail?.at(-1);
    const other = parent?.child(target);
    if (parent === undefined || node === undefined || other === undefined) {
      throw new WordError(
        `cannot insert: "${node === undefined ? (words[at - 1] ?? "") : target}" is not there`,
        words.length - 1,
      );
    }
    if (node === other) return;
    parent.detach(node);
    parent.attach(node, parent.children.indexOf(other) + (words[at] === "after" ? 1 : 0));
  }

  private rename(words: readonly string[], keep: boolean): void {
    const at = words.lastIndexOf("to");
    const name = words.at(-1);
    if (at < 1 || name === undefined) throw new WordError('"to" and a new name are missing', 0);
    const trail = follow(this.root, words.slice(0, at));
    const node = trail?.at(-1);
    const parent = trail?.at(-2);
    if (node === undefined || parent === undefined)
      throw new WordError(`nothing to rename at "${words.slice(0, at).join(" ")}"`, 1);
    if (parent.child(name) !== undefined)
      throw new WordError(`"${name}" is there already`, words.length - 1);
    const copy = new ConfigNode(name, node.schema);
    copy.inactive = node.inactive;
    copy.origin = node.origin;
    copy.setChildren(node.clone().kids);
    const position = parent.children.indexOf(node);
    if (keep) parent.attach(copy);
    else {
      parent.detach(node);
      parent.attach(copy, Math.min(position, parent.children.length));
    }
  }
}
