// XML as the device writes it: elements built from plain values.

/** What can stand inside an element; what is undefined leaves nothing behind. */
export type Content = string | number | Markup | undefined | readonly Content[];

/** One element, or text that is XML already. */
export class Markup {
  constructor(
    readonly name: string,
    readonly attributes: Readonly<Record<string, string>>,
    readonly content: readonly Content[],
    /** Text that is XML already; the rest doesn't count then. */
    readonly source?: string,
  ) {}

  toString(): string {
    if (this.source !== undefined) return this.source;
    const attributes = Object.entries(this.attributes)
      .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
      .join("");
    const inside = write(this.content);
    return inside === ""
      ? `<${this.name}${attributes}/>`
      : `<${this.name}${attributes}>${inside}</${this.name}>`;
  }
}

/** An element. */
export function el(name: string, ...content: Content[]): Markup {
  return new Markup(name, {}, content);
}

/** An element with attributes. */
export function elWith(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: Content[]
): Markup {
  return new Markup(name, attributes, content);
}

/** XML that was written elsewhere. */
export function rawXml(source: string): Markup {
  return new Markup("", {}, [], source);
}

/** Content as text. */
export function write(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string") return escapeXml(content);
  if (typeof content === "number") return String(content);
  if (content instanceof Markup) return content.toString();
  return content.map(write).join("");
}

// Characters that no XML document can hold, not even as references.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text that may stand in an element or an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(FORBIDDEN, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
