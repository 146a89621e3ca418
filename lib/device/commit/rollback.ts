// When the proof failed: the device undoes the commit by itself at its deadline, and that is waited for and told.

import { treeInTurns } from "../active-tree";
import { READ_ACTIVE, readSetText } from "../operations";
import { COMMIT_LOG, readCommitLog } from "../replies/system";
import { type Session } from "../session";
import { marksPending, ownCommit } from "./log";
import { type ConfigurationOutcome } from "./outcome";
import { type CommitRun, type Survey } from "./run";

/**
 * Waits until the device has undone the commit, and says so. Returns only when the commit turns out to be confirmed
 * after all: by a confirmation whose answer was lost, or by somebody.
 */
export async function awaitRollback(
  run: CommitRun,
  survey: Survey,
  committedAt: number,
  cause: unknown,
): Promise<void> {
  const reason = cause instanceof Error ? cause.message : "no proof";
  run.status(`not confirmed (${reason}); waiting until the device has rolled back`);
  const rollsBackAt = committedAt + run.confirmWindow;
  // Rolling back is a commit of its own, and takes as long as one.
  const until = rollsBackAt + run.times.commitTimeoutSeconds * 1000;
  await run.pause(rollsBackAt - Date.now() + 250);
  do {
    const session = await run.device.renew().catch(() => undefined);
    const standing = session === undefined ? "unknown" : await standingOf(run, survey, session);
    if (standing === "new") return;
    if (standing === "old") {
      throw run.failure(
        "old",
        "The new configuration could not be confirmed, and it rolled back by itself.",
        cause,
      );
    }
    await run.pause(1000);
  } while (Date.now() < until);
  throw run.failure(
    "unknown",
    `The new configuration could not be confirmed, and it can't be seen whether it was rolled back, as it ` +
      `should have been ${run.times.confirmMinutes} minutes after the commit.`,
    cause,
  );
}

/** Where the device stands after its deadline; unknown while our commit still waits, or when it can't be read. */
async function standingOf(
  run: CommitRun,
  survey: Survey,
  session: Session,
): Promise<ConfigurationOutcome> {
  try {
    const log = session.request(COMMIT_LOG);
    const read = session.request(READ_ACTIVE, { timeoutSeconds: run.times.commitTimeoutSeconds });
    const own = ownCommit(readCommitLog((await log).root), run.token);
    const active = await treeInTurns(readSetText((await read).root));
    const missing = await run.request.plan(active);
    if (missing.length > 0) return "old";
    // Rolling back takes its time: without a mark, our commit may be waiting or have been confirmed by a check.
    const mayWait = own === "newest" && !marksPending(survey.system.release);
    return own === "pending" || (mayWait && !run.confirmationTaken) ? "unknown" : "new";
  } catch {
    return "unknown";
  }
}
