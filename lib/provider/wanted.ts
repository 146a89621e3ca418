// The inputs of a Configuration, typed and with placeholders filled.

import { type CommitTimes, type Connection, Redactor, secretsOf } from "../device";
import { ConfigTree, placeholdersIn, statementKey } from "../junos";
import { isPropertyMap, type PropertyMap, type PropertyValue, Secret } from "../rpc";
import { type Ownership } from "./ownership";
import { InputError, readConnection, Reader, textOf } from "./read";
import { isSecretStatement } from "./secret-statement";
import { fillStatement, fillStatements, type Statements, wordsOf } from "./statements";

/** Times and limits, as a program may set them. */
export interface Settings extends CommitTimes {
  readonly connectTimeoutSeconds?: number;
  readonly concurrency?: number;
  readonly probeVpns?: readonly string[];
  readonly showForeign?: boolean;
  /** Whether a preview lets the device check what it would load. */
  readonly checkOnDevice?: boolean;
}

/** The inputs, typed and with placeholders filled. */
export interface Wanted {
  readonly name: string;
  readonly connection: Connection;
  readonly statements: Statements;
  readonly sequence: readonly string[];
  readonly ownership: Ownership;
  readonly settings: Settings;
  readonly redactor: Redactor;
}

/**
 * Reads the inputs.
 *
 * @param oldState - the last state; the host key recorded there counts unless one is given
 * @throws InputError naming the place of what is wrong
 */
export function readWanted(inputs: PropertyMap, oldState?: PropertyMap): Wanted {
  const reader = new Reader(inputs, "");
  const connection = readConnection(reader.inner("connection"));
  const pinned = connection.hostKey ?? textOf(oldState?.hostKey);
  const raw = reader.texts("statements");
  const placeholders = reader.texts("placeholders");
  const missing = Object.entries(raw)
    .flatMap(([key, value]) => placeholdersIn(`${key} ${value}`))
    .filter((name) => !Object.hasOwn(placeholders, name));
  if (missing.length > 0) {
    throw new InputError(
      `statements use placeholders without a value: ${[...new Set(missing)].join(", ")}.`,
    );
  }
  const statements = {
    ...fillStatements(raw, placeholders),
    ...rawStatements(reader.optionalTexts("raw") ?? []),
  };
  const sequence = (reader.optionalTexts("sequence") ?? Object.keys(raw))
    .filter((key) => Object.hasOwn(raw, key))
    .map((key) => fillStatement(key, raw[key] ?? "", placeholders).key);
  const ownership = reader.optionalText("ownership") ?? "statements";
  if (ownership !== "statements" && ownership !== "device") {
    throw new InputError(`ownership must be "statements" or "device".`);
  }
  return {
    name: reader.text("name"),
    connection: pinned === undefined ? connection : { ...connection, hostKey: pinned },
    statements,
    sequence,
    ownership,
    settings: readSettings(reader.optionalInner("settings")),
    redactor: new Redactor([...secretsOf(connection), ...secretValues(statements)]),
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
    checkOnDevice: reader.optionalText("check") === "device" ? true : undefined,
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Settings;
}

/** Raw lines as statements: the same commit, the same diff, the same ownership. */
export function rawStatements(lines: readonly string[]): Record<string, string> {
  const tree = new ConfigTree();
  tree.addRaw(lines, "raw");
  return Object.fromEntries(
    tree.statements().map((statement) => [statementKey(statement), statement.value ?? ""]),
  );
}

/** Statements with the values marked secret that the schema calls so. */
export function sealStatements(value: PropertyValue | undefined): PropertyValue | undefined {
  if (!isPropertyMap(value)) return value;
  const sealed: Record<string, PropertyValue | undefined> = {};
  for (const [key, item] of Object.entries(value)) {
    const plain = typeof item === "string" && item !== "" && isSecretStatement(wordsOf(key));
    sealed[key] = plain ? new Secret(item) : item;
  }
  return sealed;
}

/** The values that must never be shown. */
export function secretValues(statements: Statements): string[] {
  return Object.entries(statements)
    .filter(([key, value]) => value !== "" && isSecretStatement(wordsOf(key)))
    .map(([, value]) => value);
}
