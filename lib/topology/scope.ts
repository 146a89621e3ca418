// The root that a stack's constructs hang from: it knows the values that become known later.
import { type IConstruct, RootConstruct } from "constructs";
import { type Diagnostic, ValidationError } from "../diagnostics";
import type { Device } from "./device";
import { LateValues } from "./late-values";
import { type Pins, Placement } from "./placement";

const SCOPE = Symbol.for("vsrx.StackScope");

/** What the function given to `VpnStack` or `synth` receives: the scope for every construct of the stack. */
export class StackScope extends RootConstruct {
  /** Leaf values that Pulumi knows later, each under the placeholder that stands for it. */
  readonly values = new LateValues();
  /** Every device of the stack, in the order of the program. */
  readonly devices: Device[] = [];

  /** @internal What was placed by name, and what is to stay where it is. */
  readonly placement = new Placement();

  constructor(id: string) {
    super(id);
    Object.defineProperty(this, SCOPE, { value: true });
  }

  /**
   * Keep numbers and addresses that were given by name: the first thing in a stack's function. A refusal to move what
   * exists prints the line; `synth` has all of them, for a file beside the program.
   * @param pins place and name → number or address
   */
  pin(pins: Pins): this {
    this.placement.pin(pins);
    return this;
  }

  /** Whether a construct is inside a stack. */
  static has(construct: IConstruct): boolean {
    return SCOPE in construct.node.root;
  }

  /**
   * The scope that `construct` belongs to.
   * @throws ValidationError for one outside a stack
   */
  static of(construct: IConstruct): StackScope {
    if (!StackScope.has(construct)) throw new ValidationError([outsideStack(construct.node.path)]);
    return construct.node.root as unknown as StackScope;
  }
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
