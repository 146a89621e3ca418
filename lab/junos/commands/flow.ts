// Sessions of the forwarding plane: which there are, and what `clear` forgets with the translations that belong to them.

import { contains, lengthOf } from "../../../lib/net";
import { type FlowSession, type FlowWing } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { el } from "../report/markup";
import { line, type Part, section, sectionWith, type Sheet } from "../report/sheet";
import { METHODS, modelled, published } from "../source";
import { type Arguments, type Command, flag, namespace, valued } from "./command";
import { routesOf } from "./routes";

/** What a vSRX holds at most. */
const MOST_SESSIONS = 4_194_304;

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const sessions = (await device.plane.sessions()).filter(isAsked(given));
  if (given.summary !== undefined) return summary(sessions.length);
  const interfaces = await interfaceFinder(device);
  return sectionWith(
    "flow-session-information",
    namespace(device, "flow"),
    sessions.map((session) => sessionPart(session, interfaces)),
    line`Total sessions: ${el("displayed-session-count", sessions.length)}`,
  );
}

function isAsked(given: Arguments): (session: FlowSession) => boolean {
  const within = (prefix: string | undefined, address: string): boolean =>
    prefix === undefined || contains(prefix, address);
  const port = given["destination-port"];
  return ({ protocol, incoming }) =>
    (given.protocol ?? protocol) === protocol &&
    (port === undefined || Number(port) === incoming.destinationPort) &&
    within(given["source-prefix"], incoming.source) &&
    within(given["destination-prefix"], incoming.destination);
}

/** The interface that leads to an address: the kernel's list of sessions has none. */
async function interfaceFinder(device: DeviceView): Promise<(address: string) => string> {
  const routes = (await routesOf(device))
    .filter(({ table, inactive }) => /^inet6?\.0$/.test(table) && inactive !== true)
    .sort((a, b) => lengthOf(b.prefix) - lengthOf(a.prefix));
  const via = (address: string, depth = 0): string => {
    const route = routes.find(({ prefix }) => contains(prefix, address));
    const [hop] = route?.hops ?? [];
    if (hop?.type === "Local") return ".local..0";
    if (hop?.via !== undefined) return hop.via;
    return hop?.to !== undefined && depth < 2 ? via(hop.to, depth + 1) : "N/A";
  };
  return via;
}

function sessionPart(session: FlowSession, via: (address: string) => string): Part {
  const { id, protocol, timeoutSeconds, incoming, outgoing } = session;
  const wing = (name: "In" | "Out", each: FlowWing): Part =>
    sectionWith(
      "flow-information",
      { "junos:style": "brief" },
      line`  ${el("direction", name)}: ${el("source-address", each.source)}/${el("source-port", each.sourcePort)} --> ${el("destination-address", each.destination)}/${el("destination-port", each.destinationPort)};${el("protocol", protocol)}, Conn Tag: ${el("conn-tag", "0x0")}, If: ${el("interface-name", via(each.source))}, Pkts: ${el("pkt-cnt", each.packets)}, Bytes: ${el("byte-cnt", each.bytes)}, `,
    );
  return sectionWith(
    "flow-session",
    { "junos:style": "brief" },
    line`Session ID: ${el("session-identifier", id)}, Timeout: ${el("timeout", timeoutSeconds)}, Session State: ${el("sess-state", "Valid")}`,
    wing("In", incoming),
    wing("Out", outgoing),
    line``,
  );
}

function summary(count: number): Sheet {
  return section(
    "flow-session-summary-information",
    line`Unicast-sessions: ${el("active-unicast-sessions", count)}`,
    line`Multicast-sessions: ${el("active-multicast-sessions", 0)}`,
    line`Services-offload-sessions: ${el("active-services-offload-sessions", 0)}`,
    line`Failed-sessions: ${el("failed-sessions", 0)}`,
    line`Sessions-in-drop-flow: ${el("active-drop-sessions", 0)}`,
    line`Sessions-in-use: ${el("active-sessions", count)}`,
    line`  Valid sessions: ${el("active-session-valid", count)}`,
    line`  Pending sessions: ${el("active-session-pending", 0)}`,
    line`  Invalidated sessions: ${el("active-session-invalidated", 0)}`,
    line`  Sessions in other states: ${el("active-session-other", 0)}`,
    line`Maximum-sessions: ${el("max-sessions", MOST_SESSIONS)}`,
  );
}

/** The commands of this area. */
export const FLOW: readonly Command[] = [
  {
    words: "show security flow session",
    help: "Show flow sessions",
    rpc: ["get-flow-session-information"],
    nodes: "active",
    options: [
      flag("summary", "Show how many sessions there are"),
      valued("protocol", "protocol", "IP protocol"),
      valued("source-prefix", "prefix", "Source addresses"),
      valued("destination-prefix", "prefix", "Destination addresses"),
      valued("destination-port", "port", "Destination port"),
    ],
    source: published(
      "24.4R1-S2.9",
      "psaab/bpfrx, notes of a vSRX cluster's output; elements as in jnpr.toby, 15.1",
    ),
    run: report,
  },
  {
    words: "clear security flow session",
    help: "Clear sessions and what they translated",
    rpc: ["clear-flow-session"],
    options: [flag("all", "All sessions")],
    source: modelled("12.1", `${METHODS}; only the outer element of the answer`),
    async run(device) {
      await device.plane.clear({ kind: "sessions" });
      // A device counts them; connection tracking forgets them without looking.
      return el("clear-flow-session-information");
    },
  },
];
