// Refusals that no waiting mends: the ends do not accept each other's key or name.

import { type TunnelEvent } from "../device";
import { type View } from "./tunnel-view";

/** Both daemons word it with authentication, or with the key. */
const REFUSAL = /authentication[- _]fail|auth[- _]fail|pre-?shared[- ]key/i;

const timesOf = (events: readonly TunnelEvent[]): number =>
  events.filter(({ text }) => REFUSAL.test(text)).reduce((sum, { times }) => sum + times, 0);

const timeOf = (events: readonly TunnelEvent[]): string =>
  events
    .filter(({ text }) => REFUSAL.test(text))
    .map(({ time }) => time ?? "")
    .join();

/** At how many ends a refusal has come since the first look: one that is older is nothing to go by. */
export function refusedAt(before: readonly View[], now: readonly View[]): number {
  return now.filter((view) => {
    const { events } = before.find(({ spec }) => spec === view.spec) ?? { events: [] };
    const isNew = timesOf(view.events) > timesOf(events) || timeOf(view.events) !== timeOf(events);
    return view.ike?.up !== true && isNew && timesOf(view.events) > 0;
  }).length;
}

/** Exchanges that are under way: an SA that is not up. */
const underWay = (views: readonly View[]): readonly number[] =>
  views.flatMap(({ ike }) => (ike === undefined || ike.up ? [] : [ike.index]));

/**
 * Whether both ends refuse each other now. An exchange that began before the question, with a key that has been changed since, is sent again
 * and refused again until it is given up (RFC 2408, 5.1, leaves the times to each end): only refusals count that come once
 * none of those is under way.
 */
export class Refusals {
  private readonly stale: ReadonlySet<number>;
  private before: readonly View[];
  private isSettled: boolean;

  /** @param first the first look */
  constructor(first: readonly View[]) {
    this.stale = new Set(underWay(first));
    this.before = first;
    this.isSettled = this.stale.size === 0;
  }

  /** At how many ends a refusal has come that counts. */
  at(now: readonly View[]): number {
    if (this.isSettled) return refusedAt(this.before, now);
    this.before = now;
    this.isSettled = !underWay(now).some((index) => this.stale.has(index));
    return 0;
  }
}
