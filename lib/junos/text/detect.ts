// Which of the three formats a text is in.

/** A format of Junos configuration text. */
export type Format = "set" | "curly" | "xml";

/** The format a text seems to be in: XML begins with an angle bracket, set lines with a command. */
export function detectFormat(text: string): Format {
  const start = text.slice(0, 65536).replace(/^\ufeff/, "");
  if (/^\s*</.test(start)) return "xml";
  for (const line of start.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const first = trimmed.split(/\s/)[0] ?? "";
    return /^(set|delete|deactivate|activate|protect|unprotect|insert|rename|copy|annotate|edit|top)$/.test(
      first,
    ) && !/[{;]\s*$/.test(trimmed)
      ? "set"
      : "curly";
  }
  return "curly";
}
