// Writing a tree as Junos XML.
import { isIdent } from "../schema/lookup";
import { UNKNOWN } from "../schema/model";
import { ConfigNode } from "../tree/node";
import { speaksAlone } from "../tree/statements";
import { opaqueWords } from "./lines";

const escape = (text: string): string =>
  text.replace(/[&<>"\r]/g, (c) =>
    c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : c === "\r" ? "&#13;" : "&quot;",
  );

const NAME = /^[A-Za-z_][A-Za-z0-9._-]*$/;

/** Characters that XML 1.0 cannot carry. */

const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

class Writer {
  readonly out: string[] = [];

  text(value: string): string {
    if (FORBIDDEN.test(value))
      throw new RangeError("a value has a control character, which XML cannot carry: take it out");
    return escape(value);
  }

  open(depth: number, element: string, ...marked: readonly (ConfigNode | undefined)[]): void {
    this.out.push(`${"  ".repeat(depth)}<${element}${attributes(marked)}>`);
  }

  close(depth: number, element: string): void {
    this.out.push(`${"  ".repeat(depth)}</${element}>`);
  }

  leaf(
    depth: number,
    element: string,
    value: string | undefined,
    ...marked: readonly (ConfigNode | undefined)[]
  ): void {
    const start = `${"  ".repeat(depth)}<${element}${attributes(marked)}`;
    this.out.push(value === undefined ? `${start}/>` : `${start}>${this.text(value)}</${element}>`);
  }

  children(node: ConfigNode, depth: number): void {
    for (const kid of node.children) this.node(kid, depth);
  }

  /** A comment stands right before what it is about. */
  private comment(node: ConfigNode, depth: number): void {
    if (node.comment !== undefined)
      this.out.push(
        `${"  ".repeat(depth)}<junos:comment>${this.text(`/* ${node.comment} */`)}</junos:comment>`,
      );
  }

  /** Writes a node; `marked` are nodes around it without an element, whose marks count for it. */
  node(node: ConfigNode, depth: number, ...marked: readonly ConfigNode[]): void {
    const { schema } = node;
    this.comment(node, depth);
    switch (schema.kind) {
      case "container":
        if (schema.listWord) {
          for (const kid of node.children) this.node(kid, depth, ...marked, node);
          return;
        }
        if (node.kids === undefined) {
          if (speaksAlone(node)) this.leaf(depth, schema.xml, undefined, node, ...marked);
          return;
        }
        this.open(depth, schema.xml, node, ...marked);
        this.children(node, depth + 1);
        this.close(depth, schema.xml);
        return;
      case "list":
        // XML has no element for a list as a whole: what is marked is each of its entries.
        for (const entry of node.children) {
          this.comment(entry, depth);
          this.entry(entry, depth, [], [...marked, node]);
        }
        return;
      case "entry":
        return this.entry(node, depth, [], marked);
      case "leaf":
        return this.leaf(depth, schema.xml, node.value, node, ...marked);
      case "leaf-list":
        for (const item of node.children)
          this.leaf(depth, schema.xml, item.name, item, node, ...marked);
        return;
      case "opaque":
        return this.unknown(unfolded(node), depth);
      default:
        return this.unknown(node, depth);
    }
  }

  /** An entry, with the keys and marks of the lists around it that XML folds into its element. */
  private entry(
    entry: ConfigNode,
    depth: number,
    outer: readonly (readonly [string, string])[],
    marked: readonly ConfigNode[],
  ): void {
    if (entry.schema.kind !== "entry") return this.unknown(entry, depth);
    const { list } = entry.schema;
    const keys = [...outer, [list.keyXml, entry.name] as const];
    if (list.folded) {
      const inner: ConfigNode[][] = entry.children.flatMap((kid) =>
        kid.schema.kind === "entry" ? [[kid]] : kid.children.map((each) => [each, kid]),
      );
      // A change named by a keyword has a value besides, which is empty when a name follows.
      const all = list.keyXml === "choice-ident" ? [...keys, ["choice-value", ""] as const] : keys;
      for (const [kid, ...around] of inner)
        if (kid !== undefined) this.entry(kid, depth, all, [...marked, entry, ...around]);
      return;
    }
    const idents = list.keyword ? entry.children.filter((kid) => isIdent(kid.schema)) : [];
    const rest = list.keyword
      ? entry.children.filter((kid) => !isIdent(kid.schema))
      : entry.children;
    for (const ident of idents.length > 0 ? idents : [undefined]) {
      this.open(depth, list.xml, entry, ident, ...marked);
      for (const [name, value] of keys) this.leaf(depth + 1, name, value);
      if (ident !== undefined) {
        this.leaf(depth + 1, "choice-ident", ident.name);
        this.leaf(depth + 1, "choice-value", ident.value ?? "");
      }
      for (const kid of rest) this.node(kid, depth + 1);
      this.close(depth, list.xml);
    }
  }

  /**
   * What no model knows: words become elements. A word that can't be one is a value, or the name of a list's entry when statements
   * are below it, as everywhere in Junos.
   */
  private unknown(node: ConfigNode, depth: number): void {
    const element = NAME.test(node.name) ? node.name : undefined;
    if (element === undefined) {
      // Nothing around it that could hold it as a value.
      this.leaf(depth, "undocumented", node.name, node);
      for (const kid of node.children) this.node(kid, depth);
      return;
    }
    const [names, others] = [
      node.children.filter((kid) => isName(kid)),
      node.children.filter((kid) => !isName(kid)),
    ];
    for (const kid of names) {
      if (kid.kids === undefined) this.leaf(depth, element, kid.name, node, kid);
      else {
        this.open(depth, element, node, kid);
        this.leaf(depth + 1, "name", kid.name);
        this.children(kid, depth + 1);
        this.close(depth, element);
      }
    }
    if (names.length > 0 && others.length === 0) return;
    if (others.length === 0) return this.leaf(depth, element, undefined, node);
    this.open(depth, element, node);
    for (const kid of others) this.node(kid, depth + 1);
    this.close(depth, element);
  }
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

function attributes(nodes: readonly (ConfigNode | undefined)[]): string {
  const inactive = nodes.some((node) => node?.inactive);
  const protect = nodes.some((node) => node?.protect);
  return `${inactive ? ' inactive="inactive"' : ""}${protect ? ' protect="protect"' : ""}`;
}

/** Declared where comments are, which Junos has in a namespace of their own. */
const JUNOS = 'xmlns:junos="http://xml.juniper.net/junos/*/junos"';

/** A tree as an XML `configuration` element. */
export function writeXml(root: ConfigNode): string {
  const writer = new Writer();
  writer.children(root, 1);
  const declared = writer.out.some((line) => line.includes("<junos:comment>")) ? ` ${JUNOS}` : "";
  return ["", ...writer.out, "</configuration>\n"]
    .join("\n")
    .replace("", `<configuration${declared}>`);
}
