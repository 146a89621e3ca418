// The configuration operations of Junos's NETCONF, each as the text of one request. Only native forms:
// RFC commits count in seconds and end with their session, Junos's own count in minutes and survive it.

import { DeviceError } from "./errors";
import { notUnderstood } from "./replies/understood";
import { find, leaf, type XmlElement } from "./xml";

export const LOCK = "<lock><target><candidate/></target></lock>";
export const UNLOCK = "<unlock><target><candidate/></target></unlock>";
export const DISCARD = "<discard-changes/>";
export const CHECK = "<commit-configuration><check/></commit-configuration>";

/** What the candidate changes against the active configuration. */
export const COMPARE = `<get-configuration compare="rollback" rollback="0" format="text"/>`;

/** The active configuration as set lines. */
export const READ_ACTIVE = `<get-configuration database="committed" format="set"/>`;

/** Loads set, delete and other configuration commands. */
export function loadSet(lines: readonly string[]): string {
  // Some images refuse format="set", none refuses this.
  return (
    `<load-configuration action="set" format="text">` +
    `${leaf("configuration-set", lines.join("\n"))}</load-configuration>`
  );
}

/** A commit that rolls itself back unless a plain one follows within that many minutes. */
export function commitConfirmed(minutes: number, log: string): string {
  return (
    `<commit-configuration><confirmed/>${leaf("confirm-timeout", minutes)}` +
    `${leaf("log", log)}</commit-configuration>`
  );
}

/** A plain commit; it confirms one that waits for it. */
export function commit(log: string): string {
  return `<commit-configuration>${leaf("log", log)}</commit-configuration>`;
}

/**
 * The text of a comparison; empty when nothing differs.
 *
 * @throws ProtocolError when the answer holds no comparison: that is not the same as no difference
 */
export function readComparison(root: XmlElement): string {
  const output = find(root, "configuration-output");
  if (output === undefined) throw notUnderstood(root, "a comparison", "configuration-output");
  return output.text;
}

/**
 * The set lines of a configuration that was asked for in that format.
 *
 * @throws ProtocolError when the answer holds no configuration: that is not the same as an empty one
 * @throws DeviceError when the login may not see secrets
 */
export function readSetText(root: XmlElement): string {
  const lines = find(root, "configuration-set");
  if (lines === undefined) throw notUnderstood(root, "the configuration", "configuration-set");
  const mark = lines.text.indexOf("/* SECRET-DATA */");
  if (mark >= 0) {
    const hidden = lines.text.slice(lines.text.lastIndexOf("\n", mark) + 1, mark).trim();
    throw new DeviceError(
      `This login may not see secrets: the device shows "${hidden}" without its value. Give its class the ` +
        `permission "secret" ("set system login class NAME permissions secret"), or log in as another user.`,
    );
  }
  return lines.text;
}
