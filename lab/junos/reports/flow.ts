// Sessions of the forwarding plane: what `clear` forgets, with the translations that belong to them.

import { el } from "../markup";
import { type Command } from "./command";

/** The commands of this area. */
export const FLOW: readonly Command[] = [
  {
    words: "clear security flow session",
    help: "Clear sessions and what they translated",
    rpc: ["clear-flow-session"],
    options: [{ word: "all", element: "all", help: "All sessions" }],
    async run(device) {
      await device.plane.clear({ kind: "sessions" });
      // A device counts them; connection tracking forgets them without looking.
      return { xml: el("clear-flow-session-information"), text: "" };
    },
  },
];
