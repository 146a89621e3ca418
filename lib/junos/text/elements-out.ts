// A tree as the elements that XML and JSON write: what is a container, an entry with its keys, a value.
import { isIdent } from "../schema/lookup";
import { UNKNOWN, type ValueType } from "../schema/model";
import { ConfigNode } from "../tree/node";
import { speaksAlone } from "../tree/statements";
import { opaqueWords } from "./lines";

const NAME = /^[A-Za-z_][A-Za-z0-9._-]*$/;

/** What is true of an element besides what it holds. */
export interface ElementMarks {
  readonly inactive: boolean;
  readonly protect: boolean;
  /** A person's note, which stands before it. */
  readonly comment?: string;
}

/** Receives the elements of a configuration in order. */
export interface ElementSink {
  /** @param several whether there can be more of the same name */
  open(element: string, several: boolean, marks: ElementMarks): void;
  close(element: string): void;
  /** @param whole whether the value is a whole number by its type */
  leaf(
    element: string,
    value: string | undefined,
    several: boolean,
    marks: ElementMarks,
    whole: boolean,
  ): void;
}

const isWhole = (type: ValueType): boolean =>
  type.kind === "integer" ||
  (type.kind === "string" && type.form === "unit-number") ||
  (type.kind === "union" && type.of.some(isWhole));

class Writer {
  constructor(private readonly sink: ElementSink) {}

  private open(
    element: string,
    several: boolean,
    ...marked: readonly (ConfigNode | undefined)[]
  ): void {
    this.sink.open(element, several, this.marks(marked));
  }

  private leaf(
    element: string,
    value: string | undefined,
    type: ValueType | undefined,
    ...marked: readonly (ConfigNode | undefined)[]
  ): void {
    this.write(element, value, false, type, marked);
  }

  private write(
    element: string,
    value: string | undefined,
    several: boolean,
    type: ValueType | undefined,
    marked: readonly (ConfigNode | undefined)[],
  ): void {
    this.sink.leaf(
      element,
      value,
      several,
      this.marks(marked),
      type !== undefined && isWhole(type),
    );
  }

  /** The comment of a list as a whole stands before its first entry. */
  private pending: string | undefined;

  private marks(nodes: readonly (ConfigNode | undefined)[]): ElementMarks {
    const comment = nodes.find((node) => node?.comment !== undefined)?.comment ?? this.pending;
    this.pending = undefined;
    return {
      inactive: nodes.some((node) => node?.inactive),
      protect: nodes.some((node) => node?.protect),
      ...(comment !== undefined && { comment }),
    };
  }

  children(node: ConfigNode): void {
    for (const kid of node.children) this.node(kid);
  }

  /** Writes a node; `marked` are nodes around it without an element, whose marks count for it. */
  private node(node: ConfigNode, ...marked: readonly ConfigNode[]): void {
    const { schema } = node;
    switch (schema.kind) {
      case "container":
        if (schema.listWord) {
          for (const kid of node.children) this.node(kid, ...marked, node);
          return;
        }
        if (node.kids === undefined) {
          if (speaksAlone(node)) this.leaf(schema.xml, undefined, undefined, node, ...marked);
          return;
        }
        this.open(schema.xml, false, node, ...marked);
        this.children(node);
        this.sink.close(schema.xml);
        return;
      case "list":
        // There is no element for a list as a whole: what is marked is each of its entries; its note stands before the first.
        this.pending = node.comment;
        for (const entry of node.children) this.entry(entry, [], [...marked, silent(node)]);
        return;
      case "entry":
        return this.entry(node, [], marked);
      case "leaf":
        return this.leaf(schema.xml, node.value, schema.type, node, ...marked);
      case "leaf-list":
        this.pending = node.comment;
        for (const item of node.children)
          this.write(schema.xml, item.name, true, schema.type, [item, silent(node), ...marked]);
        return;
      case "opaque":
        return this.unknown(unfolded(node));
      default:
        return this.unknown(node);
    }
  }

  /** An entry, with the keys and marks of the lists around it that are folded into its element. */
  private entry(entry: ConfigNode, outer: readonly Key[], marked: readonly ConfigNode[]): void {
    if (entry.schema.kind !== "entry") return this.unknown(entry);
    const { list } = entry.schema;
    const keys: readonly Key[] = [
      ...outer,
      { element: list.keyXml, value: entry.name, type: list.key },
    ];
    if (list.folded) {
      const inner: ConfigNode[][] = entry.children.flatMap((kid) =>
        kid.schema.kind === "entry" ? [[kid]] : kid.children.map((each) => [each, kid]),
      );
      // A change named by a keyword has a value besides, which is empty when a name follows.
      const all = list.keyXml === "choice-ident" ? [...keys, NO_VALUE] : keys;
      for (const [kid, ...around] of inner)
        if (kid !== undefined) this.entry(kid, all, [...marked, entry, ...around]);
      return;
    }
    const idents = list.keyword ? entry.children.filter((kid) => isIdent(kid.schema)) : [];
    const rest = list.keyword
      ? entry.children.filter((kid) => !isIdent(kid.schema))
      : entry.children;
    for (const ident of idents.length > 0 ? idents : [undefined]) {
      this.open(list.xml, true, entry, ident, ...marked);
      for (const { element, value, type } of keys) this.leaf(element, value, type);
      if (ident !== undefined) {
        this.leaf("choice-ident", ident.name, undefined);
        this.leaf("choice-value", ident.value ?? "", undefined);
      }
      for (const kid of rest) this.node(kid);
      this.sink.close(list.xml);
    }
  }

  /**
   * What no model knows: words become elements. A word that can't be one is a value, or the name of a list's entry when statements
   * are below it, as everywhere in Junos.
   */
  private unknown(node: ConfigNode): void {
    const element = NAME.test(node.name) ? node.name : undefined;
    if (element === undefined) {
      // Nothing around it that could hold it as a value.
      this.leaf("undocumented", node.name, undefined, node);
      for (const kid of node.children) this.node(kid);
      return;
    }
    const [names, others] = [
      node.children.filter((kid) => isName(kid)),
      node.children.filter((kid) => !isName(kid)),
    ];
    for (const kid of names) {
      if (kid.kids === undefined)
        this.write(element, kid.name, names.length > 1, undefined, [node, kid]);
      else {
        this.open(element, true, node, kid);
        this.leaf("name", kid.name, undefined);
        this.children(kid);
        this.sink.close(element);
      }
    }
    if (names.length > 0 && others.length === 0) return;
    if (others.length === 0) return this.leaf(element, undefined, undefined, node);
    this.open(element, false, node);
    for (const kid of others) this.node(kid);
    this.sink.close(element);
  }
}

/** The name of an entry, or one of its names. */
interface Key {
  readonly element: string;
  readonly value: string;
  readonly type: ValueType | undefined;
}

const NO_VALUE: Key = { element: "choice-value", value: "", type: undefined };

/** A node's marks without its comment, which was told already. */
function silent(node: ConfigNode): ConfigNode {
  if (node.comment === undefined) return node;
  const copy = new ConfigNode(node.name, node.schema);
  copy.inactive = node.inactive;
  copy.protect = node.protect;
  return copy;
}

/** Whether a word outside all models can be no element. */
const isName = (node: ConfigNode): boolean =>
  node.schema.kind === "unknown" && !NAME.test(node.name);

/** The words of an opaque statement as statements inside each other. */
function unfolded(node: ConfigNode): ConfigNode {
  const [first = "", ...words] = opaqueWords(node.name);
  const top = new ConfigNode(first, UNKNOWN);
  let last = top;
  for (const word of words) last = last.attach(new ConfigNode(word, UNKNOWN));
  top.inactive = node.inactive;
  return top;
}

/** Tells a sink the elements of a tree. */
export function writeElements(root: ConfigNode, sink: ElementSink): void {
  new Writer(sink).children(root);
}
