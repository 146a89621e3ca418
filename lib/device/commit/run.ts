// What one run of the commit procedure knows: the device, the request, its times, its token in the log, and its words.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Device } from "../device";
import { showMessage } from "../errors";
import { Redactor } from "../../secrets";
import { type SystemInformation } from "../replies/system";
import { type Reply, type Session } from "../session";
import { announcer } from "./announce";
import { CommitError, commitFailure, type ConfigurationOutcome } from "./outcome";
import { type CommitRequest, type CommitTimes } from "./request";

/** Warnings of one commit that are told: nobody reads more. */
const MAX_WARNINGS = 100;

/** What the first exchange tells. */
export interface Survey {
  readonly session: Session;
  readonly system: SystemInformation;
  readonly active: string;
  readonly lines: readonly string[];
  /** Whether the first session may keep its lock until the commit is confirmed. */
  readonly mayHold: boolean;
}

/** A commit that waits for its confirmation. */
export interface Sent {
  readonly at: number;
  /** The session that still holds the lock. */
  readonly holder?: Session;
}

/** One run on one device. */
export class CommitRun {
  readonly redactor: Redactor;
  readonly times: Required<CommitTimes>;
  /** In the commit log, so that we recognise our own commit whatever happened to the connection. */
  readonly token = randomBytes(4).toString("hex");
  readonly warnings: string[] = [];
  /** What the device says that the commit changes. */
  diff = "";
  /** Whether a commit waits for its confirmation. */
  committed = false;
  /** Whether the device said yes to a confirmation. */
  confirmationTaken = false;
  private readonly announce: (message: string) => void;

  constructor(
    readonly device: Device,
    readonly request: CommitRequest,
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

  get isCancelled(): boolean {
    return this.device.signal?.aborted === true;
  }

  /** Milliseconds from a commit to its rollback. */
  get confirmWindow(): number {
    return this.times.confirmMinutes * (this.request.minute ?? 60_000);
  }

  /** Keeps what the device warned of. */
  collect(reply: Reply): void {
    for (const warning of reply.warnings) {
      if (this.warnings.length >= MAX_WARNINGS) return;
      const text = showMessage(warning);
      if (!this.warnings.includes(text)) this.warnings.push(text);
    }
  }

  failure(standing: ConfigurationOutcome, what: string, cause?: unknown): CommitError {
    return commitFailure(this.device, standing, what, this.diff, cause);
  }

  /** The error to show: a cancellation says where it left the device. */
  explain(error: unknown): unknown {
    if (!this.isCancelled || error instanceof CommitError) return error;
    if (!this.committed)
      return this.failure("old", "The deployment was cancelled before anything was committed.");
    return this.failure(
      "unknown",
      `The deployment was cancelled before the commit was confirmed; the device undoes it ` +
        `${this.times.confirmMinutes} minutes after the commit.`,
    );
  }

  /** Tells what is being waited for. */
  status(message: string): void {
    this.announce(this.redactor.clean(message));
  }

  async pause(milliseconds: number, until = Number.POSITIVE_INFINITY): Promise<void> {
    const time = Math.max(0, Math.min(milliseconds, until - Date.now()));
    const wait = (): Promise<void> => sleep(time, undefined, { signal: this.device.signal });
    if (this.committed && this.request.aside !== undefined) await this.request.aside(wait);
    else await wait();
  }
}

export const deadline = (seconds: number): number => Date.now() + seconds * 1000;

/** The reply, or why there is none. */
export async function settled(reply: Promise<Reply>): Promise<Reply | Error> {
  try {
    return await reply;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
