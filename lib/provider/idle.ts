// A tunnel that neither end sets up unasked, and that nobody has asked for: what tells it from one that is broken.

import { tellsCause } from "../diagnosis";
import { type TunnelEvent } from "../device";
import { refusedAt } from "./refused";
import { managed, type TunnelSpec } from "./tunnel-spec";
import { type View } from "./tunnel-view";

/** Milliseconds without anything new after which nobody has asked for it. */
const IDLE_FOR = 2000;
/**
 * The same once a negotiation has failed. Who waits for an answer asks again sooner, and an exchange under way is
 * listed.
 */
const GIVEN_UP_FOR = 10_000;

export const NOBODY_ASKED = "nothing has asked for it yet";

/** Whether a tunnel that isn't up is one that nobody has asked for. */
export const neverFailed = (views: readonly View[]): boolean =>
  views.every(({ ike, events }) => ike?.up !== true && events.length === 0);

/** The last words of a negotiation that failed, without what grows from look to look. */
function lastFailure(views: readonly View[]): string | undefined {
  for (const { spec, events } of views) {
    const [newest] = events;
    if (newest !== undefined && !hasSucceeded(newest)) return `${spec.gateway}: ${newest.text}`;
  }
  return undefined;
}

const hasSucceeded = ({ text }: TunnelEvent): boolean => /succe|complete/i.test(text);

/** Why it is not up, for the state. */
export function idleReason(views: readonly View[]): string {
  const failed = lastFailure(views);
  return failed === undefined
    ? NOBODY_ASKED
    : `nothing has asked for it since its last negotiation failed; ${failed}`;
}

/** No exchange is under way, and the last words of neither end name something that waiting does not mend. */
const isLeftAlone = (views: readonly View[]): boolean =>
  isUnderWay(views) ? false : views.every(({ events: [newest] }) => !isLasting(newest));

const isLasting = (newest: TunnelEvent | undefined): boolean =>
  newest !== undefined && tellsCause(newest.text);

const isUnderWay = (views: readonly View[]): boolean =>
  views.some(({ ike, ipsec }) => ike !== undefined || ipsec?.up === true);

const eventsOf = (views: readonly View[]): string =>
  JSON.stringify(views.map(({ events }) => events));

/** What one look has to say for it. */
interface Looked {
  readonly views: readonly View[];
  readonly faults: readonly string[];
  readonly isAway: boolean;
  /** Our own pings have asked for it. */
  readonly isAsked: boolean;
}

/** Looks on until it is plain that nobody asks. */
export class Idleness {
  private readonly begun = Date.now();
  private changed = this.begun;
  private last: string;

  /** @param first the ends at the first look */
  constructor(
    private readonly spec: TunnelSpec,
    private readonly first: readonly View[],
  ) {
    this.last = eventsOf(first);
  }

  /**
   * `yes`: nothing has happened since the first look. `failed once`: a negotiation has failed since then, and who
   * wanted it does not try again: the configurations have to tell whether another try would fail too.
   */
  at({ views, faults, isAway, isAsked }: Looked): "yes" | "failed once" | "no" {
    const now = Date.now();
    const events = eventsOf(views);
    if (events !== this.last || isUnderWay(views)) this.changed = now;
    this.last = events;
    const { carries, require } = this.spec;
    if (carries?.isOnTraffic !== true || require === "traffic") return "no";
    if (isAway || faults.length === 0 || refusedAt(this.first, views) > 0) return "no";
    const isDown = views.every(({ ike, ipsec }) => ike?.up !== true && ipsec?.up !== true);
    if (isDown && events === eventsOf(this.first))
      return now - this.begun < IDLE_FOR ? "no" : "yes";
    // What a peer in other hands has set up nobody can tell.
    const isJudged = managed(this.spec).length === this.spec.endpoints.length;
    const isGivenUp = isDown && !isAsked && now - this.changed >= GIVEN_UP_FOR;
    return isJudged && isGivenUp ? "failed once" : "no";
  }

  /** The same for a refresh, which looks for a moment only: what it does not see now may still be broken. */
  atLast({ views, isAsked }: Looked): boolean {
    if (this.spec.carries?.isOnTraffic !== true) return false;
    if (neverFailed(views)) return true;
    return !isAsked && eventsOf(views) === eventsOf(this.first) && isLeftAlone(views);
  }
}
