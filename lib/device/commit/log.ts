// What a device's commit log says of a commit of ours, and of one that waits for somebody's confirmation.

import { LockedError, RpcError } from "../errors";
import { type CommitEntry, confirmableFor, mayWaitAt, readClock, UPTIME } from "../replies/system";
import { type Requests } from "../session";

/**
 * A commit of ours as the log has it: not there; waiting for its confirmation by the device's own mark; the newest and
 * without a mark; confirmed by us; or followed by a commit of somebody else, or by its rollback.
 */
export type OwnCommit = "absent" | "pending" | "newest" | "confirmed" | "followed";

/** The log text of a commit: the token tells ours from all others, whatever happened to the connection. */
export const commitText = (log: string, token: string): string => `${log.slice(0, 200)} [${token}]`;

/** The log text of its confirmation. */
export const confirmationText = (log: string, token: string): string =>
  `${commitText(log, token)} confirmed`;

/** Looks for our commit in the log. Several nodes may each have listed theirs. */
export function ownCommit(entries: readonly CommitEntry[], token: string): OwnCommit {
  const ours = entries.filter(({ log, comment }) =>
    `${log ?? ""} ${comment ?? ""}`.includes(`[${token}]`),
  );
  // Some releases have what was given as the log under the name of the comment.
  const isConfirmation = ({ log, comment }: CommitEntry): boolean =>
    `${log ?? ""} ${comment ?? ""}`.includes(`[${token}] confirmed`);
  const own = ours.find((entry) => !isConfirmation(entry));
  if (own?.rollbackPending === true) return "pending";
  if (ours.some(isConfirmation)) return "confirmed";
  if (own === undefined) return "absent";
  return own.sequence > 0 ? "followed" : "newest";
}

/** From this release on, published logs carry the mark of a commit that waits. */
const MARKED_SINCE = [24, 4] as const;

/** Whether a device of this release marks in its log what waits for a confirmation. */
export function marksPending(release: string): boolean {
  const [major, minor] = /^(\d+)\.(\d+)/.exec(release)?.slice(1).map(Number) ?? [0, 0];
  return (
    (major ?? 0) > MARKED_SINCE[0] || (major === MARKED_SINCE[0] && (minor ?? 0) >= MARKED_SINCE[1])
  );
}

/**
 * The commit that waits for its confirmation, if one does. The device's mark decides. Releases without it leave a note
 * that stays after a confirmation by commit check; it counts until the note's minutes are over by the device's clock.
 */
export async function pendingCommit(
  session: Requests,
  entries: readonly CommitEntry[],
  release: string,
): Promise<CommitEntry | undefined> {
  const marked = entries.find(({ rollbackPending }) => rollbackPending);
  if (marked !== undefined || marksPending(release)) return marked;
  const noted = entries.find(
    (entry) => entry.sequence === 0 && confirmableFor(entry) !== undefined,
  );
  if (noted === undefined) return undefined;
  return mayWaitAt(noted, await clockOf(session)) ? noted : undefined;
}

async function clockOf(session: Requests): Promise<number> {
  const own = Date.now() / 1000;
  try {
    return readClock((await session.request(UPTIME)).root) ?? own;
  } catch (error) {
    if (error instanceof RpcError) return own;
    throw error;
  }
}

/** Somebody's commit waits, and a commit of ours would confirm it. */
export function confirmationPending(where: string, entry: CommitEntry): LockedError {
  return new LockedError(
    `${where} waits for somebody's confirmation of a commit, which our commit would give`,
    [
      {
        severity: "error",
        text: `by ${entry.user ?? "unknown"} at ${entry.time ?? "unknown"}: ${entry.comment ?? ""}`,
      },
    ],
  );
}
