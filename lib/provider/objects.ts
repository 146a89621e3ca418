// Whose the objects of a device are: entries of lists that we made go as a whole, those that were there before us stay.

import { type ConfigNode, type ConfigTree, shownKey, type Statement, statementKey } from "../junos";
import { inPieces, type Pieces } from "../turns";
import { type Statements } from "./statement-set";

/** The keys of what stands around statements. */
function* prefixKeys(statements: Statements): Pieces<ReadonlySet<string>> {
  const keys = new Set<string>();
  yield* inPieces(statements.values(), ({ path }) => {
    let key = "";
    for (const word of path.slice(0, -1)) {
      const text = statementKey({ path: [word] });
      key = key === "" ? text : `${key} ${text}`;
      keys.add(key);
    }
  });
  return keys;
}

/** The keys of statements, and of what stands around them. */
export interface Keys {
  readonly own: Statements;
  /** Those of what stands around them alone. */
  readonly around: ReadonlySet<string>;
}

export function* keysOf(own: Statements): Pieces<Keys> {
  return { own, around: yield* prefixKeys(own) };
}

export const isAmong = ({ own, around }: Keys, key: string): boolean =>
  around.has(key) || own.has(key);

/** The entries of lists around a statement, from the outermost in; one without anything inside is its own. */
function entriesAround(device: ConfigTree, { path }: Statement): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  let node: ConfigNode | undefined = device.root;
  for (const [index, word] of path.entries()) {
    node = node.child(word);
    if (node === undefined) break;
    if (index > 0 && node.schema.kind === "entry") found.push(path.slice(0, index + 1));
  }
  return found;
}

const shown = (statement: Statement, { length }: readonly string[]): string =>
  shownKey({ ...statement, path: statement.path.slice(0, length) });

/** What is compared, with the keys that tell whose an object is. */
export interface Sides {
  readonly device: ConfigTree;
  readonly wanted: Keys;
  readonly baseline: Keys;
  readonly objectsBefore?: ReadonlySet<string> | undefined;
}

/** Entries that we made, with all that is directly in them. */
export class OwnObjects {
  constructor(private readonly sides: Sides) {}

  /** Whether the innermost object around a statement is ours. */
  has(statement: Statement): boolean {
    return this.around(statement) !== undefined;
  }

  /** Whether it is, and goes: what is left in it would be half an object, which no device takes. */
  goesWith(statement: Statement): boolean {
    const object = this.around(statement);
    return object !== undefined && !isAmong(this.sides.wanted, statementKey({ path: object }));
  }

  private around(statement: Statement): readonly string[] | undefined {
    const { device, baseline, objectsBefore } = this.sides;
    const object = entriesAround(device, statement).at(-1);
    if (object === undefined || objectsBefore === undefined) return undefined;
    const isOurs =
      isAmong(baseline, statementKey({ path: object })) &&
      !objectsBefore.has(shown(statement, object));
    return isOurs ? object : undefined;
  }
}

/** Entries of lists that the device has already, and that get something of ours for the first time. */
export function* objectsWith({ device, wanted, baseline }: Sides): Pieces<readonly string[]> {
  const found = new Set<string>();
  yield* inPieces(wanted.own.values(), (statement) => {
    for (const object of entriesAround(device, statement)) {
      const key = statementKey({ path: object });
      if (!isAmong(baseline, key)) found.add(shown(statement, object));
    }
  });
  return [...found];
}

const ZONES = ["security", "zones", "security-zone"];
const ZONE_WORDS = ["from-zone", "to-zone", "zone"];

/** Zones that go, and that statements which stay still name: `security zones security-zone NAME`. */
export function* zonesNeeded(device: ConfigTree, after: ConfigTree): Pieces<readonly string[]> {
  const gone = device.root
    .entries("security zones security-zone")
    .map(({ name }) => name)
    .filter((name) => after.get([...ZONES, name]) === undefined);
  if (gone.length === 0) return [];
  const named = new Set<string>();
  yield* inPieces(yield* after.readingStatements(), ({ path, value }) => {
    const words = value === undefined ? path : [...path, value];
    for (const [index, word] of words.entries())
      if (ZONE_WORDS.includes(path[index - 1] ?? "")) named.add(word);
  });
  return gone
    .filter((name) => named.has(name))
    .map((name) => statementKey({ path: [...ZONES, name] }));
}
