// Sessions of the forwarding plane: what `clear` forgets, with the translations that belong to them.

import { el } from "../report/markup";
import { type Command, flag } from "./command";
import { assumed } from "../source";

/** The commands of this area. */
export const FLOW: readonly Command[] = [
  {
    words: "clear security flow session",
    help: "Clear sessions and what they translated",
    rpc: ["clear-flow-session"],
    options: [flag("all", "All sessions")],
    source: assumed("the words are the command line's; the reply's shape was not found"),
    async run(device) {
      await device.plane.clear({ kind: "sessions" });
      // A device counts them; connection tracking forgets them without looking.
      return el("clear-flow-session-information");
    },
  },
];
