// The chassis cluster: which node is primary for what, its interfaces, and failover by hand.

import { type GroupStatus, type NodeStatus } from "../cluster/cluster";
import { type ClusterControl } from "../cluster/control";
import {
  type ClusterSettings,
  nodeName,
  type NodeNumber,
  nodeOf,
  NODES,
  otherNode,
} from "../cluster/settings";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el } from "../report/markup";
import { line, padded, type Part, section, type Sheet, shown, spaced, text } from "../report/sheet";
import { type Column, headings, rowOf } from "../report/table";
import { type Arguments, type Command, flag, valued } from "./command";
import { ofNodes } from "./nodes";
import { assumed, METHODS, modelled, published } from "../source";

const CODES = `Monitor Failure codes:
    CS  Cold Sync monitoring        FL  Fabric Connection monitoring
    GR  GRES monitoring             HW  Hardware monitoring
    IF  Interface monitoring        IP  IP monitoring
    LB  Loopback monitoring         MB  Mbuf monitoring
    NH  Nexthop monitoring          NP  NPC monitoring
    SP  SPU monitoring              SM  Schedule monitoring
    CF  Config Sync monitoring      RE  Relinquish monitoring
    IS  IRQ storm
`;

function clusterOf({ cluster }: DeviceView): ClusterControl {
  if (cluster !== undefined) return cluster;
  throw refusal("Chassis cluster is not enabled.", { type: "application" });
}

const yes = (is: boolean): string => (is ? "yes" : "no");
const up = (is: boolean): string => (is ? "Up" : "Down");

/** The groups that were asked for; all when none was. */
function chosenGroups(cluster: ClusterControl, given: Arguments): readonly GroupStatus[] {
  const number = given["redundancy-group"];
  const groups = cluster.status();
  return number === undefined ? groups : groups.filter((group) => group.number === Number(number));
}

interface NodeRow extends NodeStatus {
  readonly group: GroupStatus;
}

const STATUS_COLUMNS: readonly Column<NodeRow>[] = [
  { heading: "Node", width: 7, cell: ({ node }) => el("device-name", nodeName(node)) },
  { heading: "Priority", width: 9, cell: ({ priority }) => el("device-priority", priority) },
  { heading: "Status", width: 21, cell: ({ status }) => el("redundancy-group-status", status) },
  { heading: "Preempt", width: 8, cell: ({ group }) => el("preempt", yes(group.preempt)) },
  { heading: "Manual", width: 9, cell: ({ group }) => el("failover-mode", yes(group.byHand)) },
  {
    heading: "Monitor-failures",
    width: 0,
    cell: ({ failed }) => el("monitor-failures", failed.length === 0 ? "None" : "IF"),
  },
];

function statusReport(device: DeviceView, given: Arguments): Sheet {
  const cluster = clusterOf(device);
  const id = el("cluster-id", cluster.id);
  return section(
    "chassis-cluster-status",
    text(`${CODES}\n`),
    line`Cluster ID: ${id}`,
    headings(STATUS_COLUMNS),
    chosenGroups(cluster, given).map((group) =>
      section(
        "redundancy-group",
        id,
        text("\n"),
        line`Redundancy group: ${el("redundancy-group-id", group.number)} , Failover count: ${el("redundancy-group-failover-count", group.failovers)}`,
        // One element for both nodes, whose values follow each other.
        section(
          "device-stats",
          group.nodes.map((node) => rowOf(STATUS_COLUMNS, { ...node, group })),
        ),
      ),
    ),
  );
}

/** The links between the nodes: nothing runs over them here, so nothing can break them. */
const CONTROL = { name: "em0", status: "Up" };

/** An interface with the state of its link, which is asked for twice. */
interface Watched {
  readonly name: string;
  readonly isUp: boolean;
}

function fabricOf(cluster: ClusterControl): (Watched & { readonly child: string })[] {
  return NODES.flatMap((node) => {
    const own = cluster.settings.fabric[node];
    return (own.length === 0 ? [""] : own).map((child) => ({
      name: `fab${node}`,
      child,
      isUp: child !== "" && cluster.isUp(child),
    }));
  });
}

function isRedundantUp(
  cluster: ClusterControl,
  { group, enabled, members }: ClusterSettings["redundant"][number],
): boolean {
  const active = cluster.activeNode(group ?? 0);
  const own = members.filter((name) => nodeOf(cluster.settings, name) === active);
  return group !== undefined && enabled && own.some((name) => cluster.isUp(name));
}

/** Both states in one column, and in one element. */
const states = (name: string, isUp: boolean): ReturnType<typeof shown> =>
  padded(el(name, `${up(isUp).padEnd(4)} / ${up(isUp)}`), 25);

/** The same in an element for each. */
function bothStates(prefix: string, isUp: boolean): ReturnType<typeof shown> {
  const both = [
    el(`${prefix}-physical-status`, up(isUp)),
    el(`${prefix}-monitored-status`, up(isUp)),
  ];
  return shown(both, `${up(isUp).padEnd(4)} / ${up(isUp)}`.padEnd(25));
}

function controlPart(): Part[] {
  return [
    line`Control link status: ${el("control-interface-status", CONTROL.status)}`,
    section(
      "control-link-interfaces",
      text("Control interfaces:\n"),
      text("    Index   Interface   Monitored-Status   Internal-SA   Security\n"),
      section(
        "control-information",
        line`    ${padded(el("control-link-interface-index", 0), 7)} ${padded(el("control-link-interface-name", CONTROL.name), 11)} ${padded(el("control-link-interface-status", CONTROL.status), 18)} ${padded(el("control-link-interface-internal-sa-status", "Disabled"), 13)} ${el("control-link-interface-security-status", "Disabled")}`,
      ),
    ),
  ];
}

function fabricPart(cluster: ClusterControl): Part[] {
  const fabric = fabricOf(cluster);
  const isUp = NODES.every((node) =>
    fabric.some((each) => each.name === `fab${node}` && each.isUp),
  );
  return [
    line`Fabric link status: ${el("dataplane-interface-status", up(isUp))}`,
    section(
      "dataplane-interfaces",
      text(
        "Fabric interfaces:\n    Name    Child-interface    Status                    Security\n",
      ),
      text("                               (Physical/Monitored)\n"),
      fabric.map(({ name, child, isUp: isChildUp }) => {
        // The number stands before and behind what is known of the child.
        const index = el("fabric-interface-index", name.slice(3));
        return section(
          "fabric-information",
          index,
          child === ""
            ? line`    ${name}`
            : line`    ${name.padEnd(7)} ${padded(el("fabric-child-interface-name", child), 18)} ${states("fabric-child-interface-status", isChildUp)} ${el("fabric-link-interface-security-status", "Disabled")}`,
          index,
        );
      }),
    ),
  ];
}

function interfacesReport(device: DeviceView): Sheet {
  const cluster = clusterOf(device);
  const { settings } = cluster;
  const monitors = settings.groups.flatMap(({ number, monitors: own }) =>
    own.map((each) => ({ ...each, isUp: cluster.isUp(each.name), group: number })),
  );
  const blocks: Part[] = [
    controlPart(),
    fabricPart(cluster),
    // One element for all of them, whose values follow each other.
    section(
      "reth",
      text("Redundant-ethernet Information:\n    Name         Status      Redundancy-group\n"),
      settings.redundant.map(
        (each) =>
          line`    ${padded(el("reth-name", each.name), 12)} ${padded(el("reth-status", up(isRedundantUp(cluster, each))), 11)} ${el("redundancy-group-id-for-reth", String(each.group ?? "Not configured"))}`,
      ),
    ),
    section(
      "pseudo-if",
      text(
        "Redundant-pseudo-interface Information:\n    Name         Status      Redundancy-group\n",
      ),
      line`    ${padded(el("name", "lo0"), 12)} ${padded(el("status", "Up"), 11)} ${el("redundancy-group-id", 0)}`,
    ),
  ];
  // No capture of one with an interface in it was found.
  if (monitors.length > 0) {
    blocks.push([
      text("Interface Monitoring:\n"),
      text("    Interface         Weight    Status                    Redundancy-group\n"),
      text("                                (Physical/Monitored)\n"),
      monitors.map(({ name, weight, isUp, group }) =>
        section(
          "interface-monitoring",
          line`    ${padded(el("interface-name", name), 17)} ${padded(el("interface-weight", weight), 9)} ${bothStates("interface", isUp)} ${el("redundancy-group-id", group)}`,
        ),
      ),
    ]);
  }
  return section("chassis-cluster-interface-statistics", spaced(blocks));
}

function numberOf(given: Arguments, name: string, least: number, greatest: number): number {
  const text = given[name];
  if (text === undefined || text === "") throw refusal("missing argument", { element: name });
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > greatest) {
    throw refusal(`value ${text} is not within range (${least}..${greatest})`, { element: name });
  }
  return number;
}

/** What a node says in a sentence. */
const said = (node: NodeNumber, sentence: string): { node: NodeNumber; report: Sheet } => ({
  node,
  report: line`${el("output", sentence)}`,
});

async function failOver(device: DeviceView, given: Arguments): Promise<Sheet> {
  const cluster = clusterOf(device);
  const group = numberOf(given, "redundancy-group", 0, 128);
  const node = numberOf(given, "node", 0, 1) as NodeNumber;
  await cluster.failOver(group, node);
  return ofNodes([said(node, `Initiated manual failover for redundancy group ${group}`)]);
}

async function reset(device: DeviceView, given: Arguments): Promise<Sheet> {
  const cluster = clusterOf(device);
  const group = numberOf(given, "redundancy-group", 0, 128);
  const node = await cluster.reset(group);
  const none = `No reset required for redundancy group ${group}.`;
  const done = `Successfully reset manual failover for redundancy group ${group}`;
  if (node === undefined) return ofNodes(NODES.map((each) => said(each, none)));
  const parts = [said(node, done), said(otherNode(node), none)];
  return ofNodes(parts.sort((a, b) => a.node - b.node));
}

/** Real devices become a cluster by this command and a reboot. */
function form(): never {
  throw refusal(
    "the lab forms the cluster from the committed configuration: commit 'chassis cluster' with redundancy groups, " +
      "and both nodes are there",
    { type: "application" },
  );
}

const GROUP = valued("redundancy-group", "number", "Redundancy group number (0..128)");
const NODE = valued("node", "number", "Node number (0..1)");
const REBOOT = flag("reboot", "Reboot the system after the change");
const CAPTURES = published("24.4R1.9", "fastrevmd-lab/rustjunosmcp, captures of a vSRX cluster");
const BY_HAND = modelled("12.1", `${METHODS}; the wording of the answer was not compared`);

/** The commands of this area. */
export const CLUSTER: readonly Command[] = [
  {
    words: "show chassis cluster status",
    help: "Show chassis cluster status",
    rpc: ["get-chassis-cluster-status"],
    options: [GROUP],
    source: CAPTURES,
    run: statusReport,
  },
  {
    words: "show chassis cluster interfaces",
    help: "Show chassis cluster interfaces",
    rpc: ["get-chassis-cluster-interfaces"],
    source: CAPTURES,
    run: interfacesReport,
  },
  {
    words: "request chassis cluster failover",
    help: "Initiate a manual failover of a redundancy group",
    rpc: ["request-chassis-cluster-failover"],
    options: [GROUP, NODE],
    source: BY_HAND,
    run: failOver,
  },
  {
    words: "request chassis cluster failover reset",
    help: "End a manual failover of a redundancy group",
    rpc: ["request-chassis-cluster-failover-reset"],
    options: [GROUP],
    source: BY_HAND,
    run: reset,
  },
  {
    words: "set chassis cluster",
    help: "Make the device a node of a chassis cluster",
    rpc: ["set-chassis-cluster-enable"],
    options: [valued("cluster-id", "number", "Cluster identifier (0..255)"), NODE, REBOOT],
    source: assumed("a device reboots into a cluster; the lab refuses and says what to commit"),
    run: form,
  },
  {
    words: "set chassis cluster disable",
    help: "Make the device a single one",
    rpc: ["set-chassis-cluster-disable"],
    options: [REBOOT],
    source: assumed("a device reboots out of a cluster; the lab refuses and says what to commit"),
    run: form,
  },
];
