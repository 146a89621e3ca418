// The door for statements: what a program says of a device's configuration, cut into words once.

import {
  CHANGING,
  fillKnown,
  JunosSyntaxError,
  parseStatementWords,
  placeholdersIn,
  type Statement,
  wordsOfLine,
} from "../junos";
import { isPropertyMap, type PropertyMap, type PropertyValue, Secret, UNKNOWN } from "../rpc";
import { InputError, Mistakes } from "./mistakes";
import { wrongKind } from "./read";

/** One entry of the inputs: a key and its value, or a raw line. */
export interface Entry {
  /** Where it stands in the inputs, the same from run to run. May hold a secret where it is a raw line. */
  readonly id: string;
  readonly raw: boolean;
  /** The words of its line, without a value that is given apart. Placeholders whose values are not known yet are still there. */
  readonly words: readonly string[];
  /** Places in `words` of what came as a secret. */
  readonly hidden: ReadonlySet<number>;
  /** The value that is given apart: undefined where there is none, null while it is not known yet. */
  readonly value: string | null | undefined;
  /** It came as a secret: the value, or a raw line as a whole. */
  readonly secret: boolean;
  /**
   * The statements that it says, read once: one, or several where a raw line lists items in brackets.
   * @throws InputError when it says none
   */
  readonly owned: () => readonly Owned[];
}

/** A statement of an entry, as a device names it. */
export interface Owned extends Statement {
  readonly entry: Entry;
}

/** Whether something of the statement must never be shown. */
export const isHiding = ({ secret, hidden }: Statement): boolean => secret || hidden !== undefined;

/** Other commands of configuration mode change statements and say none. */
const isOtherCommand = (word: string): boolean =>
  word !== "set" && (CHANGING as readonly string[]).includes(word);

/** What placeholders stand for; secret and unknown values among them. */
type Placeholders = PropertyMap;

/**
 * All entries of the inputs, in order. Undefined while not even their names are known.
 * @throws InputError with all that can't be read
 */
export function entriesOf(inputs: PropertyMap): Entry[] | undefined {
  const statements = opened(inputs.statements);
  const raw = opened(inputs.raw);
  if (statements.value === UNKNOWN || raw.value === UNKNOWN) return undefined;
  const { value: map = {} } = statements;
  if (map !== null && !isPropertyMap(map))
    throw new InputError(wrongKind("statements", "names and their text", map));
  const { value: lines = [] } = raw;
  if (lines !== null && !Array.isArray(lines))
    throw new InputError(wrongKind("raw", "a list of text", lines));
  const placeholders = placeholdersOf(inputs);
  const mistakes = new Mistakes();
  const entries: (Entry | undefined)[] = [];
  for (const [key, value] of Object.entries(map ?? {})) {
    if (value === undefined) continue;
    entries.push(mistakes.attempt(() => keyed(key, value, statements.secret, placeholders)));
  }
  for (const [index, line] of ((lines ?? []) as readonly PropertyValue[]).entries())
    entries.push(mistakes.attempt(() => rawEntry(line, index, raw.secret)));
  mistakes.end();
  return entries.filter((entry) => entry !== undefined);
}

/** A value without its wrapper, and whether it had one. */
function opened(value: PropertyValue | undefined): {
  readonly value: PropertyValue | undefined;
  readonly secret: boolean;
} {
  return value instanceof Secret
    ? { value: opened(value.value).value, secret: true }
    : { value, secret: false };
}

function placeholdersOf(inputs: PropertyMap): Placeholders {
  const { value, secret } = opened(inputs.placeholders);
  if (value === undefined || value === null || value === UNKNOWN) return {};
  if (!isPropertyMap(value))
    throw new InputError(wrongKind("placeholders", "names and their text", value));
  if (!secret) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, new Secret(item ?? null)]),
  );
}

function keyed(
  key: string,
  given: PropertyValue,
  allSecret: boolean,
  placeholders: Placeholders,
): Entry {
  const { value, secret } = opened(given);
  if (typeof value === "object" && value !== null && value !== UNKNOWN)
    throw new InputError(wrongKind("a value in statements", "text", value));
  const hidden = new Set<number>();
  const words = cut(key, "a name in statements").map((word, index) => {
    const filled = filledWord(word, placeholders);
    if (filled.secret) hidden.add(index);
    return filled.text;
  });
  const text = value === UNKNOWN ? null : value === null ? "" : String(value);
  return entry({
    id: key,
    raw: false,
    words,
    hidden,
    value: text === "" ? undefined : text,
    secret: secret || allSecret,
  });
}

function rawEntry(given: PropertyValue, index: number, allSecret: boolean): Entry {
  const { value, secret } = opened(given);
  const place = `raw[${index}]`;
  if (value === UNKNOWN) {
    return entry({ id: place, raw: true, words: [], hidden: new Set(), value: null, secret: true });
  }
  if (typeof value !== "string") throw new InputError(wrongKind(place, "text", value));
  const [first, ...rest] = cut(value, place);
  if (first === undefined) throw unreadable(`${place} is empty`);
  if (isOtherCommand(first)) throw unreadable(`${place} begins with "${first}"`);
  return entry({
    id: value,
    raw: true,
    words: first === "set" ? rest : [first, ...rest],
    hidden: new Set(),
    value: undefined,
    secret: secret || allSecret,
  });
}

/** The entry as it is with another value. */
export const withValue = (given: Entry, value: string): Entry => entry({ ...given, value });

/** With its statements, which are read when they are first asked for. */
function entry(given: Omit<Entry, "owned">): Entry {
  let owned: readonly Owned[] | undefined;
  const made: Entry = { ...given, owned: () => (owned ??= ownedOf(made)) };
  return made;
}

function cut(text: string, place: string): string[] {
  if (text.includes("\0")) throw unreadable(`${place} holds a NUL character`);
  try {
    return wordsOfLine(text);
  } catch (error) {
    throw notFollowed(error, place);
  }
}

/** A word with the placeholders whose values are known; the others stay in it. */
function filledWord(
  word: string,
  values: Placeholders,
): { readonly text: string; readonly secret: boolean } {
  let secret = false;
  const known: Record<string, string> = {};
  for (const name of placeholdersIn(word)) {
    if (!Object.hasOwn(values, name)) continue;
    const { value, secret: hides } = opened(values[name]);
    secret ||= hides;
    if (value === UNKNOWN) continue;
    if (typeof value === "object" && value !== null)
      throw new InputError(wrongKind(`the value of placeholder ${name}`, "text", value));
    known[name] = String(value ?? "");
  }
  return { text: fillKnown(word, known), secret };
}

function ownedOf(entry: Entry): Owned[] {
  const { words, value, hidden, secret } = entry;
  const place = entry.raw ? "a raw line" : "a statement";
  let found: Statement[];
  try {
    found = parseStatementWords(typeof value === "string" ? [...words, value] : words);
  } catch (error) {
    throw notFollowed(error, place);
  }
  return found.map((statement) => {
    const last = statement.path.length - 1;
    const places = new Set([
      ...(statement.hidden ?? []),
      ...[...hidden].filter((at) => at <= last),
    ]);
    const isTold = statement.secret || (entry.raw && places.size > 0);
    // What came as a secret stays one, also where it is a part of the statement's name.
    if (secret && !isTold && statement.value === undefined) places.add(last);
    return {
      ...statement,
      secret:
        statement.secret ||
        (secret && !isTold && statement.value !== undefined) ||
        [...hidden].some((at) => at > last),
      ...(places.size > 0 && { hidden: [...places] }),
      entry,
    };
  });
}

/** The same for what was stored: a line that can't be followed any more stays one statement, word for word. */
export function storedOf(entry: Entry): readonly Owned[] {
  try {
    return entry.owned();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const path = [...entry.words, ...(typeof entry.value === "string" ? [entry.value] : [])];
    const hidden = [...entry.hidden, ...(entry.secret ? [path.length - 1] : [])];
    return [
      {
        path,
        secret: false,
        unchecked: true,
        outside: 0,
        ...(hidden.length > 0 && { hidden }),
        entry,
      },
    ];
  }
}

function notFollowed(error: unknown, place: string): Error {
  if (!(error instanceof JunosSyntaxError)) return error as Error;
  return unreadable(`${place} is not a Junos statement: ${error.reason}`);
}

const unreadable = (what: string): InputError =>
  new InputError({ rule: "input-statement", what, allowed: "a set line" });
