// A device's configuration as a tree, read with turns for other devices in between.

import { setImmediate as nextTurn } from "node:timers/promises";
import { ConfigTree } from "../junos";

/** Reads the set lines of a device, however many; no other work of this process waits for more than a few milliseconds. */
export async function treeInTurns(text: string): Promise<ConfigTree> {
  const reading = ConfigTree.readingDevice(text);
  let step = reading.next();
  while (step.done !== true) {
    await nextTurn();
    step = reading.next();
  }
  return step.value;
}
