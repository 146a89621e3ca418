// Under which addresses an address is reached from elsewhere: the static and destination NAT of the devices that are given.
import { addressOf, hostOf, parsePrefix } from "../../net";
import type { ConfigNode } from "../tree/node";
import type { ConfigTree } from "../tree/tree";

/** One rule: what is sent to `outside` arrives at `inside`, which has the same number of addresses or is one. */
export interface Translation {
  readonly outside: string;
  readonly inside: string;
}

/** NAT behind NAT behind NAT is as deep as anybody has it. */
const DEEPEST = 4;

const rulesOf = (tree: ConfigTree, kind: string): readonly ConfigNode[] =>
  tree.root.entries(`security nat ${kind} rule-set`).flatMap((set) => set.entries("rule"));

function staticRules(tree: ConfigTree): readonly Translation[] {
  return rulesOf(tree, "static").flatMap((rule) => {
    const inside = rule.text("then static-nat prefix");
    return inside === undefined ? [] : caught(rule).map((outside) => ({ outside, inside }));
  });
}

function destinationRules(tree: ConfigTree): readonly Translation[] {
  return rulesOf(tree, "destination").flatMap((rule) => {
    const name = rule.text("then destination-nat pool");
    const pool =
      name === undefined ? undefined : tree.get(["security", "nat", "destination", "pool", name]);
    const inside = pool?.text("address") ?? pool?.names("address")[0];
    return inside === undefined ? [] : caught(rule).map((outside) => ({ outside, inside }));
  });
}

/** What a rule catches: one address or prefix, or several where Junos takes a list. */
function caught(rule: ConfigNode): readonly string[] {
  const one = rule.text("match destination-address");
  return one === undefined ? rule.names("match destination-address") : [one];
}

/** All rules of a device that lead inwards. */
export const translationsOf = (tree: ConfigTree): readonly Translation[] => [
  ...staticRules(tree),
  ...destinationRules(tree),
];

/** The address that a rule shows `address` under; undefined when it is about others. */
function shown({ outside, inside }: Translation, address: string): string | undefined {
  const [from, to, own] = [parsePrefix(outside), parsePrefix(inside), parsePrefix(address)];
  if (from === undefined || to === undefined || own === undefined) return undefined;
  const isInside = to.family === own.family && to.first <= own.first && own.last <= to.last;
  if (!isInside) return undefined;
  return addressOf(from.first + own.first - to.first, from.family);
}

/** An address and all under which it is reached. */
export function reachedUnder(address: string, rules: readonly Translation[]): ReadonlySet<string> {
  const all = new Set([hostOf(address)]);
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const more = [...all].flatMap((each) =>
      rules.flatMap((rule) => {
        const outside = shown(rule, each);
        return outside === undefined ? [] : [outside];
      }),
    );
    if (more.every((each) => all.has(each))) break;
    for (const each of more) all.add(each);
  }
  return all;
}
