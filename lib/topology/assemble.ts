// From what every construct says to one configuration per device, in which each leaf knows who said it.
import type { Diagnostic, Mistake } from "../diagnostics";
import { ConfigTree, JunosSyntaxError, mistakeOf } from "../junos";
import type { Device } from "./device";
import type { DeviceRef } from "./device-ref";
import { type Fragment, isConfigSource } from "./fragment";
import { tunnelPoliciesFirst } from "./policy-order";
import { saidOnce } from "./said-once";
import { StackScope } from "./scope";
import type { IConstruct } from "constructs";

export interface Assembly {
  readonly configs: ReadonlyMap<Device, ConfigTree>;
  /** Constructs that contradict each other, statements that are none, commands that change nothing. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Merge the fragments of the whole tree. Devices come in the order of the program. */
export function assemble(root: IConstruct): Assembly {
  const scope = StackScope.of(root);
  const configs = new Map(scope.devices.map((device) => [device, new ConfigTree()] as const));
  const trees: ReadonlyMap<DeviceRef, ConfigTree> = configs;
  const diagnostics: Diagnostic[] = [];
  const said = saidOnce(
    root.node.findAll().flatMap((node) => (isConfigSource(node) ? node.fragments() : [])),
  );
  diagnostics.push(...said.diagnostics);
  const isLast = ({ last }: Fragment): boolean => last === true;
  const inOrder = [
    ...said.fragments.filter((each) => !isLast(each)),
    ...said.fragments.filter(isLast),
  ];
  for (const fragment of inOrder) {
    const tree = trees.get(fragment.device);
    if (tree !== undefined) diagnostics.push(...merge(tree, fragment));
  }
  for (const [device, tree] of configs) {
    tunnelPoliciesFirst(tree);
    diagnostics.push(...override(device, tree));
  }
  return { configs, diagnostics };
}

/** A fragment comes in as a whole or not at all; raw lines each for itself. */
function merge(tree: ConfigTree, { device, config, origin, raw = [] }: Fragment): Diagnostic[] {
  const at = { severity: "error", construct: origin, device: device.name } as const;
  const found: Diagnostic[] = [];
  try {
    tree.add(config, origin);
  } catch (error) {
    found.push({ ...fault(error), ...at });
  }
  for (const [index, line] of raw.entries()) {
    try {
      tree.addRaw(line, origin);
    } catch (error) {
      found.push({ ...fault(error, `raw line ${index + 1}`), ...at });
    }
  }
  return found;
}

/** Commands that change what the lines after them mean. */
const MOVES = /^\s*(?:edit|top|up|exit)\b/;

/** Each line that is none is told; the lines after it still count, unless they build on each other. */
function override(device: Device, tree: ConfigTree): readonly Diagnostic[] {
  const construct = device.node.path;
  const at = { construct, device: device.name };
  const lines = (device.props.override ?? []).join("\n").split("\n");
  const found: Diagnostic[] = [];
  for (let from = 0; from < lines.length;) {
    try {
      const warnings = tree.applySet(lines.slice(from), { origin: construct });
      const told = warnings.map((warning): Diagnostic => ({
        ...at,
        rule: "override-without-effect",
        severity: "warning",
        what: `an override changes nothing: ${warning.replace(/^line \d+: /, "")}`,
        fix: "name a statement that the device has, or take the line away",
      }));
      return [...found, ...told];
    } catch (error) {
      const line = error instanceof JunosSyntaxError ? from + error.line : lines.length;
      found.push({ ...fault(error, `override line ${line}`), ...at, severity: "error" });
      from = lines.some((each) => MOVES.test(each)) ? lines.length : line;
    }
  }
  return found;
}

/** What the Junos room refuses, as a mistake; anything else is a fault of ours. */
function fault(error: unknown, place?: string): Mistake {
  const mistake = mistakeOf(error, place);
  if (mistake === undefined) throw error;
  return mistake;
}
