// Lets a synth see the stacks of a program without creating anything: while a collector is there, stacks stop before lowering.
import type { Synthesis } from "./synthesize";

// A global symbol, for a program and its test may load two copies of this package.
const COLLECTOR = Symbol.for("vsrx.collector");

interface Holder {
  [COLLECTOR]?: Synthesis[];
}

/** Hand a synthesis to the collector, if there is one. */
export function collect(synthesis: Synthesis): boolean {
  const list = (globalThis as Holder)[COLLECTOR];
  list?.push(synthesis);
  return list !== undefined;
}

/** Run `body` and return the stacks that it declared. */
export async function collecting(body: () => unknown): Promise<readonly Synthesis[]> {
  const holder = globalThis as Holder;
  const list: Synthesis[] = [];
  holder[COLLECTOR] = list;
  try {
    await body();
  } finally {
    delete holder[COLLECTOR];
  }
  return list;
}
