// Names in Pulumi's state where they are not simply the construct's path, and those that earlier versions gave.
import type { Tunnel } from "../topology";
import type { Synthesis } from "./synthesize";

/**
 * The VPN's own tunnel has its name; one of several has its branch's behind it. Version 0.1.0 took the branch's own
 * name in place of its path; a branch that was renamed with an alias was called after that.
 */
export function tunnelNames(
  source: string,
  { branch }: Tunnel,
  tunnels: Synthesis["tunnels"],
): { readonly name: string; readonly aliases: readonly string[] } {
  if (branch === undefined) return { name: source, aliases: [] };
  const isTwice = (id: string): boolean =>
    tunnels.filter(({ tunnel }) => tunnel.branch?.node.id === id).length > 1;
  const former = [branch.node.id, branch.lastingId];
  const names = former.filter((id) => id !== branch.name && !isTwice(id));
  return {
    name: `${source}-${branch.name}`,
    aliases: [...new Set(names)].map((id) => `${source}-${id}`),
  };
}
