// The chassis cluster: which node is primary for what, its interfaces, and failover by hand.

import { type ClusterControl } from "../cluster/control";
import { type GroupStatus, type NodeStatus } from "../cluster/cluster";
import { nodeName, type NodeNumber, nodeOf, NODES, otherNode } from "../cluster/settings";
import { el, elWith, type Markup } from "../markup";
import { refusal } from "../messages";
import { type Arguments, type Command, type Device, type Report } from "./command";
import { ofNodes } from "./nodes";

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

function clusterOf({ cluster }: Device): ClusterControl {
  if (cluster !== undefined) return cluster;
  throw refusal("Chassis cluster is not enabled.", { type: "application" });
}

const yes = (is: boolean): string => (is ? "yes" : "no");
const up = (is: boolean): string => (is ? "Up" : "Down");
const failures = ({ failed }: NodeStatus): string => (failed.length === 0 ? "None" : "IF");

/** The groups that were asked for; all when none was. */
function chosenGroups(cluster: ClusterControl, given: Arguments): readonly GroupStatus[] {
  const number = given["redundancy-group"];
  const groups = cluster.status();
  return number === undefined ? groups : groups.filter((group) => group.number === Number(number));
}

function statusReport(device: Device, given: Arguments): Report {
  const cluster = clusterOf(device);
  const groups = chosenGroups(cluster, given);
  const blocks = groups.map(({ number, failovers, preempt, byHand, nodes }) => {
    const rows = nodes.map((each) =>
      [
        nodeName(each.node).padEnd(6),
        String(each.priority).padEnd(8),
        each.status.padEnd(20),
        yes(preempt).padEnd(7),
        yes(byHand).padEnd(8),
        failures(each),
      ].join(" "),
    );
    return `\nRedundancy group: ${number} , Failover count: ${failovers}\n${rows.join("\n")}\n`;
  });
  return {
    text:
      `${CODES}\nCluster ID: ${cluster.id}\n` +
      `Node   Priority Status               Preempt Manual   Monitor-failures\n${blocks.join("")}`,
    xml: el(
      "chassis-cluster-status",
      el("cluster-id", cluster.id),
      groups.map(({ number, failovers, preempt, byHand, nodes }) =>
        el(
          "redundancy-group",
          el("cluster-id", cluster.id),
          el("redundancy-group-id", number),
          el("redundancy-group-failover-count", failovers),
          // One element for both nodes, whose values follow each other.
          el(
            "device-stats",
            nodes.map((each) => [
              el("device-name", nodeName(each.node)),
              el("device-priority", each.priority),
              el("redundancy-group-status", each.status),
              el("preempt", yes(preempt)),
              el("failover-mode", yes(byHand)),
              el("monitor-failures", failures(each)),
            ]),
          ),
        ),
      ),
    ),
  };
}

/** The links between the nodes: nothing runs over them here, so nothing can break them. */
const CONTROL = { name: "em0", status: "Up" };

function interfacesReport(device: Device): Report {
  const cluster = clusterOf(device);
  const { settings } = cluster;
  const fabric = NODES.flatMap((node) =>
    (settings.fabric[node].length === 0 ? [""] : settings.fabric[node]).map((child) => ({
      name: `fab${node}`,
      child,
      isUp: child !== "" && cluster.isUp(child),
    })),
  );
  const fabricUp = NODES.every((node) =>
    fabric.some(({ name, isUp }) => name === `fab${node}` && isUp),
  );
  const redundant = settings.redundant.map((each) => {
    const active = cluster.activeNode(each.group ?? 0);
    const members = each.members.filter((name) => nodeOf(settings, name) === active);
    const isUp =
      each.group !== undefined && each.enabled && members.some((name) => cluster.isUp(name));
    return { name: each.name, isUp, group: String(each.group ?? "Not configured") };
  });
  const monitors = settings.groups.flatMap(({ number, monitors: own }) =>
    own.map(({ name, weight }) => ({ name, weight, isUp: cluster.isUp(name), group: number })),
  );
  return {
    text: [
      `Control link status: ${CONTROL.status}\n`,
      `Control interfaces:\n    Index   Interface   Monitored-Status   Internal-SA   Security\n    0       ${CONTROL.name.padEnd(11)} ${CONTROL.status.padEnd(18)} Disabled      Disabled\n`,
      `Fabric link status: ${up(fabricUp)}\n`,
      `Fabric interfaces:\n    Name    Child-interface    Status                    Security\n                               (Physical/Monitored)\n${fabric
        .map(
          ({ name, child, isUp }) =>
            `    ${name.padEnd(7)} ${child.padEnd(18)} ${`${up(isUp).padEnd(4)} / ${up(isUp)}`.padEnd(25)} Disabled\n`,
        )
        .join("")}`,
      `Redundant-ethernet Information:\n    Name         Status      Redundancy-group\n${redundant
        .map(({ name, isUp, group }) => `    ${name.padEnd(12)} ${up(isUp).padEnd(11)} ${group}\n`)
        .join("")}`,
      `Redundant-pseudo-interface Information:\n    Name         Status      Redundancy-group\n    lo0          Up          0\n`,
      ...(monitors.length === 0
        ? []
        : [
            `Interface Monitoring:\n    Interface         Weight    Status                    Redundancy-group\n                                (Physical/Monitored)\n${monitors
              .map(
                ({ name, weight, isUp, group }) =>
                  `    ${name.padEnd(17)} ${String(weight).padEnd(9)} ${`${up(isUp).padEnd(4)} / ${up(isUp)}`.padEnd(25)} ${group}\n`,
              )
              .join("")}`,
          ]),
    ].join("\n"),
    xml: elWith(
      "chassis-cluster-interface-statistics",
      {},
      el("control-link-status", CONTROL.status),
      el(
        "control-link-interfaces",
        el("control-interface-index", 0),
        el("control-interface-name", CONTROL.name),
        el("control-interface-status", CONTROL.status),
        el("control-interface-internal-sa", "Disabled"),
      ),
      el("dataplane-interface-status", up(fabricUp)),
      fabric.map(({ name, child, isUp }) =>
        el(
          "dataplane-interface",
          el("fabric-link-interface-name", name),
          child === "" ? undefined : el("fabric-link-child-interface-name", child),
          el("fabric-link-child-interface-physical-status", up(isUp)),
          el("fabric-link-child-interface-monitored-status", up(isUp)),
        ),
      ),
      redundant.map(({ name, isUp, group }) =>
        el(
          "reth",
          el("reth-name", name),
          el("reth-status", up(isUp)),
          el("redundancy-group-id-for-reth", group),
        ),
      ),
      monitors.map(({ name, weight, isUp, group }): Markup =>
        el(
          "interface-monitoring",
          el("interface-name", name),
          el("interface-weight", weight),
          el("interface-physical-status", up(isUp)),
          el("interface-monitored-status", up(isUp)),
          el("redundancy-group-id", group),
        ),
      ),
    ),
  };
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
const said = (node: NodeNumber, text: string): { node: NodeNumber; report: Report } => ({
  node,
  report: { text: `${text}\n`, xml: el("output", text) },
});

async function failOver(device: Device, given: Arguments): Promise<Report> {
  const cluster = clusterOf(device);
  const group = numberOf(given, "redundancy-group", 0, 128);
  const node = numberOf(given, "node", 0, 1) as NodeNumber;
  await cluster.failOver(group, node);
  return ofNodes([said(node, `Initiated manual failover for redundancy group ${group}`)]);
}

async function reset(device: Device, given: Arguments): Promise<Report> {
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

const GROUP = {
  word: "redundancy-group",
  element: "redundancy-group",
  value: "number",
  help: "Redundancy group number (0..128)",
};
const NODE = { word: "node", element: "node", value: "number", help: "Node number (0..1)" };

/** The commands of this area. */
export const CLUSTER: readonly Command[] = [
  {
    words: "show chassis cluster status",
    help: "Show chassis cluster status",
    rpc: ["get-chassis-cluster-status"],
    options: [GROUP],
    run: statusReport,
  },
  {
    words: "show chassis cluster interfaces",
    help: "Show chassis cluster interfaces",
    rpc: ["get-chassis-cluster-interfaces"],
    run: interfacesReport,
  },
  {
    words: "request chassis cluster failover",
    help: "Initiate a manual failover of a redundancy group",
    rpc: ["request-chassis-cluster-failover"],
    options: [GROUP, NODE],
    run: failOver,
  },
  {
    words: "request chassis cluster failover reset",
    help: "End a manual failover of a redundancy group",
    rpc: ["request-chassis-cluster-failover-reset"],
    options: [GROUP],
    run: reset,
  },
  {
    words: "set chassis cluster",
    help: "Make the device a node of a chassis cluster",
    rpc: ["set-chassis-cluster-enable"],
    options: [
      {
        word: "cluster-id",
        element: "cluster-id",
        value: "number",
        help: "Cluster identifier (0..255)",
      },
      NODE,
      { word: "reboot", element: "reboot", help: "Reboot the system after the change" },
    ],
    run: form,
  },
  {
    words: "set chassis cluster disable",
    help: "Make the device a single one",
    rpc: ["set-chassis-cluster-disable"],
    options: [{ word: "reboot", element: "reboot", help: "Reboot the system after the change" }],
    run: form,
  },
];
