// Taking away what says nothing once it is empty.
import type { ConfigNode } from "./node";

/** Removes a node that has become empty and means nothing empty, and then those around it. */
export function prune(trail: readonly ConfigNode[]): void {
  for (let i = trail.length - 1; i > 0; i--) {
    const node = trail[i];
    const parent = trail[i - 1];
    if (node === undefined || parent === undefined || !node.empty) return;
    const kind = node.schema.kind;
    if (kind !== "list" && kind !== "leaf-list" && !(kind === "container" && !node.schema.presence))
      return;
    parent.detach(node);
  }
}
