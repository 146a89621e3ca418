// What can come next on a command line: keywords, names and values, each with what it means.
import type { ConfigNode } from "../tree/node";
import { ROOT } from ".";
import { childSchema, isBranch, keywordSchema, keywords } from "./lookup";
import type { LeafSchema, NodeSchema, ValueType } from "./model";

/** One thing that can come next. */
export interface Completion {
  /** The word; in angle brackets when it stands for a name or value that a person chooses. */
  readonly word: string;
  /** Its meaning. */
  readonly doc: string;
  /** A word of the language, a name that a person gives or has given, or a value. */
  readonly kind: "keyword" | "name" | "value";
}

/** What a value may be, in few words. */
export function describeType(type: ValueType): string {
  switch (type.kind) {
    case "empty":
      return "nothing";
    case "enum":
      return `one of ${type.values.join(", ")}`;
    case "integer":
      return type.min !== undefined || type.max !== undefined
        ? `${type.min ?? 0} to ${type.max ?? "…"}`
        : "a whole number";
    case "union":
      return type.of.map(describeType).join(", or ");
    case "string":
      return (
        type.allowed ??
        (type.form !== undefined
          ? `${type.form.replaceAll("-", " ")}`
          : type.max !== undefined
            ? `text of ${type.min ?? 0} to ${type.max} characters`
            : "text")
      );
  }
}

function values(type: ValueType, what: string): Completion[] {
  if (type.kind === "enum") return type.values.map((word) => ({ word, doc: what, kind: "value" }));
  if (type.kind === "union") return type.of.flatMap((each) => values(each, what));
  return type.kind === "empty"
    ? []
    : [{ word: `<${describeType(type)}>`, doc: what, kind: "value" }];
}

function branchWords(schema: NodeSchema, node: ConfigNode | undefined): Completion[] {
  if (!isBranch(schema)) return [];
  const out: Completion[] = keywords(schema).map((word) => ({
    word,
    doc: keywordSchema(schema, word)?.doc ?? "",
    kind: "keyword",
  }));
  if (schema.wild)
    out.push(
      ...entryNames(
        schema.wild.key,
        schema.wild.doc,
        node?.entries().map((entry) => entry.name) ?? [],
      ),
    );
  if (schema.bare) out.push(...values(schema.bare.type, schema.bare.doc));
  return out;
}

function entryNames(key: ValueType, doc: string, there: readonly string[]): Completion[] {
  if (key.kind === "enum") return values(key, doc);
  return [
    ...there.map((word): Completion => ({ word, doc, kind: "name" })),
    { word: `<${describeType(key)}>`, doc, kind: "name" },
  ];
}

/** Whether a leaf's word is followed by a value. */
const takesValue = (around: NodeSchema, leaf: LeafSchema): boolean =>
  isBranch(around) && leaf !== around.bare && leaf.type.kind !== "empty";

/**
 * What can follow some words of a set line, sorted by kind as Junos does: names, keywords, values.
 * @param words complete words, without the command.
 * @param root the configuration whose names are offered, if any.
 * @returns undefined when the words themselves are wrong.
 */
export function complete(words: readonly string[], root?: ConfigNode): Completion[] | undefined {
  let schema: NodeSchema = ROOT;
  let branch: NodeSchema = ROOT;
  let node: ConfigNode | undefined = root;
  let holder: ConfigNode | undefined = root;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (schema.kind === "leaf" || schema.kind === "item") [schema, node] = [branch, holder];
    const next: NodeSchema | undefined =
      childSchema(schema, word) ?? (isBranch(schema) ? schema.bare : undefined);
    if (next === undefined || next.kind === "unknown") return undefined;
    const child: ConfigNode | undefined = node?.child(word);
    if (next.kind === "leaf" && takesValue(schema, next)) {
      i++;
      if (i >= words.length) return values(next.type, next.doc);
    }
    schema = next;
    node = child;
    if (isBranch(schema)) [branch, holder] = [schema, node];
  }
  switch (schema.kind) {
    case "list":
      return entryNames(schema.key, schema.doc, node?.names() ?? []);
    case "leaf-list":
      return [
        ...values(schema.type, schema.doc),
        { word: "[", doc: "Several values.", kind: "keyword" },
      ];
    case "leaf":
    case "item":
      // After a complete statement, others of the same hierarchy can follow on the line.
      return branchWords(branch, holder);
    default:
      return branchWords(schema, node);
  }
}
