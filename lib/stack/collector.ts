// Lets a synth see the stacks of a program without creating anything: while a collector is there, stacks stop before lowering.
import type { Diagnostic } from "../diagnostics";
import type { StackScope } from "../topology";
import { type SynthesizeOptions, type Synthesis, synthesize } from "./synthesize";

// A global symbol, for a program and its test may load two copies of this package.
const COLLECTOR = Symbol.for("vsrx.collector");

interface Collector {
  readonly options: SynthesizeOptions;
  readonly list: Synthesis[];
}

interface Holder {
  [COLLECTOR]?: Collector;
}

/** Hand a stack to the collector; false when there is none. */
export function collect(scope: StackScope, growth: readonly Diagnostic[]): boolean {
  const collector = (globalThis as Holder)[COLLECTOR];
  collector?.list.push(synthesize(scope, collector.options, growth));
  return collector !== undefined;
}

/** Run `body` and return the stacks that it declared. */
export async function collecting(
  body: () => unknown,
  options: SynthesizeOptions = {},
): Promise<readonly Synthesis[]> {
  const holder = globalThis as Holder;
  const list: Synthesis[] = [];
  holder[COLLECTOR] = { options, list };
  try {
    await body();
  } finally {
    delete holder[COLLECTOR];
  }
  return list;
}
