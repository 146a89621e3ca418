// The changed statements of one device as text, one line each: what a preview logs.

import { shownKey, shownLine, statementKey } from "../junos";
import { type PropertyMap, sameValue, type PropertyValue, Secret } from "../rpc";
import { MASK } from "../secrets";
import { entriesOf, type Entry, isHiding, type Owned, storedOf, withValue } from "./entry";
import { mapOf } from "./read";
import { sameSecret } from "./secret-value";

/** Lines such as `+ set …`, `- delete …` and `~ set …`, secrets masked. What is only written in another way is no change. */
export function describeChanges(olds: PropertyMap, news: PropertyMap): string[] {
  const after = linesOf(news);
  if (after === undefined) return ["(the statements are not known yet)"];
  const before = linesOf(olds) ?? new Map<string, Line>();
  const [said, saying] = [valuesOf(before), valuesOf(after)];
  const lines: string[] = [];
  for (const [id, line] of after) {
    const old = before.get(id);
    if (old === undefined) {
      const isSaid = line.owned?.every((each) => isIn(said, each)) ?? false;
      if (!isSaid) lines.push(`+ ${line.set}`);
    } else if (!sameValue(old.meaning, line.meaning)) {
      const was = old.value === line.value || old.value === undefined ? "" : ` (was ${old.value})`;
      lines.push(`~ ${line.set}${was}`);
    }
  }
  for (const [id, line] of before) {
    const stays =
      after.has(id) || (line.owned?.every((each) => saying.has(statementKey(each))) ?? false);
    if (!stays) lines.push(`- delete ${line.key}`);
  }
  return lines;
}

type Values = ReadonlyMap<string, string>;

const valuesOf = (lines: ReadonlyMap<string, Line>): Values =>
  new Map(
    [...lines.values()].flatMap(({ owned }) =>
      (owned ?? []).map((each) => [statementKey(each), each.value ?? ""] as const),
    ),
  );

function isIn(values: Values, statement: Owned): boolean {
  const value = values.get(statementKey(statement));
  return value !== undefined && sameSecret(value, statement.value ?? "");
}

/** An entry as it may be shown. */
interface Line {
  readonly key: string;
  readonly set: string;
  /** Undefined where it may not be shown or is not known. */
  readonly value: string | undefined;
  /** What differs when the statement does; never shown. */
  readonly meaning: PropertyValue;
  /** What it says; undefined while that is not known. */
  readonly owned: readonly Owned[] | undefined;
}

function linesOf(inputs: PropertyMap): Map<string, Line> | undefined {
  const entries = entriesOf(inputs);
  if (entries === undefined) return undefined;
  const statements = mapOf(inputs.statements);
  return new Map(
    entries.map((entry) => {
      const given = entry.raw ? null : (statements[entry.id] ?? null);
      const plain = given instanceof Secret ? given.value : given;
      return [entry.id, lineOf(entry, [...entry.words, plain])];
    }),
  );
}

function lineOf(entry: Entry, meaning: PropertyValue): Line {
  if (entry.value === null) {
    if (entry.raw)
      return {
        key: MASK,
        set: "set (known after apply)",
        value: undefined,
        meaning,
        owned: undefined,
      };
    const { key, secret } = shownAs(entry, withValue(entry, "x"));
    const end = secret ? MASK : "(known after apply)";
    return { key, set: `set ${key} ${end}`, value: undefined, meaning, owned: undefined };
  }
  return { ...shownAs(entry, entry), meaning, owned: storedOf(entry) };
}

function shownAs(
  entry: Entry,
  parsed: Entry,
): { key: string; set: string; value: string | undefined; secret: boolean } {
  const [first, ...more] = storedOf(parsed);
  if (first === undefined) return { key: MASK, set: `set ${MASK}`, value: undefined, secret: true };
  const hides = isHiding(first);
  return {
    key: keyOf(entry, first),
    set: [first, ...more].map((each) => shownLine(each)).join(", "),
    value: hides ? undefined : (entry.value ?? undefined),
    secret: first.secret,
  };
}

/** The name without a value that is given apart, also where a device counts it as a part of the name. */
function keyOf(entry: Entry, owned: Owned): string {
  const apart = typeof entry.value === "string" && owned.value === undefined;
  return shownKey(apart ? { ...owned, path: owned.path.slice(0, -1) } : owned);
}
