// From what every construct says to one configuration per device, in which each leaf knows who said it.
import { ConfigTree, ConflictError } from "../junos";
import { type Device, isSpeaker } from "./device";
import { tunnelPoliciesFirst } from "./policy-order";
import { StackScope } from "./scope";
import type { IConstruct } from "constructs";

export interface Assembly {
  readonly configs: ReadonlyMap<Device, ConfigTree>;
  /** Constructs that contradict each other, with the path of the second. */
  readonly conflicts: readonly string[];
}

/** Merge the fragments of the whole tree. Devices come in the order of the program. */
export function assemble(root: IConstruct): Assembly {
  const scope = StackScope.of(root);
  const configs = new Map(scope.devices.map((device) => [device, new ConfigTree()] as const));
  const conflicts: string[] = [];
  for (const node of root.node.findAll()) {
    if (!isSpeaker(node)) continue;
    for (const { device, config, origin, raw } of node.speak()) {
      const tree = configs.get(device);
      if (tree === undefined) continue;
      try {
        // A conflict ends the program, so that nobody sees a tree that holds half of a fragment.
        tree.add(config, origin, { inPlace: true });
        if (raw !== undefined) tree.addRaw(raw, origin);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        conflicts.push(`[${origin}] on ${device.name}: ${error.message}`);
      }
    }
  }
  for (const [device, tree] of configs) {
    tunnelPoliciesFirst(tree);
    if (device.props.override !== undefined) tree.applySet(device.props.override);
  }
  return { configs, conflicts };
}
