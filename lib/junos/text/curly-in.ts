// Reading the text with braces: statements end with a semicolon or open a block; comments and marks are kept.
import { JunosSyntaxError } from "../errors";
import { isBranch, keywords } from "../schema/lookup";
import { suggest } from "../suggest";
import { UNKNOWN } from "../schema/model";
import { ConfigNode } from "../tree/node";
import type { Faulty } from "./faulty";
import { prune } from "../tree/prune";
import { nearby } from "./lines";
import { CLOSE_LIST, OPEN_LIST, unescape } from "./quote";
import { place, WordError, type WalkOptions } from "./walk";

/** Blocks inside each other, far more than any configuration has. */
const DEEPEST = 100;

/** Words of one statement, more than any statement has. */
const MOST_WORDS = 65536;

/** Longest word: values are far shorter. */
const LONGEST_WORD = 1024 * 1024;

/** Faults that are told of one text; what has more is no configuration. */
const MOST_ERRORS = 1000;

/** How curly text is read: a faulty statement throws, or is left out and told. */
export type CurlyOptions = WalkOptions & { readonly faulty?: Faulty };

interface Block {
  readonly node: ConfigNode;
  readonly at: number;
  readonly trail: readonly ConfigNode[];
}

const MARKS = ["inactive:", "active:", "protect:", "replace:", "delete:"];

/** What a mark before a statement asks for, beyond being inactive or protected. */
export type CurlyMarks = Map<ConfigNode, "replace" | "delete" | "active">;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

class CurlyReader {
  private at = 0;
  private comment: string | undefined;

  constructor(
    private readonly text: string,
    private readonly options: CurlyOptions,
    private readonly operations: CurlyMarks | undefined,
  ) {}

  readonly errors: JunosSyntaxError[] = [];

  read(root: ConfigNode): void {
    this.blocks.push({ node: root, at: 0, trail: [] });
    for (;;) {
      const token = this.tolerate(() => this.next());
      if (token === undefined) break;
      this.tolerate(() => this.take(token));
    }
    this.tolerate(() => this.end());
  }

  /** Statements around the place, the words of the statement so far, and the marks before it. */
  private readonly blocks: Block[] = [];
  /** The nodes of the statement placed last, the one it stands in first. */
  private trail: readonly ConfigNode[] = [];
  private words: Token[] = [];
  private marks: string[] = [];

  /** Goes on after a fault when that is wanted: what was begun of the statement is left out. */
  private tolerate<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof JunosSyntaxError) || (this.options.faulty ?? "throw") === "throw")
        throw error;
      if (this.errors.length >= MOST_ERRORS) throw error;
      this.errors.push(error);
      return undefined;
    }
  }

  private take(token: Token): void {
    const { text } = token;
    if (token.quoted || !(text === ";" || text === "{" || text === "}")) return this.word(token);
    const { words, marks } = this;
    this.words = [];
    this.marks = [];
    if (text === "}") {
      if (this.blocks.length === 1) this.fail(token.at, '"}" without a "{"');
      // A block with nothing in it says nothing, unless what opens it does.
      prune(this.blocks.pop()?.trail ?? []);
      this.comment = undefined;
      if (words.length > 0) this.fail(token.at, 'missing ";" before "}"');
      return;
    }
    const block = this.blocks.at(-1);
    if (block === undefined) return;
    if (words.length === 0) {
      if (text === ";") return;
      this.open(new ConfigNode("", UNKNOWN), token.at);
      this.fail(token.at, "block without a name");
    }
    if (text === ";") this.place(block.node, words, marks, false);
    else this.begin(block.node, words, marks, token.at);
  }

  private word(token: Token): void {
    if (this.words.length === 0 && !token.quoted && MARKS.includes(token.text))
      this.marks.push(token.text);
    else if (this.words.push(token) > MOST_WORDS) {
      this.words = [];
      this.fail(token.at, `statement of more than ${MOST_WORDS} words`);
    }
  }

  private open(node: ConfigNode, at: number): void {
    if (this.blocks.length >= DEEPEST) throw this.error(at, `blocks nested deeper than ${DEEPEST}`);
    this.blocks.push({ node, at, trail: node === this.trail.at(-1) ? this.trail : [] });
  }

  /** A block: one whose statement is at fault is read all the same, so that its end is found, and left out. */
  private begin(
    parent: ConfigNode,
    words: readonly Token[],
    marks: readonly string[],
    at: number,
  ): void {
    let node: ConfigNode | undefined;
    try {
      node = this.place(parent, words, marks, true);
      const { kind } = node.schema;
      if (kind === "leaf" || kind === "item") {
        node = undefined;
        this.fail(at, `"${words.at(-1)?.text ?? ""}" holds no statements`);
      }
    } finally {
      this.open(node ?? new ConfigNode("", UNKNOWN), at);
    }
  }

  private end(): void {
    const [first] = this.words;
    if (first !== undefined) this.fail(first.at, 'statement without ";" at the end of the text');
    const open = this.blocks.length > 1 ? this.blocks.at(-1) : undefined;
    if (open !== undefined) this.fail(open.at, 'missing "}" for this "{"');
  }

  private counted = 0;
  private line = 1;

  /** The line of a place, counting on from the last place asked for. */
  private lineOf(at: number): number {
    for (
      let next = this.text.indexOf("\n", this.counted);
      next >= 0 && next < at;
      next = this.text.indexOf("\n", this.counted)
    ) {
      this.line++;
      this.counted = next + 1;
    }
    return this.line;
  }

  private fail(at: number, reason: string, suggestion?: string, hidden = false): never {
    throw this.error(at, reason, suggestion, hidden);
  }

  private error(at: number, reason: string, suggestion?: string, hidden = false): JunosSyntaxError {
    let line = 1;
    let start = 0;
    for (let i = this.text.indexOf("\n"); i >= 0 && i < at; i = this.text.indexOf("\n", i + 1)) {
      line++;
      start = i + 1;
    }
    const end = this.text.indexOf("\n", at);
    const whole = this.text.slice(start, end < 0 ? undefined : end).slice(0, at - start + 200);
    return new JunosSyntaxError(reason, {
      line,
      column: at - start + 1,
      ...(!hidden && { near: nearby(whole, at - start) }),
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  private next(): Token | undefined {
    const { text } = this;
    this.skip();
    const at = this.at;
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return undefined;
    if (code === 91 || code === 93) {
      this.at++;
      return { text: code === 91 ? OPEN_LIST : CLOSE_LIST, quoted: false, at };
    }
    if (code === 59 || code === 123 || code === 125) {
      this.at++;
      return { text: text.charAt(at), quoted: false, at };
    }
    return code === 34 ? this.quoted(at) : this.unquoted(at, code);
  }

  /** Blanks and comments. */
  private skip(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === 32 || (code >= 9 && code <= 13) || code === 0xfeff) this.at++;
      else if (code === 35) this.skipLine();
      else if (code === 47 && text.charCodeAt(this.at + 1) === 42) this.takeComment();
      else return;
    }
  }

  private unquoted(at: number, code: number): Token {
    const { text } = this;
    let end = at + 1;
    // A wildcard name may hold brackets.
    if (code === 60)
      while (end < text.length && !isSpace(text.charCodeAt(end)) && text.charCodeAt(end) !== 62)
        end++;
    while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
    this.at = end;
    if (end - at > LONGEST_WORD)
      this.fail(at, `word of ${end - at} characters; at most ${LONGEST_WORD} are read`);
    return { text: text.slice(at, end), quoted: false, at };
  }

  private quoted(at: number): Token {
    const { text } = this;
    let end = at + 1;
    while (end < text.length && text.charCodeAt(end) !== 34)
      end += text.charCodeAt(end) === 92 ? 2 : 1;
    if (end >= text.length) {
      this.at = text.length;
      this.fail(at, "quote without its pair");
    }
    this.at = end + 1;
    if (end - at > LONGEST_WORD)
      this.fail(at, `word of ${end - at} characters; at most ${LONGEST_WORD} are read`);
    return { text: unescape(text.slice(at + 1, end)), quoted: true, at };
  }

  private skipLine(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private takeComment(): void {
    const end = this.text.indexOf("*/", this.at + 2);
    if (end < 0) {
      const { at } = this;
      this.at = this.text.length;
      this.fail(at, 'comment without its "*/"');
    }
    this.comment = this.text.slice(this.at + 2, end).trim();
    this.at = end + 2;
  }

  private place(
    parent: ConfigNode,
    all: readonly Token[],
    marks: readonly string[],
    open: boolean,
  ): ConfigNode {
    // Junos marks what stands on the line of another statement in the middle of it: `l3vpn inactive: extended-space;`.
    const inner = all.findIndex((token, index) => index > 0 && isMark(token));
    const tokens = inner < 0 ? all : all.filter((token, index) => index === 0 || !isMark(token));
    const words = tokens.map((token) => token.text);
    const trail: ConfigNode[] = [];
    const journal: (() => void)[] = [];
    const options = { ...this.options, open, block: true, journal };
    let node: ConfigNode;
    try {
      if (marks.includes("delete:")) node = this.target(parent, words);
      else node = place(parent, words, 0, options, trail);
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      for (const step of journal.reverse()) step();
      this.fail(
        tokens[error.index]?.at ?? tokens.at(-1)?.at ?? 0,
        error.message,
        error.suggestion,
        error.hidden,
      );
    }
    this.trail = marks.length === 0 ? [parent, ...trail] : [];
    if (node.line === 0) node.line = this.lineOf(tokens[0]?.at ?? 0);
    if (inner > 0) this.markInner(all, inner, trail, node);
    if (marks.length === 0 && this.comment === undefined) return node;
    const marked = subject(trail, node);
    if (this.comment !== undefined) {
      marked.comment = this.comment;
      this.comment = undefined;
    }
    this.mark(marked, node, marks);
    return node;
  }

  private mark(marked: ConfigNode, node: ConfigNode, marks: readonly string[]): void {
    if (marks.includes("inactive:")) marked.inactive = true;
    if (marks.includes("protect:")) marked.protect = true;
    if (this.operations === undefined) return;
    if (marks.includes("replace:")) this.operations.set(marked, "replace");
    if (marks.includes("delete:")) this.operations.set(node, "delete");
    if (marks.includes("active:")) this.operations.set(marked, "active");
  }

  /** Marks in the middle concern the word that follows them. */
  private markInner(
    all: readonly Token[],
    from: number,
    trail: readonly ConfigNode[],
    node: ConfigNode,
  ): void {
    let words = from;
    for (let i = from; i < all.length; i++) {
      const token = all[i];
      if (token === undefined) return;
      if (isMark(token)) this.mark(trail[words] ?? node, node, [token.text]);
      else words++;
    }
  }

  /** The node that a statement to delete names, which needs no value. */
  private target(parent: ConfigNode, words: readonly string[]): ConfigNode {
    let node = parent;
    words.forEach((word, index) => {
      if (node.schema.kind === "leaf") return;
      if (
        isBranch(node.schema) &&
        node.ensure(word).schema.kind === "unknown" &&
        this.options.unknown === "refuse"
      ) {
        throw new WordError(
          `unknown statement "${word}"`,
          index,
          suggest(word, keywords(node.schema)),
        );
      }
      node = node.ensure(word);
    });
    return node;
  }
}

/**
 * The statement that a mark at the beginning of a line concerns: one that Junos writes on a single line with what is below it, a list in
 * brackets as a whole, else what the last word names.
 */
function subject(trail: readonly ConfigNode[], last: ConfigNode): ConfigNode {
  const whole = trail.find(
    (node) =>
      isBranch(node.schema) &&
      node.schema.line !== "block" &&
      !(node.schema.kind === "entry" && (node.schema.list.folded || node.schema.list.keyword)),
  );
  if (whole !== undefined) return whole;
  const end = trail.at(-1);
  if (end?.schema.kind === "leaf-list") return end;
  // A value without keyword belongs to the word before it.
  return last.name === "" ? (trail.at(-2) ?? last) : last;
}

const isMark = (token: Token): boolean =>
  !token.quoted && (token.text === "inactive:" || token.text === "protect:");

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

function isBreak(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 59 ||
    code === 123 ||
    code === 125 ||
    code === 91 ||
    code === 93 ||
    code === 34
  );
}

/** Reads curly text into a tree; returns the faults of statements that were left out. */
export function readCurly(
  root: ConfigNode,
  text: string,
  options: CurlyOptions = {},
  marks?: CurlyMarks,
): readonly JunosSyntaxError[] {
  const reader = new CurlyReader(text, options, marks);
  reader.read(root);
  return reader.errors;
}
