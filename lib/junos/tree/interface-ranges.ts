// interface-range: what its members inherit, and which interfaces those are.
import { expandRanges } from "../text/ranges";
import type { NodeSchema } from "../schema/model";
import { place } from "../text/walk";
import { ConfigNode } from "./node";
import { statementsOf } from "./statements";

/** What a star in a member's name stands for: 0 to 47, whatever the card has (Junos: Interface Ranges for Physical Interfaces). */
const STAR = "[0-47]";

/** What a range says of itself, not of its members. */
const OWN: ReadonlySet<string> = new Set(["member", "member-range"]);

const NUMBERED = /^(.*?)(\d+)$/;

/** Card, module and port of a name. */
const SLOTS = /[^/]+/g;

/** The interfaces of `member-range A to B`: those between of one card, or of the cards between (`ge-0/0/0` to `ge-1/0/47`). */
function between(first: string, last: string): readonly string[] {
  const from = first.match(SLOTS) ?? [];
  const to = last.match(SLOTS) ?? [];
  if (from.length !== to.length) return [first, last];
  const steps = from.map((part, index) => {
    const a = NUMBERED.exec(part);
    const b = NUMBERED.exec(to[index] ?? "");
    if (a === null || b === null) return part === to[index] ? part : undefined;
    return a[1] === b[1] && Number(a[2]) <= Number(b[2]) ? `${a[1]}[${a[2]}-${b[2]}]` : undefined;
  });
  return steps.includes(undefined) ? [first, last] : named(steps.join("/"));
}

/** The interfaces that a member's name stands for. */
function named(member: string): readonly string[] {
  try {
    const plain = member.replaceAll(/,\s+/g, ",").replaceAll("*", STAR);
    return expandRanges([plain]).map(([name = member]) => name);
  } catch {
    // More than any device has: as if nothing were there.
    return [];
  }
}

/** The names of a range's members. */
function membersOf(range: ConfigNode): ReadonlySet<string> {
  return new Set([
    ...range.names("member").flatMap(named),
    ...range
      .entries("member-range")
      .flatMap((first) => between(first.name, first.text("to") ?? first.name)),
  ]);
}

/** Copies what a range says and the interface doesn't; values of lists come after its own. */
function inherit(target: ConfigNode, source: ConfigNode): void {
  for (const kid of source.children) {
    const there = target.child(kid.name);
    if (there !== undefined) inherit(there, kid);
    else if (target.otherCases(kid.schema).length === 0) target.attach(kid.clone());
  }
}

/** What a range says, as an interface would say it: Junos's models have the two apart. */
function asInterface(range: ConfigNode, schema: NodeSchema): ConfigNode {
  const said = range.clone();
  said.setChildren(range.children.filter(({ name }) => !OWN.has(name)));
  const pattern = new ConfigNode("", schema);
  for (const { path, value } of statementsOf(said)) {
    const words = value === undefined ? path : [...path, value];
    place(pattern, words, 0, {}).line = range.line;
  }
  return pattern;
}

/** Gives the members of each range what it says. The first range to say something wins, and an interface's own statement over all. */
export function fillRanges(root: ConfigNode): void {
  const interfaces = root.child("interfaces");
  const ranges = interfaces?.child("interface-range");
  if (interfaces === undefined || ranges === undefined) return;
  for (const range of ranges.children) {
    let said: ConfigNode | undefined;
    for (const name of membersOf(range)) {
      const member = interfaces.ensure(name);
      said ??= asInterface(range, member.schema);
      inherit(member, said);
    }
  }
}
