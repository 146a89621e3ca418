// Which of the formats a text is in.
import { commandOf } from "./command-words";

/** A format of Junos configuration text. */
export type Format = "set" | "curly" | "xml" | "json";

/**
 * The format a text seems to be in: XML begins with an angle bracket, JSON with a brace and a quote; set lines begin with a command, or are
 * more than the lines that end as statements with braces do.
 */
export function detectFormat(text: string): Format {
  const start = text.slice(0, 65536).replace(/^\ufeff/, "");
  if (/^\s*</.test(start)) return "xml";
  if (/^\s*\{\s*(?:"|\}\s*$)/.test(start)) return "json";
  let first: string | undefined;
  let commands = 0;
  let statements = 0;
  for (const line of start.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith("/*")) continue;
    first ??= trimmed;
    if (/[{};](?:\s*##.*)?$/.test(trimmed)) statements++;
    else if (/^(?:set|delete|deactivate|annotate) /.test(trimmed)) commands++;
  }
  if (first === undefined) return "curly";
  if (commandOf(first.split(/\s/)[0] ?? "") !== undefined && !/[{;]\s*$/.test(first)) return "set";
  return commands > statements ? "set" : "curly";
}
