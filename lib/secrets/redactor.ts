// Nothing secret leaves in a message: known secrets are replaced in every shape a device may quote them in.
import { joined, type Range, replaceRanges, secretRanges } from "./marked";

/** From this many letters on, the beginning of a secret is masked too: devices cut long values off. */
const SHORTEST_PREFIX = 8;
/** From this many letters on, one word of a secret of several is masked where it stands alone. */
const SHORTEST_WORD = 6;
/** Secrets up to this length are masked only where they are a word of their own: else every text would be full of holes. */
const LONGEST_BOUND = 5;

const isBlank = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13);
};
const isLetter = (text: string, at: number): boolean => /[\p{L}\p{N}_]/u.test(text.charAt(at));

/** One shape that a secret can be quoted in. */
class Shape {
  /** What to look for first: letters up to the first blank. */
  private readonly anchor: string;
  private readonly bound: boolean;

  constructor(private readonly text: string) {
    const blank = text.search(/\s/);
    this.anchor = text.slice(0, blank < 0 ? SHORTEST_PREFIX : Math.min(blank, SHORTEST_PREFIX));
    this.bound = text.length <= LONGEST_BOUND;
  }

  /** Every place in a text where it stands, whole or its beginning. */
  findIn(text: string, ranges: Range[]): void {
    let at = text.indexOf(this.anchor);
    while (at >= 0) {
      const end = this.reach(text, at);
      if (end > at && !(this.bound && this.isInsideWord(text, at, end))) ranges.push([at, end]);
      at = text.indexOf(this.anchor, Math.max(end, at + 1));
    }
  }

  /** Where the agreement with a text ends; -1 when it is too short to mean anything. Any blanks agree with any others. */
  private reach(text: string, from: number): number {
    const mine = this.text;
    let at = from;
    let here = 0;
    let end = from;
    while (here < mine.length && at < text.length) {
      if (isBlank(mine, here)) {
        if (!isBlank(text, at)) break;
        while (isBlank(mine, here)) here++;
        while (isBlank(text, at)) at++;
        continue;
      }
      if (mine.charCodeAt(here) !== text.charCodeAt(at)) break;
      here++;
      end = ++at;
    }
    return here >= mine.length || end - from >= SHORTEST_PREFIX ? end : -1;
  }

  private isInsideWord(text: string, from: number, to: number): boolean {
    return (from > 0 && isLetter(text, from - 1)) || isLetter(text, to);
  }
}

const XML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** How JSON, Junos, XML and URLs write a text. */
function shapesOf(text: string): string[] {
  const xml = text.replaceAll(/[&<>]/g, (each) => XML[each] ?? each);
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    text.replaceAll(/["\\]/g, (each) => `\\${each}`),
    xml,
    text.replaceAll(/[&<>"']/g, (each) => XML[each] ?? each),
    /\p{Surrogate}/u.test(text) ? text : encodeURIComponent(text),
  ];
}

/** The parts of a secret that are secret by themselves. */
function partsOf(secret: string): string[] {
  const text = secret.trim();
  if (text === "") return [];
  // A key file: its lines; what stands around them is the same in all.
  if (text.includes("-----BEGIN "))
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.length > 16 && !line.startsWith("-----"));
  const words = text.split(/\s+/);
  return words.length === 1
    ? [text]
    : [text, ...words.filter((word) => word.length >= SHORTEST_WORD)];
}

/**
 * Cleans text that a device may have quoted our own input in: whole secrets, their beginnings of 8 letters and more, and their words
 * of 6 and more, however blanks were folded and quotes were written.
 */
export class Redactor {
  private readonly shapes: readonly Shape[];

  /** @param secrets - values that must never be shown */
  constructor(secrets: Iterable<string>) {
    const texts = new Set<string>();
    for (const secret of secrets)
      for (const part of partsOf(secret)) for (const shape of shapesOf(part)) texts.add(shape);
    this.shapes = [...texts].map((text) => new Shape(text));
  }

  /** The text without secrets. */
  clean(text: string): string {
    const ranges: Range[] = secretRanges(text);
    for (const shape of this.shapes) shape.findIn(text, ranges);
    return replaceRanges(text, joined(ranges));
  }

  /** The same error with clean messages; its class stays, so that callers can still tell errors apart. */
  cleanError(error: unknown): Error {
    const cleaned = error instanceof Error ? error : new Error(String(error));
    cleaned.message = this.clean(cleaned.message);
    if (cleaned.stack !== undefined) cleaned.stack = this.clean(cleaned.stack);
    if (cleaned.cause !== undefined) cleaned.cause = this.cleanError(cleaned.cause);
    if (cleaned instanceof AggregateError)
      cleaned.errors = cleaned.errors.map((each: unknown) => this.cleanError(each));
    return cleaned;
  }
}
