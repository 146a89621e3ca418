// Long work in pieces, with turns for others in between: what one device takes never holds up the others.

import { setImmediate as nextTurn } from "node:timers/promises";

/** Work that rests after every piece of a few milliseconds. */
export type Pieces<Result> = Generator<undefined, Result>;

/** Items between two rests: a few milliseconds. */
export const AT_A_TIME = 1000;

/** Goes through a list with a rest after every few items. */
export function* inPieces<Item>(items: Iterable<Item>, visit: (item: Item) => void): Pieces<void> {
  let count = 0;
  for (const item of items) {
    visit(item);
    count += 1;
    if (count % AT_A_TIME === 0) yield;
  }
}

/** Does the work without a rest. */
export function atOnce<Result>(work: Pieces<Result>): Result {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** Does the work with a turn for others at every rest. */
export async function takingTurns<Result>(work: Pieces<Result>): Promise<Result> {
  let step = work.next();
  while (step.done !== true) {
    await nextTurn();
    step = work.next();
  }
  return step.value;
}
