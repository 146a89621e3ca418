// XML as NETCONF uses it: a small tree by local names, because Junos puts its release into every namespace.

import { setImmediate as nextTurn } from "node:timers/promises";
import { SaxesParser } from "saxes";
import { ProtocolError } from "./errors";

/** One element: its name without prefix, its text trimmed, its children in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text without that of its children, trimmed: devices put line breaks inside. */
  readonly text: string;
}

/** Deep enough for any reply, and shallow enough for the stack. */
const MAX_DEPTH = 200;
/** Enough for three thousand tunnels in detail, and a hundred megabytes at most. */
const MAX_ELEMENTS = 300_000;
/** Characters that are read at a time: a few milliseconds. */
const SLICE = 32 * 1024;

/** Which names a document has, noted while it was read: a long one isn't walked through for what isn't there. */
const namesOf = new WeakMap<XmlElement, ReadonlySet<string>>();

/** Whether an element of one of these names is anywhere in a document. */
export function mentions(root: XmlElement, names: readonly string[]): boolean {
  const known = namesOf.get(root);
  if (known !== undefined) return names.some((name) => known.has(name));
  return names.some((name) => find(root, name) !== undefined);
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Reads one document. Throws {@link ProtocolError} when it is not well-formed. */
export function parseXml(text: string): XmlElement {
  try {
    return parseStrictly(text);
  } catch (error) {
    const repaired = closeRoutingEngines(text);
    if (repaired !== undefined) return parseStrictly(repaired);
    throw error;
  }
}

/** The same for a long document, with turns for others in between: one device's answer never holds up the others. */
export async function parseLongXml(text: string): Promise<XmlElement> {
  try {
    return await parseInTurns(text);
  } catch (error) {
    const repaired = closeRoutingEngines(text);
    if (repaired !== undefined) return await parseInTurns(repaired);
    throw error;
  }
}

/** Whether a document is long enough to be read in turns. */
export const isLong = (text: string): boolean => text.length > SLICE;

// Devices greet with comments before everything else, even before the XML declaration.
const withoutGreeting = (text: string): string =>
  text.replace(/^(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*\?>)+/, "");

/** What XML 1.0 forbids in a document, and what moves the cursor or colours a person's terminal. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const REFERENCE = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;
/** No reference that is understood is longer. */
const LONGEST_REFERENCE = 10;

/** Devices hold what people once typed or pasted: a control character makes no configuration unreadable, and reaches nobody. */
function withoutControls(text: string): string {
  return text.replace(CONTROL, "\ufffd").replace(REFERENCE, (reference, hex?: string, decimal?) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isOrdinary = code > 0xffff || String.fromCharCode(code).search(CONTROL) < 0;
    return isOrdinary ? reference : "\ufffd";
  });
}

function parseStrictly(text: string): XmlElement {
  const builder = new TreeBuilder();
  builder.write(withoutControls(withoutGreeting(text)));
  return builder.end();
}

async function parseInTurns(text: string): Promise<XmlElement> {
  const document = withoutGreeting(text);
  const builder = new TreeBuilder();
  for (let start = 0; start < document.length;) {
    const end = sliceEnd(document, start);
    builder.write(withoutControls(document.slice(start, end)));
    start = end;
    await nextTurn();
  }
  return builder.end();
}

/** Where a slice ends: never inside a character reference. */
function sliceEnd(text: string, start: number): number {
  const end = start + SLICE;
  if (end >= text.length) return text.length;
  const reference = text.slice(end - LONGEST_REFERENCE, end).lastIndexOf("&");
  return reference < 0 ? end : end - LONGEST_REFERENCE + reference;
}

/** Makes the tree from text that comes in pieces. */
class TreeBuilder {
  private readonly stack: Open[] = [];
  private readonly parser = new SaxesParser({ position: true });
  private root: XmlElement | undefined;
  private elements = 0;
  private readonly names = new Set<string>();

  constructor() {
    this.parser.on("error", (error) => {
      throw new ProtocolError(`The device's answer is not well-formed XML: ${error.message}`);
    });
    this.parser.on("opentag", ({ name, attributes }) =>
      this.open(name, Object.entries(attributes)),
    );
    const addText = (piece: string): void => {
      const open = this.stack.at(-1);
      if (open !== undefined) open.text += piece;
    };
    this.parser.on("text", addText);
    this.parser.on("cdata", addText);
    this.parser.on("closetag", () => this.close());
  }

  write(text: string): void {
    this.parser.write(text);
  }

  end(): XmlElement {
    this.parser.close();
    if (this.root === undefined) throw new ProtocolError("The device's answer is empty.");
    namesOf.set(this.root, this.names);
    return this.root;
  }

  private open(name: string, given: readonly (readonly [string, unknown])[]): void {
    if (this.stack.length >= MAX_DEPTH) {
      throw new ProtocolError(`The device's answer is nested more than ${MAX_DEPTH} levels deep.`);
    }
    this.elements += 1;
    if (this.elements > MAX_ELEMENTS) {
      throw new ProtocolError(`The device's answer has more than ${MAX_ELEMENTS} elements.`);
    }
    this.names.add(local(name));
    const attributes: Record<string, string> = {};
    for (const [key, value] of given) attributes[local(key)] = String(value);
    this.stack.push({ name: local(name), attributes, children: [], text: "" });
  }

  private close(): void {
    const open = this.stack.pop();
    if (open === undefined) return;
    const element: XmlElement = { ...open, text: open.text.trim() };
    const parent = this.stack.at(-1);
    if (parent === undefined) this.root = element;
    else parent.children.push(element);
  }
}

/**
 * Clusters and devices with two routing engines may leave out `</routing-engine>` before the final `<ok/>`.
 * Answers the repaired text, or undefined when that isn't what is wrong.
 */
function closeRoutingEngines(text: string): string | undefined {
  if (!text.includes("routing-engine")) return undefined;
  const opened = text.match(/<(?:\w+:)?routing-engine[\s>]/g)?.length ?? 0;
  const closed = text.match(/<\/(?:\w+:)?routing-engine>/g)?.length ?? 0;
  if (opened <= closed) return undefined;
  const at = /<\/(?:\w+:)?commit-results>|<(?:\w+:)?ok\/>/.exec(text)?.index;
  if (at === undefined) return undefined;
  const missing = "</routing-engine>".repeat(opened - closed);
  return text.slice(0, at) + missing + text.slice(at);
}

/** Text made safe for content and for attributes. `>` too: the end mark `]]>]]>` must never appear inside. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

/** What escaped text stands for. */
export function unescapeXml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** `<name>text</name>`, escaped. */
export function leaf(name: string, text: string | number): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** Every element of that name below, at any depth, in document order; the element itself counts. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const look = (candidate: XmlElement): void => {
    if (candidate.name === name) found.push(candidate);
    for (const child of candidate.children) look(child);
  };
  look(element);
  return found;
}

/** The same for elements that never stand in one another: what is inside of them isn't looked through. */
export function findList(element: XmlElement, name: string): XmlElement[] {
  if (element.name === name) return [element];
  return element.children.flatMap((child) => findList(child, name));
}

/** The first element of that name at any depth. */
export function find(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = find(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The direct child at the end of a path of names. */
export function at(
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  let current = element;
  for (const name of path) current = current?.children.find((child) => child.name === name);
  return current;
}

/** The text at the end of a path of direct children; undefined when it is absent, empty or `N/A`. */
export function textAt(
  element: XmlElement | undefined,
  ...path: readonly string[]
): string | undefined {
  const text = at(element, ...path)?.text;
  return text === undefined || text === "" || text === "N/A" ? undefined : text;
}

/** A number at the end of a path: the first one in the text, since some releases leave punctuation beside it. */
export function numberAt(
  element: XmlElement | undefined,
  ...path: readonly string[]
): number | undefined {
  const digits = /-?\d+/.exec(textAt(element, ...path) ?? "")?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** Items that are read at a time: a few milliseconds. */
const BATCH = 100;

/** Reads a long list with turns for others in between. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    if (start > 0) await nextTurn();
    results.push(...items.slice(start, start + BATCH).map(read));
  }
  return results;
}
