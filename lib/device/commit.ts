// The commit recipe: lock, load once, compare, check, commit confirmed, prove over a new connection that the
// device still lets us in, confirm. Whatever goes wrong, the device ends on the old or on the new configuration.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigTree } from "../junos";
import { announcer } from "./announce";
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

/** Times of the recipe. All have sensible defaults. */
export interface CommitTimes {
  /** Seconds to wait for a device that doesn't answer yet or can't forward yet. @default 1200 */
  readonly readyTimeoutSeconds?: number;
  /** Seconds to wait for somebody else's lock. @default 60 */
  readonly lockTimeoutSeconds?: number;
  /** Seconds that a single load, check or commit may take. @default 180 */
  readonly commitTimeoutSeconds?: number;
  /** Minutes after which the device rolls back unless we could prove that all is well. 1 to 65535. @default 5 */
  readonly confirmMinutes?: number;
}

/** What to commit. */
export interface CommitRequest extends CommitTimes {
  /** Set and delete lines that lead from the active configuration to the wanted one; none when they are equal. */
  readonly plan: (active: ConfigTree) => readonly string[];
  /** A word in the device's commit log about where this comes from. */
  readonly log: string;
  /** VPNs (by name) that must be up before the commit is confirmed. @default none */
  readonly probeVpns?: readonly string[];
  /** Cleans messages. @default masks only what Junos marks as secret */
  readonly redactor?: Redactor;
  /** Hears what is being waited for. */
  readonly status?: (message: string) => void;
  /** Milliseconds of the device's minute: emulated devices may live faster. @default 60000 */
  readonly minute?: number;
}

/** How a commit went. */
export interface CommitResult {
  /** False when the device had everything already. */
  readonly changed: boolean;
  /** What the device said it changed, secrets masked. */
  readonly diff: string;
  /** Warnings of the device, secrets masked. */
  readonly warnings: readonly string[];
  readonly system: SystemInformation;
}

/** Where a failed commit left the device. */
export type Standing = "old" | "new" | "unknown";

/** A commit that didn't happen, or that we can't vouch for. */
export class CommitError extends DeviceError {
  override readonly name = "CommitError";

  constructor(
    message: string,
    /** The configuration that the device is on now. */
    readonly standing: Standing,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A login may be refused while a new device still creates its users. */
const LOGIN_GRACE_SECONDS = 60;
const MAX_RESTARTS = 1;
/** What isn't NETCONF may be so for a moment while a device starts, not for long. */
const MAX_PROTOCOL_ERRORS = 3;

/** Brings one device to the wanted configuration. */
export async function commitChanges(device: Device, request: CommitRequest): Promise<CommitResult> {
  const recipe = new Recipe(device, request);
  try {
    return await recipe.run();
  } catch (error) {
    throw recipe.redactor.cleanError(recipe.explain(error));
  }
}

/** What the first exchange tells. */
interface Survey {
  readonly session: Session;
  readonly system: SystemInformation;
  readonly lines: readonly string[];
}

class Recipe {
  readonly redactor: Redactor;
  private readonly times: Required<CommitTimes>;
  private readonly announce: (message: string) => void;
  /** In the commit log, so that we recognise our own commit whatever happened to the connection. */
  private readonly token = randomBytes(4).toString("hex");
  private readonly warnings: string[] = [];
  private diff = "";
  /** Whether a commit waits for its confirmation. */
  private committed = false;

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
      await this.proveAndConfirm(sent.at);
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

  private get log(): string {
    return `${this.request.log.slice(0, 200)} [${this.token}]`;
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
        const reason = error instanceof Error ? error.message : String(error);
        if (error instanceof LockedError) {
          lockUntil ??= deadline(this.times.lockTimeoutSeconds);
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
      const active = ConfigTree.fromSet(readSetText(root));
      const lines = this.request.plan(active);
      const information = readSystemInformation((await system).root);
      await requireForwarding(session, pics);
      const entry = readCommitLog((await log).root)[0];
      // What waits for a confirmation may be gone in a minute, even when nothing is missing now.
      if (entry !== undefined && awaitsConfirmation(entry))
        throw confirmationPending(this.device, entry);
      if (lines.length > 0) {
        if (locked instanceof Error) throw asDirty(locked, this.device);
        const pending = readComparison((await comparison).root);
        if (pending !== "") throw dirtyCandidate(this.device, this.redactor.clean(pending));
        return { session, system: information, lines };
      }
      // Nothing to do: whether somebody holds the lock is none of our business.
      if (!(locked instanceof Error)) session.tell(UNLOCK);
      return { session, system: information, lines };
    } catch (error) {
      // Not waited for: the answer changes nothing, and a lost connection gives the lock back anyway.
      if (!(locked instanceof Error)) session.tell(UNLOCK);
      throw error;
    }
  }

  // ---- two exchanges: load, compare and check together; then the commit ----

  private async loadAndCommit(
    survey: Survey,
    restarts: number,
  ): Promise<{ readonly at: number } | "restart" | "unchanged"> {
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
    const committed = session.request(commitConfirmed(this.times.confirmMinutes, this.log), {
      timeoutSeconds,
      what: "commit",
    });
    const unlock = session.request(UNLOCK, { timeoutSeconds });
    try {
      this.collect(await committed);
      await settled(unlock);
      return { at };
    } catch (error) {
      if (!outcomeUnknown(error)) {
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
        const found = readCommitLog((await log).root).some((entry) => this.isOurs(entry));
        const locked = await settled(lock);
        if (!(locked instanceof Error)) session.tell(UNLOCK);
        if (found) return true;
        if (!(locked instanceof Error)) return false;
        // The log was read before the lock would have been free: look again.
      } catch (error) {
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

  private isOurs(entry: CommitEntry): boolean {
    return (
      entry.log?.includes(`[${this.token}]`) === true ||
      entry.comment?.includes(`[${this.token}]`) === true
    );
  }

  // ---- two exchanges over a new connection: the proof, and the confirmation ----

  private async proveAndConfirm(committedAt: number): Promise<void> {
    // Confirming in the last moments would race with the device's own clock.
    const until = committedAt + this.confirmWindow * 0.8;
    let last: unknown;
    for (let attempt = 0; Date.now() < until; attempt += 1) {
      try {
        const session = await this.device.renew();
        if (await this.proveOnce(session)) return;
        last = new DeviceError("It does not confirm yet.");
      } catch (error) {
        if (error instanceof CommitError) throw error;
        last = error;
        if (!retryable(error)) break;
        this.status(`proving that the device still lets us in: ${(error as Error).message}`);
      }
      await this.pause(Math.min(3000, 250 * 2 ** attempt), until);
    }
    await this.awaitRollback(committedAt, last);
  }

  /** True when the commit is confirmed. */
  private async proveOnce(session: Session): Promise<boolean> {
    const lock = session.request(LOCK, { what: "lock" });
    const comparison = session.request(COMPARE, { what: "compare" });
    const log = session.request(COMMIT_LOG);
    const read = session.request(READ_ACTIVE, { timeoutSeconds: this.times.commitTimeoutSeconds });
    const vpns = this.request.probeVpns ?? [];
    const tunnels = vpns.length === 0 ? undefined : session.request(ipsecSas());

    const active = ConfigTree.fromSet(readSetText((await read).root));
    const newest = readCommitLog((await log).root)[0];
    // Another person's commit inside the window confirms ours too: then there is nothing left to do.
    const confirmed = newest === undefined || !this.isOurs(newest);
    if (confirmed && this.request.plan(active).length > 0) {
      throw this.failure(
        "old",
        "It took the commit and undid it by itself before it could be confirmed (restarted in between?).",
      );
    }
    const locked = await settled(lock);
    if (locked instanceof Error) {
      if (confirmed) return true;
      throw locked;
    }
    const release = (): void => session.tell(UNLOCK);
    if (confirmed) {
      release();
      return true;
    }
    const pending = readComparison((await comparison).root);
    if (pending !== "") {
      release();
      throw new LockedError("Somebody has begun to edit; confirming would commit that too", [
        { severity: "error", text: this.redactor.clean(pending) },
      ]);
    }
    if (tunnels !== undefined) {
      const up = readIpsecTunnels((await tunnels).root)
        .filter((tunnel) => tunnel.up)
        .map((tunnel) => tunnel.vpn);
      const down = vpns.filter((vpn) => !up.includes(vpn));
      if (down.length > 0) {
        release();
        throw new NotReadyError(
          `These VPNs must be up before the commit is confirmed, and are not: ${down.join(", ")}.`,
        );
      }
    }
    const confirm = session.request(commit(`${this.request.log.slice(0, 200)} confirmed`), {
      timeoutSeconds: this.times.commitTimeoutSeconds,
      what: "confirm",
    });
    const unlock = session.request(UNLOCK);
    const reread = session.request(READ_ACTIVE, {
      timeoutSeconds: this.times.commitTimeoutSeconds,
    });
    this.collect(await confirm);
    await settled(unlock);
    if (this.request.plan(ConfigTree.fromSet(readSetText((await reread).root))).length > 0) {
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
  private async awaitRollback(committedAt: number, cause: unknown): Promise<void> {
    const reason = cause instanceof Error ? cause.message : "no proof";
    this.status(`not confirmed (${reason}); waiting until the device has rolled back`);
    const rollsBackAt = committedAt + this.confirmWindow;
    // Rolling back is a commit of its own, and takes as long as one.
    const until = rollsBackAt + this.times.commitTimeoutSeconds * 1000;
    await this.pause(rollsBackAt - Date.now() + 250);
    do {
      const session = await this.device.renew().catch(() => undefined);
      const standing = session === undefined ? "unknown" : await this.standingOf(session);
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
  private async standingOf(session: Session): Promise<Standing> {
    try {
      const log = session.request(COMMIT_LOG);
      const read = session.request(READ_ACTIVE, {
        timeoutSeconds: this.times.commitTimeoutSeconds,
      });
      const newest = readCommitLog((await log).root)[0];
      const missing = this.request.plan(ConfigTree.fromSet(readSetText((await read).root)));
      if (newest !== undefined && this.isOurs(newest) && awaitsConfirmation(newest))
        return "unknown";
      return missing.length === 0 ? "new" : "old";
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

  private failure(standing: Standing, what: string, cause?: unknown): CommitError {
    const place: Readonly<Record<Standing, string>> = {
      old: `${this.device.where} is on its old configuration`,
      new: `${this.device.where} is on the new configuration`,
      unknown: `${this.device.where} may be on its old or on the new configuration`,
    };
    const reason = cause instanceof Error ? `\n${cause.message}` : "";
    const change = this.diff === "" ? "" : `\nThe change was:\n${this.diff}`;
    return new CommitError(`${place[standing]}. ${what}${reason}${change}`, standing, { cause });
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
  try {
    if (forwardingReady((await pics).root)) return;
  } catch (error) {
    // A model without such cards has nothing to wait for.
    if (error instanceof RpcError) return;
    throw error;
  }
  throw new NotReadyError(`${session.where} answers, but its forwarding plane is not online yet.`);
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

function confirmationPending(device: Device, entry: CommitEntry): LockedError {
  return new LockedError(
    `${device.where} waits for somebody's confirmation of a commit, which our commit would give`,
    [
      {
        severity: "error",
        text: `by ${entry.user ?? "unknown"} at ${entry.time ?? "unknown"}: ${entry.comment ?? ""}`,
      },
    ],
  );
}

/** The note that a device leaves in its log while a commit waits to be confirmed. */
function awaitsConfirmation(entry: CommitEntry): boolean {
  return /rollback in \d+|commit confirmed, rollback/i.test(
    `${entry.comment ?? ""} ${entry.log ?? ""}`,
  );
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
