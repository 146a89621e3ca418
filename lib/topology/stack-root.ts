// The root that a stack's constructs hang from, as they know it: what it keeps for them.
import type { IConstruct } from "constructs";
import { type Diagnostic, ValidationError } from "../diagnostics";
import type { DeferredValues } from "./deferred-values";

/** Brand of a stack's root. Not a class: two copies of this package may be loaded. */
export const STACK_ROOT = Symbol.for("vsrx.StackScope");

/** What a stack keeps for its constructs. */
export interface StackRoot extends IConstruct {
  /** Leaf values that Pulumi knows later, each under the placeholder that stands for it. */
  readonly values: DeferredValues;
  /** Take a device in. */
  register(device: IConstruct): void;
  /** Say that devices, networks or rules of NAT have changed: what was derived from them is worked out again. */
  changed(): void;
  /** The stack's own table of this name, made when it is first asked for. */
  table<T>(name: string, make: () => T): T;
  /** What follows from the topology under this name, worked out again once the topology has changed. */
  derived<T>(name: string, work: () => T): T;
}

/** Whether a construct is inside a stack. */
export function isInStack(construct: IConstruct): boolean {
  return STACK_ROOT in construct.node.root;
}

/**
 * The root of the stack that `construct` belongs to.
 * @throws ValidationError for one outside a stack
 */
export function stackRoot(construct: IConstruct): StackRoot {
  if (!isInStack(construct)) throw new ValidationError([outsideStack(construct.node.path)]);
  return construct.node.root as unknown as StackRoot;
}

export function outsideStack(path: string): Diagnostic {
  return {
    rule: "outside-stack",
    severity: "error",
    construct: path,
    what: "a construct is outside a stack",
    allowed: "constructs of the scope that VpnStack or synth hands to its function",
    fix: "create it inside that function, with the function's own scope or a construct in it",
  };
}
