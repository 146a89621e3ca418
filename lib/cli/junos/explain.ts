// vsrx junos explain: what a statement is.
import { Command } from "commander";
import { explain, type Explanation } from "../../junos";
import { guarded, out, printJson } from "./shared";

function linesOf(found: Explanation): string[] {
  const { path, doc, value, source, next } = found;
  const facts = [
    found.kind === "list" || found.kind === "name" ? "list" : found.kind,
    ...(found.ordered ? ["in the order that is configured"] : []),
    ...(found.most === undefined ? [] : [`at most ${found.most}`]),
    ...(found.secret ? ["secret"] : []),
  ];
  return [
    path,
    ...(doc === "" ? [] : [`  ${doc}`]),
    `  ${facts.join(", ")}`,
    ...(value === undefined ? [] : [`  value: ${value}${found.units ? ` (${found.units})` : ""}`]),
    ...(found.default === undefined ? [] : [`  default: ${found.default}`]),
    ...(next.length === 0 ? [] : [`  followed by: ${next.join(", ")}`]),
    `  known from: ${source}`,
  ];
}

function runExplain(words: readonly string[], flags: { readonly json?: boolean }): Promise<void> {
  const path = words.flatMap((word) => word.split(/\s+/)).filter((word) => word !== "");
  const found = explain(path[0] === "set" ? path.slice(1) : path);
  if ("word" in found) {
    const { word, after, nearest } = found;
    const hint = nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
    throw new Error(`no "${word}" ${after === "" ? "at the top" : `below "${after}"`}${hint}`);
  }
  if (flags.json) printJson(found);
  else out(linesOf(found).join("\n"));
  return Promise.resolve();
}

export const explainCommand = (): Command =>
  new Command("explain")
    .description(
      "say what a statement is: meaning, values, default, what follows, and where that is known from",
    )
    .argument(
      "<path...>",
      "words of a set line, with names or without: security ike gateway address",
    )
    .option(
      "--json",
      "print one JSON object: path, kind, doc, value, default, units, secret, ordered, most, next, source",
    )
    .addHelpText("after", "\nExit status: 0 explained, 2 a word that Junos doesn't have there.")
    .action(guarded(runExplain));
