// What kind of box it is, whether it is ready, and what was committed on it.

import { find, findAll, textAt, type XmlElement } from "../xml";

/** The device in a few words. */
export interface SystemInformation {
  /** Such as `vsrx`, `vsrx3`, `srx300`. */
  readonly model: string;
  /** Such as `24.4R1.9`. */
  readonly release: string;
  readonly hostName?: string;
  readonly serialNumber?: string;
}

/** RPC for {@link readSystemInformation}. */
export const SYSTEM_INFORMATION = "<get-system-information/>";

/** Reads `show system information`. */
export function readSystemInformation(root: XmlElement): SystemInformation {
  const information = find(root, "system-information");
  return {
    model: textAt(information, "hardware-model") ?? "unknown",
    release: textAt(information, "os-version") ?? "unknown",
    hostName: textAt(information, "host-name"),
    serialNumber: textAt(information, "serial-number"),
  };
}

/** RPC for {@link forwardingReady}. */
export const PIC_STATUS = "<get-pic-information/>";

/**
 * True when a card is online and none is on its way there: only then do packets flow. Slots may be empty, and cards
 * may be switched off for good.
 */
export function forwardingReady(root: XmlElement): boolean {
  const pics = findAll(root, "pic").map((pic) => textAt(pic, "pic-state"));
  const slots = findAll(root, "fpc").map((fpc) => textAt(fpc, "state"));
  const states = (pics.length > 0 ? pics : slots).filter((state) => state !== undefined);
  const settled = states.every((state) => /^(?:online|offline|empty)/i.test(state));
  return settled && states.some((state) => /^online/i.test(state));
}

/** One line of the commit log. */
export interface CommitEntry {
  /** 0 for the active configuration, 1 for the one before it, and so on. */
  readonly sequence: number;
  readonly user?: string;
  readonly client?: string;
  readonly time?: string;
  readonly log?: string;
  /** The device's note, such as when it rolls back unless confirmed. */
  readonly comment?: string;
}

/** RPC for {@link readCommitLog}. */
export const COMMIT_LOG = "<get-commit-information/>";

/** Reads `show system commit`. */
export function readCommitLog(root: XmlElement): CommitEntry[] {
  return findAll(root, "commit-history").map((entry) => ({
    sequence: Number(textAt(entry, "sequence-number") ?? 0),
    user: textAt(entry, "user"),
    client: textAt(entry, "client"),
    time: textAt(entry, "date-time"),
    log: textAt(entry, "log"),
    comment: textAt(entry, "comment"),
  }));
}
