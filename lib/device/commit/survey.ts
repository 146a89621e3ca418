// The first exchange: who is it, is it ready, what has it, what is missing, and the lock.

import { treeInTurns } from "../active-tree";
import { type Device } from "../device";
import { isUnknownRequest } from "../either-way";
import { DeviceError, DirtyCandidateError, NotReadyError, RpcError } from "../errors";
import { COMPARE, LOCK, READ_ACTIVE, readComparison, readSetText, UNLOCK } from "../operations";
import {
  COMMIT_LOG,
  type CommitEntry,
  forwardingReady,
  PIC_STATUS,
  readCommitLog,
  readSystemInformation,
  SYSTEM_INFORMATION,
} from "../replies/system";
import { isIkePackage, packagesOf, SOFTWARE } from "../replies/software";
import { type Reply, type Session } from "../session";
import { askForClaims, requireClaims } from "./claims";
import { confirmationPending, pendingCommit } from "./log";
import { type CommitRun, settled, type Survey } from "./run";
import { Patience } from "./wait";
import { touchesWayIn } from "./way-in";

/** Asks until the device is ready and the lock is ours, or the patience is over. */
export async function lockAndSurvey(run: CommitRun): Promise<Survey> {
  const patience = new Patience(run);
  for (;;) {
    try {
      return await survey(run, patience);
    } catch (error) {
      await patience.after(error);
    }
  }
}

async function survey(run: CommitRun, patience: Patience): Promise<Survey> {
  const session = await run.device.session();
  const system = session.request(SYSTEM_INFORMATION);
  const pics = session.request(PIC_STATUS);
  const claims = askForClaims(run, session);
  const lock = session.request(LOCK, { what: "lock" });
  const comparison = session.request(COMPARE, { what: "compare" });
  const log = session.request(COMMIT_LOG);
  const read = session.request(READ_ACTIVE, { timeoutSeconds: run.times.commitTimeoutSeconds });
  const { root } = await read;
  const locked = await settled(lock);
  let isKept = false;
  try {
    const history = readCommitLog((await log).root);
    run.request.onLog?.(history);
    const active = readSetText(root);
    const tree = await treeInTurns(active);
    const lines = await run.request.plan(tree);
    const mayHold = !touchesWayIn(lines, tree, run.device.connection.host);
    const information = readSystemInformation((await system).root);
    await requireForwarding(session, pics);
    await requireClaims(run, information, claims);
    await requireNoPending(run, session, history, information.release, patience);
    if (lines.length > 0) {
      await requireUsableTunnels(run, session, lines);
      if (locked instanceof Error) throw asDirty(locked, run.device);
      const pending = readComparison((await comparison).root);
      if (pending !== "") throw dirtyCandidate(run.device, run.redactor.clean(pending));
      isKept = true;
    }
    return { session, system: information, active, lines, mayHold };
  } finally {
    // Not waited for: the answer changes nothing, and a lost connection gives the lock back anyway.
    if (!isKept && !(locked instanceof Error)) session.tell(UNLOCK);
  }
}

/** What waits for a confirmation may be gone in a minute, even when nothing is missing now. */
async function requireNoPending(
  run: CommitRun,
  session: Session,
  history: readonly CommitEntry[],
  release: string,
  patience: Patience,
): Promise<void> {
  const waiting = await pendingCommit(session, history, release);
  if (waiting === undefined) return;
  if (waiting.log?.startsWith(`${run.request.log.slice(0, 200)} [`) === true)
    patience.awaitOwnRollback();
  throw confirmationPending(run.device.where, waiting);
}

/** The forwarding plane comes up after the login does: a commit before that may be half applied. */
async function requireForwarding(session: Session, pics: Promise<Reply>): Promise<void> {
  let reason = "its forwarding plane is not online yet";
  try {
    if (forwardingReady((await pics).root)) return;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    // A model without such cards doesn't know the question, and has nothing to wait for.
    if (isUnknownRequest(error)) return;
    if (/permission denied|access.denied/i.test(error.message)) throw error;
    reason = `can't tell whether its forwarding plane is online: ${error.message}`;
  }
  throw new NotReadyError(`${session.where} answers, but ${reason}.`);
}

/** Juniper: the newer daemon takes policy-based VPNs without a word, and they carry nothing. */
async function requireUsableTunnels(
  run: CommitRun,
  session: Session,
  lines: readonly string[],
): Promise<void> {
  const policy = lines.find((line) => /^set security policies .* tunnel ipsec-vpn /.test(line));
  if (policy === undefined) return;
  const software = await settled(session.request(SOFTWARE));
  // A device that can't be asked is believed, as one without the package.
  if (software instanceof RpcError) return;
  if (software instanceof Error) throw software;
  if (packagesOf(software.root).some(isIkePackage)) {
    throw new DeviceError(
      `${run.device.where} has the package junos-ike, and with its daemon iked a policy-based VPN has no effect. Make a ` +
        `route-based VPN, or remove the package ("request system software delete junos-ike").
${policy}`,
    );
  }
}

function asDirty(error: Error, device: Device): Error {
  if (!(error instanceof RpcError) || !/database modified/i.test(error.message)) return error;
  return dirtyCandidate(device, error.message);
}

function dirtyCandidate(device: Device, detail: string): DirtyCandidateError {
  return new DirtyCandidateError(
    `${device.where} keeps its old configuration: its candidate holds somebody's uncommitted changes, which our ` +
      `commit would take along. Commit or discard them ("rollback 0") and run again.\n${detail}`,
  );
}
