// Two exchanges: load, compare and check together; then the commit, which undoes itself unless it is confirmed.

import { AuthenticationError, outcomeUnknown, RpcError } from "../errors";
import {
  CHECK,
  commitConfirmed,
  COMPARE,
  DISCARD,
  loadSet,
  LOCK,
  readComparison,
  UNLOCK,
} from "../operations";
import { COMMIT_LOG, readCommitLog } from "../replies/system";
import { type Session } from "../session";
import { commitText, ownCommit } from "./log";
import { retryable } from "./outcome";
import { type CommitRun, deadline, type Sent, settled, type Survey } from "./run";

const MAX_RESTARTS = 1;

/** Brings the change onto the device, unconfirmed. */
export async function loadAndCommit(
  run: CommitRun,
  survey: Survey,
  restarts: number,
): Promise<Sent | "restart" | "unchanged" | "checked"> {
  try {
    if (!(await loadAndCheck(run, survey))) return "unchanged";
    if (run.request.checkOnly === true) {
      await giveBack(survey.session);
      return "checked";
    }
  } catch (error) {
    if (run.isCancelled) throw error;
    if (outcomeUnknown(error)) {
      // Nothing was committed, and the lock and the candidate end with the session: begin anew, once.
      run.device.drop();
      if (restarts < MAX_RESTARTS) return "restart";
      throw run.failure("old", `The connection broke before anything was committed.`, error);
    }
    await giveBack(survey.session);
    throw run.failure("old", "It refuses what was loaded; nothing was committed.", error);
  }
  return await commit(run, survey, restarts);
}

/** False when the candidate is no other than the active configuration. */
async function loadAndCheck(run: CommitRun, { session, lines }: Survey): Promise<boolean> {
  const timeoutSeconds = run.times.commitTimeoutSeconds;
  const load = session.request(loadSet(lines), { timeoutSeconds, what: "load" });
  const comparison = session.request(COMPARE, { timeoutSeconds, what: "compare" });
  const check = session.request(CHECK, { timeoutSeconds, what: "commit check" });
  run.collect(await load);
  run.diff = readComparison((await comparison).root);
  if (run.diff === "") {
    await giveBack(session);
    return false;
  }
  run.collect(await check);
  return true;
}

async function commit(
  run: CommitRun,
  { session, mayHold }: Survey,
  restarts: number,
): Promise<Sent | "restart"> {
  const timeoutSeconds = run.times.commitTimeoutSeconds;
  const at = Date.now();
  run.committed = true;
  const committed = session.request(
    commitConfirmed(
      run.times.confirmMinutes,
      `${commitText(run.request.log, run.token)}${run.request.remark?.() ?? ""}`,
    ),
    { timeoutSeconds, what: "commit" },
  );
  // Whoever may check or commit while ours waits confirms it: the lock is kept, unless the change may cut us off.
  const unlock = mayHold ? undefined : session.request(UNLOCK, { timeoutSeconds });
  try {
    run.collect(await committed);
    if (unlock === undefined) return { at, holder: session };
    await settled(unlock);
    return { at };
  } catch (error) {
    if (run.isCancelled) throw error;
    if (!outcomeUnknown(error) && !isContradictory(error)) {
      await giveBack(session);
      throw run.failure("old", "It refuses the commit.", error);
    }
    run.status("the answer to the commit is missing; asking the device's commit log");
    if (await tookEffect(run, error)) return { at };
    run.committed = false;
    if (restarts < MAX_RESTARTS) return "restart";
    throw run.failure("old", "The connection broke before the commit took effect.", error);
  }
}

const isContradictory = (error: unknown): boolean =>
  error instanceof RpcError && error.isContradictory;

/** Discards and unlocks; the session stays usable when that works. */
async function giveBack(session: Session): Promise<void> {
  const discard = session.request(DISCARD);
  const unlock = session.request(UNLOCK);
  await settled(discard);
  await settled(unlock);
}

/**
 * Finds out whether our commit took effect. A commit that is still running holds the lock; once the lock is
 * ours and the log doesn't show the commit, it will never come.
 */
async function tookEffect(run: CommitRun, cause: unknown): Promise<boolean> {
  run.device.drop();
  const until = deadline(run.times.commitTimeoutSeconds) + run.confirmWindow;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const session = await run.device.session();
      const lock = session.request(LOCK, { what: "lock" });
      const log = session.request(COMMIT_LOG);
      const isThere = ownCommit(readCommitLog((await log).root), run.token) !== "absent";
      const locked = await settled(lock);
      if (!(locked instanceof Error)) session.tell(UNLOCK);
      if (isThere) return true;
      if (!(locked instanceof Error)) return false;
      // The log was read before the lock would have been free: look again.
    } catch (error) {
      if (run.isCancelled) throw error;
      // A login refused from now on may be the commit's own doing: then the rollback brings it back.
      if (!retryable(error) && !(error instanceof AuthenticationError))
        throw run.failure("unknown", "It can't be asked whether the commit took effect.", error);
    }
    if (Date.now() >= until) {
      throw run.failure("unknown", "It did not say in time whether the commit took effect.", cause);
    }
    await run.pause(Math.min(3000, 250 * 2 ** attempt));
  }
}
