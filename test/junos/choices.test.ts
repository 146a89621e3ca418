// Statements that exclude each other: what the schema says against what Junos's models say, at every place.
import { layer } from "../../lib/junos/layer/layer";
import { ROOT } from "../../lib/junos/schema";
import { isBranch } from "../../lib/junos/schema/lookup";
import type { Branch, SchemaNode } from "../../lib/junos/schema/model";

/** Pairs of statements of which Junos keeps only the last one set, by their elements. */
function exclusive(nodes: readonly SchemaNode[]): Set<string> {
  const pairs = new Set<string>();
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      const excludes = one.choices.some((here) =>
        other.choices.some((there) => here.name === there.name && here.case !== there.case),
      );
      if (excludes) pairs.add([one.xml, other.xml].sort().join(" | "));
    }
  }
  return pairs;
}

/** Where the two disagree, below one place that both know. */
function disagreements(
  mine: Branch,
  theirs: Branch,
  path: string,
  seen: Map<object, Set<object>>,
): string[] {
  const source = mine.source ?? mine;
  const met = seen.get(source) ?? new Set();
  if (met.has(theirs)) return [];
  seen.set(source, met.add(theirs));
  const shared = [...mine.byXml.keys()].filter((xml) => theirs.byXml.has(xml));
  const nodesOf = (branch: Branch): SchemaNode[] =>
    shared.flatMap((xml) => branch.byXml.get(xml) ?? []);
  const [said, meant] = [exclusive(nodesOf(mine)), exclusive(nodesOf(theirs))];
  const found = [
    ...[...meant].filter((pair) => !said.has(pair)).map((pair) => `${path}: both let in: ${pair}`),
    ...[...said]
      .filter((pair) => !meant.has(pair))
      .map((pair) => `${path}: held apart for nothing: ${pair}`),
  ];
  for (const xml of shared) {
    const [here, there] = [mine.byXml.get(xml), theirs.byXml.get(xml)];
    if (here === undefined || here.kind !== there?.kind) continue;
    const [below, belowThere] =
      here.kind === "list" && there.kind === "list" ? [here.entry, there.entry] : [here, there];
    if (isBranch(below) && isBranch(belowThere)) {
      found.push(...disagreements(below, belowThere, `${path} ${xml}`.trim(), seen));
    }
  }
  return found;
}

/** Stricter than the models, which let a filter be all three at once: Junos's documentation has one match type each. */
const STRICTER =
  "policy-options policy-statement term from prefix-list-filter: held apart for nothing";

test("the schema and Junos's models agree on which statements exclude each other", () => {
  const found = disagreements(ROOT, layer().root, "", new Map());
  expect(found.filter((each) => !each.startsWith(STRICTER))).toEqual([]);
});
