// BGP sessions, as routing daemons report them.

import { type BgpPeer } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { el, elWith, type Markup } from "../report/markup";
import {
  line,
  lineOf,
  padded,
  type Part,
  section,
  sectionWith,
  type Sheet,
  shown,
  spaced,
  text,
} from "../report/sheet";
import { type Arguments, bare, type Command, namespace } from "./command";
import { documented } from "../source";

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

/** What every report of BGP stands in; a device without BGP says only that. */
async function bgpSheet(
  device: DeviceView,
  parts: (bgp: NonNullable<Awaited<ReturnType<DeviceView["plane"]["state"]>>["bgp"]>) => Part,
): Promise<Sheet> {
  const { bgp } = await device.plane.state();
  if (bgp === undefined) return line`${el("output", "BGP is not running")}`;
  return sectionWith("bgp-information", namespace(device, "routing"), parts(bgp));
}

/** Right-aligned in a column. */
const right = (value: Markup, width: number): ReturnType<typeof shown> =>
  shown(value, padded(value, 0).text.padStart(width));

const summary = (device: DeviceView): Promise<Sheet> =>
  bgpSheet(device, ({ peers, routes }) => {
    const groups = new Set(peers.map(({ group }) => group)).size;
    const down = peers.filter((peer) => !isUp(peer)).length;
    const active = routes.filter((route) => route.active).length;
    const count = (kind: string, number: number): ReturnType<typeof shown> =>
      right(el(`${kind}-prefix-count`, number), 11);
    const head =
      `${"Peer".padEnd(21)}${"AS".padStart(10)}${"InPkt".padStart(11)}${"OutPkt".padStart(11)}${"OutQ".padStart(8)}` +
      `${"Flaps".padStart(8)}${"Last Up/Dwn".padStart(12)} State|#Active/Received/Accepted/Damped...\n`;
    return [
      line`Threading mode: ${el("bgp-thread-mode", "BGP I/O")}`,
      text("Default eBGP mode: advertise - accept, receive - accept\n"),
      line`Groups: ${el("group-count", groups)} Peers: ${el("peer-count", peers.length)} Down peers: ${el("down-peer-count", down)}`,
      text("Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending\n"),
      sectionWith(
        "bgp-rib",
        { "junos:style": "brief" },
        line`${padded(el("name", TABLE), 21)}`,
        // The table has fewer counts, and the active ones second.
        el("total-prefix-count", routes.length),
        el("received-prefix-count", routes.length),
        el("accepted-prefix-count", routes.length),
        line`${" ".repeat(13)}${String(routes.length).padStart(11)}${count("active", active)}${count("suppressed", 0)}${count("history", 0)}${count("damped", 0)}${count("pending", 0)}`,
      ),
      text(head),
      peers.map(summaryPeer),
    ];
  });

function summaryPeer(peer: BgpPeer): Part {
  const { active, received } = peer;
  const seconds = { "junos:seconds": String(peer.elapsedSeconds) };
  const state = { "junos:format": shortState(peer) };
  return sectionWith(
    "bgp-peer",
    { "junos:style": "terse" },
    lineOf([
      padded(el("peer-address", peer.address), 21),
      right(el("peer-as", peer.as), 10),
      right(el("input-messages", peer.messagesIn), 11),
      right(el("output-messages", peer.messagesOut), 11),
      right(el("route-queue-count", 0), 8),
      right(el("flap-count", peer.flaps), 8),
      right(elWith("elapsed-time", seconds, elapsed(peer.elapsedSeconds)), 12),
      shown(elWith("peer-state", state, peer.state), ` ${shortState(peer)}`),
    ]),
    isUp(peer)
      ? sectionWith(
          "bgp-rib",
          { "junos:style": "terse" },
          line`  ${el("name", TABLE)}: ${el("active-prefix-count", active)}/${el("received-prefix-count", received)}/${el("accepted-prefix-count", received)}/${el("suppressed-prefix-count", 0)}`,
        )
      : undefined,
  );
}

const neighbors = (device: DeviceView, given: Arguments): Promise<Sheet> =>
  bgpSheet(device, ({ peers }) => {
    const wanted = given["neighbor-address"];
    return spaced(
      peers.filter(({ address }) => wanted === undefined || wanted === address).map(neighborPart),
    );
  });

const withPort = (address: string, port: number | undefined): string =>
  `${address}${port === undefined ? "" : `+${port}`}`;

function neighborPart(peer: BgpPeer): Part {
  const policies = (label: string, element: string, names: readonly string[]): Part =>
    names.length === 0 ? undefined : line`  ${label}: [ ${el(element, names.join(" "))} ]`;
  return sectionWith(
    "bgp-peer",
    { "junos:style": "detail" },
    line`Peer: ${el("peer-address", withPort(peer.address, peer.port))} AS ${el("peer-as", peer.as)} Local: ${el("local-address", withPort(peer.localAddress, peer.localPort))} AS ${el("local-as", peer.localAs)}`,
    line`  Group: ${el("peer-group", peer.group)}                Routing-Instance: ${el("peer-cfg-rti", "master")}`,
    line`  Forwarding routing-instance: ${el("peer-fwd-rti", "master")}`,
    line`  Type: ${el("peer-type", peer.internal ? "Internal" : "External")}    State: ${el("peer-state", peer.state)}    Flags: <${el("peer-flags", isUp(peer) ? "Sync" : "")}>`,
    line`  Last Error: ${el("last-error", peer.lastError)}`,
    section(
      "bgp-option-information",
      policies("Export", "export-policy", peer.exportPolicies),
      policies("Import", "import-policy", peer.importPolicies),
      line`  Local Address: ${el("local-address", peer.localAddress)} Holdtime: ${el("holdtime", peer.holdSeconds)} Preference: ${el("preference", 170)}`,
    ),
    line`  Number of flaps: ${el("flap-count", peer.flaps)}`,
    isUp(peer) ? established(peer) : undefined,
  );
}

function established(peer: BgpPeer): Part[] {
  const prefixes = (label: string, element: string, number: number): Part =>
    line`    ${`${label}:`.padEnd(29)} ${el(`${element}-prefix-count`, number)}`;
  return [
    line`  Peer ID: ${el("peer-id", peer.peerId)}     Local ID: ${el("local-id", peer.localId)}       Active Holdtime: ${el("active-holdtime", peer.activeHoldSeconds)}`,
    line`  Keepalive Interval: ${el("keepalive-interval", peer.keepaliveSeconds)}`,
    sectionWith(
      "bgp-rib",
      { "junos:style": "detail" },
      line`  Table ${el("name", TABLE)}`,
      line`    RIB State: ${el("bgp-rib-state", "BGP restart is complete")}`,
      line`    Send state: ${el("send-state", "in sync")}`,
      prefixes("Active prefixes", "active", peer.active),
      prefixes("Received prefixes", "received", peer.received),
      prefixes("Accepted prefixes", "accepted", peer.received),
      prefixes("Suppressed due to damping", "suppressed", 0),
      prefixes("Advertised prefixes", "advertised", peer.advertised),
    ),
    line`  Input messages:  Total ${el("input-messages", peer.messagesIn)}`,
    line`  Output messages: Total ${el("output-messages", peer.messagesOut)}`,
  ];
}

/** The commands of this area. */
export const BGP: readonly Command[] = [
  {
    words: "show bgp summary",
    help: "Show overview of BGP information",
    rpc: ["get-bgp-summary-information"],
    source: documented("napalm-automation/napalm, junos_views.yml"),
    run: summary,
  },
  {
    words: "show bgp neighbor",
    help: "Show information about a BGP neighbor",
    rpc: ["get-bgp-neighbor-information"],
    options: [bare("neighbor-address", "neighbor", "Neighbor address")],
    source: documented("napalm-automation/napalm, junos_views.yml"),
    run: neighbors,
  },
];
