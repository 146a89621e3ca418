// Whether a NAT stands between two ends. User-space IPsec always encapsulates, for which each end pretends to be behind
// NAT; so an end knows the truth about itself only. Devices of one lab share what they know, by the IKE SA's cookies.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Message, text } from "./vici";

/** Where the devices of one lab leave word: the lab's own /run, which goes with it. */
const BOARD = "/run/vsrx/nat";

function file(sa: Message, end: "initiator" | "responder"): string {
  return join(BOARD, `${text(sa["initiator-spi"])}-${text(sa["responder-spi"])}.${end}`);
}

/** Say what this end found about itself, and learn what the other end found. */
export function natBetween(sa: Message): boolean {
  const mine = text(sa["nat-local"]) === "yes";
  const initiator = text(sa["initiator"]) === "yes";
  mkdirSync(BOARD, { recursive: true });
  writeFileSync(file(sa, initiator ? "initiator" : "responder"), mine ? "yes" : "no");
  // A port that no IKE daemon speaks from is a NAT's.
  if (mine || !["500", "4500", ""].includes(text(sa["remote-port"]))) return true;
  try {
    return readFileSync(file(sa, initiator ? "responder" : "initiator"), "utf8") === "yes";
  } catch {
    return false;
  }
}
