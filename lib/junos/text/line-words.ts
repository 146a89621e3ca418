// Cutting set lines into words. Words that come again and again are one string: that is quicker to compare, and takes no memory of its own.
import { JunosSyntaxError } from "../errors";
import { CLOSE_LIST, OPEN_LIST, unescape } from "./quote";

const SPACE = 32;
const QUOTE = 34;
const TAB = 9;
const RETURN = 13;
const BACKSLASH = 92;
const OPEN = 91;
const CLOSE = 93;

const isBlank = (code: number): boolean => code === SPACE || code === TAB || code === RETURN;

/** Words that are remembered at most; a power of two. One that falls on another's place takes it. */
const REMEMBERED = 1 << 14;

/** Words before the first that is remembered: making room for them takes longer than reading a line. */
const WORTH_REMEMBERING = 256;

/** Longer words seldom come twice. */
const LONGEST_REMEMBERED = 40;

/** The words of one line after another. */
export class LineWords {
  /** The words; quoted ones without quotes and escapes. */
  words: string[] = [];
  /** The words of the line before. */
  before: string[] = [];
  /** Where each begins. */
  readonly starts: number[] = [];
  private known: (string | undefined)[] | undefined;
  private fresh = 0;

  /** Begins a line whose first word is known. Arrays are emptied but for it, as one that is empty has to grow anew. */
  next(first: string, at: number): void {
    const { words } = this;
    this.words = this.before;
    this.before = words;
    this.words.length = Math.min(this.words.length, 1);
    this.starts.length = Math.min(this.starts.length, 1);
    this.words[0] = first;
    this.starts[0] = at;
  }

  /** The words of a text that is one line. */
  of(line: string, lineNumber = 1): string[] {
    this.words = [];
    this.starts.length = 0;
    this.split(line, 0, line.length, lineNumber, 0);
    return this.words;
  }

  /**
   * Adds the words of a piece of text.
   * @param lineStart where its line begins, for the column of an error
   * @throws JunosSyntaxError for a quote without its pair.
   */
  split(text: string, from: number, to: number, lineNumber: number, lineStart: number): void {
    const { words, starts } = this;
    let at = from;
    let inList = false;
    while (at < to) {
      const code = text.charCodeAt(at);
      if (isBlank(code)) {
        at++;
        continue;
      }
      starts.push(at);
      if (code === QUOTE) {
        at = this.quoted(text, at, to, lineNumber, lineStart);
        continue;
      }
      let end = at + 1;
      let hash = code;
      for (; end < to; end++) {
        const each = text.charCodeAt(end);
        if (isBlank(each)) break;
        hash = (Math.imul(hash, 31) + each) | 0;
      }
      if (code === OPEN && (end === at + 1 || closesLater(text, at, to))) {
        words.push(OPEN_LIST);
        inList = true;
        at++;
        continue;
      }
      if (inList && text.charCodeAt(end - 1) === CLOSE) {
        if (end - 1 > at) {
          words.push(text.slice(at, end - 1));
          starts.push(end - 1);
        }
        words.push(CLOSE_LIST);
        inList = false;
      } else if (code === CLOSE && end === at + 1) words.push(CLOSE_LIST);
      else words.push(this.word(text, at, end, hash));
      at = end;
    }
  }

  private quoted(
    text: string,
    at: number,
    to: number,
    lineNumber: number,
    lineStart: number,
  ): number {
    let end = at + 1;
    while (end < to && text.charCodeAt(end) !== QUOTE)
      end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
    if (end >= to)
      throw new JunosSyntaxError("quote without its pair", {
        line: lineNumber,
        column: at - lineStart + 1,
      });
    this.words.push(unescape(text.slice(at + 1, end)));
    return end + 1;
  }

  /** A piece of the text, as the string that was made for it before if there is one. */
  private word(text: string, at: number, end: number, hash: number): string {
    const length = end - at;
    if (length > LONGEST_REMEMBERED) return text.slice(at, end);
    this.fresh += 1;
    if (this.fresh < WORTH_REMEMBERING) return text.slice(at, end);
    this.known ??= new Array<string | undefined>(REMEMBERED);
    const slot = (hash ^ (hash >>> 15)) & (REMEMBERED - 1);
    const known = this.known[slot];
    if (known?.length === length && text.startsWith(known, at)) return known;
    return (this.known[slot] = text.slice(at, end));
  }
}

/** Whether a bracket before a word begins a list: one at the end of a word closes it. */
function closesLater(line: string, at: number, to: number): boolean {
  const end = line.indexOf("]", at);
  return end > 0 && end < to && (end + 1 >= to || isBlank(line.charCodeAt(end + 1)));
}
