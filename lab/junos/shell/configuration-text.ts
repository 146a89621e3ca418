// `show configuration`: the whole or a part, in each of the forms that it can be shown in.

import { compareText, ConfigTree, statementKey } from "../../../lib/junos";
import { refusal } from "../messages";
import { configurationJson } from "../configuration/json";
import { type Pipe } from "./pipes";

/** The part of a tree below some words, at its place; undefined when there is nothing. */
export function part(tree: ConfigTree, path: readonly string[]): ConfigTree | undefined {
  if (path.length === 0) return tree;
  const node = tree.get(path);
  if (node === undefined) return undefined;
  const key = statementKey({ path });
  const lines = tree
    .toSet()
    .filter(
      (line) =>
        line.replace(/^\w+ /, "") === key || line.replace(/^\w+ /, "").startsWith(`${key} `),
    );
  const own = new ConfigTree();
  own.applySet(lines);
  return own;
}

/** The text of the part below some words, without the words themselves. */
function curlyBelow(tree: ConfigTree, path: readonly string[]): string {
  const own = part(tree, path);
  return own === undefined ? "" : inside(own.toCurly(), path);
}

/** What stands inside the braces of the outermost statements. */
function inside(text: string, path: readonly string[]): string {
  let lines = text.split("\n").filter((line) => line !== "");
  let words = path.length;
  while (words > 0 && lines.length > 0) {
    if (/^\/\*.*\*\/$/.test(lines[0] ?? "")) {
      lines = lines.slice(1);
      continue;
    }
    const first = lines[0] ?? "";
    if (!first.endsWith("{")) return `${lines.join("\n")}\n`;
    words -= Math.max(1, wordsIn(first));
    lines = lines.slice(1, -1).map((line) => line.replace(/^ {4}/, ""));
  }
  return lines.map((line) => `${line}\n`).join("");
}

const wordsIn = (line: string): number =>
  (
    line
      .replace(/^(?:(?:inactive|protect): )+/, "")
      .replace(/\s*\{$/, "")
      .match(/"(?:\\.|[^"\\])*"|\S+/g) ?? []
  ).length;

/** What a form needs to know. */
export interface Shown {
  readonly tree: ConfigTree;
  readonly path: readonly string[];
  readonly pipes: readonly Pipe[];
  /** What `compare` compares with. */
  readonly committed: (rollback: number) => ConfigTree | undefined;
  /** When it was committed, as a comment on top. */
  readonly head?: string;
}

/** The configuration in the form that its pipes ask for, before filters. */
export function configurationText({ tree, path, pipes, committed, head = "" }: Shown): string {
  const forms = pipes.filter(({ name }) => name === "display").map(({ argument }) => argument);
  const comparison = pipes.find(({ name }) => name === "compare");
  if (comparison !== undefined) {
    const number = Number(comparison.argument ?? 0);
    const before = committed(number);
    if (before === undefined) throw refusal(`rollback ${number} does not exist`);
    return compareText(
      part(before, path) ?? new ConfigTree(),
      part(tree, path) ?? new ConfigTree(),
    );
  }
  const whole = forms.includes("inheritance") ? tree.effective() : tree;
  if (forms.includes("set")) {
    return (part(whole, path)?.toSet() ?? []).map((line) => `${line}\n`).join("");
  }
  if (forms.includes("xml")) return `${(part(whole, path) ?? new ConfigTree()).toXml().trim()}\n`;
  if (forms.includes("json")) return configurationJson(part(whole, path) ?? new ConfigTree());
  // Devices mark what nobody should see.
  const text = curlyBelow(whole, path).replaceAll(/("\$\d\$[^"]*";)$/gm, "$1 ## SECRET-DATA");
  return path.length === 0 && text !== "" ? `${head}${text}` : text;
}
