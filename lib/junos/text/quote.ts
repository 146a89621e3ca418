// Quoting of words in set and curly text, as Junos shows them.

const PLAIN = /^[A-Za-z0-9._:\/\-+*<>,%=~!?|()\u27e8\u27e9]+$/;
const ANY_PLACEHOLDER = /\u27e8[^\u27e8\u27e9]*\u27e9/g;

/** An opening bracket that was not quoted: it begins a list of items. No other word contains a NUL. */
export const OPEN_LIST = "\u0000[";
/** Its end. */
export const CLOSE_LIST = "\u0000]";

/** Whether a word can stand without quotes; what a placeholder is called doesn't matter. */
function isPlain(word: string): boolean {
  if (PLAIN.test(word)) return !word.startsWith("/*");
  if (!word.includes("\u27e8")) return false;
  return PLAIN.test(word.replace(ANY_PLACEHOLDER, "x"));
}

/** A word as text: bare when it can be, else in double quotes with escapes. */
export function quote(word: string): string {
  return isPlain(word) ? word : quoteAlways(word);
}

/** A word in quotes even when it could be bare. */
export function quoteAlways(word: string): string {
  return `"${word.replace(/["\\\n\t\r]/g, (c) => (c === "\n" ? "\\n" : c === "\t" ? "\\t" : c === "\r" ? "\\r" : `\\${c}`))}"`;
}

/** The word that the inside of a pair of quotes stands for. */
export function unescape(inside: string): string {
  if (!inside.includes("\\")) return inside;
  return inside.replace(/\\(["\\ntr])/g, (_, c: string) =>
    c === "n" ? "\n" : c === "t" ? "\t" : c === "r" ? "\r" : c,
  );
}
