// Junos takes the first policy that matches: those that lead into a tunnel stand ahead of those that do not.
import type { ConfigTree } from "../junos";

/**
 * Between each pair of zones, put policies with `permit tunnel` first. Otherwise they keep the order in which they
 * were said, which is the order of the program.
 */
export function tunnelPoliciesFirst(tree: ConfigTree): void {
  const pairs = tree.get("security policies from-zone")?.entries() ?? [];
  for (const from of pairs) {
    for (const to of from.entries("to-zone")) {
      const list = to.get("policy");
      if (list === undefined) continue;
      const isTunnel = list.children.map((policy) => policy.has("then permit tunnel"));
      const first = list.children.filter((_, index) => isTunnel[index]);
      const rest = list.children.filter((_, index) => !isTunnel[index]);
      if (first.length > 0 && rest.length > 0) list.setChildren([...first, ...rest]);
    }
  }
}
