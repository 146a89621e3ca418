// IPsec security associations, and tunnels that are not up.

import { addressOf, rangeOf } from "../../../lib/net";
import { type IpsecSa, type TunnelEvent } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { el } from "../report/markup";
import {
  line,
  type Part,
  section,
  sectionWith,
  type Sheet,
  shown,
  spaced,
  text,
} from "../report/sheet";
import { type Arguments, BRIEF, type Command, DETAIL, type Option, valued } from "./command";
import {
  eventPart,
  eventsOf,
  failures,
  FAMILY,
  hashOf,
  indexOf,
  indexOption,
  isCombined,
  isOfFamily,
  longHash,
  securityState,
  type Vpn,
  vpnsOf,
} from "./security";
import { METHODS, modelled, published } from "../source";

const INDEX = "show-index-ipsec-security-association";
const VPN_NAME = "show-vpnname-ipsec-security-association";
const NAMED: Option = { ...valued("vpn-name", "name", "Name of the VPN"), element: VPN_NAME };

/** Junos writes `aes-256-cbc` in a proposal and `aes-cbc-256` in a report. */
const reportedCipher = (name: string): string => name.replace(/^aes-(\d+)-(cbc|gcm)$/, "aes-$2-$1");

/** In a table there is less room. */
const shortCipher = (name: string): string => reportedCipher(name).replace(/^3des-cbc$/, "3des");

/** One daemon writes numbers of associations as hexadecimal, the other without saying so. */
const spiOf = ({ spec }: DeviceView, number: string): string =>
  spec.ikeDaemon === "iked" ? `0x${number}` : number;

/** Several associations of one tunnel at once are keys that change; the youngest comes first. */
function byTunnel(sas: readonly IpsecSa[]): [IpsecSa, ...IpsecSa[]][] {
  const tunnels = new Map<number, [IpsecSa, ...IpsecSa[]]>();
  for (const sa of sas) {
    const group = tunnels.get(sa.index);
    if (group === undefined) tunnels.set(sa.index, [sa]);
    else group.push(sa);
  }
  for (const group of tunnels.values()) {
    group.sort((a, b) => b.remainingSeconds - a.remainingSeconds);
  }
  return [...tunnels.values()];
}

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { ipsec, events } = await securityState(device);
  const index = given[INDEX] ?? given.index;
  const name = given[VPN_NAME];
  const isAsked = isOfFamily(given);
  const chosen = ipsec.filter(
    (sa) =>
      sa.state === "UP" &&
      isAsked(sa.remoteAddress) &&
      (index === undefined || sa.index === Number(index)) &&
      (name === undefined || sa.vpn === name),
  );
  const tunnels = byTunnel(chosen);
  const isDetail = given.detail !== undefined || index !== undefined || name !== undefined;
  return sectionWith(
    "ipsec-security-associations-information",
    { "junos:style": isDetail ? "detail" : "brief" },
    isDetail
      ? spaced(tunnels.map((group) => detail(device, group, events)))
      : brief(device, tunnels, chosen.length),
  );
}

function brief(
  device: DeviceView,
  tunnels: readonly (readonly IpsecSa[])[],
  total: number,
): Part[] {
  const head = "  ID    Algorithm       SPI      Life:sec/kb  Mon lsys Port  Gateway   \n";
  return [
    line`  Total active tunnels: ${el("total-active-tunnels", tunnels.length)}     Total Ipsec sas: ${el("total-ipsec-sas", total)}`,
    tunnels.length === 0 ? undefined : text(head),
    tunnels.map((group) =>
      section(
        "ipsec-security-associations-block",
        el("sa-block-state", "up"),
        group.map((sa) => [briefRow(device, sa, "<"), briefRow(device, sa, ">")]),
      ),
    ),
  ];
}

function briefRow(device: DeviceView, sa: IpsecSa, direction: "<" | ">"): Part {
  const spi = spiOf(device, direction === "<" ? sa.spiIn : sa.spiOut);
  const cipher = shortCipher(sa.encryption);
  const hash = isCombined(sa) ? "None" : hashOf(sa.integrity);
  const left = Math.round(sa.remainingSeconds);
  const port = String(sa.port).padEnd(5);
  return section(
    "ipsec-security-associations",
    text(
      `  ${direction}${sa.index} ESP:${cipher}/${hash} ${spi} ${left}/ unlim   -   root ${port} ${sa.remoteAddress}\n`,
    ),
    // The row of the table has another order than the elements.
    el("sa-direction", direction),
    el("sa-tunnel-index", sa.index),
    el("sa-spi", spi),
    el("sa-aux-spi", 0),
    el("sa-remote-gateway", sa.remoteAddress),
    el("sa-port", sa.port),
    el("sa-vpn-monitoring-state", "-"),
    el("sa-protocol", "ESP"),
    el("sa-esp-encryption-algorithm", cipher),
    el("sa-hmac-algorithm", hash),
    el("sa-hard-lifetime", left),
    el("sa-lifesize-remaining", "unlim"),
    el("sa-virtual-system", "root"),
  );
}

/** What one end lets through, as either daemon writes it. */
/** A selector may hold several prefixes; a text of the daemon's own form stays as it is. */
function identity(device: DeviceView, selector: string): string {
  const text = selector === "" ? "0.0.0.0/0" : selector;
  if (/[()]/.test(text)) return text;
  const ranges = text.split(/[\s,]+/).map((prefix) => rangeOf(prefix));
  const isV6 = ranges[0]?.family === "inet6";
  const word = isV6 ? "ipv6" : "ipv4";
  if (device.spec.ikeDaemon !== "iked") {
    return `${word}_subnet(any:0,[0..${isV6 ? 15 : 7}]=${text})`;
  }
  const shown = ranges.map(
    ({ family, first, last }) => `${addressOf(first, family)}-${addressOf(last, family)}`,
  );
  return `${word}(${shown.join(",")})`;
}

function detail(
  device: DeviceView,
  group: readonly [IpsecSa, ...IpsecSa[]],
  events: readonly TunnelEvent[],
): Part {
  const [sa] = group;
  const version = vpnsOf(device).find(({ name }) => name === sa.vpn)?.ikeVersion ?? "IKEv1";
  const noted = eventsOf(events, { name: sa.vpn, gateway: sa.gateway });
  const negotiations = noted.filter((event) => /IPsec SA negotiation/i.test(event.text)).length;
  const bind = sa.bindInterface;
  return section(
    "ipsec-security-associations-block",
    el("sa-block-state", "up"),
    line`ID: ${el("sa-tunnel-index", sa.index)} Virtual-system: ${el("sa-virtual-system", "root")}, VPN Name: ${el("sa-vpn-name", sa.vpn)}`,
    line`  Local Gateway: ${el("sa-local-gateway", sa.localAddress)}, Remote Gateway: ${el("sa-remote-gateway", sa.remoteAddress)}`,
    el("sa-traffic-selector-name"),
    line`  Local Identity: ${el("sa-local-identity", identity(device, sa.localSelector))}`,
    line`  Remote Identity: ${el("sa-remote-identity", identity(device, sa.remoteSelector))}`,
    line`  Version: ${el("sa-ike-version", version)}`,
    section(
      "sa-df-bit-policy-name",
      line`  DF-bit: ${el("sa-df-bit", "clear")}, Copy-Outer-DSCP ${el("sa-copy-outer-dscp", "Disabled")}${bind === undefined ? "" : shown(el("sa-bind-interface", bind), `, Bind-interface: ${bind}`)}`,
    ),
    section(
      "sa-dev-info",
      line`  Port: ${el("sa-port", sa.port)}, Nego#: ${el("sa-nego-num", Math.max(1, negotiations))}, Fail#: ${el("sa-nego-fail", failures(noted))}, Def-Del#: ${el("sa-del-num", 0)} Flag: ${el("sa-flag", "0x600a29")}`,
    ),
    section(
      "multi-sa-info",
      line`  Multi-sa, Configured SAs# ${el("multi-sa-cfg-sas", 1)}, Negotiated SAs#: ${el("multi-sa-nego-sas", group.length)}`,
    ),
    line`  Tunnel events:`,
    noted.map(eventPart),
    spaced(
      group.flatMap((each) => [
        association(device, each, "inbound"),
        association(device, each, "outbound"),
      ]),
    ),
  );
}

function association(device: DeviceView, sa: IpsecSa, direction: "inbound" | "outbound"): Part {
  const spi = spiOf(device, direction === "inbound" ? sa.spiIn : sa.spiOut);
  const soft = Math.max(0, Math.round(sa.remainingSeconds - sa.lifetimeSeconds * 0.17));
  const hash = isCombined(sa) ? "None" : longHash(sa.integrity);
  return section(
    "ipsec-security-associations",
    el("sa-direction", direction),
    el("sa-tunnel-index", sa.index),
    line`  Direction: ${direction}, SPI: ${el("sa-spi", spi)}, AUX-SPI: ${el("sa-aux-spi", 0)}`,
    el("sa-remote-gateway", sa.remoteAddress),
    el("sa-port", sa.port),
    line`                              , VPN Monitoring: ${el("sa-vpn-monitoring-state", "-")}`,
    line`    Hard lifetime: ${el("sa-hard-lifetime", `Expires in ${Math.round(sa.remainingSeconds)} seconds`)}`,
    line`    Lifesize Remaining: ${el("sa-lifesize-remaining", " Unlimited")}`,
    line`    Soft lifetime: ${el("sa-soft-lifetime", `Expires in ${soft} seconds`)}`,
    line`    Mode: ${el("sa-mode", "Tunnel(0 0)")}, Type: ${el("sa-type", "dynamic")}, State: ${el("sa-state", "installed")}`,
    line`    Protocol: ${el("sa-protocol", "ESP")}, Authentication: ${el("sa-authentication-algorithm", hash)}, Encryption: ${el("sa-encryption-algorithm", reportedCipher(sa.encryption))}`,
    line`    Anti-replay service: ${el("sa-anti-replay-service", "counter-based enabled")}, Replay window size: ${el("sa-replay-window-size", 64)}`,
  );
}

interface InactiveTunnel {
  readonly vpn: Vpn;
  readonly index: number;
  readonly noted: readonly TunnelEvent[];
}

async function inactiveReport(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { ipsec, events } = await securityState(device);
  const name = given[VPN_NAME];
  const index = given[INDEX];
  const isAsked = isOfFamily(given);
  const tunnels = vpnsOf(device)
    .filter((vpn) => !ipsec.some((sa) => sa.vpn === vpn.name && sa.state === "UP"))
    .map((vpn) => ({
      vpn,
      index: device.tunnels.numberOf(vpn.name),
      noted: eventsOf(events, vpn),
    }))
    .filter(({ vpn }) => isAsked(vpn.remote))
    .filter((tunnel) => name === undefined || tunnel.vpn.name === name)
    .filter((tunnel) => index === undefined || tunnel.index === Number(index));
  const immediate = tunnels.filter(({ vpn }) => vpn.immediately).length;
  return section(
    "ipsec-unestablished-tunnel-information",
    line`  Total inactive tunnels: ${el("total-inactive-tunnels", tunnels.length)}`,
    line`  Total inactive tunnels with establish immediately: ${el("total-inactive-tunnels-with-establish-immediately", immediate)}`,
    spaced(tunnels.map(inactive)),
  );
}

function inactive({ vpn, index, noted }: InactiveTunnel): Part {
  const port = el("sa-port", 500);
  return section(
    "ipsec-security-associations-block",
    section(
      "ipsec-security-associations",
      line`  ID: ${el("sa-tunnel-index", index)} Virtual-system: root, VPN Name: ${el("sa-vpn-name", vpn.name)}`,
      line`  Local Gateway: ${el("sa-local-gateway", vpn.local)}, Remote Gateway: ${el("sa-remote-gateway", vpn.remote)}`,
      line`  Port: ${port}, Nego#: 0, Fail#: ${failures(noted)}, Def-Del#: 0 Flag: 0x600a29`,
      line`  Tunnel events:`,
      noted.map(eventPart),
    ),
  );
}

async function clear(device: DeviceView, given: Arguments): Promise<Sheet> {
  const vpn = given["vpn-name"];
  const index = indexOf(given);
  if (index === undefined) {
    await device.plane.clear({ kind: "ipsec", ...(vpn === undefined ? {} : { vpn }) });
    return el("ok");
  }
  // The forwarding plane counts associations, the device tunnels.
  const { ipsec } = await device.plane.state();
  for (const [position, sa] of device.tunnels.numbered(ipsec).entries()) {
    const own = ipsec[position]?.index;
    if (sa.index !== index || own === undefined) continue;
    await device.plane.clear({ kind: "ipsec", index: own });
  }
  return el("ok");
}

const OPTIONS: readonly Option[] = [BRIEF, DETAIL, FAMILY, indexOption(INDEX), NAMED];

/** The commands of this area. */
export const IPSEC: readonly Command[] = [
  {
    words: "show security ipsec security-associations",
    help: "Show IPsec security associations",
    rpc: ["get-security-associations-information"],
    nodes: "active",
    options: OPTIONS,
    source: published(
      "24.4R1.9",
      "fastrevmd-lab/rustjunosmcp, captures of vSRX; detail with events in jnpr.toby",
    ),
    run: report,
  },
  {
    words: "show security ipsec inactive-tunnels",
    help: "Show IPsec tunnels that are not up",
    rpc: ["get-inactive-tunnels"],
    nodes: "active",
    options: OPTIONS,
    source: modelled(),
    run: inactiveReport,
  },
  {
    words: "clear security ipsec security-associations",
    help: "Clear IPsec security associations",
    rpc: ["clear-ipsec-security-association", "clear-ipsec-security-associations"],
    options: [indexOption("index"), valued("vpn-name", "name", "Name of the VPN")],
    source: modelled("12.1", METHODS),
    run: clear,
  },
];
