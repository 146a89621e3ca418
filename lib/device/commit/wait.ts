// What is worth waiting for before anything was sent, and how long: a device that boots, a lock, a login.

import {
  AuthenticationError,
  DirtyCandidateError,
  LockedError,
  NotReadyError,
  outcomeUnknown,
  ProtocolError,
  UnreachableError,
} from "../errors";
import { CommitError } from "./outcome";
import { type CommitRun, deadline } from "./run";
import { thrownText } from "../../thrown-text";

/** A login may be refused at first contact while a device still creates its users. */
const LOGIN_GRACE_SECONDS = 60;
/** An instance that we made answers for minutes before its first configuration, with our login, is in force. */
const NEW_INSTANCE_GRACE_SECONDS = 300;
/** What isn't NETCONF may be so for a moment while a device starts, not for long. */
const MAX_PROTOCOL_ERRORS = 3;

/** The patience of one run with its first exchange. */
export class Patience {
  private readonly readyUntil: number;
  private readonly firstContact: boolean;
  private lockUntil: number | undefined;
  private loginUntil: number | undefined;
  /** When a commit of an earlier run, one that was lost before it confirmed, is undone at the latest. */
  private ownUntil = 0;
  private protocolErrors = 0;
  private attempts = 0;

  constructor(private readonly run: CommitRun) {
    this.readyUntil = deadline(run.times.readyTimeoutSeconds);
    this.firstContact = run.device.hostKey === undefined;
  }

  /** A run of ours that was lost leaves a commit behind that the device undoes: that is worth waiting for. */
  awaitOwnRollback(): void {
    this.ownUntil ||= Date.now() + this.run.confirmWindow * 1.2;
  }

  /** Waits before the next try, or throws the error that ends the run. */
  async after(error: unknown): Promise<void> {
    if (this.run.isCancelled) throw error;
    const reason = thrownText(error);
    const attempt = this.attempts;
    this.attempts += 1;
    if (error instanceof LockedError) {
      this.requireTimeForLock(error);
      this.run.status(`waiting for the lock: ${reason}`);
      return await this.run.pause(Math.min(2000, 250 * 2 ** attempt));
    }
    if (!this.isWorthWaiting(error)) throw this.unchanged(error, reason);
    if (Date.now() >= this.readyUntil) {
      throw new CommitError(
        `${this.run.device.where} is not ready after ${this.run.times.readyTimeoutSeconds} s and keeps its old ` +
          `configuration. ${reason}`,
        "old",
        { cause: error },
      );
    }
    this.run.status(`waiting for the device: ${reason}`);
    await this.run.pause(Math.min(5000, 300 * 1.5 ** attempt));
  }

  private requireTimeForLock(error: LockedError): void {
    const { where } = this.run.device;
    const seconds = this.run.times.lockTimeoutSeconds;
    this.lockUntil ??= deadline(seconds);
    if (Date.now() < Math.max(this.lockUntil, this.ownUntil)) return;
    throw new CommitError(
      `${where} keeps its old configuration: somebody else held its configuration for ${seconds} s. ${error.message}`,
      "old",
      { cause: error },
    );
  }

  private isWorthWaiting(error: unknown): boolean {
    if (error instanceof AuthenticationError) return this.hasTimeForLogin();
    if (error instanceof ProtocolError) {
      this.protocolErrors += 1;
      return this.protocolErrors < MAX_PROTOCOL_ERRORS;
    }
    return (
      error instanceof UnreachableError || error instanceof NotReadyError || outcomeUnknown(error)
    );
  }

  /** The grace begins with the first refusal: before that nobody was there to refuse. */
  private hasTimeForLogin(): boolean {
    if (!this.firstContact) return false;
    const isOurs = this.run.device.connection.instance !== undefined;
    this.loginUntil ??= deadline(isOurs ? NEW_INSTANCE_GRACE_SECONDS : LOGIN_GRACE_SECONDS);
    return Date.now() < Math.min(this.loginUntil, this.readyUntil);
  }

  private unchanged(error: unknown, reason: string): Error {
    if (error instanceof CommitError || error instanceof DirtyCandidateError) return error;
    return new CommitError(`Nothing was changed on ${this.run.device.where}. ${reason}`, "old", {
      cause: error,
    });
  }
}
