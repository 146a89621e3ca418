// Whose the objects of a device are: entries of lists that we made go as a whole, those that were there before us stay.

import { type ConfigTree, shownKey, type Statement, statementKey } from "../junos";
import { type Statements } from "./statement-set";

/** The keys of what stands around statements. */
export function prefixKeys(statements: Statements): Set<string> {
  const keys = new Set<string>();
  for (const { path } of statements.values()) {
    for (let length = 1; length < path.length; length += 1)
      keys.add(statementKey({ path: path.slice(0, length) }));
  }
  return keys;
}

/** The keys of statements, and of what stands around them. */
export const keysWithPrefixes = (statements: Statements): Set<string> =>
  new Set([...prefixKeys(statements), ...statements.keys()]);

/** The entries of lists around a statement, from the outermost in; one without anything inside is its own. */
function entriesAround(device: ConfigTree, { path }: Statement): readonly (readonly string[])[] {
  return path
    .map((_, index) => path.slice(0, index + 1))
    .filter((prefix) => prefix.length > 1 && device.get(prefix)?.schema.kind === "entry");
}

const shown = (statement: Statement, { length }: readonly string[]): string =>
  shownKey({ ...statement, path: statement.path.slice(0, length) });

interface Sides {
  readonly device: ConfigTree;
  readonly wanted: Statements;
  readonly baseline: Statements;
  readonly objectsBefore?: ReadonlySet<string>;
}

/** Entries that we made, with all that is directly in them. */
export class OwnObjects {
  private readonly made: ReadonlySet<string>;
  private readonly wanted: ReadonlySet<string>;

  constructor(private readonly sides: Sides) {
    this.made = keysWithPrefixes(sides.baseline);
    this.wanted = keysWithPrefixes(sides.wanted);
  }

  /** Whether the innermost object around a statement is ours. */
  has(statement: Statement): boolean {
    return this.around(statement) !== undefined;
  }

  /** Whether it is, and goes: what is left in it would be half an object, which no device takes. */
  goesWith(statement: Statement): boolean {
    const object = this.around(statement);
    return object !== undefined && !this.wanted.has(statementKey({ path: object }));
  }

  private around(statement: Statement): readonly string[] | undefined {
    const { device, objectsBefore } = this.sides;
    const object = entriesAround(device, statement).at(-1);
    if (object === undefined || objectsBefore === undefined) return undefined;
    const isOurs =
      this.made.has(statementKey({ path: object })) && !objectsBefore.has(shown(statement, object));
    return isOurs ? object : undefined;
  }
}

/** Entries of lists that the device has already, and that get something of ours for the first time. */
export function objectsWith(device: ConfigTree, { wanted, baseline }: Sides): readonly string[] {
  const before = keysWithPrefixes(baseline);
  const found = new Set<string>();
  for (const statement of wanted.values()) {
    for (const object of entriesAround(device, statement))
      if (!before.has(statementKey({ path: object }))) found.add(shown(statement, object));
  }
  return [...found];
}

const ZONES = ["security", "zones", "security-zone"];
const ZONE_WORDS = ["from-zone", "to-zone", "zone"];

/** Zones that go, and that statements which stay still name: `security zones security-zone NAME`. */
export function zonesNeeded(device: ConfigTree, after: ConfigTree): readonly string[] {
  const gone = device.root
    .entries("security zones security-zone")
    .map(({ name }) => name)
    .filter((name) => after.get([...ZONES, name]) === undefined);
  if (gone.length === 0) return [];
  const named = new Set(
    after
      .statements()
      .flatMap(({ path, value }) =>
        [...path, ...(value === undefined ? [] : [value])].filter((_, index) =>
          ZONE_WORDS.includes(path[index - 1] ?? ""),
        ),
      ),
  );
  return gone
    .filter((name) => named.has(name))
    .map((name) => statementKey({ path: [...ZONES, name] }));
}
