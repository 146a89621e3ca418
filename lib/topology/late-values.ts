// Values that become known later, or are secret, travel through the pure rooms as placeholders; this table says what each stands for.
import type { Input } from "@pulumi/pulumi";
import type { Mistake } from "../diagnostics";
import { placeholder } from "../junos";

export interface LateValue {
  /** The value itself; undefined until the resource that yields it exists. */
  readonly input: Input<string> | undefined;
  readonly secret: boolean;
  /** Path of the construct that the value belongs to. */
  readonly construct?: string;
  /** What is wrong with the value, once it is known. */
  readonly judge?: Judge;
}

/** Says what is wrong with a value, and never repeats one that is secret. */
export type Judge = (value: unknown) => Mistake | undefined;

export interface LateOptions {
  readonly secret?: boolean;
  readonly construct?: string;
  readonly judge?: Judge;
}

export class LateValues {
  private readonly table = new Map<string, LateValue>();

  /**
   * The text that stands for `input` in a configuration: the text itself when it is plain and no
   * secret, so that checks can see it; else a placeholder.
   */
  text(name: string, input: Input<string>, options: LateOptions = {}): string {
    const { secret = false, ...more } = options;
    if (typeof input === "string" && !secret) return input;
    this.table.set(name, { input, secret, ...more });
    return placeholder(name);
  }

  /** A placeholder for what a resource will yield. {@link resolve} must follow. */
  reserve(name: string): string {
    if (!this.table.has(name)) this.table.set(name, { input: undefined, secret: false });
    return placeholder(name);
  }

  /** Say what a reserved placeholder stands for. */
  resolve(name: string, input: Input<string>): void {
    this.table.set(name, { input, secret: this.table.get(name)?.secret ?? false });
  }

  get(name: string): LateValue | undefined {
    return this.table.get(name);
  }

  names(): readonly string[] {
    return [...this.table.keys()];
  }
}
