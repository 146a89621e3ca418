// Two exchanges: the proof over a new connection that the device still lets us in, and the confirmation.

import { type ConfigTree, shownKey, statementKey } from "../../junos";
import { inPieces, type Pieces, takingTurns } from "../../turns";
import { treeInTurns } from "../active-tree";
import { DeviceError, LockedError, NotReadyError, ProtocolError, RpcError } from "../errors";
import {
  commit,
  COMPARE,
  LOCK,
  READ_ACTIVE,
  readComparison,
  readSetText,
  UNLOCK,
} from "../operations";
import { type AddressFamily, ipsecSas, readIpsecTunnels } from "../replies/ike";
import { COMMIT_LOG, readCommitLog } from "../replies/system";
import { type Reply, type Session } from "../session";
import { confirmationText, ownCommit } from "./log";
import { CommitError, retryable } from "./outcome";
import { awaitRollback } from "./rollback";
import { type CommitRun, type Sent, settled, type Survey } from "./run";

/** Returns when the commit is confirmed; throws when the device has undone it, or nobody can tell. */
export async function proveAndConfirm(run: CommitRun, survey: Survey, sent: Sent): Promise<void> {
  const { device } = run;
  // Confirming in the last moments would race with the device's own clock.
  const until = sent.at + run.confirmWindow * 0.8;
  let holder = sent.holder;
  let last: unknown;
  for (let attempt = 0; Date.now() < until; attempt += 1) {
    try {
      if (holder?.alive === true) {
        await proveBeside(run, await device.another());
        const holding = holder;
        holder = undefined;
        if (await confirm(run, survey, holding)) return device.dismiss();
      } else if (await proveAnew(run, survey, await device.renew())) return;
      last = new DeviceError("It does not confirm yet.");
    } catch (error) {
      if (error instanceof CommitError || run.isCancelled) throw error;
      last = error;
      if (!retryable(error)) break;
      run.status(`proving that the device still lets us in: ${(error as Error).message}`);
    }
    await run.pause(Math.min(3000, 250 * 2 ** attempt), until);
  }
  if (holder?.alive === true) holder.tell(UNLOCK);
  await awaitRollback(run, survey, sent.at, last);
}

/** While the first session holds the lock, a second one proves that we are let in, and only reads. */
async function proveBeside(run: CommitRun, session: Session): Promise<void> {
  const log = session.request(COMMIT_LOG);
  const tunnels = askForTunnels(run, session);
  const own = ownCommit(readCommitLog((await log).root), run.token);
  if (own === "absent" || own === "followed") {
    const read = session.request(READ_ACTIVE, { timeoutSeconds: run.times.commitTimeoutSeconds });
    await requireNotUndone(run, readSetText((await read).root));
  }
  await requireTunnels(run, tunnels);
}

/**
 * The session that committed gave its lock back, or is gone: a new one proves that we are let in, and confirms once
 * it has the lock and nobody has begun to edit. True when the commit is confirmed.
 */
async function proveAnew(run: CommitRun, survey: Survey, session: Session): Promise<boolean> {
  const lock = session.request(LOCK, { what: "lock" });
  const comparison = session.request(COMPARE, { what: "compare" });
  const log = session.request(COMMIT_LOG);
  const read = session.request(READ_ACTIVE, { timeoutSeconds: run.times.commitTimeoutSeconds });
  const tunnels = askForTunnels(run, session);
  const active = readSetText((await read).root);
  const own = ownCommit(readCommitLog((await log).root), run.token);
  if (own === "absent" || own === "followed") await requireNotUndone(run, active);
  const locked = await settled(lock);
  let isHeld = !(locked instanceof Error);
  try {
    // Another person's commit inside the window confirms ours too: then there is nothing left to do.
    if (own === "confirmed" || own === "followed") return true;
    if (run.confirmationTaken && own !== "pending") return own === "newest";
    if (locked instanceof Error) throw locked;
    const edited = readComparison((await comparison).root);
    if (edited !== "") {
      throw new LockedError("Somebody has begun to edit; confirming would commit that too", [
        { severity: "error", text: run.redactor.clean(edited) },
      ]);
    }
    await requireTunnels(run, tunnels);
    isHeld = false;
    return await confirm(run, survey, session);
  } finally {
    if (isHeld && session.alive) session.tell(UNLOCK);
  }
}

async function requireNotUndone(run: CommitRun, active: string): Promise<void> {
  const missing = await run.request.plan(await treeInTurns(active));
  if (missing.length === 0) return;
  throw run.failure(
    "old",
    "It took the commit and undid it by itself before it could be confirmed (restarted in between?).",
  );
}

const FAMILIES: readonly AddressFamily[] = ["inet", "inet6"];

/** A device lists the tunnels of one family at a time. */
function askForTunnels({ request }: CommitRun, session: Session): readonly Promise<Reply>[] {
  if ((request.probeVpns ?? []).length === 0) return [];
  return FAMILIES.map((family) => session.request(ipsecSas(family)));
}

async function requireTunnels(run: CommitRun, asked: readonly Promise<Reply>[]): Promise<void> {
  const { probeVpns = [] } = run.request;
  if (probeVpns.length === 0) return;
  const up = new Set<string | undefined>();
  const reasons: string[] = [];
  for (const reply of await Promise.all(asked.map(settled))) {
    // The IKE daemon starts with the first VPN, and refuses its commands until then.
    if (reply instanceof RpcError || reply instanceof ProtocolError) reasons.push(reply.message);
    else if (reply instanceof Error) throw reply;
    else for (const tunnel of readIpsecTunnels(reply.root)) if (tunnel.up) up.add(tunnel.vpn);
  }
  const down = probeVpns.filter((vpn) => !up.has(vpn));
  if (down.length === 0) return;
  const why = reasons[0] === undefined ? "" : ` ${reasons[0]}`;
  throw new NotReadyError(
    `These VPNs must be up before the commit is confirmed, and are not: ${down.join(", ")}.${why}`,
  );
}

/** Confirms in a session that has the lock, and gives the lock back. True once the log says that it is confirmed. */
async function confirm(run: CommitRun, survey: Survey, session: Session): Promise<boolean> {
  const timeoutSeconds = run.times.commitTimeoutSeconds;
  const confirmed = session.request(commit(confirmationText(run.request.log, run.token)), {
    timeoutSeconds,
    what: "confirm",
  });
  const unlock = session.request(UNLOCK);
  const log = session.request(COMMIT_LOG);
  const read = session.request(READ_ACTIVE, { timeoutSeconds });
  run.collect(await confirmed);
  run.confirmationTaken = true;
  await settled(unlock);
  const own = ownCommit(readCommitLog((await log).root), run.token);
  const active = readSetText((await read).root);
  const now = await treeInTurns(active);
  const lines = await run.request.plan(now);
  if (lines.length > 0 && sameConfiguration(active, survey.active)) {
    throw run.failure(
      "old",
      "It says that it took the commit and its confirmation, but its configuration is the one from before.",
    );
  }
  // Its own word is not enough: the log must have our entry, and no mark must be left on it.
  if (own === "pending" || own === "absent") return false;
  const absent = own === "followed" ? [] : await absentAfter(survey, now);
  if (absent.length > 0) {
    throw run.failure(
      "unknown",
      `It took the commit and its confirmation, and has not all of it:\n${absent.map((key) => `  ${key}`).join("\n")}`,
    );
  }
  if (lines.length > 0) {
    run.warnings.push(
      "after the commit the device shows some statements otherwise than they were set; the next run will set them again",
    );
  }
  return true;
}

/** What was set and is not there, by the names that may be shown; none where the device may have written it in another way. */
async function absentAfter({ active, lines }: Survey, now: ConfigTree): Promise<readonly string[]> {
  const expected = await treeInTurns(active);
  const before = await takingTurns(keysOf(expected));
  expected.applySet(lines);
  const wanted = await takingTurns(keysOf(expected));
  const there = await takingTurns(keysOf(now));
  if ([...there.keys()].some((key) => !wanted.has(key))) return [];
  return [...wanted].flatMap(([key, shown]) => (there.has(key) || before.has(key) ? [] : [shown]));
}

/** The statements' names, and as they may be shown. */
function* keysOf(tree: ConfigTree): Pieces<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  yield* inPieces(yield* tree.readingStatements(), (each) =>
    keys.set(statementKey(each), shownKey(each)),
  );
  return keys;
}

/** The same lines; devices change the order of none. */
function sameConfiguration(one: string, other: string): boolean {
  const lines = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, "\n");
  return lines(one) === lines(other);
}
