// What to change on a device: the wanted statements, those we set the last time, and those that are there.

import { type ConfigTree, type Statement, statementKey } from "../junos";
import { isProtected, type Ownership } from "./ownership";
import { sameSecret } from "./secret-value";
import { lineOf, type Statements, wordsOf } from "./statements";

/** The three sides of the comparison. All placeholders are filled. */
export interface PlanInput {
  readonly device: ConfigTree;
  readonly wanted: Statements;
  /** What we set the last time; empty for a new device. */
  readonly baseline: Statements;
  /** Wanted keys in their order; it decides among entries of ordered lists. @default the order of `wanted` */
  readonly sequence?: readonly string[];
  /** @default "statements" */
  readonly ownership?: Ownership;
  /** Statements that were there before us: never deleted. */
  readonly preexisting?: ReadonlySet<string>;
}

/** The commands that lead there, and what was noticed on the way. */
export interface Plan {
  /** Delete, set and insert lines, in this order. */
  readonly lines: readonly string[];
  /** Wanted statements that the device has, with our value. */
  readonly satisfied: readonly string[];
  /** Statements of ours that somebody else has changed and that we no longer want: left as they are. */
  readonly leftAlone: readonly string[];
  /** Statements that are neither ours nor wanted. */
  readonly foreign: readonly string[];
  /** Bare statements of the device that wanted ones go inside of: they stay when the inside goes. */
  readonly enclosing: readonly string[];
}

/** Compares the three sides. */
export function makePlan(input: PlanInput): Plan {
  const { device, wanted, baseline } = input;
  const present = new Map<string, Statement>();
  // Keys of statements that can't be followed, by ours: they are deleted as the device has them.
  const whole = new Map<string, string>();
  for (const statement of device.statements()) {
    const known = asKnown(statement, wanted, baseline);
    present.set(statementKey(known), known);
    if (known !== statement) whole.set(statementKey(known), statementKey(statement));
  }

  const deletions: string[] = [];
  const leftAlone: string[] = [];
  const foreign: string[] = [];
  const enclosing: string[] = [];
  const insides = enclosingKeys(wanted);
  for (const [key, statement] of present) {
    if (Object.hasOwn(wanted, key)) continue;
    if (statement.value === undefined && insides.has(key)) {
      enclosing.push(key);
      continue;
    }
    if (input.ownership === "device") {
      if (isProtected(statement.path)) foreign.push(key);
      else deletions.push(key);
    } else if (!Object.hasOwn(baseline, key) || input.preexisting?.has(key) === true) {
      foreign.push(key);
    } else if (sameSecret(statement.value ?? "", baseline[key] ?? "")) {
      deletions.push(whole.get(key) ?? key);
    } else {
      leftAlone.push(key);
    }
  }

  const settings: string[] = [];
  const satisfied: string[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    const there = present.get(key);
    const fulfilled =
      there === undefined
        ? value === "" && device.get(wordsOf(key)) !== undefined
        : there.inactive !== true && sameSecret(there.value ?? "", value);
    if (fulfilled) satisfied.push(key);
    else settings.push(key);
  }

  const after = device.clone();
  const removed = removeAll(
    device,
    after,
    deletions,
    new Set([...insides, ...Object.keys(wanted), ...(input.preexisting ?? [])]),
  );
  const lines = [
    ...removed.map((key) => `delete ${key}`),
    // Set alone leaves a deactivated statement deactivated.
    ...settings
      .filter((key) => present.get(key)?.inactive === true)
      .map((key) => `activate ${key}`),
    ...settings.map((key) => lineOf(key, wanted[key] ?? "")),
  ];
  after.applySet(settings.map((key) => lineOf(key, wanted[key] ?? "")));
  const fresh = new Set(settings.filter((key) => !present.has(key)));
  lines.push(...reorder(after, input.sequence ?? Object.keys(wanted), fresh));
  return { lines, satisfied, leftAlone, foreign, enclosing };
}

/**
 * A statement as we know it. In one that can't be followed the value isn't told from the name: it is ours when we set it,
 * or want it, with its last word as the value.
 */
function asKnown(statement: Statement, wanted: Statements, baseline: Statements): Statement {
  const { path, unchecked, value } = statement;
  if (!unchecked || value !== undefined || path.length < 2) return statement;
  const whole = statementKey(statement);
  const named = { ...statement, path: path.slice(0, -1), value: path.at(-1) };
  const key = statementKey(named);
  const isOurs = (ours: Statements): boolean =>
    !Object.hasOwn(ours, whole) && Object.hasOwn(ours, key) && ours[key] !== "";
  return isOurs(wanted) || isOurs(baseline) ? named : statement;
}

/**
 * Takes statements out of `after`, then everything that is left empty, so that no half gateway stays.
 * Answers the fewest keys whose deletion has that effect.
 */
function removeAll(
  before: ConfigTree,
  after: ConfigTree,
  deletions: readonly string[],
  keep: ReadonlySet<string>,
): string[] {
  const known = new Set(before.statements().map(statementKey));
  for (let remaining = deletions; remaining.length > 0;) {
    after.applySet(remaining.map((key) => `delete ${key}`));
    remaining = after
      .statements()
      .filter(
        ({ path, value }) => value === undefined && isShell(after, path) && !isProtected(path),
      )
      .map(statementKey)
      .filter((key) => !known.has(key) && !keep.has(key));
  }
  const shortest: string[] = [];
  const seen = new Set<string>();
  for (const key of deletions) {
    const words = wordsOf(key);
    let cut = words;
    for (let length = 1; length < words.length; length += 1) {
      const prefix = words.slice(0, length);
      if (isShell(before, prefix) && after.get(prefix) === undefined) {
        cut = prefix;
        break;
      }
    }
    const text = statementKey({ path: cut });
    if (!seen.has(text)) shortest.push(text);
    seen.add(text);
  }
  return shortest;
}

/** What stays on a device when its inside is deleted: entries of lists, and containers that mean something empty. */
function isShell(tree: ConfigTree, path: readonly string[]): boolean {
  const schema = tree.get(path)?.schema;
  return schema?.kind === "entry" || (schema?.kind === "container" && schema.presence);
}

function enclosingKeys(wanted: Statements): Set<string> {
  const keys = new Set<string>();
  for (const key of Object.keys(wanted)) {
    const words = wordsOf(key);
    for (let length = 1; length < words.length; length += 1)
      keys.add(statementKey({ path: words.slice(0, length) }));
  }
  return keys;
}

/** A list whose order means something, and the wanted order of its entries. */
interface OrderedList {
  readonly parent: readonly string[];
  readonly keyword: string;
  readonly names: string[];
}

/** A security policy that leads into a tunnel. */
const TUNNEL_POLICY = /^security policies from-zone .* then permit tunnel /;

/**
 * Insert lines that bring entries of ordered lists into the wanted order; foreign entries keep their places. A policy
 * that leads into a tunnel and that is new stands ahead of foreign ones, such as a factory's that permits everything
 * and would leave it nothing to match; where somebody moves it later, it stays.
 * @param fresh keys that are set for the first time
 */
function reorder(
  tree: ConfigTree,
  sequence: readonly string[],
  fresh: ReadonlySet<string>,
): string[] {
  const lists = new Map<string, OrderedList>();
  const arriving = new Set<string>();
  for (const key of sequence) {
    const words = wordsOf(key);
    for (let length = 2; length <= words.length; length += 1) {
      const node = tree.get(words.slice(0, length));
      if (node === undefined) break;
      if (node.schema.kind !== "entry" || !node.schema.list.ordered) continue;
      const parent = words.slice(0, length - 1);
      const list = statementKey({ path: parent });
      const entry = lists.get(list) ?? { parent, keyword: node.schema.list.name, names: [] };
      lists.set(list, entry);
      if (!entry.names.includes(node.name)) entry.names.push(node.name);
      if (fresh.has(key) && TUNNEL_POLICY.test(key)) {
        arriving.add(statementKey({ path: words.slice(0, length) }));
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
