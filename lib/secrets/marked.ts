// Secrets in text of which nothing is known but how it looks: statements, replies and messages that quote them.
import { MASK } from "./mask";
import { introducesSecret, STORED_FORM } from "./words";

/** From, and up to but without. */
export type Range = readonly [number, number];

/** How text is read. */
export interface MarkedOptions {
  /** Every line is a statement or a part of one; else only those that begin as a command does. */
  readonly statements?: boolean;
}

const STORED = new RegExp(`${STORED_FORM}[^\\s";<\\]]+`, "g");
/** A URL with a password in it; in running text a quote ends it. */
const CREDENTIALS = /[a-z]:\/\/[^\s/@:"]{0,256}:([^\s/@"]{1,1024})@/gi;
const COMMAND =
  /^[\s+~-]*(?:set|delete|activate|deactivate|insert|rename|copy|protect|unprotect|annotate|edit)\s/;

interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly quoted: boolean;
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const ALONE = new Set([..."{};<>[]"].map((each) => each.charCodeAt(0)));
const QUOTE = 34;
const BACKSLASH = 92;

/** Words, quoted texts and brackets of one line, in time that grows with its length. */
function tokensOf(text: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      at++;
      continue;
    }
    if (ALONE.has(code)) {
      tokens.push({ text: text.charAt(at), from: at, to: ++at, quoted: false });
      continue;
    }
    if (code === QUOTE) {
      let end = at + 1;
      while (end < to && text.charCodeAt(end) !== QUOTE)
        end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
      // What a quote without its pair begins goes on to the end.
      const inside = Math.min(end, to);
      tokens.push({ text: text.slice(at + 1, inside), from: at + 1, to: inside, quoted: true });
      at = inside + 1;
      continue;
    }
    let end = at + 1;
    while (end < to) {
      const next = text.charCodeAt(end);
      if (isBlank(next) || ALONE.has(next) || next === QUOTE) break;
      end++;
    }
    tokens.push({ text: text.slice(at, end), from: at, to: end, quoted: false });
    at = end;
  }
  return tokens;
}

/** Secrets of one line: what follows a word that introduces one. */
function introducedIn(text: string, from: number, to: number, statements: boolean): Range[] {
  const ranges: Range[] = [];
  const isCommand = statements || COMMAND.test(text.slice(from, Math.min(to, from + 64)));
  const tokens = tokensOf(text, from, to);
  for (const [index, token] of tokens.entries()) {
    if (token.quoted || !introducesSecret(token.text)) continue;
    let next = tokens[index + 1];
    // An element's name stands in angle brackets, and its text behind them.
    const inElement = next?.text === ">" && tokens[index - 1]?.text === "<";
    if (inElement) next = tokens[index + 2];
    if (
      next === undefined ||
      (!next.quoted && next.text.length === 1 && "{};<>[]".includes(next.text))
    )
      continue;
    const ends = tokens[index + 2]?.text === ";";
    if (next.quoted || inElement || ends || (isCommand && !introducesSecret(next.text)))
      if (next.to > next.from) ranges.push([next.from, next.to]);
  }
  return ranges;
}

/** Where secrets stand, in order and without overlaps. */
export function secretRanges(text: string, options: MarkedOptions = {}): Range[] {
  const ranges: Range[] = [];
  for (const { index, 0: found } of text.matchAll(STORED))
    ranges.push([index, index + found.length]);
  for (const { index, 0: found, 1: password } of text.matchAll(CREDENTIALS)) {
    const end = index + found.length - 1;
    ranges.push([end - (password ?? "").length, end]);
  }
  let from = 0;
  while (from <= text.length) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    ranges.push(...introducedIn(text, from, to, options.statements ?? false));
    from = to + 1;
  }
  return joined(ranges);
}

/** Ranges in order; those that touch or overlap are one. */
export function joined(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** The text with something else in place of some ranges, which are in order and don't overlap. */
export function replaceRanges(
  text: string,
  ranges: readonly Range[],
  by: (found: string) => string = () => MASK,
): string {
  if (ranges.length === 0) return text;
  let result = "";
  let at = 0;
  for (const [from, to] of ranges) {
    result += text.slice(at, from) + by(text.slice(from, to));
    at = to;
  }
  return result + text.slice(at);
}

/** Masks what looks like a secret: what Junos scrambled or hashed, and what follows a word that introduces one. */
export const maskMarked = (text: string, options: MarkedOptions = {}): string =>
  replaceRanges(text, secretRanges(text, options));
