// Finding every place that a hierarchy with stars for entries stands for.
import type { ConfigNode } from "../tree/node";

/** A node with the words that lead to it. */
export interface Found {
  readonly node: ConfigNode;
  readonly where: readonly string[];
}

/** Every place that a hierarchy with stars stands for. */
export function places(root: ConfigNode, within: string): Found[] {
  let found: Found[] = [{ node: root, where: [] }];
  for (const word of within.split(" ")) {
    found = found.flatMap(({ node, where }) => {
      if (word === "*")
        return node.entries().map((entry) => ({ node: entry, where: [...where, entry.name] }));
      const child = node.child(word);
      return child === undefined ? [] : [{ node: child, where: [...where, word] }];
    });
  }
  return found;
}
