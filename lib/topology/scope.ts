// The root that a stack's constructs hang from: it knows the values that become known later.
import { type IConstruct, RootConstruct } from "constructs";
import type { Device } from "./device";
import { LateValues } from "./late-values";

const SCOPE = Symbol.for("vsrx.StackScope");

/** What the function given to `VpnStack` or `synth` receives: the scope for every construct of the stack. */
export class StackScope extends RootConstruct {
  /** Leaf values that Pulumi knows later, each under the placeholder that stands for it. */
  readonly values = new LateValues();
  /** Every device of the stack, in the order of the program. */
  readonly devices: Device[] = [];

  constructor(id: string) {
    super(id);
    Object.defineProperty(this, SCOPE, { value: true });
  }

  /** The scope that `construct` belongs to. */
  static of(construct: IConstruct): StackScope {
    const { root } = construct.node;
    if (!(SCOPE in root)) {
      throw new TypeError(
        `construct "${construct.node.path}" is outside a stack; create it inside the function given to VpnStack or synth`,
      );
    }
    return root as unknown as StackScope;
  }
}
