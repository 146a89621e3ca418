// Writing a tree as the indented text with braces that `show configuration` prints.
import type { ConfigNode } from "../tree/node";
import type { Branch } from "../schema/model";
import { speaksAlone } from "../tree/statements";
import { isBranch } from "../schema/lookup";
import { quote } from "./quote";

const INDENT = "    ";

function prefix(node: ConfigNode): string {
  return `${node.protect ? "protect: " : ""}${node.inactive ? "inactive: " : ""}`;
}

const plain = (node: ConfigNode): boolean => node.plain;

/** Whether nothing but leaves and single words is below: then a statement that Junos writes on one line can be. */
function fitsOneLine(node: ConfigNode): boolean {
  return (
    (node.children.every((kid) => {
      if (!plain(kid)) return false;
      switch (kid.schema.kind) {
        case "leaf":
          return true;
        case "leaf-list":
          return kid.children.every(plain);
        case "container":
          return (
            kid.children.length <= 1 &&
            fitsOneLine(kid) &&
            (kid.kids !== undefined || kid.schema.presence)
          );
        default:
          return false;
      }
    }) &&
      node.children.filter((kid) => kid.schema.kind === "container").length === 0) ||
    (node.children.length === 1 && fitsAlone(node.children[0]))
  );
}

function fitsAlone(kid: ConfigNode | undefined): boolean {
  return (
    kid !== undefined &&
    plain(kid) &&
    kid.schema.kind === "container" &&
    kid.kids !== undefined &&
    (kid.schema.line !== "block" || kid.child("") !== undefined) &&
    fitsOneLine(kid)
  );
}

/** Whether a branch and what is below it share a line; some branches do so with a single statement only. */
function onOneLine(schema: Branch, node: ConfigNode): boolean {
  if (schema.line === "block" || !fitsOneLine(node)) return false;
  return schema.line === "line" || node.children.length === 1;
}

/** A statement's words with everything below it. */
function oneLine(node: ConfigNode): string[] {
  const own = node.name === "" ? [] : [quote(node.name)];
  if (node.schema.kind === "leaf-list") return [...own, listWords(node)];
  if (node.value !== undefined) own.push(quote(node.value));
  return [...own, ...bareFirst(node).flatMap(oneLine)];
}

/** Children with the one without keyword first, as it could not follow others on a line. */
function bareFirst(node: ConfigNode): readonly ConfigNode[] {
  return node.child("") === undefined
    ? node.children
    : [...node.children].sort((a, b) => Number(b.name === "") - Number(a.name === ""));
}

/** An item as text: an expression of policies has its blanks without quotes. */
const itemText = (item: ConfigNode): string =>
  /^\(.*\)$/.test(item.name) &&
  item.schema.kind === "item" &&
  item.schema.list.type.kind === "string" &&
  item.schema.list.type.base === "policy-algebra"
    ? item.name
    : quote(item.name);

function listWords(node: ConfigNode): string {
  const items = node.children.map(itemText);
  const only = items[0];
  return items.length === 1 && only !== undefined ? only : bracketed(node);
}

const bracketed = (node: ConfigNode): string => `[ ${node.children.map(itemText).join(" ")} ]`;

class Writer {
  readonly out: string[] = [];

  private comment(node: ConfigNode, depth: number): void {
    if (node.comment !== undefined)
      this.out.push(`${INDENT.repeat(depth)}/* ${node.comment.replaceAll("*/", "* /")} */`);
  }

  statement(node: ConfigNode, depth: number, words: string, mark = prefix(node)): void {
    this.out.push(`${INDENT.repeat(depth)}${mark}${words};`);
  }

  children(node: ConfigNode, depth: number): void {
    for (const kid of node.children) this.node(kid, depth, "");
  }

  /** Writes a node; `before` holds words of the nodes above that stand on the same line. */
  node(node: ConfigNode, depth: number, before: string, mark = prefix(node)): void {
    const name = node.name === "" ? "" : quote(node.name);
    const words = before === "" ? name : `${before} ${name}`;
    const { schema } = node;
    switch (schema.kind) {
      case "leaf":
        this.comment(node, depth);
        return this.statement(
          node,
          depth,
          node.value === undefined
            ? words
            : `${words}${words === "" ? "" : " "}${quote(node.value)}`,
          mark,
        );
      case "leaf-list":
        this.comment(node, depth);
        if (node.children.every(plain))
          return this.statement(
            node,
            depth,
            `${words} ${plain(node) ? listWords(node) : bracketed(node)}`,
            mark,
          );
        // Items that differ in being active need lines of their own.
        for (const item of node.children) {
          this.comment(item, depth);
          this.statement(item, depth, `${words} ${quote(item.name)}`);
        }
        return;
      case "list":
        this.comment(node, depth);
        if (schema.grouped && before === "") {
          this.out.push(`${INDENT.repeat(depth)}${mark}${words} {`);
          this.children(node, depth + 1);
          this.out.push(`${INDENT.repeat(depth)}}`);
          return;
        }
        for (const entry of node.children) this.node(entry, depth, words, mark + prefix(entry));
        return;
      case "opaque":
        return this.statement(node, depth, node.name, mark);
      case "unknown":
        return this.unknown(node, depth, words, mark);
      default:
        return this.branch(node, depth, words, mark);
    }
  }

  /** Words that no model has: on one line as far as nothing else stands beside them. */
  private unknown(node: ConfigNode, depth: number, words: string, mark: string): void {
    this.comment(node, depth);
    const [only, ...more] = node.children;
    if (only === undefined) return this.statement(node, depth, words, mark);
    if (more.length === 0 && plain(only))
      return this.unknown(only, depth, `${words} ${quote(only.name)}`, mark);
    this.out.push(`${INDENT.repeat(depth)}${mark}${words} {`);
    this.children(node, depth + 1);
    this.out.push(`${INDENT.repeat(depth)}}`);
  }

  private branch(node: ConfigNode, depth: number, words: string, mark: string): void {
    const { schema } = node;
    this.comment(node, depth);
    if (node.kids === undefined) {
      if (speaksAlone(node)) this.statement(node, depth, words, mark);
      return;
    }
    if (schema.kind === "container" && schema.joined && plain(node)) {
      for (const kid of node.children) this.node(kid, depth, words);
      return;
    }
    // Two keys that stand on one line: from-zone A to-zone B.
    if (schema.kind === "entry" && schema.list.folded && plain(node)) {
      for (const inner of node.children) this.node(inner, depth, words);
      return;
    }
    if (isBranch(schema) && onOneLine(schema, node))
      return this.statement(
        node,
        depth,
        [words, ...bareFirst(node).flatMap(oneLine)].join(" "),
        mark,
      );
    const lone = loneValue(node);
    if (lone !== undefined) return this.statement(node, depth, `${words} ${quote(lone)}`, mark);
    if (words === "") return this.children(node, depth);
    this.out.push(`${INDENT.repeat(depth)}${mark}${words} {`);
    this.children(node, depth + 1);
    this.out.push(`${INDENT.repeat(depth)}}`);
  }
}

/** A lone value without keyword, which belongs on its parent's line where the parent is no block. */
function loneValue({ schema, children: [only, ...more] }: ConfigNode): string | undefined {
  const fits = isBranch(schema) && schema.line !== "block" && more.length === 0;
  return fits && only?.name === "" && plain(only) ? only.value : undefined;
}

/** The lines of a tree's curly text. */
export function curlyLines(root: ConfigNode): string[] {
  const writer = new Writer();
  writer.children(root, 0);
  return writer.out;
}
