// Statements that couldn't be followed: kept word for word at the top of the tree, so that they can be read, compared, left alone and deleted.
import { OPAQUE } from "../schema/model";
import { ConfigNode } from "./node";
import { joinWords } from "./statements";

/** Adds a statement as it is. */
export function attachOpaque(root: ConfigNode, words: readonly string[]): ConfigNode {
  const name = joinWords(words);
  return root.child(name) ?? root.attach(new ConfigNode(name, OPAQUE));
}
