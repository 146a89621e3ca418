// One time by which a session must stand, and one signal that gives it up: from the first packet to the device's greeting.

import { UnreachableError } from "./errors";

/** How to open a connection. */
export interface ConnectOptions {
  /** Seconds until the device must have let us in and started NETCONF, jump hosts included. @default 15 */
  readonly connectTimeoutSeconds?: number;
  /** Gives up when it fires. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_SECONDS = 15;

/** Starts a wait; what it answers is called when nobody waits any more. */
export type Work<Result> = (
  resolve: (result: Result) => void,
  reject: (error: Error) => void,
) => (() => void) | undefined;

/** The time left for one connection. */
export class Deadline {
  /** Seconds that there were in the beginning. */
  readonly seconds: number;
  private readonly until: number;
  private readonly signal: AbortSignal | undefined;

  constructor({ connectTimeoutSeconds, signal }: ConnectOptions = {}) {
    this.seconds = connectTimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    this.until = Date.now() + this.seconds * 1000;
    this.signal = signal;
  }

  /**
   * Waits for one step.
   *
   * @param late - what is said of the device when the time is over: "does not answer"
   * @throws UnreachableError when the time is over or the signal fires
   */
  within<Result>(where: string, late: string, work: Work<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let abandon: (() => void) | undefined = undefined;
      let isOver = false;
      const settle = (): void => {
        isOver = true;
        clearTimeout(timer);
        this.signal?.removeEventListener("abort", aborted);
      };
      const fail = (error: Error): void => {
        if (isOver) return;
        settle();
        abandon?.();
        reject(error);
      };
      const aborted = (): void =>
        fail(new UnreachableError(`Connecting to ${where} was cancelled.`));
      const timer = setTimeout(
        () => fail(new UnreachableError(`${where} ${late} within ${this.seconds} s.`)),
        Math.max(0, this.until - Date.now()),
      );
      this.signal?.addEventListener("abort", aborted, { once: true });
      if (this.signal?.aborted === true) return aborted();
      const done = (result: Result): void => {
        if (isOver) return;
        settle();
        resolve(result);
      };
      try {
        abandon = work(done, fail);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
      // It may have failed before it could say how to abandon it.
      if (isOver) abandon?.();
    });
  }
}
