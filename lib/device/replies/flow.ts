// Sessions of a device's flow table: which packets went out, and whether any came back.

import { ProtocolError } from "../errors";
import { find, findAll, leaf, numberAt, textAt, type XmlElement } from "../xml";
import { requireAnswer } from "./understood";

/** One direction of a session. */
export interface FlowWing {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** Undefined where the device doesn't count. */
  readonly packets: number | undefined;
}

/** A session: what came in, and what comes back for it. */
export interface FlowSession {
  readonly incoming: FlowWing;
  readonly outgoing: FlowWing;
}

/** RPC for {@link readFlowSessions}: those to one UDP port. */
export const udpSessions = (port: number): string =>
  `<get-flow-session-information>${leaf("protocol", "udp")}${leaf("destination-port", port)}</get-flow-session-information>`;

/**
 * Reads `show security flow session`. No session is an empty list. Of a cluster the sessions of both nodes are listed.
 *
 * @throws ProtocolError when the reply holds no list, or a session that is not whole
 */
export function readFlowSessions(root: XmlElement): FlowSession[] {
  requireAnswer(root, "sessions", "flow-session-information");
  return findAll(root, "flow-session").map((session) => {
    const wings = findAll(session, "flow-information");
    return { incoming: wingOf(wings, "in"), outgoing: wingOf(wings, "out") };
  });
}

function wingOf(wings: readonly XmlElement[], direction: string): FlowWing {
  const wing = wings.find((each) => textAt(each, "direction")?.toLowerCase() === direction);
  const source = textAt(wing, "source-address");
  const sourcePort = wholeNumber(wing, "source-port");
  const destination = textAt(wing, "destination-address");
  const destinationPort = wholeNumber(wing, "destination-port");
  if (
    source === undefined ||
    destination === undefined ||
    sourcePort === undefined ||
    destinationPort === undefined
  )
    throw new ProtocolError(
      `The device was asked for sessions, and one has no whole address and port for its direction "${direction}".`,
    );
  const packets = wing === undefined ? undefined : find(wing, "pkt-cnt");
  const counted = numberAt(wing, "pkt-cnt");
  if (packets !== undefined && counted === undefined)
    throw new ProtocolError(
      `The device was asked for sessions, and one counts "${packets.text.slice(0, 40)}" packets.`,
    );
  return { source, sourcePort, destination, destinationPort, packets: counted };
}

/** Digits and nothing else: half a number is none. */
function wholeNumber(wing: XmlElement | undefined, name: string): number | undefined {
  const text = textAt(wing, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
