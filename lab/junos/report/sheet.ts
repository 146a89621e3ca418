// A report written once: lines with elements in them, and elements around lines. Text and XML both come from it.

import { type Content, Markup } from "./markup";

/** A value whose text differs from what its element holds, such as one that a column pads. */
export class Shown {
  constructor(
    readonly markup: Content,
    readonly text: string,
  ) {}
}

/** Text with the elements of the values that stand in it. */
class Line {
  constructor(
    readonly text: string,
    readonly markup: Content,
  ) {}
}

/** An element around parts. */
class Section {
  constructor(
    readonly name: string,
    readonly attributes: Readonly<Record<string, string>>,
    readonly parts: readonly Part[],
  ) {}
}

/**
 * A piece of a report. An element that stands for itself is in the XML alone; in a line its text shows as well.
 * Parts stand in the order in which both forms have them.
 */
export type Part = Markup | Line | Section | undefined | readonly Part[];

/** A whole report. */
export type Sheet = Part;

type Value = Markup | Shown | string | number | undefined;

/** A line: what is written around values is text, the values' elements are XML, plain values are text alone. */
export function line(strings: TemplateStringsArray, ...values: readonly Value[]): Line {
  const shown = strings.map((text, index) => text + shownText(values[index])).join("");
  return new Line(`${shown}\n`, values.map(markupOfValue));
}

/** Values one after the other in a line of their own, such as the cells of a table. */
export function lineOf(values: readonly Value[]): Line {
  return new Line(`${values.map(shownText).join("")}\n`, values.map(markupOfValue));
}

/** Text that has no elements. */
export function text(...lines: readonly string[]): Line {
  return new Line(lines.join(""), undefined);
}

/** One element whose text is already whole lines. */
export function block(markup: Content, lines: string): Line {
  return new Line(lines, markup);
}

/** An element around parts. */
export function section(name: string, ...parts: readonly Part[]): Section {
  return new Section(name, {}, parts);
}

/** An element with attributes around parts. */
export function sectionWith(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...parts: readonly Part[]
): Section {
  return new Section(name, attributes, parts);
}

/** A value with another text than its element's. */
export function shown(markup: Content, as: string): Shown {
  return new Shown(markup, as);
}

/** A value in a column of so many characters. */
export function padded(value: Value, width: number): Shown {
  return new Shown(markupOfValue(value), shownText(value).padEnd(width));
}

/** Elements of one kind in a line, with something between them. */
export function joined(values: readonly Markup[], between: string): Shown {
  return new Shown(values, values.map(shownText).join(between));
}

/** Parts with an empty line between them. */
export function spaced(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [text("\n"), part]));
}

/** The report as text. */
export function sheetText(sheet: Sheet): string {
  if (sheet === undefined || sheet instanceof Markup) return "";
  if (sheet instanceof Line) return sheet.text;
  return (sheet instanceof Section ? sheet.parts : sheet).map(sheetText).join("");
}

/** The report's elements. */
export function sheetMarkup(sheet: Sheet): Content {
  if (sheet === undefined || sheet instanceof Markup) return sheet;
  if (sheet instanceof Line) return sheet.markup;
  if (sheet instanceof Section) {
    return new Markup(sheet.name, sheet.attributes, sheet.parts.map(sheetMarkup));
  }
  return sheet.map(sheetMarkup);
}

function shownText(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Shown) return value.text;
  return value instanceof Markup ? plainText(value.content) : String(value);
}

function plainText(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return plainText(content.content);
  return typeof content === "object" ? content.map(plainText).join("") : String(content);
}

function markupOfValue(value: Value): Content {
  if (value instanceof Shown) return value.markup;
  return value instanceof Markup ? value : undefined;
}
