// Two SRX as one: a chassis cluster with redundant interfaces, and the commands that a person must type to form it.
import type { JunosConfig } from "../junos";
import { each } from "./records";

/** One node of a chassis cluster. */
export interface ClusterNode {
  /** Host name of this node. @default NAME-node0, NAME-node1 */
  readonly hostName?: string;
  /** Address of its management interface fxp0, with its length. @default left alone */
  readonly managementAddress?: string;
  /** Priority in the redundancy group, 1–254: the greater one is primary. @default 200 for node 0, 100 for node 1 */
  readonly priority?: number;
  /** Interface of the fabric link, such as `ge-0/0/5`. @default left alone */
  readonly fabric?: string;
}

/** A port of the control link. */
export interface ControlPort {
  /** Slot number of the card. */
  readonly fpc: number;
  /** 0–2 */
  readonly port: number;
}

/**
 * A chassis cluster that exists, or that a person forms with {@link clusterCommands}: the stack configures it as one
 * device.
 */
export interface ClusterProps {
  /** 1–255. @default 1 */
  readonly id?: number;
  /** Node 0 and node 1. @default priorities 200 and 100, all else left alone */
  readonly nodes?: readonly [ClusterNode, ClusterNode];
  /** Redundant interfaces and their members, one or more of each node: `{ reth0: ["ge-0/0/1", "ge-8/0/1"] }`. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Number of redundant interfaces the device sets aside, 1–128. @default as many as `members` names */
  readonly rethCount?: number;
  /** Group that the redundant interfaces fail over in, 1–128. @default 1 */
  readonly redundancyGroup?: number;
  /** Weight of each member in interface monitoring, 0–255: at 0 left, the group fails over; 0 monitors nothing. @default 255 */
  readonly monitorWeight?: number;
  /**
   * Give redundancy group 0, which the routing engines belong to, the same priorities. Without them the node that
   * started first is primary there. @default true
   */
  readonly routingEngines?: boolean;
  /** Control ports, on the SRX5000 line; other models have theirs at a fixed place. @default the fixed place */
  readonly controlPorts?: readonly ControlPort[];
  /** Let the node with the greater priority take the group back. @default false */
  readonly preempt?: boolean;
}

/** What the cluster says beside its interfaces' addresses. */
export function clusterConfig(name: string, cluster: ClusterProps): JunosConfig {
  const group = cluster.redundancyGroup ?? 1;
  const nodes = cluster.nodes ?? [{}, {}];
  const weight = cluster.monitorWeight ?? 255;
  const members = Object.values(cluster.members).flat();
  const interfaces: Record<string, object> = {};
  for (const [reth, own] of Object.entries(cluster.members)) {
    interfaces[reth] = { redundantEtherOptions: { redundancyGroup: group } };
    for (const member of own) {
      interfaces[member] = {
        [member.startsWith("fe-") ? "fastetherOptions" : "gigetherOptions"]: {
          redundantParent: reth,
        },
      };
    }
  }
  nodes.forEach((node, index) => {
    if (node.fabric === undefined) return;
    interfaces[`fab${index}`] = { fabricOptions: { memberInterfaces: { [node.fabric]: true } } };
  });
  const perNode = nodes.map(
    (node) => node.hostName !== undefined || node.managementAddress !== undefined,
  );
  const node = {
    "0": { priority: nodes[0].priority ?? 200 },
    "1": { priority: nodes[1].priority ?? 100 },
  };
  return {
    chassis: {
      cluster: {
        rethCount: cluster.rethCount ?? Object.keys(cluster.members).length,
        redundancyGroup: {
          ...((cluster.routingEngines ?? true) ? { "0": { node } } : {}),
          [group]: {
            node,
            ...(cluster.preempt === true ? { preempt: true } : {}),
            ...(weight === 0 ? {} : { interfaceMonitor: each(members, () => ({ weight })) }),
          },
        },
      },
    },
    interfaces,
    ...(perNode.includes(true)
      ? {
          // Each node applies the group of its own name.
          groups: Object.fromEntries(
            nodes.map((node, index) => [
              `node${index}`,
              {
                system: { hostName: node.hostName ?? `${name}-node${index}` },
                ...(node.managementAddress === undefined
                  ? {}
                  : {
                      interfaces: {
                        fxp0: {
                          unit: {
                            "0": {
                              family: { inet: { address: { [node.managementAddress]: {} } } },
                            },
                          },
                        },
                      },
                    }),
              },
            ]),
          ),
          applyGroups: ["${node}"],
        }
      : {}),
  };
}

/** The control link's ports, which have two numbers for a name. */
export function controlPortLines({ controlPorts = [] }: ClusterProps): readonly string[] {
  return controlPorts.map(
    ({ fpc, port }) => `set chassis cluster control-ports fpc ${fpc} port ${port}`,
  );
}

/** What a person types on each node in operational mode, once, before any configuration is committed: both restart. */
export function clusterCommands(cluster: ClusterProps): readonly [string, string] {
  const id = cluster.id ?? 1;
  return [
    `set chassis cluster cluster-id ${id} node 0 reboot`,
    `set chassis cluster cluster-id ${id} node 1 reboot`,
  ];
}
