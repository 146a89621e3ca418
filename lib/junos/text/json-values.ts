// JSON as values that know where they stand, so that what is wrong with a configuration is told with its line.
import { JunosSyntaxError } from "../errors";

/** A value and where it begins. */
export interface JsonValue {
  readonly at: number;
  /** A scalar as text, as it was written; undefined for null. */
  readonly text?: string;
  readonly items?: readonly JsonValue[];
  readonly members?: ReadonlyMap<string, JsonValue>;
}

/** Values inside each other, far more than any configuration has. */
const DEEPEST = 300;

const BLANK = /[\s\ufeff]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b/y;

/** A text whose lines can be asked for. */
export class JsonText {
  private starts: number[] | undefined;

  constructor(readonly text: string) {}

  /** Line and column of a position, both from 1. */
  place(at: number): { readonly line: number; readonly column: number } {
    const starts = (this.starts ??= startsOf(this.text));
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  }

  /**
   * The value that the text is.
   * @throws JunosSyntaxError when it is no JSON.
   */
  read(): JsonValue {
    const reader = new Reader(this);
    const value = reader.value(0);
    reader.end();
    return value;
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

class Reader {
  private at = 0;

  constructor(private readonly source: JsonText) {}

  value(depth: number): JsonValue {
    if (depth > DEEPEST) this.fail(`values nested deeper than ${DEEPEST}`);
    this.take(BLANK);
    const { at } = this;
    if (this.sees("{")) return { at, members: this.members(depth) };
    if (this.sees("[")) return { at, items: this.items(depth) };
    const string = this.take(STRING);
    if (string !== undefined) return { at, text: this.unquoted(string, at) };
    const scalar = this.take(SCALAR);
    if (scalar === undefined) this.fail("a value is missing");
    return scalar === "null" ? { at } : { at, text: scalar };
  }

  end(): void {
    this.take(BLANK);
    if (this.at < this.source.text.length) this.fail("text after the end of the value");
  }

  private members(depth: number): ReadonlyMap<string, JsonValue> {
    const members = new Map<string, JsonValue>();
    this.list("}", () => {
      const { at } = this;
      const name = this.take(STRING);
      if (name === undefined) this.fail("a name in quotes is missing");
      this.take(BLANK);
      if (!this.sees(":")) this.fail('":" is missing');
      members.set(this.unquoted(name, at), this.value(depth + 1));
    });
    return members;
  }

  private items(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.list("]", () => items.push(this.value(depth + 1)));
    return items;
  }

  private list(end: string, each: () => void): void {
    this.take(BLANK);
    if (this.sees(end)) return;
    do {
      this.take(BLANK);
      each();
      this.take(BLANK);
    } while (this.sees(","));
    if (!this.sees(end)) this.fail(`"," or "${end}" is missing`);
  }

  private sees(mark: string): boolean {
    if (this.source.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private take(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.source.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private unquoted(string: string, at: number): string {
    try {
      return JSON.parse(string) as string;
    } catch {
      this.at = at;
      return this.fail("an escape that JSON doesn't have");
    }
  }

  private fail(reason: string): never {
    throw new JunosSyntaxError(`no JSON: ${reason}`, this.source.place(this.at));
  }
}
