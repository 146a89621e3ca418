// Under which addresses an address is reached from elsewhere: the static and destination NAT of the devices that are given.
import { hostOf, movedTo } from "../../net";
import type { ConfigNode } from "../tree/node";
import type { ConfigTree } from "../tree/tree";

/** One rule: what is sent to `outside` arrives at `inside`, which has the same number of addresses or is one. */
export interface Translation {
  /** Address or prefix as others see it. */
  readonly outside: string;
  /** Address or prefix that stands behind it. */
  readonly inside: string;
}

/** NAT behind NAT behind NAT is as deep as anybody has it. */
const DEEPEST = 4;

const rulesOf = (tree: ConfigTree, kind: string): readonly ConfigNode[] =>
  tree.root.entries(`security nat ${kind} rule-set`).flatMap((set) => set.entries("rule"));

/** What a rule of static NAT puts in whose place. */
export function staticTranslations(rule: ConfigNode): readonly Translation[] {
  const inside = rule.text("then static-nat prefix");
  return inside === undefined ? [] : caught(rule).map((outside) => ({ outside, inside }));
}

/** Where a rule of destination NAT sends what it catches. */
export function destinationPool(
  tree: ConfigTree,
  rule: ConfigNode,
):
  | {
      /** Address or prefix inside, as the pool has it. */
      readonly address: string;
      /** Port inside; undefined where it is left as it is. */
      readonly port: string | undefined;
    }
  | undefined {
  const name = rule.text("then destination-nat pool");
  const pool =
    name === undefined ? undefined : tree.get(["security", "nat", "destination", "pool", name]);
  const address = pool?.text("address") ?? pool?.names("address")[0];
  if (address === undefined) return undefined;
  return { address, port: pool?.text("address port") ?? pool?.text("port") };
}

function destinationRules(tree: ConfigTree): readonly Translation[] {
  return rulesOf(tree, "destination").flatMap((rule) => {
    const inside = destinationPool(tree, rule)?.address;
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
  ...rulesOf(tree, "static").flatMap(staticTranslations),
  ...destinationRules(tree),
];

/** The address that a rule shows `address` under; undefined when it is about others. */
const shown = ({ outside, inside }: Translation, address: string): string | undefined =>
  movedTo(address, inside, outside);

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
