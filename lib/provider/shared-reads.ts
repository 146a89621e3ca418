// One read of a device's table serves all who ask for it meanwhile: a thousand tunnels of one hub cost as much as one.

import { setTimeout as sleep } from "node:timers/promises";

interface Round<Value> {
  readonly answer: Promise<Value>;
  begun: boolean;
}

/**
 * Joins reads of the same thing. Nobody gets an answer to a question that was sent before they asked: what they
 * changed just before must show in it. So there are at most two reads in one interval: the one that is under way, and
 * one more for all who came after it began.
 */
export class SharedReads<Value> {
  private readonly rounds = new Map<string, Round<Value>>();
  private readonly startedAt = new Map<string, number>();

  /** @param interval - milliseconds from the beginning of one read to that of the next */
  constructor(private readonly interval: number) {}

  /**
   * @param key - what is read, and where
   * @param read - reads it; calls `begin` right before the question is sent
   */
  ask(key: string, read: (begin: () => void) => Promise<Value>): Promise<Value> {
    const waiting = this.rounds.get(key);
    if (waiting !== undefined && !waiting.begun) return waiting.answer;
    const round: Round<Value> = {
      begun: false,
      answer: this.later(key, waiting).then(async () => {
        try {
          return await read(() => {
            round.begun = true;
            this.startedAt.set(key, Date.now());
          });
        } finally {
          if (this.rounds.get(key) === round) this.rounds.delete(key);
        }
      }),
    };
    this.rounds.set(key, round);
    return round.answer;
  }

  /** After the one under way, and not sooner than the interval allows; all of one moment join first. */
  private async later(key: string, before: Round<Value> | undefined): Promise<void> {
    await before?.answer.catch(() => undefined);
    const started = this.startedAt.get(key);
    await sleep(started === undefined ? 0 : Math.max(0, started + this.interval - Date.now()));
  }
}
