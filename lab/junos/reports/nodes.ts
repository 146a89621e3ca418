// A report of a cluster: each node's own, one after the other, as XML and as text.

import { nodeName, type NodeNumber, NODES } from "../cluster/settings";
import { el, Markup } from "../markup";
import { type ClusterControl } from "../cluster/control";
import { type Arguments, type Command, type Device, type Report } from "./command";

const LINE = "-".repeat(74);

/** Runs a command. In a cluster most reports say which node they are of. */
export async function reported(
  command: Command,
  device: Device,
  given: Arguments,
): Promise<Report> {
  const report = await command.run(device, given);
  const { cluster } = device;
  if (cluster === undefined || command.nodes === undefined) return report;
  if (command.nodes === "both") return ofNodes(NODES.map((node) => ({ node, report })));
  const active = activeNode(cluster);
  return ofNodes(
    NODES.map((node) => ({ node, report: node === active ? report : nothing(report) })),
  );
}

/** Reports of nodes as one. */
export function ofNodes(
  parts: readonly { readonly node: NodeNumber; readonly report: Report }[],
): Report {
  return {
    text: parts.map(({ node, report }) => `${nodeName(node)}:\n${LINE}\n${report.text}`).join("\n"),
    xml: el(
      "multi-routing-engine-results",
      parts.map(({ node, report }) =>
        el("multi-routing-engine-item", el("re-name", nodeName(node)), report.xml),
      ),
    ),
  };
}

/** The node where traffic is: of the first group of interfaces. */
function activeNode(cluster: ClusterControl): NodeNumber {
  const [first] = cluster.settings.groups.filter(({ number }) => number > 0);
  return cluster.activeNode(first?.number ?? 0);
}

/** What a node says that has nothing to say: its element without children. */
function nothing({ xml }: Report): Report {
  return {
    text: "",
    xml: xml instanceof Markup ? new Markup(xml.name, xml.attributes, []) : undefined,
  };
}
