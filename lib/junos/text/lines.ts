// What is shown of a line, and a line that need not be right.
import { LineWords } from "./line-words";

/** What may follow a word that introduces a secret, and secrets in the device's own form. */
const SECRETS =
  /(\b(?:ascii-text|hexadecimal|[a-z-]*password(?:-value)?|[a-z-]*secret|[a-z-]*key)\s+)(?!\{|ascii-text\b|hexadecimal\b)[^\s;{}]+|\$9\$[^\s;"]+/g;

/** Words around a place for an error message, without what stands in quotes or after a word that introduces a secret. */
export function nearby(line: string, column: number): string {
  const from = Math.max(0, column - 31);
  // Secrets are looked for in the whole line, as their beginning may lie before the piece shown; lengths stay.
  const masked = line
    .slice(Math.max(0, from - 200), column + 30)
    .replace(/"[^"]*("|$)/g, (quoted) => "…".padEnd(quoted.length, "…"))
    .replace(
      SECRETS,
      (text, word: string | undefined) =>
        `${word ?? ""}${"…".repeat(text.length - (word?.length ?? 0))}`,
    );
  const piece = masked.slice(from - Math.max(0, from - 200)).replace(/…+/g, "…");
  return `${from > 0 ? "…" : ""}${piece.trim()}${column + 30 < line.length ? "…" : ""}`;
}

/** The words of a line that need not be right: an odd quote is part of its word. */
export function opaqueWords(line: string): string[] {
  try {
    return new LineWords().of(line).map((word) => word.replace("\u0000", ""));
  } catch {
    return line.split(/\s+/).filter((word) => word !== "");
  }
}
