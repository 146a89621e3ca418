// What requests see and do of a cluster: its state, and changes that the forwarding plane carries out.

import { type Cluster, type GroupStatus } from "./cluster";
import { type ClusterSettings, nodeName, type NodeNumber, otherNode } from "./settings";

/** A cluster as requests use it. */
export interface ClusterControl {
  readonly id: number;
  readonly settings: ClusterSettings;
  status(): readonly GroupStatus[];
  activeNode(group: number): NodeNumber;
  /** Whether an interface would carry traffic if its node were active. */
  isUp(name: string): boolean;
  /** Names of the nodes: the one that is spoken to, and the other. */
  names(): readonly [string, string];
  /** Whether a node can't be reached: it is off, or the links between the nodes are cut. */
  isAway(node: NodeNumber): boolean;
  /** Lets a node be away, or come back. */
  setAway(node: NodeNumber, isAway: boolean): void;
  /** Makes a node primary and moves the group's interfaces. */
  failOver(group: number, node: NodeNumber): Promise<void>;
  /** Answers the node that was primary by hand; undefined when none was. */
  reset(group: number): Promise<NodeNumber | undefined>;
}

/** Real devices keep the number outside of the configuration; here nobody could give another. */
const CLUSTER_ID = 1;

/** @param changing - lets the interfaces follow after `change` */
export function clusterControl(
  cluster: Cluster,
  changing: <T>(change: () => T) => Promise<T>,
): ClusterControl {
  const away = new Set<NodeNumber>();
  return {
    isAway: (node) => away.has(node),
    setAway: (node, isAway) => void (isAway ? away.add(node) : away.delete(node)),
    id: CLUSTER_ID,
    get settings() {
      return cluster.settings;
    },
    status: () => cluster.status(),
    activeNode: (group) => cluster.activeNode(group),
    isUp: (name) => cluster.isUp(name),
    names() {
      const own = cluster.activeNode(0);
      return [nodeName(own), nodeName(otherNode(own))];
    },
    failOver: (group, node) => changing(() => cluster.failOver(group, node)),
    reset: (group) => changing(() => cluster.reset(group)),
  };
}
