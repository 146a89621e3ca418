// Taking away what says nothing once it is empty.
import type { ConfigNode } from "./node";

/** Whether a node says nothing once nothing is below it: a list, or an entry whose key is not whole, as `from-zone a` without its `to-zone`. */
export function isHollow({ schema, empty }: ConfigNode): boolean {
  if (!empty) return false;
  switch (schema.kind) {
    case "list":
    case "leaf-list":
      return true;
    case "entry":
      return schema.list.folded || schema.list.keyword;
    default:
      return false;
  }
}

/** Removes a node that has become empty and means nothing empty, and then those around it. */
export function prune(trail: readonly ConfigNode[]): void {
  for (let i = trail.length - 1; i > 0; i--) {
    const node = trail[i];
    const parent = trail[i - 1];
    if (node === undefined || parent === undefined || !node.empty) return;
    if (!isHollow(node) && !(node.schema.kind === "container" && !node.schema.presence)) return;
    parent.detach(node);
  }
}
