// Values that become known later, or are secret, travel through the pure rooms as placeholders; this table says what each stands for.
import type { Input } from "@pulumi/pulumi";
import type { Mistake } from "../diagnostics";
import { placeholder } from "../junos";

export interface DeferredValue {
  /** The value itself; undefined until the resource that yields it exists. */
  readonly input: Input<string> | undefined;
  readonly secret: boolean;
  /** Path of the construct that the value belongs to. */
  readonly construct?: string;
  /** What is wrong with the value, once it is known. */
  readonly judge?: Judge;
  /** Names of values that wait for their turn: they are judged whenever this one is filled in. */
  readonly beside?: readonly string[];
}

/** Says what is wrong with a value, and never repeats one that is secret. */
export type Judge = (value: unknown) => Mistake | undefined;

export interface DeferredOptions {
  readonly secret?: boolean;
  readonly construct?: string;
  readonly judge?: Judge;
  readonly beside?: readonly string[];
}

export class DeferredValues {
  private readonly table = new Map<string, DeferredValue>();

  /**
   * The text that stands for `input` in a configuration: the text itself when it is plain and no
   * secret, so that checks can see it; else a placeholder.
   */
  define(name: string, input: Input<string>, options: DeferredOptions = {}): string {
    const { secret = false, ...more } = options;
    if (typeof input === "string" && !secret) return input;
    this.table.set(name, { input, secret, ...more });
    return this.placeholderFor(name);
  }

  /** What stands for a value that is defined under this name, or that a resource will yield: {@link bind} says it then. */
  placeholderFor(name: string): string {
    if (!this.table.has(name)) this.table.set(name, { input: undefined, secret: false });
    return placeholder(name);
  }

  /** What a resource yields for a placeholder. */
  bind(name: string, input: Input<string>): void {
    this.table.set(name, { input, secret: false });
  }

  get(name: string): DeferredValue | undefined {
    return this.table.get(name);
  }

  names(): readonly string[] {
    return [...this.table.keys()];
  }
}
