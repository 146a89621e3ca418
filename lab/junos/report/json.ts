// A report as JSON: every element is an array, and text is `data`.

import { type Content, Markup } from "./markup";

// eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- a record cannot name itself
interface JsonObject {
  [name: string]: (JsonObject | Json)[] | Json;
}
type Json = string | null | readonly null[] | Readonly<Record<string, string>>;

/** The text of a report's elements. */
export function reportJson(content: Content): string {
  return `${JSON.stringify(objectOf(elementsOf(content)), undefined, 4)}\n`;
}

function objectOf(elements: readonly Markup[]): Record<string, JsonObject[]> {
  const object: Record<string, JsonObject[]> = {};
  for (const element of elements) (object[element.name] ??= []).push(valueOf(element));
  return object;
}

function valueOf({ content, attributes }: Markup): JsonObject {
  const inner = elementsOf(content);
  const value: JsonObject = inner.length > 0 ? objectOf(inner) : { data: dataOf(content) };
  // The first part of a name says whose it is, and declarations of whose are no attributes.
  const own = Object.entries(attributes)
    .filter(([name]) => !name.startsWith("xmlns"))
    .map(([name, text]) => [name.slice(name.indexOf(":") + 1), text] as const);
  if (own.length > 0) value.attributes = Object.fromEntries(own);
  return value;
}

function dataOf(content: Content): string | readonly null[] {
  const text = textOf(content).trim();
  return text === "" ? [null] : text;
}

function textOf(content: Content): string {
  if (content === undefined || content instanceof Markup) return "";
  return typeof content === "object" ? content.map(textOf).join("") : String(content);
}

function elementsOf(content: Content): Markup[] {
  if (content instanceof Markup) return [content];
  return typeof content === "object" ? content.flatMap(elementsOf) : [];
}
