// The inputs of a Configuration, typed and with placeholders filled.

import { type Claims, type CommitTimes, type Connection } from "../device";
import { setLine } from "../junos";
import { type PropertyMap, type PropertyValue, Secret } from "../rpc";
import { Redactor } from "../secrets";
import { entriesOf, type Entry, isHiding, type Owned } from "./entry";
import { type Ownership } from "./ownership";
import { Mistakes } from "./mistakes";
import { mapOf, readConnection, Reader, sealConnection, textOf } from "./read";
import { secretsIn } from "./secret-value";
import {
  NO_STATEMENTS,
  readStatements,
  secretsOf,
  statementsOf,
  type StatementSet,
} from "./statement-set";

/** Times and limits, as a program may set them. */
export interface Settings extends CommitTimes {
  readonly connectTimeoutSeconds?: number;
  readonly concurrency?: number;
  readonly probeVpns?: readonly string[];
  readonly showForeign?: boolean;
  /** Whether a preview lets the device check what it would load. */
  readonly checkOnDevice?: boolean;
  /** Foreign policies that new ones of ours go ahead of, beside those that deny everything. */
  readonly policiesBefore?: readonly string[];
  /** Whether a value that somebody else has set is replaced. */
  readonly takeOver?: boolean;
}

/** The inputs, typed and with placeholders filled. */
export interface Wanted {
  readonly name: string;
  readonly connection: Connection;
  /** In the program's order. */
  readonly statements: StatementSet;
  readonly ownership: Ownership;
  readonly settings: Settings;
  /** What the program takes the device for. */
  readonly claims: Claims;
  /** Whether the device gets a mark of what is ours. */
  readonly mark: boolean;
}

/**
 * Reads the inputs.
 *
 * @param oldState - the last state; the host key recorded there counts unless one is given
 * @param read - how statements are read: stored ones are never refused
 * @throws InputError naming the places of all that is wrong
 */
export function readWanted(
  inputs: PropertyMap,
  oldState?: PropertyMap,
  read: (inputs: PropertyMap) => StatementSet = readStatements,
): Wanted {
  return Reader.read(inputs, "", (reader) => {
    const connection = readConnection(reader.inner("connection"));
    const pinned = connection.hostKey ?? textOf(oldState?.hostKey);
    const statements = reader.mistakes.attempt(() => read(inputs)) ?? NO_STATEMENTS;
    return {
      name: reader.text("name"),
      connection: pinned === undefined ? connection : { ...connection, hostKey: pinned },
      statements: inSequence(statements, reader.optionalTexts("sequence")),
      ownership: reader.optionalWord("ownership", ["statements", "device"]) ?? "statements",
      settings: readSettings(reader.optionalInner("settings")),
      claims: readClaims(reader.optionalInner("claims")),
      mark: reader.optionalFlag("mark") ?? false,
    };
  });
}

/** Cleans what is told about these inputs: it knows all that came as a secret, and all that is one. */
export function redactorFor(inputs: PropertyMap, ...sets: readonly StatementSet[]): Redactor {
  const sealed = { ...inputs, connection: sealConnection(inputs.connection) };
  return new Redactor([...secretsIn(sealed), ...sets.flatMap(secretsOf)]);
}

/** Whether a word of the entry's own key is a secret. */
const hasHiddenName = ({ words }: Entry, owned: readonly Owned[]): boolean =>
  owned.some(({ hidden }) => hidden?.some((at) => at < words.length) === true);

/** Statements in the program's order: it decides among entries of lists whose order means something. */
function inSequence(set: StatementSet, sequence: readonly string[] | undefined): StatementSet {
  if (sequence === undefined) return set;
  const places = new Map(sequence.map((id, index) => [id, index]));
  const place = (id: string): number => places.get(id) ?? sequence.length;
  return new Map([...set].sort(([, a], [, b]) => place(a.entry.id) - place(b.entry.id)));
}

function readClaims(reader: Reader | undefined): Claims {
  const daemon = reader?.optionalWord("daemon", ["kmd", "iked"]);
  const release = reader?.optionalText("release");
  return {
    ...(daemon === undefined ? {} : { daemon }),
    ...(release === undefined ? {} : { release }),
  };
}

function readSettings(reader: Reader | undefined): Settings {
  if (reader === undefined) return {};
  const day = 86_400;
  const settings = {
    readyTimeoutSeconds: reader.optionalNumber("readyTimeoutSeconds", 0, day),
    connectTimeoutSeconds: reader.optionalNumber("connectTimeoutSeconds", 1, 600),
    lockTimeoutSeconds: reader.optionalNumber("lockTimeoutSeconds", 0, day),
    commitTimeoutSeconds: reader.optionalNumber("commitTimeoutSeconds", 1, day),
    confirmMinutes: reader.optionalNumber("confirmMinutes", 1, 65_535),
    concurrency: reader.optionalNumber("concurrency", 1, 1000),
    probeVpns: reader.optionalTexts("probeVpns"),
    showForeign: reader.optionalFlag("showForeign"),
    policiesBefore: reader.optionalTexts("policiesBefore"),
    takeOver: reader.optionalFlag("takeOver"),
    checkOnDevice: reader.optionalWord("check", ["device"]) === "device" ? true : undefined,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Inputs that were judged. */
interface Checked {
  /** As the state may hold them. */
  readonly inputs: PropertyMap;
  /** What they say; undefined while something in them is not known yet. */
  readonly wanted: Wanted | undefined;
}

/**
 * Judges the inputs of a program and seals them: everything is marked secret that is one, so that the state never holds it in clear.
 *
 * @param late - whether something is still unknown that other inputs are judged with
 * @throws InputError with all that is wrong
 */
export function checked(inputs: PropertyMap, late: boolean): Checked {
  const mistakes = new Mistakes();
  const entries = mistakes.attempt(() => entriesOf(inputs));
  const result = mistakes.attempt(() => sealed(inputs, entries));
  const read = (): StatementSet =>
    entries === undefined || result === undefined ? NO_STATEMENTS : statementsOf(entries);
  const wanted = late ? undefined : mistakes.attempt(() => readWanted(inputs, undefined, read));
  mistakes.end();
  return { inputs: result ?? inputs, wanted };
}

const isSealedLine = (entry: Entry, owned: readonly Owned[]): boolean =>
  entry.hidden.size === 0 && entry.value !== null && hasHiddenName(entry, owned);

function sealed(inputs: PropertyMap, entries: readonly Entry[] | undefined): PropertyMap {
  const result: Record<string, PropertyValue | undefined> = {
    ...inputs,
    connection: sealConnection(inputs.connection),
  };
  if (entries === undefined) return result;
  const statements: Record<string, PropertyValue | undefined> = { ...mapOf(inputs.statements) };
  const raw: PropertyValue[] = [];
  const mistakes = new Mistakes();
  for (const entry of entries) {
    // A line that isn't known yet is sealed when it is.
    const isUnknown = entry.raw && entry.value === null;
    const owned = isUnknown ? [] : (mistakes.attempt(entry.owned) ?? []);
    const hides = owned.some(isHiding);
    if (entry.raw) {
      raw.push(entry.secret || hides ? new Secret(entry.id) : entry.id);
    } else if (isSealedLine(entry, owned)) {
      // A name can't be sealed as the key of a map: the whole statement becomes a sealed line.
      statements[entry.id] = undefined;
      raw.push(...owned.map((statement) => new Secret(setLine(statement))));
    } else if (hides && typeof statements[entry.id] === "string" && statements[entry.id] !== "") {
      statements[entry.id] = new Secret(statements[entry.id] ?? null);
    }
  }
  mistakes.end();
  // A whole that is secret stays one.
  const isOpen = (value: PropertyValue | undefined): boolean => !(value instanceof Secret);
  if (isOpen(inputs.statements) && inputs.statements !== undefined) {
    result["statements"] = statements;
  }
  if (isOpen(inputs.raw) && (inputs.raw !== undefined || raw.length > 0)) result["raw"] = raw;
  return result;
}
