// The Outputs of a stack's constructs: pending while the program declares, settled when its resources are made, refused when it is wrong.
import { type Input, type Output, output } from "@pulumi/pulumi";
import { placeholder } from "../junos";
import { OUTPUT_TABLE, type OutputTable, type StackScope, type VpnNode } from "../topology";

interface Pending {
  readonly output: Output<string>;
  readonly settle: (value: Input<string>) => void;
  readonly fail: (error: Error) => void;
}

/** A stack's Outputs, each by its construct and its name. */
export class LateOutputs implements OutputTable {
  private readonly asked = new Map<string, Pending>();
  private readonly made = new Map<string, Input<string>>();
  /** What becomes of those that nobody settles. */
  private rest: ((key: string, pending: Pending) => void) | undefined;

  of(node: VpnNode, name: string): Output<string> {
    const key = `${node.node.path}.${name}`;
    const known = this.asked.get(key);
    if (known !== undefined) return known.output;
    const pending = pend();
    this.asked.set(key, pending);
    const made = this.made.get(key);
    if (made !== undefined) pending.settle(made);
    else this.rest?.(key, pending);
    return pending.output;
  }

  /** What a resource has yielded. */
  settle(node: VpnNode, values: Readonly<Record<string, Input<string> | undefined>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const key = `${node.node.path}.${name}`;
      this.made.set(key, value);
      this.asked.get(key)?.settle(value);
    }
  }

  /** Nothing is made: each stands for itself, as `⟨path.name⟩`. */
  stand(): void {
    this.others((key, pending) => pending.settle(placeholder(key)));
  }

  /** The program is wrong: whatever rests on one of them is not made, and nobody waits. */
  refuse(error: Error): void {
    this.others((_, pending) => pending.fail(error));
  }

  /** Everything is made: what has not been settled belongs to something that is not. */
  close(): void {
    this.others((key, pending) =>
      pending.fail(new TypeError(`${key} is never known: nothing that this stack makes yields it`)),
    );
  }

  private others(rest: (key: string, pending: Pending) => void): void {
    this.rest = rest;
    for (const [key, pending] of this.asked) if (!this.made.has(key)) rest(key, pending);
  }
}

function pend(): Pending {
  let settle: (value: Input<string>) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  // An Output inside a promise keeps what it is known by, rests on, and whether it is secret.
  const promise = new Promise<Output<string>>((resolve, reject) => {
    settle = (value) => {
      resolve(output(value));
    };
    fail = reject;
  });
  const late = output(promise) as unknown as Output<string> & Parts;
  // Nobody may be waiting: then a refusal is no failure of its own. Whoever waits hears of it.
  for (const part of [late.promise(), late.isKnown, late.isSecret, late.allResources()]) {
    part.catch(() => undefined);
  }
  return { output: late, settle, fail };
}

/** What an Output consists of, beside what its type shows. */
interface Parts {
  promise(): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): Promise<unknown>;
}

/** The Outputs of the stack that a construct is in. */
export function lateOutputs(scope: StackScope): LateOutputs {
  return scope.table(OUTPUT_TABLE, () => new LateOutputs());
}
