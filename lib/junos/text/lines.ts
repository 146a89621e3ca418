// What is shown of a line, its words, and a line that need not be right.
import { replaceRanges, secretRanges } from "../../secrets";
import { LineWords } from "./line-words";

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

/** The words of a line, quotes undone; brackets keep their meaning. */
export const wordsOfLine = (line: string): string[] => new LineWords().of(line);

/** The words of a line that need not be right: an odd quote is part of its word. */
export function opaqueWords(line: string): string[] {
  try {
    return wordsOfLine(line).map((word) => word.replace("\u0000", ""));
  } catch {
    return line.split(/\s+/).filter((word) => word !== "");
  }
}
