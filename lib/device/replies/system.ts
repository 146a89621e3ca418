// What kind of box it is, whether it is ready, and what was committed on it.

import { at, find, findAll, numberAt, textAt, type XmlElement } from "../xml";
import { requireAnswer } from "./understood";

/** The device in a few words. */
export interface SystemInformation {
  /** Such as `vsrx`, `vsrx3`, `srx300`. */
  readonly model: string;
  /** Such as `24.4R1.9`. */
  readonly release: string;
  readonly hostName?: string;
  readonly serialNumber?: string;
}

/** What stands for a release that a device doesn't say. */
export const UNKNOWN_RELEASE = "unknown";

/** RPC for {@link readSystemInformation}. */
export const SYSTEM_INFORMATION = "<get-system-information/>";

/** Reads `show system information`. */
export function readSystemInformation(root: XmlElement): SystemInformation {
  const information = find(root, "system-information");
  return {
    model: textAt(information, "hardware-model") ?? "unknown",
    release: textAt(information, "os-version") ?? UNKNOWN_RELEASE,
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
  /** The same time in seconds since 1970, by the device's clock. */
  readonly seconds?: number;
  /** Whatever the committer wrote; it says nothing about the state of the commit. */
  readonly log?: string;
  /** The device's note on how it was committed. It stays when a confirmed commit is confirmed by a commit check. */
  readonly comment?: string;
  /** The device's mark on a commit that it will undo unless somebody confirms it. */
  readonly rollbackPending: boolean;
}

/** RPC for {@link readCommitLog}. */
export const COMMIT_LOG = "<get-commit-information/>";

/**
 * Reads `show system commit`.
 *
 * @throws ProtocolError when the reply holds no log: who can't see it can't tell that nothing waits
 */
export function readCommitLog(root: XmlElement): CommitEntry[] {
  requireAnswer(root, "the commit log", "commit-information", "commit-history");
  return findAll(root, "commit-history").map((entry, index) => ({
    sequence: numberAt(entry, "sequence-number") ?? index,
    user: textAt(entry, "user"),
    client: textAt(entry, "client"),
    time: textAt(entry, "date-time"),
    seconds: secondsOf(at(entry, "date-time")),
    log: textAt(entry, "log"),
    comment: textAt(entry, "comment"),
    rollbackPending: at(entry, "commit-confirmed") !== undefined,
  }));
}

function secondsOf(dateTime: XmlElement | undefined): number | undefined {
  const digits = /^\d+$/.exec(dateTime?.attributes.seconds ?? "")?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** The longest that Junos lets a commit wait for its confirmation. */
const MOST_MINUTES = 65_535;

/**
 * For how many seconds from its time on a commit may wait for its confirmation, by its note. Undefined when it was
 * committed plainly, or can't be told.
 */
export function confirmableFor({ comment, seconds }: CommitEntry): number | undefined {
  const minutes = Number(/^commit confirmed, rollback in (\d+)\s*min/i.exec(comment ?? "")?.[1]);
  return minutes <= MOST_MINUTES && seconds !== undefined ? minutes * 60 : undefined;
}

/** Whether it may still wait for it at a time of the device's clock; no time far from its own counts, as clocks are set. */
export function mayWaitAt(entry: CommitEntry, now: number): boolean {
  const window = confirmableFor(entry) ?? 0;
  return Math.abs(now - (entry.seconds ?? 0)) < window;
}

/** RPC for {@link readClock}. */
export const UPTIME = "<get-system-uptime-information/>";

/** Reads the device's clock from `show system uptime`, in seconds since 1970; undefined when it doesn't say. */
export function readClock(root: XmlElement): number | undefined {
  const current = find(root, "current-time");
  return secondsOf(at(current, "date-time"));
}
