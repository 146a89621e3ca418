// Reading set lines: set, delete, deactivate and the other configuration-mode commands, line by line.
import { atOnce, type Pieces } from "../../turns";
import { JunosSyntaxError } from "../errors";
import { type ConfigNode } from "../tree/node";
import { attachOpaque } from "../tree/opaque";
import { prune } from "../tree/prune";
import { CHANGING } from "./command-words";
import { ConfigurationMode } from "./configure";
import type { Faulty } from "./faulty";
import { LineWords } from "./line-words";
import { nearby, opaqueWords } from "./lines";
import { place, WordError, type WalkOptions } from "./walk";

/** Longest line that is read, in characters: configuration values are far shorter. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Words in one line, more than any statement has. */
const MOST_WORDS = 4096;

/** Whether statements can stand below a node beside the one that is there. */
function holdsOthers(node: ConfigNode | undefined): boolean {
  const kind = node?.schema.kind;
  return kind === "container" || kind === "entry" || kind === "list";
}

/** Whether a statement has no contents and says nothing without: a device warns of it and passes it over. */
const saysNothing = ({ schema }: ConfigNode): boolean =>
  schema.kind === "container" && !schema.presence;

/** Lines between two rests: a few milliseconds. */
const LINES_AT_A_TIME = 200;
/** As many lines take as long as one that can't be followed. */
const LINES_OF_A_FAULT = 20;

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

type Complaint = Pick<WordError, "message"> & Partial<Pick<WordError, "suggestion" | "hidden">>;

const tooLong = (words: readonly string[]): Complaint => ({
  message: `statement of ${words.length} words; at most ${MOST_WORDS} are read`,
});

/** Applies configuration-mode commands to a tree, line by line. */
export class SetReader {
  /** Faults of lines that were left out or kept as they are. */
  readonly errors: JunosSyntaxError[] = [];
  private lineNumber = 0;
  private readonly mode: ConfigurationMode;
  private readonly journal: (() => void)[] = [];
  private readonly walk: WalkOptions;
  private readonly line = new LineWords();
  /** The nodes that the words of the last set line led to, the root first. */
  private readonly trail: ConfigNode[];

  constructor(
    private readonly root: ConfigNode,
    private readonly options: SetOptions = {},
  ) {
    const careful = options.faulty === "skip" || options.faulty === "keep";
    this.walk = careful ? { ...options, journal: this.journal } : options;
    this.trail = [root];
    const keep = (words: readonly string[]): ConfigNode => this.keep(words);
    this.mode = new ConfigurationMode(
      root,
      options.at ?? [],
      (words) => this.set(words),
      options.faulty === "keep" ? keep : undefined,
    );
  }

  /** What Junos would warn of, such as deleting what isn't there. */
  get warnings(): readonly string[] {
    return this.mode.warnings;
  }

  /** Applies every line of a text. */
  text(text: string): this {
    atOnce(this.pieces(text));
    return this;
  }

  /** The same, with a rest after every few lines for whoever has other work to do. */
  *pieces(text: string): Pieces<void> {
    let from = 0;
    let sinceRest = 0;
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
        sinceRest += LINES_OF_A_FAULT;
      }
      from = to + 1;
      sinceRest += 1;
      if (sinceRest < LINES_AT_A_TIME) continue;
      sinceRest = 0;
      yield;
    }
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
    const [command = ""] = words;
    if (this.isBare(command)) this.keep(words);
    else if (command === "set") this.keep([...this.mode.level, ...words.slice(1)]);
    else if (command === "deactivate" || command === "protect")
      this.mode.command(words, this.lineNumber);
  }

  private keep(words: readonly string[]): ConfigNode {
    const node = attachOpaque(this.root, words);
    node.line = this.lineNumber;
    node.origin ??= this.options.origin;
    return node;
  }

  /** Applies one line; empty lines and comments do nothing. */
  private slow(line: string): void {
    const words = this.line.of(line, this.lineNumber);
    const { starts } = this.line;
    const command = words[0];
    if (command === undefined || command.startsWith("#") || command.startsWith("/*")) return;
    this.forget();
    if (words.length > MOST_WORDS) this.fail(line, 0, tooLong(words));
    // Positions of faults count the words of the level, which are not on the line.
    const bare = this.isBare(command);
    const before = this.mode.level.length - (bare ? 0 : 1);
    try {
      if (bare) this.set(words);
      else this.mode.command(words, this.lineNumber);
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      const { index } = error;
      const at = command === "set" || bare ? index - before : index - before - 1;
      this.fail(line, starts[Math.max(0, at)] ?? line.length, error);
    }
  }

  /** Whether a line that begins with a word is a statement without "set". */
  private isBare(word: string): boolean {
    return this.options.bare === true && !CHANGING.some((each) => each === word);
  }

  private fail(line: string, at: number, { message, suggestion, hidden }: Complaint): never {
    throw new JunosSyntaxError(message, {
      line: this.lineNumber,
      column: at + 1,
      ...(!hidden && { near: nearby(line, at) }),
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  private forget(): void {
    this.trail.length = 1;
  }

  /**
   * A set line that shares its first words with the line before starts where they part. Works on the whole text, as cutting out each line
   * would cost more than reading it.
   */
  private fast(text: string, from: number, to: number): boolean {
    if (this.mode.level.length > 0 || !text.startsWith("set ", from)) return false;
    const { line, trail } = this;
    line.next("set", from);
    line.split(text, from + 4, to, this.lineNumber, from);
    const { words, before } = line;
    if (words.length === 1) this.refuse(text, [from, to], 1, { message: "nothing to set" });
    if (words.length > MOST_WORDS) this.refuse(text, [from, to], 1, tooLong(words));
    // The last node of both that other statements can follow; the last word always says something.
    let keep = 0;
    const most = Math.min(trail.length, words.length - 1);
    while (keep + 1 < most && words[keep + 1] === before[keep + 1]) keep++;
    while (keep > 0 && !holdsOthers(trail[keep])) keep--;
    trail.length = keep + 1;
    try {
      const node = place(trail[keep] ?? this.root, words, keep + 1, this.walk, trail);
      if (node.line === 0) node.line = this.lineNumber;
      this.sign(node);
      if (node.empty && saysNothing(node)) {
        prune(trail);
        this.forget();
      }
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      this.refuse(text, [from, to], error.index, error);
    }
    // After brackets, words and nodes no longer correspond one to one.
    if (trail.length !== words.length) this.forget();
    return true;
  }

  /** Complains of a word of the set line being read. */
  private refuse(
    text: string,
    [from, to]: readonly [number, number],
    word: number,
    complaint: Complaint,
  ): never {
    const at = this.line.starts[word] ?? to;
    this.forget();
    this.fail(text.slice(from, to), at - from, complaint);
  }

  /** Notes who said a statement. */
  private sign(node: ConfigNode): void {
    const { origin, wins } = this.options;
    if (origin !== undefined && (wins === true || node.origin === undefined)) node.origin = origin;
  }

  private set(words: readonly string[]): void {
    const whole = [...this.mode.level, ...words];
    if (whole.length === 0) throw new WordError("nothing to set", 0);
    const trail = [this.root];
    const node = place(this.root, whole, 0, this.walk, trail);
    node.line = this.lineNumber;
    this.sign(node);
    if (node.empty && saysNothing(node)) prune(trail);
  }
}
