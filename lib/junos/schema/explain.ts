// What a statement is: its meaning, values, default, and where that is known from.
import { layer } from "../layer/layer";
import { nearest } from "../suggest";
import { describeType } from "./complete";
import { allKeywords, bareSchema, childSchema, isBranch, keywordSchema } from "./lookup";
import type { NodeSchema, ValueType } from "./model";
import { ROOT } from ".";

/** What is known of a statement. */
export interface Explanation {
  /** Its words, names and values as a person gave them. */
  readonly path: string;
  /**
   * What its last word is: statements below it, entries with names, one such entry, a statement, or one with several
   * values.
   */
  readonly kind: "hierarchy" | "list" | "name" | "statement" | "values";
  /** Meaning in a sentence; empty where only the models know the statement. */
  readonly doc: string;
  /** What the value or the name may be. */
  readonly value?: string;
  /** What Junos takes where nobody says the statement. */
  readonly default?: string;
  /** What the value counts, such as seconds. */
  readonly units?: string;
  /** Whether its value must never be shown. */
  readonly secret: boolean;
  /** Whether the order of its entries or values means something. */
  readonly ordered: boolean;
  /** Most entries or values. */
  readonly most?: number;
  /** Words that can follow. */
  readonly next: readonly string[];
  /** Whether rules of the check judge it, or its form alone is known. */
  readonly source: string;
}

/** Words that lead nowhere, and what was perhaps meant. */
export interface Unexplained {
  /** The first word that leads nowhere. */
  readonly word: string;
  /** The words before it, which lead somewhere. */
  readonly after: string;
  /** Words that could stand in its place and look like it, the nearest first. */
  readonly nearest: readonly string[];
}

/** What the words of a set line mean, given with names or without: `security ike gateway` or `security ike gateway hq address`. */
export function explain(words: readonly string[]): Explanation | Unexplained {
  let schema: NodeSchema = ROOT;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const next = nextSchema(schema, word);
    if (next === undefined || next.kind === "unknown")
      return {
        word,
        after: words.slice(0, i).join(" "),
        nearest: nearest(word, allKeywords(schema)),
      };
    schema = next;
    // A value says nothing more.
    if (schema.kind === "leaf" || schema.kind === "item") break;
  }
  return told(schema, words.join(" "));
}

/** A keyword below a list without its name is as good as one with it. */
function nextSchema(schema: NodeSchema, word: string): NodeSchema | undefined {
  const named = schema.kind === "list" ? keywordSchema(schema.entry, word) : undefined;
  return (
    named ??
    childSchema(schema, word) ??
    (isBranch(schema) ? bareSchema(schema, () => true) : undefined)
  );
}

function told(schema: NodeSchema, path: string): Explanation {
  const known = schema.kind === "item" ? schema.list : schema;
  const unchecked = "unchecked" in known && known.unchecked;
  const type = valueOf(schema);
  const most = "max" in known ? known.max : undefined;
  return {
    path,
    kind: kindOf(schema),
    doc: "doc" in known ? known.doc : "",
    ...(type !== undefined && { value: describeType(type) }),
    ...(schema.kind === "leaf" && schema.default !== undefined && { default: schema.default }),
    ...(schema.kind === "leaf" && schema.units !== undefined && { units: schema.units }),
    secret: schema.kind === "leaf" && schema.secret,
    ordered: "ordered" in known && known.ordered,
    ...(most !== undefined && { most }),
    next: allKeywords(schema.kind === "list" ? schema.entry : schema).filter(
      (word) => !word.startsWith("apply-"),
    ),
    source: unchecked
      ? `Juniper's models of Junos ${layer().release}; no rule of the check judges it`
      : "this library's schema, held against Juniper's models; its value is checked",
  };
}

function kindOf(schema: NodeSchema): Explanation["kind"] {
  switch (schema.kind) {
    case "list":
      return "list";
    case "entry":
      return "name";
    case "leaf-list":
    case "item":
      return "values";
    case "leaf":
      return "statement";
    default:
      return "hierarchy";
  }
}

function valueOf(schema: NodeSchema): ValueType | undefined {
  switch (schema.kind) {
    case "list":
      return schema.key;
    case "entry":
      return schema.list.key;
    case "leaf":
    case "leaf-list":
      return schema.type;
    case "item":
      return schema.list.type;
    default:
      return isBranch(schema) ? (schema.wild?.key ?? schema.bare?.type) : undefined;
  }
}
