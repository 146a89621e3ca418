// A device's configuration as a tree, read with turns for other devices in between.

import { ConfigTree } from "../junos";
import { takingTurns } from "../turns";

/** Reads the set lines of a device, however many; no other work of this process waits for more than a few milliseconds. */
export const treeInTurns = (text: string): Promise<ConfigTree> =>
  takingTurns(ConfigTree.readingDevice(text));
