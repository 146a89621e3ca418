// What to change on a device: the wanted statements, those we set the last time, and those that are there.

import { type ConfigTree, setLine, shownKey, type Statement, statementKey } from "../junos";
import { imagePermission } from "./image";
import { isProtected, type Ownership } from "./ownership";
import { sameSecret } from "./secret-value";
import { type StatementSet } from "./statement-set";

/** The three sides of the comparison. All placeholders are filled. */
export interface PlanInput {
  readonly device: ConfigTree;
  /** In their order; it decides among entries of ordered lists. */
  readonly wanted: StatementSet;
  /** What we set the last time; empty for a new device. */
  readonly baseline: StatementSet;
  /** @default "statements" */
  readonly ownership?: Ownership;
  /** Statements that were there before us, as they may be shown: never deleted. */
  readonly preexisting?: ReadonlySet<string>;
  /** The device comes fresh from its image: what that permits by itself goes. @default false */
  readonly fromImage?: boolean;
}

/** The commands that lead there, and what was noticed on the way. */
export interface Plan {
  /** Delete, set and insert lines, in this order. */
  readonly lines: readonly string[];
  /** Wanted statements that the device has, with our value. */
  readonly satisfied: readonly Statement[];
  /** Statements of ours that somebody else has changed and that we no longer want: left as they are. */
  readonly leftAlone: readonly Statement[];
  /** Statements that are neither ours nor wanted. */
  readonly foreign: readonly Statement[];
  /** Bare statements of the device that wanted ones go inside of: they stay when the inside goes. */
  readonly enclosing: readonly Statement[];
}

/** Compares the three sides. */
export function makePlan(input: PlanInput): Plan {
  const { device, wanted } = input;
  const present = new Map<string, Statement>();
  for (const statement of device.statements()) present.set(statementKey(statement), statement);
  const { deletions, ...others } = sorted(input, present);

  const settings: Statement[] = [];
  const satisfied: Statement[] = [];
  for (const [key, statement] of wanted) {
    const there = present.get(key);
    const fulfilled =
      there === undefined
        ? statement.value === undefined && device.get(statement.path) !== undefined
        : there.inactive !== true && sameSecret(there.value ?? "", statement.value ?? "");
    (fulfilled ? satisfied : settings).push(statement);
  }

  const after = device.clone();
  const keep = new Set([...prefixKeys(wanted), ...wanted.keys()]);
  const removed = removeAll(
    device,
    after,
    deletions,
    (statement) =>
      keep.has(statementKey(statement)) || input.preexisting?.has(shownKey(statement)) === true,
  );
  const sets = settings.map((statement) => setLine(statement));
  const lines = [
    ...removed.map((path) => `delete ${statementKey({ path })}`),
    // Set alone leaves a deactivated statement deactivated.
    ...settings
      .filter((statement) => present.get(statementKey(statement))?.inactive === true)
      .map((statement) => `activate ${statementKey(statement)}`),
    ...sets,
  ];
  after.applySet(sets);
  const fresh = new Set(settings.filter((statement) => !present.has(statementKey(statement))));
  lines.push(...reorder(after, wanted, fresh));
  return { lines, satisfied, ...others };
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** What the device has beside the wanted statements. */
function sorted(
  { wanted, baseline, ownership, preexisting, fromImage }: PlanInput,
  present: ReadonlyMap<string, Statement>,
): Pick<Plan, "leftAlone" | "foreign" | "enclosing"> & { readonly deletions: Statement[] } {
  const deletions: Statement[] = [];
  const leftAlone: Statement[] = [];
  const foreign: Statement[] = [];
  const enclosing: Statement[] = [];
  const insides = prefixKeys(wanted);
  const permission =
    fromImage === true ? imagePermission(present, (key) => wanted.has(key)) : NO_KEYS;
  for (const [key, statement] of present) {
    if (wanted.has(key)) continue;
    const ours = baseline.get(key);
    if (permission.has(key)) {
      deletions.push(statement);
    } else if (statement.value === undefined && insides.has(key)) {
      enclosing.push(statement);
    } else if (ownership === "device") {
      (isProtected(statement.path) ? foreign : deletions).push(statement);
    } else if (ours === undefined || preexisting?.has(shownKey(statement)) === true) {
      foreign.push(statement);
    } else if (sameSecret(statement.value ?? "", ours.value ?? "")) {
      deletions.push(statement);
    } else {
      leftAlone.push(statement);
    }
  }
  return { deletions, leftAlone, foreign, enclosing };
}

/**
 * Takes statements out of `after`, then everything that is left empty, so that no half gateway stays.
 * Answers the fewest paths whose deletion has that effect.
 */
function removeAll(
  before: ConfigTree,
  after: ConfigTree,
  deletions: readonly Statement[],
  keep: (statement: Statement) => boolean,
): (readonly string[])[] {
  const known = new Set(before.statements().map(statementKey));
  for (let remaining: readonly Statement[] = deletions; remaining.length > 0;) {
    after.applySet(remaining.map((statement) => `delete ${statementKey(statement)}`));
    remaining = after.statements().filter((statement) => {
      const { path, value } = statement;
      if (value !== undefined || !isShell(after, path) || isProtected(path)) return false;
      return !known.has(statementKey(statement)) && !keep(statement);
    });
  }
  const shortest = new Map<string, readonly string[]>();
  for (const { path } of deletions) {
    let cut = path;
    for (let length = 1; length < path.length; length += 1) {
      const prefix = path.slice(0, length);
      if (isShell(before, prefix) && after.get(prefix) === undefined) {
        cut = prefix;
        break;
      }
    }
    shortest.set(statementKey({ path: cut }), cut);
  }
  return [...shortest.values()];
}

/** What stays on a device when its inside is deleted: entries of lists, and containers that mean something empty. */
function isShell(tree: ConfigTree, path: readonly string[]): boolean {
  const schema = tree.get(path)?.schema;
  return schema?.kind === "entry" || (schema?.kind === "container" && schema.presence);
}

/** The keys of what stands around statements. */
function prefixKeys(statements: StatementSet): Set<string> {
  const keys = new Set<string>();
  for (const { path } of statements.values()) {
    for (let length = 1; length < path.length; length += 1)
      keys.add(statementKey({ path: path.slice(0, length) }));
  }
  return keys;
}

/** A list whose order means something, and the wanted order of its entries. */
interface OrderedList {
  readonly parent: readonly string[];
  readonly keyword: string;
  readonly names: string[];
}

/** Whether a statement makes a security policy lead into a tunnel. */
function leadsIntoTunnel({ path }: Statement): boolean {
  const text = path.join(" ");
  return text.startsWith("security policies from-zone ") && text.includes(" then permit tunnel ");
}

/**
 * Insert lines that bring entries of ordered lists into the wanted order; foreign entries keep their places. A policy
 * that leads into a tunnel and that is new stands ahead of foreign ones, such as a factory's that permits everything
 * and would leave it nothing to match; where somebody moves it later, it stays.
 * @param fresh statements that are set for the first time
 */
function reorder(tree: ConfigTree, wanted: StatementSet, fresh: ReadonlySet<Statement>): string[] {
  const lists = new Map<string, OrderedList>();
  const arriving = new Set<string>();
  for (const statement of wanted.values()) {
    const { path } = statement;
    for (let length = 2; length <= path.length; length += 1) {
      const node = tree.get(path.slice(0, length));
      if (node === undefined) break;
      if (node.schema.kind !== "entry" || !node.schema.list.ordered) continue;
      const parent = path.slice(0, length - 1);
      const list = statementKey({ path: parent });
      const entry = lists.get(list) ?? { parent, keyword: node.schema.list.name, names: [] };
      lists.set(list, entry);
      if (!entry.names.includes(node.name)) entry.names.push(node.name);
      if (fresh.has(statement) && leadsIntoTunnel(statement)) {
        arriving.add(statementKey({ path: path.slice(0, length) }));
      }
    }
  }
  const lines: string[] = [];
  for (const { parent, keyword, names } of lists.values()) {
    const order = (tree.get(parent)?.children ?? [])
      .map(({ name }) => name)
      .filter((name) => name !== "");
    for (const [index, name] of names.entries()) {
      const before = names[index - 1];
      const at = statementKey({ path: [...parent, name] });
      // Right behind its predecessor, or at the head of the list: what stands between is foreign.
      const place = before === undefined ? 0 : order.indexOf(before) + 1;
      const isInPlace = arriving.has(at)
        ? order.indexOf(name) === place
        : before === undefined || order.indexOf(name) >= place;
      if (isInPlace) continue;
      order.splice(order.indexOf(name), 1);
      // Junos wants the list's word again: insert … policy b after policy a.
      const [word, target] = before === undefined ? ["before", order[0] ?? ""] : ["after", before];
      order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name);
      const neighbour = keyword === "" ? [target] : [keyword, target];
      lines.push(`insert ${at} ${word} ${statementKey({ path: neighbour })}`);
    }
  }
  return lines;
}
