// apply-path: the prefixes of a prefix list that other parts of the configuration name.
import { networkOf, parsePrefix } from "../../net";
import type { ConfigNode } from "./node";
import { wildcard } from "./wildcard";

/** What the steps of a path lead to: names in angle brackets match several, also a leaf's value. */
function found(node: ConfigNode, path: readonly string[]): readonly string[] {
  const [step, ...rest] = path;
  if (step === undefined) return [node.name];
  const pattern = wildcard(step);
  if (pattern === undefined) {
    const next = node.child(step);
    return next === undefined ? [] : found(next, rest);
  }
  if (node.value !== undefined)
    return rest.length === 0 && pattern.test(node.value) ? [node.value] : [];
  return node.children.filter(({ name }) => pattern.test(name)).flatMap((kid) => found(kid, rest));
}

/**
 * Adds to each prefix list what its `apply-path` leads to, as `| display inheritance` shows it: an interface's address is its network, a host one of full length.
 * Source: Juniper, policy-options prefix-list apply-path.
 */
export function fillPrefixLists(root: ConfigNode): void {
  for (const list of root.entries("policy-options prefix-list")) {
    const path = list.text("apply-path");
    if (path === undefined) continue;
    const prefixes = found(root, path.split(/\s+/)).filter(
      (each) => parsePrefix(each) !== undefined,
    );
    for (const prefix of prefixes) list.ensure(networkOf(prefix));
  }
}
