// BGP neighbours and the state of their sessions, as routing daemons report them.

import { type BgpPeer, type BgpState } from "../../dataplane/types";
import { el, elWith } from "../markup";
import {
  type Arguments,
  type Command,
  type Device,
  namespace,
  type Report,
} from "../reports/command";

/** The table that unicast routes of IPv4 are in. */
const TABLE = "inet.0";

const isUp = ({ state }: BgpPeer): boolean => state === "Established";

/** As the column of the summary has it. */
const shortState = (peer: BgpPeer): string => (isUp(peer) ? "Establ" : peer.state);

/** `2:30`, `1:02:30`, `3d 1:02:30`. */
function elapsed(seconds: number): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3_600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  if (days > 0) return `${days}d ${hours}:${two(minutes)}:${rest}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

async function bgpOf(device: Device): Promise<BgpState | undefined> {
  return (await device.plane.state()).bgp;
}

/** What a device without BGP answers. */
function notRunning(device: Device): Report {
  return {
    text: "BGP is not running\n",
    xml: elWith(
      "bgp-information",
      namespace(device, "routing"),
      el("bgp-not-running", "BGP is not running"),
    ),
  };
}

async function summary(device: Device): Promise<Report> {
  const bgp = await bgpOf(device);
  if (bgp === undefined) return notRunning(device);
  const { peers, routes } = bgp;
  const groups = new Set(peers.map(({ group }) => group)).size;
  const down = peers.filter((peer) => !isUp(peer)).length;
  const active = routes.filter((route) => route.active).length;
  const rows = peers.map((peer) => {
    const columns = [
      peer.address.padEnd(21),
      String(peer.as).padStart(10),
      String(peer.messagesIn).padStart(11),
      String(peer.messagesOut).padStart(11),
      "0".padStart(8),
      String(peer.flaps).padStart(8),
      elapsed(peer.elapsedSeconds).padStart(12),
      ` ${shortState(peer)}`,
    ].join("");
    const counts = `${peer.active}/${peer.received}/${peer.received}/0`;
    return `${columns}\n${isUp(peer) ? `  ${TABLE}: ${counts}\n` : ""}`;
  });
  const head =
    `${"Peer".padEnd(21)}${"AS".padStart(10)}${"InPkt".padStart(11)}${"OutPkt".padStart(11)}${"OutQ".padStart(8)}` +
    `${"Flaps".padStart(8)}${"Last Up/Dwn".padStart(12)} State|#Active/Received/Accepted/Damped...`;
  const totals = [routes.length, active, 0, 0, 0, 0]
    .map((number) => String(number).padStart(11))
    .join("");
  return {
    text:
      "Threading mode: BGP I/O\n" +
      "Default eBGP mode: advertise - accept, receive - accept\n" +
      `Groups: ${groups} Peers: ${peers.length} Down peers: ${down}\n` +
      "Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending\n" +
      `${TABLE.padEnd(21)}\n${" ".repeat(13)}${totals}\n${head}\n${rows.join("")}`,
    xml: elWith(
      "bgp-information",
      namespace(device, "routing"),
      el("bgp-thread-mode", "BGP I/O"),
      el("group-count", groups),
      el("peer-count", peers.length),
      el("down-peer-count", down),
      elWith(
        "bgp-rib",
        { "junos:style": "brief" },
        el("name", TABLE),
        el("total-prefix-count", routes.length),
        el("received-prefix-count", routes.length),
        el("accepted-prefix-count", routes.length),
        el("active-prefix-count", active),
        el("suppressed-prefix-count", 0),
        el("history-prefix-count", 0),
        el("damped-prefix-count", 0),
        el("pending-prefix-count", 0),
      ),
      peers.map((peer) =>
        elWith(
          "bgp-peer",
          { "junos:style": "terse" },
          el("peer-address", peer.address),
          el("peer-as", peer.as),
          el("input-messages", peer.messagesIn),
          el("output-messages", peer.messagesOut),
          el("route-queue-count", 0),
          el("flap-count", peer.flaps),
          elWith(
            "elapsed-time",
            { "junos:seconds": String(peer.elapsedSeconds) },
            elapsed(peer.elapsedSeconds),
          ),
          elWith("peer-state", { "junos:format": shortState(peer) }, peer.state),
          isUp(peer)
            ? elWith(
                "bgp-rib",
                { "junos:style": "terse" },
                el("name", TABLE),
                el("active-prefix-count", peer.active),
                el("received-prefix-count", peer.received),
                el("accepted-prefix-count", peer.received),
                el("suppressed-prefix-count", 0),
              )
            : undefined,
        ),
      ),
    ),
  };
}

async function neighbors(device: Device, given: Arguments): Promise<Report> {
  const bgp = await bgpOf(device);
  if (bgp === undefined) return notRunning(device);
  const wanted = given["neighbor-address"];
  const peers = bgp.peers.filter(({ address }) => wanted === undefined || wanted === address);
  return {
    text: peers.map(neighborText).join("\n"),
    xml: elWith("bgp-information", namespace(device, "routing"), peers.map(neighborXml)),
  };
}

const withPort = (address: string, port: number | undefined): string =>
  `${address}${port === undefined ? "" : `+${port}`}`;

function neighborText(peer: BgpPeer): string {
  const kind = peer.internal ? "Internal" : "External";
  const lines = [
    `Peer: ${withPort(peer.address, peer.port)} AS ${peer.as} Local: ${withPort(peer.localAddress, peer.localPort)} AS ${peer.localAs}`,
    `  Group: ${peer.group}                Routing-Instance: master`,
    "  Forwarding routing-instance: master",
    `  Type: ${kind}    State: ${peer.state}    Flags: <${isUp(peer) ? "Sync" : ""}>`,
    `  Last Error: ${peer.lastError}`,
    ...(peer.exportPolicies.length === 0 ? [] : [`  Export: [ ${peer.exportPolicies.join(" ")} ]`]),
    ...(peer.importPolicies.length === 0 ? [] : [`  Import: [ ${peer.importPolicies.join(" ")} ]`]),
    `  Local Address: ${peer.localAddress} Holdtime: ${peer.holdSeconds} Preference: 170`,
    `  Number of flaps: ${peer.flaps}`,
  ];
  if (!isUp(peer)) return `${lines.join("\n")}\n`;
  const up = [
    `  Peer ID: ${peer.peerId}     Local ID: ${peer.localId}       Active Holdtime: ${peer.activeHoldSeconds}`,
    `  Keepalive Interval: ${peer.keepaliveSeconds}`,
    `  Table ${TABLE}`,
    "    RIB State: BGP restart is complete",
    "    Send state: in sync",
    `    Active prefixes:              ${peer.active}`,
    `    Received prefixes:            ${peer.received}`,
    `    Accepted prefixes:            ${peer.received}`,
    "    Suppressed due to damping:    0",
    `    Advertised prefixes:          ${peer.advertised}`,
    `  Input messages:  Total ${peer.messagesIn}`,
    `  Output messages: Total ${peer.messagesOut}`,
  ];
  return `${[...lines, ...up].join("\n")}\n`;
}

function neighborXml(peer: BgpPeer): ReturnType<typeof elWith> {
  const policy = (name: string, names: readonly string[]): ReturnType<typeof el> | undefined =>
    names.length === 0 ? undefined : el(name, names.join(" "));
  return elWith(
    "bgp-peer",
    { "junos:style": "detail" },
    el("peer-address", withPort(peer.address, peer.port)),
    el("peer-as", peer.as),
    el("local-address", withPort(peer.localAddress, peer.localPort)),
    el("local-as", peer.localAs),
    el("peer-group", peer.group),
    el("peer-cfg-rti", "master"),
    el("peer-fwd-rti", "master"),
    el("peer-type", peer.internal ? "Internal" : "External"),
    el("peer-state", peer.state),
    el("peer-flags", isUp(peer) ? "Sync" : ""),
    el("last-error", peer.lastError),
    elWith(
      "bgp-option-information",
      {},
      policy("export-policy", peer.exportPolicies),
      policy("import-policy", peer.importPolicies),
      el("local-address", peer.localAddress),
      el("holdtime", peer.holdSeconds),
      el("preference", 170),
    ),
    el("flap-count", peer.flaps),
    isUp(peer)
      ? [
          el("peer-id", peer.peerId),
          el("local-id", peer.localId),
          el("active-holdtime", peer.activeHoldSeconds),
          el("keepalive-interval", peer.keepaliveSeconds),
          elWith(
            "bgp-rib",
            { "junos:style": "detail" },
            el("name", TABLE),
            el("bgp-rib-state", "BGP restart is complete"),
            el("send-state", "in sync"),
            el("active-prefix-count", peer.active),
            el("received-prefix-count", peer.received),
            el("accepted-prefix-count", peer.received),
            el("suppressed-prefix-count", 0),
            el("advertised-prefix-count", peer.advertised),
          ),
          el("input-messages", peer.messagesIn),
          el("output-messages", peer.messagesOut),
        ]
      : undefined,
  );
}

/** The commands of this area. */
export const BGP: readonly Command[] = [
  {
    words: "show bgp summary",
    help: "Show overview of BGP information",
    rpc: ["get-bgp-summary-information"],
    run: summary,
  },
  {
    words: "show bgp neighbor",
    help: "Show information about a BGP neighbor",
    rpc: ["get-bgp-neighbor-information"],
    options: [{ element: "neighbor-address", value: "neighbor", help: "Neighbor address" }],
    run: neighbors,
  },
];
