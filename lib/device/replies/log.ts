// A log file of the device's.

import { findAll, leaf, type XmlElement } from "../xml";
import { requireAnswer } from "./understood";

/** RPC for {@link readLog} (Juniper: show log). */
export const logOf = (file: string): string => `<get-log>${leaf("filename", file)}</get-log>`;

/**
 * Reads `show log FILE`: its lines, in the file's order.
 *
 * @throws ProtocolError when the reply holds no file
 */
export function readLog(root: XmlElement): string[] {
  requireAnswer(root, "a log", "file-content");
  return findAll(root, "file-content")
    .flatMap(({ text }) => text.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
