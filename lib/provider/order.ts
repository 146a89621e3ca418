// The order of a device's ordered lists: ours as the program says, and ours ahead of what would leave it nothing.

import { type ConfigNode, type ConfigTree, type Statement, statementKey } from "../junos";
import { type Statements } from "./statement-set";

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
export function reorder(
  tree: ConfigTree,
  wanted: Statements,
  fresh: ReadonlySet<Statement>,
): string[] {
  const { lists, arriving } = orderedLists(tree, wanted, fresh);
  const lines: string[] = [];
  for (const { parent, keyword, names } of lists) {
    const order = (tree.get(parent)?.children ?? [])
      .map(({ name }) => name)
      .filter((name) => name !== "");
    for (const [index, name] of names.entries()) {
      const before = names[index - 1];
      const at = statementKey({ path: [...parent, name] });
      if (isInPlace(order, name, before, arriving.has(at))) continue;
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

/** Right behind its predecessor, or at the head of the list: what stands between is foreign. */
function isInPlace(
  order: readonly string[],
  name: string,
  before: string | undefined,
  isArriving: boolean,
): boolean {
  const place = before === undefined ? 0 : order.indexOf(before) + 1;
  if (isArriving) return order.indexOf(name) === place;
  return before === undefined || order.indexOf(name) >= place;
}

/** Ordered lists with our entries, these in the wanted order; and new entries that lead into a tunnel. */
function orderedLists(
  tree: ConfigTree,
  wanted: Statements,
  fresh: ReadonlySet<Statement>,
): { readonly lists: readonly OrderedList[]; readonly arriving: ReadonlySet<string> } {
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
  return { lists: [...lists.values()], arriving };
}

/** Where a policy stands between two zones: `security policies from-zone a to-zone b policy NAME …`. */
const POLICY_WORDS = 8;

/** The policy that a statement belongs to, by its path. */
function policyOf({ path }: Statement): readonly string[] | undefined {
  const [first, second, from, , to, , word] = path;
  const isOne = [first, second, from, to, word].join(" ");
  return isOne === "security policies from-zone to-zone policy"
    ? path.slice(0, POLICY_WORDS)
    : undefined;
}

const denies = (policy: ConfigNode): boolean =>
  policy.has("then deny") || policy.has("then reject");

const deniesEverything = (policy: ConfigNode): boolean =>
  denies(policy) &&
  ["source-address", "destination-address", "application"].every((word) =>
    policy.names(`match ${word}`).includes("any"),
  );

/** How new policies of ours and foreign ones that deny stand to each other. */
export interface Denials {
  /** Insert lines that bring ours ahead of a foreign one that denies everything, or that the program names. */
  readonly lines: readonly string[];
  /** Foreign ones that deny something in particular, and stay ahead of ours. */
  readonly narrower: readonly string[];
}

/**
 * A foreign policy that denies everything leaves nothing to what stands behind it: new policies of ours go ahead of it.
 * One that denies something in particular is meant so, and stays first.
 * @param tree what the device has after everything else
 * @param named foreign policies that ours go ahead of, whatever they do
 */
export function aheadOfDenials(
  tree: ConfigTree,
  wanted: Statements,
  fresh: ReadonlySet<Statement>,
  named: readonly string[] = [],
): Denials {
  const own = new Set(
    [...wanted.values()].map((each) => statementKey({ path: policyOf(each) ?? [] })),
  );
  const arriving = new Map<string, readonly string[]>();
  for (const statement of fresh) {
    const path = policyOf(statement);
    if (path !== undefined && statement.path.includes("permit"))
      arriving.set(statementKey({ path }), path);
  }
  const lines: string[] = [];
  const narrower = new Set<string>();
  for (const [key, path] of arriving) {
    const list = path.slice(0, -2);
    const ahead = (tree.get([...list, "policy"])?.children ?? []).map((node) => ({
      node,
      key: statementKey({ path: [...list, "policy", node.name] }),
    }));
    const before = ahead
      .slice(
        0,
        ahead.findIndex((each) => each.key === key),
      )
      .filter((each) => !own.has(each.key));
    const at = before.findIndex(({ node }) => named.includes(node.name) || deniesEverything(node));
    const target = before[at];
    if (target !== undefined)
      lines.push(`insert ${key} before ${statementKey({ path: ["policy", target.node.name] })}`);
    for (const each of target === undefined ? before : before.slice(0, at))
      if (denies(each.node)) narrower.add(each.key);
  }
  return { lines, narrower: [...narrower] };
}
