// A report of a cluster: each node's own, one after the other.

import { type ClusterControl } from "../cluster/control";
import { nodeName, type NodeNumber, NODES } from "../cluster/settings";
import { type DeviceView } from "../device-view";
import { nodeAway, rpcError } from "../messages";
import { type Content, el, Markup, rawXml, write } from "../report/markup";
import { block, section, type Sheet, sheetMarkup, spaced, text } from "../report/sheet";
import { type Arguments, type Command } from "./command";

const LINE = "-".repeat(74);

/** Runs a command. In a cluster most reports say which node they are of. */
export async function reported(
  command: Command,
  device: DeviceView,
  given: Arguments,
): Promise<Sheet> {
  const report = await command.run(device, given);
  const { cluster } = device;
  if (cluster === undefined || command.nodes === undefined) return report;
  const active = activeNode(cluster);
  const other = await passive(command, device, given, report);
  const [away, there] = [true, false].map((isAway) =>
    NODES.filter((node) => cluster.isAway(node) === isAway),
  );
  return [
    ...(away ?? []).map((node) => awayPart(nodeAway(nodeName(node)))),
    ofNodes((there ?? []).map((node) => ({ node, report: node === active ? report : other }))),
  ];
}

/** An error stands beside what the other node says. */
const awayPart = (text: string): Sheet =>
  block(rawXml(write(rpcError({ severity: "error", text }))), `error: ${text}\n\n`);

/** What the node says through which nothing goes. */
async function passive(
  command: Command,
  device: DeviceView,
  given: Arguments,
  report: Sheet,
): Promise<Sheet> {
  if (command.nodes === "both") return report;
  if (command.nodes === "active") return nothing(report);
  const plane: DeviceView["plane"] = {
    state: () => Promise.resolve({ ike: [], ipsec: [], events: [], nat: [] }),
    sessions: () => device.plane.sessions(),
    ping: (request) => device.plane.ping(request),
    clear: (request) => device.plane.clear(request),
  };
  return await command.run({ ...device, plane }, given);
}

/** Reports of nodes as one. */
export function ofNodes(
  parts: readonly { readonly node: NodeNumber; readonly report: Sheet }[],
): Sheet {
  const items = parts.map(({ node, report }) =>
    section(
      "multi-routing-engine-item",
      el("re-name", nodeName(node)),
      text(`${nodeName(node)}:\n${LINE}\n`),
      report,
    ),
  );
  return section("multi-routing-engine-results", spaced(items));
}

/** The node where traffic is: of the first group of interfaces. */
function activeNode(cluster: ClusterControl): NodeNumber {
  const [first] = cluster.settings.groups.filter(({ number }) => number > 0);
  return cluster.activeNode(first?.number ?? 0);
}

/** What a node says that has nothing to say: its element without children. */
function nothing(report: Sheet): Sheet {
  const outermost: Content = sheetMarkup(report);
  return outermost instanceof Markup
    ? new Markup(outermost.name, outermost.attributes, [])
    : undefined;
}
