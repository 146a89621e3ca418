// Writing a tree as Junos XML.
import type { ConfigNode } from "../tree/node";
import { speaksAlone } from "../tree/statements";

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

  open(depth: number, element: string, node?: ConfigNode): void {
    this.out.push(`${"  ".repeat(depth)}<${element}${attributes(node)}>`);
  }

  close(depth: number, element: string): void {
    this.out.push(`${"  ".repeat(depth)}</${element}>`);
  }

  leaf(depth: number, element: string, value: string | undefined, node?: ConfigNode): void {
    const start = `${"  ".repeat(depth)}<${element}${attributes(node)}`;
    this.out.push(value === undefined ? `${start}/>` : `${start}>${this.text(value)}</${element}>`);
  }

  children(node: ConfigNode, depth: number): void {
    for (const kid of node.children) this.node(kid, depth);
  }

  node(node: ConfigNode, depth: number): void {
    const { schema } = node;
    if (node.comment !== undefined)
      this.out.push(
        `${"  ".repeat(depth)}<!-- ${this.text(node.comment).replace(/--/g, "- -")} -->`,
      );
    switch (schema.kind) {
      case "container":
        if (node.kids === undefined) {
          if (speaksAlone(node)) this.leaf(depth, schema.xml, undefined, node);
          return;
        }
        this.open(depth, schema.xml, node);
        this.children(node, depth + 1);
        this.close(depth, schema.xml);
        return;
      case "list":
        for (const entry of node.children) this.entry(entry, depth, []);
        return;
      case "entry":
        return this.entry(node, depth, []);
      case "leaf":
        return this.leaf(depth, schema.xml, node.value, node);
      case "leaf-list":
        for (const item of node.children) this.leaf(depth, schema.xml, item.name, item);
        return;
      default:
        return this.unknown(node, depth);
    }
  }

  private entry(
    entry: ConfigNode,
    depth: number,
    outer: readonly (readonly [string, string])[],
  ): void {
    if (entry.schema.kind !== "entry") return this.unknown(entry, depth);
    const { list } = entry.schema;
    const keys = [...outer, [list.keyXml, entry.name] as const];
    if (list.folded) {
      const inner = entry.children.flatMap((kid) =>
        kid.schema.kind === "entry" ? [kid] : kid.children,
      );
      // A change named by a keyword has a value besides, which is empty when a name follows.
      const all = list.keyXml === "choice-ident" ? [...keys, ["choice-value", ""] as const] : keys;
      for (const kid of inner) this.folded(kid, list.xml, depth, all);
      return;
    }
    if (list.keyword) {
      for (const kid of entry.children) {
        this.open(depth, list.xml, entry);
        this.leaf(depth + 1, list.keyXml, entry.name);
        this.leaf(depth + 1, "choice-ident", kid.name);
        this.leaf(depth + 1, "choice-value", kid.value ?? "");
        this.close(depth, list.xml);
      }
      return;
    }
    this.folded(entry, list.xml, depth, outer);
  }

  /** An entry with the keys of the lists around it that XML folds into it. */
  private folded(
    entry: ConfigNode,
    element: string,
    depth: number,
    outer: readonly (readonly [string, string])[],
  ): void {
    if (entry.schema.kind !== "entry") return this.unknown(entry, depth);
    this.open(depth, element, entry);
    for (const [name, value] of [...outer, [entry.schema.list.keyXml, entry.name] as const])
      this.leaf(depth + 1, name, value);
    this.children(entry, depth + 1);
    this.close(depth, element);
  }

  /** What the schema doesn't know: words become elements, and the last word text when it can't be one. */
  private unknown(node: ConfigNode, depth: number): void {
    if (!NAME.test(node.name)) {
      throw new RangeError(
        `"${node.name}" is outside the schema and cannot be an XML element: use the set format for this configuration`,
      );
    }
    const kids = node.children;
    const only = kids.length === 1 ? kids[0] : undefined;
    if (only !== undefined && only.kids === undefined && !NAME.test(only.name))
      return this.leaf(depth, node.name, only.name, node);
    if (kids.length === 0) return this.leaf(depth, node.name, undefined, node);
    this.open(depth, node.name, node);
    this.children(node, depth + 1);
    this.close(depth, node.name);
  }
}

function attributes(node: ConfigNode | undefined): string {
  return `${node?.inactive ? ' inactive="inactive"' : ""}${node?.protect ? ' protect="protect"' : ""}`;
}

/** A tree as an XML `configuration` element. */
export function writeXml(root: ConfigNode): string {
  const writer = new Writer();
  writer.open(0, "configuration");
  writer.children(root, 1);
  writer.close(0, "configuration");
  return `${writer.out.join("\n")}\n`;
}
