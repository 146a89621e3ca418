// The root that a stack's constructs hang from: its devices, the values that become known later, and every table that belongs to one stack.
import { type IConstruct, RootConstruct } from "constructs";
import { DeferredValues } from "./deferred-values";
import type { Device } from "./device";
import { type Pins, Placement } from "./placement";
import { isInStack, STACK_ROOT, type StackRoot, stackRoot } from "./stack-root";

/** What the function given to `VpnStack` or `synth` receives: the scope for every construct of the stack. */
export class StackScope extends RootConstruct {
  /** @internal Leaf values that Pulumi knows later, each under the placeholder that stands for it. */
  readonly values = new DeferredValues();
  private readonly registered: Device[] = [];
  private readonly tables = new Map<string, unknown>();
  private readonly results = new Map<
    string,
    { readonly version: number; readonly result: unknown }
  >();
  /** How often the topology has changed. */
  private version = 0;

  /** @internal What was placed by name, and what is to stay where it is. */
  readonly placement = new Placement();

  constructor(id: string) {
    super(id);
    Object.defineProperty(this, STACK_ROOT, { value: true });
  }

  /**
   * Keep numbers and addresses that were given by name: the first thing in a stack's function. A refusal to move what
   * exists prints the line; `synth` has all of them, for a file beside the program.
   * @param pins place and name → number or address
   */
  pin(pins: Pins): this {
    this.placement.pin(pins);
    this.changed();
    return this;
  }

  /** Whether a construct is inside a stack. */
  static has(construct: IConstruct): boolean {
    return isInStack(construct);
  }

  /**
   * The scope that `construct` belongs to.
   * @throws ValidationError for one outside a stack
   */
  static of(construct: IConstruct): StackScope {
    return stackRoot(construct) as StackScope;
  }

  /** Every device of the stack, in the order of the program. */
  get devices(): readonly Device[] {
    return this.registered;
  }

  /** @internal Take a device in: each does it itself. */
  register(device: Device): void {
    this.registered.push(device);
    this.changed();
  }

  /** @internal Say that devices, networks or rules of NAT have changed. */
  changed(): void {
    this.version += 1;
  }

  /** @internal The stack's own table of this name, made when it is first asked for. */
  table<T>(name: string, make: () => T): T {
    if (!this.tables.has(name)) this.tables.set(name, make());
    return this.tables.get(name) as T;
  }

  /** @internal What follows from the topology under this name, worked out again once the topology has changed. */
  derived<T>(name: string, work: () => T): T {
    const known = this.results.get(name);
    if (known?.version === this.version) return known.result as T;
    const result = work();
    this.results.set(name, { version: this.version, result });
    return result;
  }
}

// Not `implements`: what constructs ask of the root is no part of the public surface.
StackScope.prototype satisfies StackRoot;
