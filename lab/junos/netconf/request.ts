// One received XML document as a small tree by local names.

import { SaxesParser } from "saxes";
import { escapeXml } from "../report/markup";

/** An element of a request. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, as it was sent. */
  readonly text: string;
}

const DEEPEST = 200;
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Reads a document; throws an Error that says why when it isn't well-formed. */
export function parseRequest(text: string): Element {
  interface Open {
    name: string;
    attributes: Record<string, string>;
    children: Element[];
    text: string;
  }
  const stack: Open[] = [];
  let root: Element | undefined;
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw new Error(error.message);
  });
  parser.on("doctype", () => {
    throw new Error("a document type is not accepted");
  });
  parser.on("opentag", (tag) => {
    if (stack.length >= DEEPEST) throw new Error(`more than ${DEEPEST} levels deep`);
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (!name.startsWith("xmlns")) attributes[name === "message-id" ? name : local(name)] = value;
    }
    stack.push({ name: local(tag.name), attributes, children: [], text: "" });
  });
  const take = (piece: string): void => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += piece;
  };
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("closetag", () => {
    const done = stack.pop();
    if (done === undefined) return;
    const parent = stack.at(-1);
    if (parent === undefined) root = done;
    else parent.children.push(done);
  });
  parser.write(text.replace(/^\s+/, "")).close();
  if (root === undefined) throw new Error("there is no element");
  return root;
}

/** The first child of that name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The trimmed text of the first child of that name. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  return childOf(element, name)?.text.trim();
}

/** The element as XML again, by local names. */
export function asXml(element: Element): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
  const text = element.children.length > 0 ? element.text.trim() : element.text;
  const inside = escapeXml(text) + element.children.map(asXml).join("");
  return `<${element.name}${attributes}>${inside}</${element.name}>`;
}
