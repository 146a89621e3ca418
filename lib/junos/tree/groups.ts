// Groups: statements that other parts of the configuration inherit, with names in angle brackets as wildcards.
import { isBranch } from "../schema/lookup";
import { fillPrefixLists } from "./apply-path";
import { fillRanges } from "./interface-ranges";
import { type ConfigNode } from "./node";
import { isHollow } from "./prune";
import { wildcard } from "./wildcard";

/** How deep groups may apply groups. */
const DEEPEST = 16;

/** A tree without inactive statements. */
function active(node: ConfigNode): ConfigNode {
  const copy = node.clone();
  const wasFull = new Set<ConfigNode>();
  const strip = (each: ConfigNode): void => {
    if (each.kids === undefined) return;
    wasFull.add(each);
    for (const kid of each.children) strip(kid);
    each.setChildren(
      each.kids.filter((kid) => !kid.inactive && !(wasFull.has(kid) && isHollow(kid))),
    );
  };
  strip(copy);
  return copy;
}

interface Scope {
  /** Groups in force, the nearest first, each with its node for this place. */
  readonly parts: readonly ConfigNode[];
}

class Inheritance {
  constructor(private readonly groups: ConfigNode | undefined) {}

  /** Applies to a node what groups say about it, from the parts of groups that belong to this place. */
  apply(node: ConfigNode, inherited: Scope, place: readonly ConfigNode[], depth: number): void {
    if (!isBranch(node.schema) && node.schema.kind !== "list") return;
    const except = new Set(node.names("apply-groups-except"));
    const parts = inherited.parts.filter((part) => !except.has(groupOf(part)));
    const own = this.named(node, place, depth).filter((part) => !except.has(groupOf(part)));
    const all = [...own, ...parts];
    for (const part of all) this.merge(node, part);
    for (const kid of node.children) {
      if (kid.name === "apply-groups" || kid.name === "apply-groups-except") continue;
      const below = all.flatMap((part) => matching(part, kid));
      this.apply(kid, { parts: below }, [...place, kid], depth);
    }
    for (const name of ["apply-groups", "apply-groups-except"]) {
      const statement = node.child(name);
      if (statement) node.detach(statement);
    }
  }

  /** The parts for this place of the groups that a node names. */
  private named(node: ConfigNode, place: readonly ConfigNode[], depth: number): ConfigNode[] {
    if (depth > DEEPEST) return [];
    return node.names("apply-groups").flatMap((name) => {
      const group = this.groups?.child(name);
      if (group === undefined) return [];
      let parts: ConfigNode[] = [group];
      for (const step of place) parts = parts.flatMap((part) => matching(part, step));
      for (const part of parts) OWNER.set(part, name);
      return parts;
    });
  }

  /** Copies what a group's part says and the node doesn't. */
  private merge(node: ConfigNode, part: ConfigNode): void {
    for (const kid of part.children) {
      if (kid.name === "apply-groups-except") continue;
      if (wildcard(kid.name) !== undefined) continue;
      const there = node.child(kid.name);
      if (there === undefined) {
        // What is configured in place wins over another case of the same choice in a group.
        if (node.otherCases(kid.schema).length > 0) continue;
        const copy = kid.clone();
        dropWildcards(copy);
        if (copy.kids === undefined && kid.kids !== undefined && kid.schema.kind !== "entry")
          continue;
        node.attach(copy);
      } else if (there.schema.kind === "leaf-list") {
        // Items of a group come after those in place.
        for (const item of kid.children)
          if (there.child(item.name) === undefined) there.attach(item.clone());
      }
      // What both have is merged further down, where apply-groups-except may stand.
    }
  }
}

/** Which group a part belongs to; for `apply-groups-except`. */
const OWNER = new WeakMap<ConfigNode, string>();
const groupOf = (part: ConfigNode): string => OWNER.get(part) ?? "";

/** The children of a group's part that speak of a node: the one of its name and those whose wildcard matches. */
function matching(part: ConfigNode, node: ConfigNode): ConfigNode[] {
  const found = part.children.filter(
    (kid) =>
      kid.name === node.name ||
      (node.schema.kind === "entry" && (wildcard(kid.name)?.test(node.name) ?? false)),
  );
  for (const kid of found) OWNER.set(kid, groupOf(part));
  return found;
}

function dropWildcards(node: ConfigNode): void {
  if (node.kids === undefined) return;
  node.setChildren(node.kids.filter((kid) => wildcard(kid.name) === undefined));
  for (const kid of node.children) dropWildcards(kid);
}

/** The configuration as the device sees it. */
export function effectiveRoot(root: ConfigNode): ConfigNode {
  const copy = active(root);
  const groups = copy.child("groups");
  if (groups) {
    copy.detach(groups);
    expandGroups(groups);
  }
  new Inheritance(groups).apply(copy, { parts: [] }, [], 0);
  fillRanges(copy);
  fillPrefixLists(copy);
  return copy;
}

/** The configuration in force, to be read only: the tree itself where nothing is inherited and nothing inactive. */
export function effectiveConfiguration(root: ConfigNode): ConfigNode {
  return isPlainTree(root) ? root : effectiveRoot(root);
}

/** Words by which a configuration inherits. */
const INHERITS: ReadonlySet<string> = new Set([
  ...["groups", "apply-groups", "apply-groups-except"],
  ...["interface-range", "apply-path"],
]);

function isPlainTree(node: ConfigNode): boolean {
  if (node.inactive) return false;
  for (const kid of node.children) {
    if (INHERITS.has(kid.name) || !isPlainTree(kid)) return false;
  }
  return true;
}

/** Groups may themselves apply groups. */
function expandGroups(groups: ConfigNode): void {
  for (let round = 0; round < DEEPEST; round++) {
    const nested = groups.children.filter((group) => group.has("apply-groups"));
    if (nested.length === 0) return;
    for (const group of nested) {
      const names = group.names("apply-groups");
      const statement = group.child("apply-groups");
      if (statement) group.detach(statement);
      for (const name of names) {
        const other = groups.child(name);
        if (other !== undefined && other !== group) mergeLow(group, other);
      }
    }
  }
}

/** Adds what another group says and this one doesn't. */
function mergeLow(target: ConfigNode, source: ConfigNode): void {
  for (const kid of source.children) {
    const there = target.child(kid.name);
    if (there === undefined) target.attach(kid.clone());
    else if (there.schema.kind !== "leaf") mergeLow(there, kid);
  }
}
