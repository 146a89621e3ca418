// Which node is primary for which redundancy group, and when that changes: elections, monitoring, failover by hand.

import { refusal } from "../messages";
import {
  type ClusterSettings,
  type GroupSettings,
  nodeName,
  type NodeNumber,
  nodeOf,
  NODES,
  otherNode,
} from "./settings";

/** At this sum of failed interfaces' weights a node is out. */
const THRESHOLD = 255;

/** Priority of a node that somebody made primary by hand. */
const BY_HAND = 255;

/** One node's part in a group. */
export interface NodeStatus {
  readonly node: NodeNumber;
  /** 0: it cannot be primary. 255: somebody made it primary. */
  readonly priority: number;
  readonly status: "primary" | "secondary" | "secondary-hold";
  /** Monitored interfaces of this node without link. */
  readonly failed: readonly string[];
}

export interface GroupStatus {
  readonly number: number;
  readonly failovers: number;
  readonly preempt: boolean;
  readonly byHand: boolean;
  readonly nodes: readonly [NodeStatus, NodeStatus];
}

interface Group {
  primary: NodeNumber;
  failovers: number;
  byHand: boolean;
  /** Milliseconds since 1970 until which it stays where it is. */
  heldUntil: number;
}

/** The two nodes as long as the power is on. */
export class Cluster {
  private readonly groups = new Map<number, Group>();
  private readonly lost = new Set<string>();

  constructor(
    private configured: ClusterSettings,
    /** Interfaces that have a cable. */
    private readonly present: readonly string[],
    private readonly now: () => number = Date.now,
  ) {
    this.follow(configured);
  }

  get settings(): ClusterSettings {
    return this.configured;
  }

  /** The node that a group's interfaces are active on; what is in no group follows the routing engine. */
  activeNode(number: number): NodeNumber {
    return (this.groups.get(number) ?? this.groups.get(0))?.primary ?? 0;
  }

  /** Another configuration. Groups that stay keep their primary: only a failure or `preempt` moves them. */
  follow(settings: ClusterSettings): boolean {
    this.configured = settings;
    const numbers = new Set(settings.groups.map(({ number }) => number));
    for (const number of this.groups.keys()) if (!numbers.has(number)) this.groups.delete(number);
    for (const group of settings.groups) {
      if (this.groups.has(group.number)) continue;
      const [first, second] = NODES.map((node) => this.strength(group, node));
      const primary = (second ?? 0) > (first ?? 0) ? 1 : 0;
      this.groups.set(group.number, { primary, failovers: 1, byHand: false, heldUntil: 0 });
    }
    return this.elect();
  }

  /**
   * What links were seen to have carrier. Links of a node that is not active are switched off by ourselves: they keep
   * what was known of them, unless somebody switches them on.
   * @returns whether a group has moved
   */
  observe(links: ReadonlyMap<string, boolean>): boolean {
    for (const [name, up] of links) {
      if (up) this.lost.delete(name);
      else if (this.isInUse(name)) this.lost.add(name);
    }
    return this.elect();
  }

  /** Whether an interface would carry traffic if its node were active. */
  isUp(name: string): boolean {
    return (
      this.present.includes(name) &&
      !this.configured.disabled.includes(name) &&
      !this.lost.has(name)
    );
  }

  /** Whether its link should be on: members are on only where their group is active. */
  isInUse(name: string): boolean {
    const parent = this.configured.redundant.find(({ members }) => members.includes(name));
    if (parent === undefined) return true;
    return nodeOf(this.configured, name) === this.activeNode(parent.group ?? 0);
  }

  /** All groups by number. */
  status(): readonly GroupStatus[] {
    return this.configured.groups.map((settings) => {
      const { primary, failovers, byHand, heldUntil } = this.groupOf(settings.number);
      const nodeStatus = (node: NodeNumber): NodeStatus => {
        const strength = this.strength(settings, node);
        const isPrimary = node === primary;
        return {
          node,
          priority: byHand && isPrimary && strength > 0 ? BY_HAND : strength,
          status: isPrimary ? "primary" : this.now() < heldUntil ? "secondary-hold" : "secondary",
          failed: this.failedOf(settings, node),
        };
      };
      return {
        number: settings.number,
        failovers,
        preempt: settings.preempt,
        byHand,
        nodes: [nodeStatus(0), nodeStatus(1)],
      };
    });
  }

  /**
   * Somebody makes a node primary.
   * @throws Refusal when it is not to be
   */
  failOver(number: number, node: NodeNumber): void {
    const settings = this.settingsOf(number);
    const group = this.groupOf(number);
    const about = `redundancy group ${number}`;
    if (group.byHand) {
      throw refusal(
        `Manual failover is not permitted for ${about}: an earlier one is in force; reset it first with ` +
          `'request chassis cluster failover reset redundancy-group ${number}'`,
        { type: "application" },
      );
    }
    if (group.primary === node) {
      throw refusal(`${nodeName(node)} is already primary for ${about}`, { type: "application" });
    }
    if (this.now() < group.heldUntil) {
      throw refusal(`${nodeName(node)} is in secondary-hold state for ${about}: try again later`, {
        type: "application",
      });
    }
    if (this.strength(settings, node) === 0) {
      throw refusal(
        `Manual failover is not permitted for ${about}: ${nodeName(node)} has priority 0`,
        {
          type: "application",
        },
      );
    }
    this.move(settings, group);
    group.byHand = true;
  }

  /** Ends what a failover by hand began. Answers the node that had it; undefined when there was none. */
  reset(number: number): NodeNumber | undefined {
    this.settingsOf(number);
    const group = this.groupOf(number);
    if (!group.byHand) return undefined;
    const { primary } = group;
    group.byHand = false;
    this.elect();
    return primary;
  }

  /** Moves groups that have to; answers whether any did. */
  private elect(): boolean {
    let moved = false;
    for (const settings of this.configured.groups) {
      const group = this.groupOf(settings.number);
      const own = this.strength(settings, group.primary);
      const others = this.strength(settings, otherNode(group.primary));
      const isBetter = settings.preempt && !group.byHand && others > own;
      if (others === 0 || (own > 0 && !isBetter) || this.now() < group.heldUntil) continue;
      this.move(settings, group);
      // A failure ends what somebody did by hand.
      group.byHand = false;
      moved = true;
    }
    return moved;
  }

  private move({ holdDown }: GroupSettings, group: Group): void {
    group.primary = otherNode(group.primary);
    group.failovers += 1;
    group.heldUntil = this.now() + holdDown;
  }

  /** A node's priority, 0 when too much of it has failed. */
  private strength(settings: GroupSettings, node: NodeNumber): number {
    const failed = this.failedOf(settings, node);
    const lost = settings.monitors
      .filter(({ name }) => failed.includes(name))
      .reduce((sum, { weight }) => sum + weight, 0);
    return lost >= THRESHOLD ? 0 : settings.priorities[node];
  }

  private failedOf({ monitors }: GroupSettings, node: NodeNumber): string[] {
    return monitors
      .map(({ name }) => name)
      .filter((name) => nodeOf(this.configured, name) === node && !this.isUp(name));
  }

  private groupOf(number: number): Group {
    return this.groups.get(number) ?? { primary: 0, failovers: 0, byHand: false, heldUntil: 0 };
  }

  private settingsOf(number: number): GroupSettings {
    const settings = this.configured.groups.find((group) => group.number === number);
    if (settings === undefined) {
      throw refusal(`redundancy group ${number} is not configured`, { type: "application" });
    }
    return settings;
  }
}
