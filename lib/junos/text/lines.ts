// Cutting a set line into words.
import { replaceRanges, secretRanges } from "../../secrets";
import { JunosSyntaxError } from "../errors";
import { CLOSE_LIST, OPEN_LIST, unescape } from "./quote";

const SPACE = 32;
const QUOTE = 34;
const TAB = 9;
const BACKSLASH = 92;
const OPEN = 91;
const CLOSE = 93;

const isBlank = (code: number): boolean => code === SPACE || code === TAB || code === 13;

/** Words around a place for an error message, without what stands in quotes or after a word that introduces a secret. */
export function nearby(line: string, column: number): string {
  const from = Math.max(0, column - 31);
  // Secrets are looked for in the whole line, as their beginning may lie before the piece shown; lengths stay.
  const start = Math.max(0, from - 200);
  const whole = line.slice(start, column + 230);
  const dots = (text: string): string => "…".repeat(text.length);
  const masked = replaceRanges(whole, secretRanges(whole, { statements: true }), dots)
    .replace(/"[^"]*("|$)/g, dots)
    .slice(0, column + 30 - start);
  const piece = masked.slice(from - start).replace(/…+/g, "…");
  return `${from > 0 ? "…" : ""}${piece.trim()}${column + 30 < line.length ? "…" : ""}`;
}

/** Whether a bracket before a word begins a list: one at the end of a word closes it. */
function closesLater(line: string, at: number, to: number): boolean {
  const end = line.indexOf("]", at);
  return end > 0 && end < to && (end + 1 >= to || isBlank(line.charCodeAt(end + 1)));
}

/**
 * The words of a line from a position on; quoted words lose quotes and escapes.
 * @throws JunosSyntaxError for a quote without its pair.
 */
export function splitWords(
  line: string,
  words: string[],
  starts: number[],
  from: number,
  to: number,
  lineNumber: number,
  lineStart = 0,
): void {
  let at = from;
  let inList = false;
  while (at < to) {
    const code = line.charCodeAt(at);
    if (code === SPACE || code === TAB || code === 13) {
      at++;
      continue;
    }
    starts.push(at);
    if (code === QUOTE) {
      let end = at + 1;
      while (end < to && line.charCodeAt(end) !== QUOTE)
        end += line.charCodeAt(end) === BACKSLASH ? 2 : 1;
      if (end >= to)
        throw new JunosSyntaxError("quote without its pair", {
          line: lineNumber,
          column: at - lineStart + 1,
        });
      words.push(unescape(line.slice(at + 1, end)));
      at = end + 1;
      continue;
    }
    let end = at + 1;
    while (end < to && !isBlank(line.charCodeAt(end))) end++;
    if (code === OPEN && (end === at + 1 || closesLater(line, at, to))) {
      words.push(OPEN_LIST);
      inList = true;
      at++;
      continue;
    }
    if (inList && line.charCodeAt(end - 1) === CLOSE) {
      if (end - 1 > at) {
        words.push(line.slice(at, end - 1));
        starts.push(end - 1);
      }
      words.push(CLOSE_LIST);
      inList = false;
      at = end;
      continue;
    }
    words.push(end > at + 1 ? line.slice(at, end) : code === CLOSE ? CLOSE_LIST : line.charAt(at));
    at = end;
  }
}

/** The words of a line. */
export function wordsOfLine(line: string, lineNumber = 1): string[] {
  const words: string[] = [];
  splitWords(line, words, [], 0, line.length, lineNumber);
  return words;
}

/** The words of a line that need not be right: an odd quote is part of its word. */
export function opaqueWords(line: string): string[] {
  try {
    return wordsOfLine(line).map((word) => word.replace("\u0000", ""));
  } catch {
    return line.split(/\s+/).filter((word) => word !== "");
  }
}
