// The rescue configuration: saved to fall back on, and deleted.

import { type DeviceView } from "../device-view";
import { el } from "../report/markup";

/** What can be done with it. */
export const RESCUE = [
  {
    word: "delete",
    help: "Delete rescue configuration",
    rpc: "request-delete-rescue-configuration",
  },
  { word: "save", help: "Save rescue configuration", rpc: "request-save-rescue-configuration" },
] as const;

/** What a request for it is answered with. */
export const RESCUE_DONE = el("rescue-management-results", el("routing-engine", el("success")));

/** Carries it out. */
export function rescue({ configuration }: DeviceView, word: (typeof RESCUE)[number]["word"]): void {
  if (word === "save") configuration.saveRescue();
  else configuration.deleteRescue();
}
