// The one form in which a mistake is told as text.
import { relative } from "node:path";
import type { Diagnostic, Mistake, SourcePlace } from "./diagnostic";

/** `index.ts:12`; a file below the working directory is named from there. */
function placeText({ file, line }: SourcePlace): string {
  if (file === undefined) return `line ${line}`;
  const near = relative(process.cwd(), file);
  return `${near.startsWith("..") || !file.startsWith("/") ? file : near}:${line}`;
}

/** What is wrong, the value found, what is allowed, the way out and the rule: for whoever says the place themselves. */
export function sentenceOf({ what, found, allowed, fix, rule }: Mistake): string {
  const parts = [
    found === undefined ? what : `${what}: found ${found}`,
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ];
  return `${parts.join("; ")} [${rule}]`;
}

/**
 * One line. What a construct has to answer for begins with its path in brackets, what was found in a text with the place
 * and the severity; the rule stands at the end.
 */
export function textOf(diagnostic: Diagnostic): string {
  const { construct, device, severity, source, statement } = diagnostic;
  const where = [
    ...(construct === undefined || device === undefined || statement === undefined
      ? []
      : [`on ${device}: `]),
    ...(statement === undefined || statement === "" ? [] : [`${statement}: `]),
  ].join("");
  const body = `${where}${sentenceOf(diagnostic)}`;
  if (construct === undefined) {
    return `${source === undefined ? "" : `${placeText(source)}: `}${severity}: ${body}`;
  }
  return `[${construct}] ${body}${source === undefined ? "" : ` at ${placeText(source)}`}`;
}
