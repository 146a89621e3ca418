// The BGP part of a device: daemons while the configuration has sessions, told what changed, and what they learned.

import { isDeepStrictEqual } from "node:util";
import type { BgpState } from "../types";
import { RoutingDaemons } from "./daemons";
import type { BgpPlan } from "./plan";
import { changes, configuration } from "./render";
import { bgpState, type ZebraTable } from "./report";

/** What a device can reach, as its routing daemon sees it. */
export interface Reach {
  /** Prefixes of every route, whatever it comes from. */
  readonly prefixes: readonly string[];
  /** Of those that BGP brought, by the link that they lead into. */
  readonly learned: ReadonlyMap<string, readonly string[]>;
}

export const NOWHERE: Reach = { prefixes: [], learned: new Map() };

export interface BgpOptions {
  /** The device's name. */
  readonly name: string;
  /** Its data namespace. */
  readonly netns: string;
}

/** Milliseconds between looks at the routes. */
const WATCH_MS = 400;

export class BgpSpeaker {
  private daemons: RoutingDaemons | undefined;
  private plan: BgpPlan | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reach = NOWHERE;
  private looking = false;
  private readonly listeners: ((reach: Reach) => void)[] = [];

  constructor(private readonly options: BgpOptions) {}

  /** Carries a plan out; sessions that stay as they are go on. */
  async apply(next: BgpPlan | undefined): Promise<void> {
    const before = this.plan;
    const alive = this.daemons?.running === true;
    if (next === undefined) return this.stop();
    if (alive && before !== undefined && isDeepStrictEqual(before, next)) return;
    const lines = alive && before !== undefined ? changes(before, next) : undefined;
    // Until it is done nobody knows what the daemon has: what fails half way begins anew.
    this.plan = undefined;
    if (lines === undefined || this.daemons === undefined) {
      await this.stop();
      this.daemons = await RoutingDaemons.start(this.options.name, this.options.netns);
      await this.daemons.bgpd.configure(configuration(next));
    } else await this.daemons.bgpd.configure(lines);
    this.plan = next;
    this.timer ??= setInterval(() => void this.look(), WATCH_MS);
    this.timer.unref();
    await this.look();
  }

  /**
   * Tunnel interfaces have lost their link: the sessions over them end. The daemon does that by itself for neighbours
   * on a link, but in the lab none over a tunnel is, for the hops of the IKE daemons' namespaces.
   */
  async lost(links: readonly string[]): Promise<void> {
    const { daemons, plan } = this;
    if (daemons?.running !== true || plan === undefined) return;
    const over = plan.neighbors.filter(({ tunnel = "" }) => links.includes(tunnel));
    for (const { address } of over) {
      // A daemon that has nothing to end, or is being stopped, refuses: no session is left either way.
      await daemons.bgpd.ask(`clear bgp ${address}`).catch(() => undefined);
    }
  }

  /** What the sessions are like; undefined without any. */
  async state(): Promise<BgpState | undefined> {
    const { daemons, plan } = this;
    if (daemons?.running !== true || plan === undefined) return undefined;
    return bgpState(plan, daemons.bgpd, daemons.zebra);
  }

  /** Be told whenever other prefixes can be reached. */
  watch(listener: (reach: Reach) => void): void {
    this.listeners.push(listener);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.plan = undefined;
    const { daemons } = this;
    this.daemons = undefined;
    await daemons?.stop();
    this.tell(NOWHERE);
  }

  private async look(): Promise<void> {
    if (this.looking || this.daemons?.running !== true) return;
    this.looking = true;
    const { zebra } = this.daemons;
    try {
      const reach = reachOf(await zebra.show<ZebraTable>("ip route"));
      if (this.daemons?.zebra === zebra) this.tell(reach);
    } catch {
      // A daemon that is being stopped no longer answers.
    } finally {
      this.looking = false;
    }
  }

  private tell(reach: Reach): void {
    if (isDeepStrictEqual(reach, this.reach)) return;
    this.reach = reach;
    for (const listener of this.listeners) listener(reach);
  }
}

/** From zebra's table to prefixes. */
export function reachOf(table: ZebraTable): Reach {
  const learned = new Map<string, string[]>();
  for (const [prefix, routes] of Object.entries(table)) {
    for (const { protocol, selected, nexthops } of routes) {
      const link = nexthops?.[0]?.interfaceName;
      if (protocol !== "bgp" || selected !== true || link === undefined) continue;
      learned.set(link, [...(learned.get(link) ?? []), prefix]);
    }
  }
  return { prefixes: Object.keys(table), learned };
}
