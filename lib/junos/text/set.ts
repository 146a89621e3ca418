// Reading set lines: set, delete, deactivate and the other configuration-mode commands, line by line.
import { JunosSyntaxError } from "../errors";
import { type ConfigNode } from "../tree/node";
import { attachOpaque } from "../tree/opaque";
import { CHANGING } from "./command-words";
import { ConfigurationMode } from "./configure";
import type { Faulty } from "./faulty";
import { nearby, opaqueWords, splitWords } from "./lines";
import { OPEN_LIST } from "./quote";
import { place, WordError, type WalkOptions } from "./walk";

/** Longest line that is read, in characters: configuration values are far shorter. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Words in one line, more than any statement has. */
const MOST_WORDS = 4096;

interface SetOptions extends WalkOptions {
  readonly origin?: string;
  /** The origin takes over what others said before. */
  readonly wins?: boolean;
  /** Lines without a command are set lines. */
  readonly bare?: boolean;
  /** The level that the lines are relative to. */
  readonly at?: readonly string[];
  readonly faulty?: Faulty;
}

/** Applies configuration-mode commands to a tree, line by line. */
export class SetReader {
  /** Faults of lines that were left out or kept as they are. */
  readonly errors: JunosSyntaxError[] = [];
  private lineNumber = 0;
  private readonly mode: ConfigurationMode;
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
    this.mode = new ConfigurationMode(root, options.at ?? [], (words) => this.set(words));
  }

  /** What Junos would warn of, such as deleting what isn't there. */
  get warnings(): readonly string[] {
    return this.mode.warnings;
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
    const bare = this.isBare(words[0] ?? "");
    if (!bare && words[0] !== "set") return;
    const node = attachOpaque(this.root, [
      ...(bare ? [] : this.mode.level),
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
    // Positions of faults count the words of the level, which are not on the line.
    const bare = this.isBare(command);
    const before = this.mode.level.length - (bare ? 0 : 1);
    try {
      if (bare) this.set(words);
      else this.mode.command(words, this.lineNumber);
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      const { message, index, suggestion, hidden } = error;
      const at = command === "set" || bare ? index - before : index - before - 1;
      this.fail(line, starts[Math.max(0, at)] ?? line.length, message, suggestion, hidden);
    }
  }

  /** Whether a line that begins with a word is a statement without "set". */
  private isBare(word: string): boolean {
    return this.options.bare === true && !CHANGING.some((each) => each === word);
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
    if (this.mode.level.length > 0 || !text.startsWith("set ", from)) return false;
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

  private set(words: readonly string[]): void {
    const whole = [...this.mode.level, ...words];
    if (whole.length === 0) throw new WordError("nothing to set", 0);
    const node = place(this.root, whole, 0, this.walk);
    node.line = this.lineNumber;
    this.sign(node);
  }
}
