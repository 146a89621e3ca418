// Where a commit that didn't go through left the device, and how that is told.

import { type Device } from "../device";
import {
  DeviceError,
  LockedError,
  NotReadyError,
  outcomeUnknown,
  UnreachableError,
} from "../errors";

/** The configuration that a failed commit left the device on: its old one, the new one, or nobody can tell. */
export type ConfigurationOutcome = "old" | "new" | "unknown";

/** A commit that didn't happen, or that we can't vouch for. */
export class CommitError extends DeviceError {
  override readonly name = "CommitError";

  constructor(
    message: string,
    /** The configuration that the device is on now. */
    readonly standing: ConfigurationOutcome,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The error that tells where the device is, what happened, and what the change was. */
export function commitFailure(
  device: Device,
  standing: ConfigurationOutcome,
  what: string,
  diff: string,
  cause?: unknown,
): CommitError {
  const place: Readonly<Record<ConfigurationOutcome, string>> = {
    old: `${device.where} is on its old configuration`,
    new: `${device.where} is on the new configuration`,
    unknown: `${device.where} may be on its old or on the new configuration`,
  };
  const reason = cause instanceof Error ? `\n${cause.message}` : "";
  const change = diff === "" ? "" : `\nThe change was:\n${diff}`;
  return new CommitError(`${place[standing]}. ${what}${reason}${change}`, standing, { cause });
}

/** Whether another try may go better. */
export function retryable(error: unknown): boolean {
  return (
    error instanceof UnreachableError ||
    error instanceof LockedError ||
    error instanceof NotReadyError ||
    outcomeUnknown(error)
  );
}
