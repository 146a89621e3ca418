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
