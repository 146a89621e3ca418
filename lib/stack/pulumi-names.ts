// Names in Pulumi's state where they are not simply the construct's path, and those that earlier versions gave.
import type { Diagnostic } from "../diagnostics";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { boxName, type Device, type Tunnel } from "../topology";
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

/**
 * An existing device's configuration is called after its box and hangs below the stack alone, so that no new name of a
 * construct, or of the stack, makes it another resource. Before, it was called as its construct, and hung below that.
 */
export function configurationNames(
  construct: string,
  { existing, options }: Device,
  opts: CustomResourceOptions,
  root: Resource,
): { readonly name: string; readonly opts: CustomResourceOptions } {
  const box = existing === undefined ? undefined : boxName(existing);
  if (box === undefined) return { name: construct, opts };
  const { parent } = opts;
  const protect = options.protect === undefined ? {} : { protect: options.protect };
  const former = { name: construct, ...(parent === undefined ? {} : { parent }) };
  return { name: box, opts: { ...opts, parent: root, aliases: [former], ...protect } };
}

/** Devices that are one box: each of their configurations would take away what the other one sets. */
export function boxMistakes(devices: readonly Device[]): readonly Diagnostic[] {
  const first = new Map<string, Device>();
  return devices.flatMap((device): Diagnostic[] => {
    const { existing } = device;
    const box = existing === undefined || device.unmanaged ? undefined : boxName(existing);
    if (box === undefined) return [];
    const one = first.get(box) ?? device;
    first.set(box, one);
    if (one === device) return [];
    return [
      {
        rule: "box-twice",
        severity: "error",
        construct: device.node.path,
        what: "two constructs configure one box: each would take away what the other one sets",
        found: `${box} of ${one.node.path} too`,
        allowed: "one construct for each box, or parts of it that are told apart",
        fix: "use one construct for both, or give each existing: { part } of its own",
      },
    ];
  });
}
