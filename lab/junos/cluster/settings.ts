// What a configuration says of a chassis cluster: its groups, their redundant interfaces, and which node owns which port.

import { type ConfigTree } from "../../../lib/junos";

/** One of the two devices. */
export type NodeNumber = 0 | 1;

export const NODES: readonly NodeNumber[] = [0, 1];

export const otherNode = (node: NodeNumber): NodeNumber => (node === 0 ? 1 : 0);

export const nodeName = (node: NodeNumber): string => `node${node}`;

/** An interface whose failure counts. */
export interface Monitor {
  readonly name: string;
  readonly weight: number;
}

/** Interfaces that are active on one node together; 0 is the routing engine. */
export interface GroupSettings {
  readonly number: number;
  /** Of node 0 and node 1. */
  readonly priorities: readonly [number, number];
  readonly preempt: boolean;
  readonly monitors: readonly Monitor[];
  /** Milliseconds until it may move again. */
  readonly holdDown: number;
}

/** One redundant interface. */
export interface RedundantInterface {
  readonly name: string;
  /** Its redundancy group; none when nobody said so. */
  readonly group?: number;
  readonly enabled: boolean;
  readonly members: readonly string[];
}

/** A cluster as it is configured. */
export interface ClusterSettings {
  /** By number; group 0 is always there. */
  readonly groups: readonly GroupSettings[];
  /** As many as `reth-count` sets aside. */
  readonly redundant: readonly RedundantInterface[];
  /** Interfaces of the fabric link, of node 0 and node 1. */
  readonly fabric: readonly [readonly string[], readonly string[]];
  /** Interfaces that the configuration switches off. */
  readonly disabled: readonly string[];
  /** The least slot of node 1: slots count on from one node to the other. */
  readonly firstSlotOfNode1: number;
}

/** Junos's own, where nothing is said. */
const DEFAULT_PRIORITY = 1;
const HOLD_DOWN_SECONDS = { routingEngine: 300, others: 1 };

/** The slot of `ge-8/0/1` is 8. */
const slotOf = (name: string): number => Number(/-(\d+)\//.exec(name)?.[1] ?? 0);

/** What is configured; undefined for a device that is no cluster. */
export function clusterSettings(tree: ConfigTree): ClusterSettings | undefined {
  const { root } = tree;
  const cluster = root.get("chassis cluster");
  const configured = cluster?.entries("redundancy-group") ?? [];
  const count = Number(cluster?.text("reth-count") ?? 0);
  if (cluster === undefined || (configured.length === 0 && count === 0)) return undefined;
  const redundant = redundantInterfaces(tree, count);
  const numbers = new Set([
    0,
    ...configured.map(({ name }) => Number(name)),
    ...redundant.flatMap(({ group }) => group ?? []),
  ]);
  const fabric = ([0, 1] as const).map((node) =>
    root.names(["interfaces", `fab${node}`, "fabric-options", "member-interfaces"]),
  );
  return {
    groups: [...numbers].sort((a, b) => a - b).map((number) => groupOf(tree, number)),
    redundant,
    fabric: [fabric[0] ?? [], fabric[1] ?? []],
    disabled: root
      .entries("interfaces")
      .flatMap((each) => (each.has("disable") ? [each.name] : [])),
    firstSlotOfNode1: firstSlotOfNode1(redundant, fabric),
  };
}

/** The node that a port belongs to. */
export function nodeOf({ firstSlotOfNode1: first }: ClusterSettings, name: string): NodeNumber {
  return slotOf(name) >= first ? 1 : 0;
}

function groupOf({ root }: ConfigTree, number: number): GroupSettings {
  const group = root.get(["chassis", "cluster", "redundancy-group", String(number)]);
  const priority = (node: NodeNumber): number =>
    Number(group?.text(["node", String(node), "priority"]) ?? DEFAULT_PRIORITY);
  const usual = number === 0 ? HOLD_DOWN_SECONDS.routingEngine : HOLD_DOWN_SECONDS.others;
  return {
    number,
    priorities: [priority(0), priority(1)],
    // The routing engine never goes back by itself.
    preempt: number !== 0 && group?.has("preempt") === true,
    monitors: (group?.entries("interface-monitor") ?? []).map((each) => ({
      name: each.name,
      weight: Number(each.text("weight") ?? 0),
    })),
    holdDown: Number(group?.text("hold-down-interval") ?? usual) * 1000,
  };
}

function redundantInterfaces({ root }: ConfigTree, count: number): RedundantInterface[] {
  const interfaces = root.entries("interfaces");
  const members = new Map<string, string[]>();
  for (const each of interfaces) {
    const parent =
      each.text("gigether-options redundant-parent") ??
      each.text("fastether-options redundant-parent");
    if (parent !== undefined) members.set(parent, [...(members.get(parent) ?? []), each.name]);
  }
  const names = new Set([
    ...Array.from({ length: count }, (_, index) => `reth${index}`),
    ...members.keys(),
  ]);
  return [...names].map((name) => {
    const own = root.get(["interfaces", name]);
    const group = own?.text("redundant-ether-options redundancy-group");
    return {
      name,
      ...(group === undefined ? {} : { group: Number(group) }),
      enabled: own?.has("disable") !== true,
      members: members.get(name) ?? [],
    };
  });
}

/**
 * How many slots the first node has is the model's affair. The configuration shows it: the members of a redundant
 * interface, and those of the fabric link, are on both sides of it.
 */
function firstSlotOfNode1(
  redundant: readonly RedundantInterface[],
  fabric: readonly (readonly string[])[],
): number {
  const pairs = [...redundant.map(({ members }) => members), fabric.flat()];
  const seconds = pairs.flatMap((names) => {
    const slots = [...new Set(names.map(slotOf))].sort((a, b) => a - b);
    let [at, widest] = [0, 0];
    slots.forEach((slot, index) => {
      const gap = slot - (slots[index - 1] ?? slot);
      if (gap > widest) [at, widest] = [index, gap];
    });
    return widest === 0 ? [] : [slots[at] ?? Infinity];
  });
  return Math.min(Infinity, ...seconds);
}
