// How one device is brought to a configuration: lock, load once, compare, check, commit confirmed, prove over a new
// connection that the device still lets us in, confirm. Whatever goes wrong, it ends on the old or the new one.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigTree } from "../junos";
import { announcer } from "./announce";
import { type CommitRequest, type CommitResult, type CommitTimes } from "./commit-request";
import {
  commitText,
  confirmationPending,
  confirmationText,
  marksPending,
  ownCommit,
  pendingCommit,
} from "./commit-log";
import { CommitError, commitFailure, type ConfigurationOutcome } from "./commit-outcome";
import { type Device } from "./device";
import {
  AuthenticationError,
  DeviceError,
  DirtyCandidateError,
  LockedError,
  NotReadyError,
  outcomeUnknown,
  ProtocolError,
  RpcError,
  showMessage,
  UnreachableError,
} from "./errors";
import {
  CHECK,
  commit,
  commitConfirmed,
  COMPARE,
  DISCARD,
  loadSet,
  LOCK,
  READ_ACTIVE,
  readComparison,
  readSetText,
  UNLOCK,
} from "./operations";
import { Redactor } from "./redact";
import { ipsecSas, readIpsecTunnels } from "./replies/ike";
import {
  COMMIT_LOG,
  type CommitEntry,
  forwardingReady,
  PIC_STATUS,
  readCommitLog,
  readSystemInformation,
  SYSTEM_INFORMATION,
  type SystemInformation,
} from "./replies/system";
import { type Reply, type Session } from "./session";
import { touchesWayIn } from "./way-in";

/** A login may be refused while a new device still creates its users. */
const LOGIN_GRACE_SECONDS = 60;
const MAX_RESTARTS = 1;
/** What isn't NETCONF may be so for a moment while a device starts, not for long. */
const MAX_PROTOCOL_ERRORS = 3;

/** What the first exchange tells. */
interface Survey {
  readonly session: Session;
  readonly system: SystemInformation;
  readonly active: string;
  readonly lines: readonly string[];
  /** Whether the first session may keep its lock until the commit is confirmed. */
  readonly mayHold: boolean;
}

/** A commit that waits for its confirmation. */
interface Sent {
  readonly at: number;
  /** The session that still holds the lock. */
  readonly holder?: Session;
}

/** One run of the procedure on one device. */
export class CommitProcedure {
  readonly redactor: Redactor;
  private readonly times: Required<CommitTimes>;
  private readonly announce: (message: string) => void;
  /** In the commit log, so that we recognise our own commit whatever happened to the connection. */
  private readonly token = randomBytes(4).toString("hex");
  private readonly warnings: string[] = [];
  private diff = "";
  /** Whether a commit waits for its confirmation. */
  private committed = false;
  /** When a commit of an earlier run, one that was lost before it confirmed, is undone at the latest. */
  private ownUntil: number | undefined;
  /** Whether the device said yes to a confirmation. */
  private confirmationTaken = false;

  constructor(
    private readonly device: Device,
    private readonly request: CommitRequest,
  ) {
    this.redactor = request.redactor ?? new Redactor([]);
    this.announce = announcer(request.status);
    this.times = {
      readyTimeoutSeconds: request.readyTimeoutSeconds ?? 1200,
      lockTimeoutSeconds: request.lockTimeoutSeconds ?? 60,
      commitTimeoutSeconds: request.commitTimeoutSeconds ?? 180,
      confirmMinutes: Math.max(1, Math.round(request.confirmMinutes ?? 5)),
    };
  }

  async run(): Promise<CommitResult> {
    for (let restarts = 0; ; restarts += 1) {
      const survey = await this.lockAndSurvey();
      if (survey.lines.length === 0) return this.result(survey, false);
      const sent = await this.loadAndCommit(survey, restarts);
      if (sent === "restart") continue;
      if (sent === "unchanged") return this.result(survey, false);
      await this.proveAndConfirm(survey, sent);
      return this.result(survey, true);
    }
  }

  /** The error to show: a cancellation says where it left the device. */
  explain(error: unknown): unknown {
    if (this.device.signal?.aborted !== true || error instanceof CommitError) return error;
    if (!this.committed)
      return this.failure("old", "The deployment was cancelled before anything was committed.");
    return this.failure(
      "unknown",
      `The deployment was cancelled before the commit was confirmed; the device undoes it ` +
        `${this.times.confirmMinutes} minutes after the commit.`,
    );
  }

  private result(survey: Survey, changed: boolean): CommitResult {
    return {
      changed,
      diff: changed ? this.redactor.clean(this.diff) : "",
      warnings: this.warnings.map((text) => this.redactor.clean(text)),
      system: survey.system,
    };
  }

  /** Milliseconds from a commit to its rollback. */
  private get confirmWindow(): number {
    return this.times.confirmMinutes * (this.request.minute ?? 60_000);
  }

  // ---- one exchange: who is it, is it ready, what has it, and the lock ----

  private async lockAndSurvey(): Promise<Survey> {
    const readyUntil = deadline(this.times.readyTimeoutSeconds);
    const loginUntil = deadline(Math.min(LOGIN_GRACE_SECONDS, this.times.readyTimeoutSeconds));
    let lockUntil: number | undefined;
    const firstContact = this.device.hostKey === undefined;
    let protocolErrors = 0;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.survey();
      } catch (error) {
        if (this.device.signal?.aborted === true) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        if (error instanceof LockedError) {
          lockUntil ??= deadline(this.times.lockTimeoutSeconds);
          if (this.ownUntil !== undefined) lockUntil = Math.max(lockUntil, this.ownUntil);
          if (Date.now() >= lockUntil) {
            throw new CommitError(
              `${this.device.where} keeps its old configuration: somebody else held its configuration for ` +
                `${this.times.lockTimeoutSeconds} s. ${reason}`,
              "old",
              { cause: error },
            );
          }
          this.status(`waiting for the lock: ${reason}`);
          await this.pause(Math.min(2000, 250 * 2 ** attempt));
          continue;
        }
        if (error instanceof ProtocolError) protocolErrors += 1;
        const waiting =
          (error instanceof ProtocolError && protocolErrors < MAX_PROTOCOL_ERRORS) ||
          error instanceof UnreachableError ||
          error instanceof NotReadyError ||
          (outcomeUnknown(error) && !(error instanceof ProtocolError)) ||
          (error instanceof AuthenticationError && firstContact && Date.now() < loginUntil);
        if (!waiting) throw oldStanding(error, this.device);
        if (Date.now() >= readyUntil) {
          throw new CommitError(
            `${this.device.where} is not ready after ${this.times.readyTimeoutSeconds} s and keeps its old ` +
              `configuration. ${reason}`,
            "old",
            { cause: error },
          );
        }
        this.status(`waiting for the device: ${reason}`);
        await this.pause(Math.min(5000, 300 * 1.5 ** attempt));
      }
    }
  }

  private async survey(): Promise<Survey> {
    const session = await this.device.session();
    const system = session.request(SYSTEM_INFORMATION);
    const pics = session.request(PIC_STATUS);
    const lock = session.request(LOCK, { what: "lock" });
    const comparison = session.request(COMPARE, { what: "compare" });
    const log = session.request(COMMIT_LOG);
    const read = session.request(READ_ACTIVE, { timeoutSeconds: this.times.commitTimeoutSeconds });
    const { root } = await read;
    const locked = await settled(lock);
    try {
      const text = readSetText(root);
      const active = ConfigTree.fromDevice(text);
      const lines = this.request.plan(active);
      const mayHold = !touchesWayIn(lines, active, this.device.connection.host);
      const information = readSystemInformation((await system).root);
      await requireForwarding(session, pics);
      // What waits for a confirmation may be gone in a minute, even when nothing is missing now.
      const entries = readCommitLog((await log).root);
      const waiting = await pendingCommit(session, entries, information.release);
      if (waiting !== undefined) throw this.asPending(waiting);
      if (lines.length > 0) {
        if (locked instanceof Error) throw asDirty(locked, this.device);
        const pending = readComparison((await comparison).root);
        if (pending !== "") throw dirtyCandidate(this.device, this.redactor.clean(pending));
        return { session, system: information, active: text, lines, mayHold };
      }
      // Nothing to do: whether somebody holds the lock is none of our business.
      if (!(locked instanceof Error)) session.tell(UNLOCK);
      return { session, system: information, active: text, lines, mayHold };
    } catch (error) {
      // Not waited for: the answer changes nothing, and a lost connection gives the lock back anyway.
      if (!(locked instanceof Error)) session.tell(UNLOCK);
      throw error;
    }
  }

  /** A run of ours that was lost leaves a commit behind that the device undoes: that is worth waiting for. */
  private asPending(entry: CommitEntry): LockedError {
    if (entry.log?.startsWith(`${this.request.log.slice(0, 200)} [`) === true)
      this.ownUntil ??= Date.now() + this.confirmWindow * 1.2;
    return confirmationPending(this.device.where, entry);
  }

  // ---- two exchanges: load, compare and check together; then the commit ----

  private async loadAndCommit(
    survey: Survey,
    restarts: number,
  ): Promise<Sent | "restart" | "unchanged"> {
    const { session } = survey;
    const timeoutSeconds = this.times.commitTimeoutSeconds;
    try {
      const load = session.request(loadSet(survey.lines), { timeoutSeconds, what: "load" });
      const comparison = session.request(COMPARE, { timeoutSeconds, what: "compare" });
      const check = session.request(CHECK, { timeoutSeconds, what: "commit check" });
      this.collect(await load);
      this.diff = readComparison((await comparison).root);
      if (this.diff === "") {
        await this.giveBack(session);
        return "unchanged";
      }
      this.collect(await check);
    } catch (error) {
      if (this.device.signal?.aborted === true) throw error;
      if (outcomeUnknown(error)) {
        // Nothing was committed, and the lock and the candidate end with the session: begin anew, once.
        this.device.drop();
        if (restarts < MAX_RESTARTS) return "restart";
        throw this.failure("old", `The connection broke before anything was committed.`, error);
      }
      await this.giveBack(session);
      throw this.failure("old", "It refuses what was loaded; nothing was committed.", error);
    }

    const at = Date.now();
    this.committed = true;
    const text = commitText(this.request.log, this.token);
    const committed = session.request(commitConfirmed(this.times.confirmMinutes, text), {
      timeoutSeconds,
      what: "commit",
    });
    // Whoever may check or commit while ours waits confirms it: the lock is kept, unless the change may cut us off.
    const unlock = survey.mayHold ? undefined : session.request(UNLOCK, { timeoutSeconds });
    try {
      this.collect(await committed);
      if (unlock === undefined) return { at, holder: session };
      await settled(unlock);
      return { at };
    } catch (error) {
      if (this.device.signal?.aborted === true) throw error;
      if (!outcomeUnknown(error) && !isContradictory(error)) {
        await this.giveBack(session);
        throw this.failure("old", "It refuses the commit.", error);
      }
      this.status("the answer to the commit is missing; asking the device's commit log");
      const happened = await this.askCommitLog(error);
      if (happened) return { at };
      this.committed = false;
      if (restarts < MAX_RESTARTS) return "restart";
      throw this.failure("old", "The connection broke before the commit took effect.", error);
    }
  }

  /** Discards and unlocks; the session stays usable when that works. */
  private async giveBack(session: Session): Promise<void> {
    const discard = session.request(DISCARD);
    const unlock = session.request(UNLOCK);
    await settled(discard);
    await settled(unlock);
  }

  /**
   * Finds out whether our commit took effect. A commit that is still running holds the lock; once the lock is
   * ours and the log doesn't show the commit, it will never come.
   */
  private async askCommitLog(cause: unknown): Promise<boolean> {
    this.device.drop();
    const until = deadline(this.times.commitTimeoutSeconds) + this.confirmWindow;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const session = await this.device.session();
        const lock = session.request(LOCK, { what: "lock" });
        const log = session.request(COMMIT_LOG);
        const found = ownCommit(readCommitLog((await log).root), this.token) !== "absent";
        const locked = await settled(lock);
        if (!(locked instanceof Error)) session.tell(UNLOCK);
        if (found) return true;
        if (!(locked instanceof Error)) return false;
        // The log was read before the lock would have been free: look again.
      } catch (error) {
        if (this.device.signal?.aborted === true) throw error;
        // A login refused from now on may be the commit's own doing: then the rollback brings it back.
        if (!retryable(error) && !(error instanceof AuthenticationError))
          throw this.failure("unknown", "It can't be asked whether the commit took effect.", error);
      }
      if (Date.now() >= until) {
        throw this.failure(
          "unknown",
          "It did not say in time whether the commit took effect.",
          cause,
        );
      }
      await this.pause(Math.min(3000, 250 * 2 ** attempt));
    }
  }

  // ---- two exchanges: the proof over a new connection, and the confirmation ----

  private async proveAndConfirm(survey: Survey, sent: Sent): Promise<void> {
    // Confirming in the last moments would race with the device's own clock.
    const until = sent.at + this.confirmWindow * 0.8;
    let holder = sent.holder;
    let last: unknown;
    for (let attempt = 0; Date.now() < until; attempt += 1) {
      try {
        if (holder?.alive === true) {
          await this.proveBeside(await this.device.another());
          const holding = holder;
          holder = undefined;
          if (await this.confirm(survey, holding)) return this.device.dismiss();
        } else if (await this.proveAnew(survey, await this.device.renew())) return;
        last = new DeviceError("It does not confirm yet.");
      } catch (error) {
        if (error instanceof CommitError || this.device.signal?.aborted === true) throw error;
        last = error;
        if (!retryable(error)) break;
        this.status(`proving that the device still lets us in: ${(error as Error).message}`);
      }
      await this.pause(Math.min(3000, 250 * 2 ** attempt), until);
    }
    if (holder?.alive === true) holder.tell(UNLOCK);
    await this.awaitRollback(survey, sent.at, last);
  }

  /** While the first session holds the lock, a second one proves that we are let in, and only reads. */
  private async proveBeside(session: Session): Promise<void> {
    const log = session.request(COMMIT_LOG);
    const tunnels = this.askForTunnels(session);
    const own = ownCommit(readCommitLog((await log).root), this.token);
    if (own === "absent" || own === "followed") {
      const read = session.request(READ_ACTIVE, {
        timeoutSeconds: this.times.commitTimeoutSeconds,
      });
      this.requireNotUndone(readSetText((await read).root));
    }
    await this.requireTunnels(tunnels);
  }

  /**
   * The session that committed gave its lock back, or is gone: a new one proves that we are let in, and confirms once
   * it has the lock and nobody has begun to edit. True when the commit is confirmed.
   */
  private async proveAnew(survey: Survey, session: Session): Promise<boolean> {
    const lock = session.request(LOCK, { what: "lock" });
    const comparison = session.request(COMPARE, { what: "compare" });
    const log = session.request(COMMIT_LOG);
    const read = session.request(READ_ACTIVE, { timeoutSeconds: this.times.commitTimeoutSeconds });
    const tunnels = this.askForTunnels(session);
    const active = readSetText((await read).root);
    const own = ownCommit(readCommitLog((await log).root), this.token);
    if (own === "absent" || own === "followed") this.requireNotUndone(active);
    const locked = await settled(lock);
    let isHeld = !(locked instanceof Error);
    try {
      // Another person's commit inside the window confirms ours too: then there is nothing left to do.
      if (own === "confirmed" || own === "followed") return true;
      if (this.confirmationTaken && own !== "pending") return own === "newest";
      if (locked instanceof Error) throw locked;
      const edited = readComparison((await comparison).root);
      if (edited !== "") {
        throw new LockedError("Somebody has begun to edit; confirming would commit that too", [
          { severity: "error", text: this.redactor.clean(edited) },
        ]);
      }
      await this.requireTunnels(tunnels);
      isHeld = false;
      return await this.confirm(survey, session);
    } finally {
      if (isHeld && session.alive) session.tell(UNLOCK);
    }
  }

  private requireNotUndone(active: string): void {
    if (this.request.plan(ConfigTree.fromDevice(active)).length === 0) return;
    throw this.failure(
      "old",
      "It took the commit and undid it by itself before it could be confirmed (restarted in between?).",
    );
  }

  private askForTunnels(session: Session): Promise<Reply> | undefined {
    return (this.request.probeVpns ?? []).length === 0 ? undefined : session.request(ipsecSas());
  }

  private async requireTunnels(asked: Promise<Reply> | undefined): Promise<void> {
    if (asked === undefined) return;
    const reply = await settled(asked);
    // The IKE daemon starts with the first VPN, and refuses its commands until then.
    if (reply instanceof RpcError) throw new NotReadyError(reply.message);
    if (reply instanceof Error) throw reply;
    const up = readIpsecTunnels(reply.root)
      .filter((tunnel) => tunnel.up)
      .map((tunnel) => tunnel.vpn);
    const down = (this.request.probeVpns ?? []).filter((vpn) => !up.includes(vpn));
    if (down.length === 0) return;
    throw new NotReadyError(
      `These VPNs must be up before the commit is confirmed, and are not: ${down.join(", ")}.`,
    );
  }

  /** Confirms in a session that has the lock, and gives the lock back. True once the log says that it is confirmed. */
  private async confirm(survey: Survey, session: Session): Promise<boolean> {
    const timeoutSeconds = this.times.commitTimeoutSeconds;
    const confirmed = session.request(commit(confirmationText(this.request.log, this.token)), {
      timeoutSeconds,
      what: "confirm",
    });
    const unlock = session.request(UNLOCK);
    const log = session.request(COMMIT_LOG);
    const read = session.request(READ_ACTIVE, { timeoutSeconds });
    this.collect(await confirmed);
    this.confirmationTaken = true;
    await settled(unlock);
    const own = ownCommit(readCommitLog((await log).root), this.token);
    const active = readSetText((await read).root);
    const lines = this.request.plan(ConfigTree.fromDevice(active));
    if (lines.length > 0 && sameConfiguration(active, survey.active)) {
      throw this.failure(
        "old",
        "It says that it took the commit and its confirmation, but its configuration is the one from before.",
      );
    }
    // Its own word is not enough: the log must have our entry, and no mark must be left on it.
    if (own === "pending" || own === "absent") return false;
    if (lines.length > 0) {
      this.warnings.push(
        "after the commit the device shows some statements otherwise than they were set; the next run will set them again",
      );
    }
    return true;
  }

  /**
   * The proof failed: the device undoes the commit at its deadline. Waits until it has, and says so. Returns only
   * when the commit turns out to be confirmed after all: by a confirmation whose answer was lost, or by somebody.
   */
  private async awaitRollback(survey: Survey, committedAt: number, cause: unknown): Promise<void> {
    const reason = cause instanceof Error ? cause.message : "no proof";
    this.status(`not confirmed (${reason}); waiting until the device has rolled back`);
    const rollsBackAt = committedAt + this.confirmWindow;
    // Rolling back is a commit of its own, and takes as long as one.
    const until = rollsBackAt + this.times.commitTimeoutSeconds * 1000;
    await this.pause(rollsBackAt - Date.now() + 250);
    do {
      const session = await this.device.renew().catch(() => undefined);
      const standing = session === undefined ? "unknown" : await this.standingOf(survey, session);
      if (standing === "new") return;
      if (standing === "old") {
        throw this.failure(
          "old",
          "The new configuration could not be confirmed, and it rolled back by itself.",
          cause,
        );
      }
      await this.pause(1000);
    } while (Date.now() < until);
    throw this.failure(
      "unknown",
      `The new configuration could not be confirmed, and it can't be seen whether it was rolled back, as it ` +
        `should have been ${this.times.confirmMinutes} minutes after the commit.`,
      cause,
    );
  }

  /** Where the device stands after its deadline; unknown while our commit still waits, or when it can't be read. */
  private async standingOf(survey: Survey, session: Session): Promise<ConfigurationOutcome> {
    try {
      const log = session.request(COMMIT_LOG);
      const read = session.request(READ_ACTIVE, {
        timeoutSeconds: this.times.commitTimeoutSeconds,
      });
      const own = ownCommit(readCommitLog((await log).root), this.token);
      const missing = this.request.plan(ConfigTree.fromDevice(readSetText((await read).root)));
      if (missing.length > 0) return "old";
      // Rolling back takes its time: without a mark, our commit may be waiting or have been confirmed by a check.
      const mayWait = own === "newest" && !marksPending(survey.system.release);
      return own === "pending" || (mayWait && !this.confirmationTaken) ? "unknown" : "new";
    } catch {
      return "unknown";
    }
  }

  // ---- words ----

  private collect(reply: Reply): void {
    for (const warning of reply.warnings) {
      const text = showMessage(warning);
      if (!this.warnings.includes(text)) this.warnings.push(text);
    }
  }

  private failure(standing: ConfigurationOutcome, what: string, cause?: unknown): CommitError {
    return commitFailure(this.device, standing, what, this.diff, cause);
  }

  private status(message: string): void {
    this.announce(this.redactor.clean(message));
  }

  private async pause(milliseconds: number, until = Number.POSITIVE_INFINITY): Promise<void> {
    const time = Math.max(0, Math.min(milliseconds, until - Date.now()));
    await sleep(time, undefined, { signal: this.device.signal });
  }
}

const deadline = (seconds: number): number => Date.now() + seconds * 1000;

async function settled(reply: Promise<Reply>): Promise<Reply | Error> {
  try {
    return await reply;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The forwarding plane comes up after the login does: a commit before that may be half applied. */
async function requireForwarding(session: Session, pics: Promise<Reply>): Promise<void> {
  let reason = "its forwarding plane is not online yet";
  try {
    if (forwardingReady((await pics).root)) return;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    // A model without such cards doesn't know the question, and has nothing to wait for.
    if (/syntax error|unknown|not supported|unsupported|invalid/i.test(error.message)) return;
    if (/permission denied|access.denied/i.test(error.message)) throw error;
    reason = `can't tell whether its forwarding plane is online: ${error.message}`;
  }
  throw new NotReadyError(`${session.where} answers, but ${reason}.`);
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

const isContradictory = (error: unknown): boolean =>
  error instanceof RpcError && error.isContradictory;

/** The same lines; devices change the order of none. */
function sameConfiguration(one: string, other: string): boolean {
  const lines = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, "\n");
  return lines(one) === lines(other);
}

function retryable(error: unknown): boolean {
  return (
    error instanceof UnreachableError ||
    error instanceof LockedError ||
    error instanceof NotReadyError ||
    outcomeUnknown(error)
  );
}

function oldStanding(error: unknown, device: Device): Error {
  if (error instanceof CommitError || error instanceof DirtyCandidateError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new CommitError(`Nothing was changed on ${device.where}. ${message}`, "old", {
    cause: error,
  });
}
