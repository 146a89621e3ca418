// IKE and IPsec security associations, their counters, and why a tunnel is down.

import {
  type DataplaneState,
  type IkeSa,
  type IpsecSa,
  type TunnelEvent,
} from "../../dataplane/types";
import { type ConfigTree } from "../../../lib/junos";
import { type Content, el, elWith } from "../markup";
import { refusal } from "../messages";
import { eventTime } from "../words";
import {
  type Arguments,
  type Command,
  type Device,
  inForce,
  namespace,
  type Report,
} from "./command";
import { firstNumber, numbered } from "./tunnel-numbers";

/** A VPN of the configuration. */
interface Vpn {
  readonly name: string;
  readonly gateway: string;
  readonly remote: string;
  readonly local: string;
  readonly bindInterface?: string;
  readonly immediately: boolean;
  readonly ikeVersion: "IKEv1" | "IKEv2";
}

/** The VPNs of the active configuration, in its order. */
export function vpnsOf(device: Device): Vpn[] {
  const tree = inForce(device);
  return (tree.get("security ipsec vpn")?.children ?? []).map((vpn) => {
    const gateway = vpn.text("ike gateway") ?? "";
    const ike = tree.get(["security", "ike", "gateway", gateway]);
    const bind = vpn.text("bind-interface");
    return {
      name: vpn.name,
      gateway,
      remote: ike?.names("address")[0] ?? ike?.text("address") ?? "",
      local: ike?.text("local-address") ?? addressOf(tree, ike?.text("external-interface") ?? ""),
      ...(bind === undefined ? {} : { bindInterface: bind }),
      immediately: vpn.text("establish-tunnels") === "immediately",
      ikeVersion: ike?.text("version") === "v2-only" ? "IKEv2" : "IKEv1",
    };
  });
}

/** The first address of an interface such as `ge-0/0/0.0`. */
function addressOf(tree: ConfigTree, name: string): string {
  const [device = "", unit = "0"] = name.split(".");
  const addresses = tree.root.names([
    "interfaces",
    device,
    "unit",
    unit,
    "family",
    "inet",
    "address",
  ]);
  return addresses[0]?.split("/")[0] ?? "";
}

const daemonOf = (device: Device): "kmd" | "iked" => device.spec.ikeDaemon ?? "kmd";
const spi = (device: Device, text: string): string =>
  daemonOf(device) === "iked" ? `0x${text}` : text;

// ---- IKE ----

async function ikeReport(device: Device, given: Arguments): Promise<Report> {
  const { ike, ipsec } = await stateOf(device);
  const index = given["show-index-ike-security-association"] ?? given.index;
  const peer = given["peer-address"];
  const shown = ike.filter(
    (sa) =>
      (index === undefined || sa.index === Number(index)) &&
      (peer === undefined || sa.remoteAddress === peer),
  );
  const detail = given.detail !== undefined || index !== undefined;
  return detail ? ikeDetail(device, shown, ipsec) : ikeBrief(device, shown);
}

function ikeBrief(device: Device, sas: readonly IkeSa[]): Report {
  const head =
    "Index   State  Initiator cookie  Responder cookie  Mode           Remote Address   \n";
  const lines = sas.map((sa) =>
    [
      `${String(sa.index).padEnd(7)} ${sa.state.padEnd(6)} ${sa.initiatorCookie.padStart(16, "0")}  `,
      `${sa.responderCookie.padStart(16, "0")}  ${sa.mode.padEnd(14)} ${sa.remoteAddress.padEnd(17)}\n`,
    ].join(""),
  );
  return {
    text: head + lines.join(""),
    xml: elWith(
      "ike-security-associations-information",
      { ...namespace(device, "ike"), "junos:style": "brief" },
      sas.map((sa) =>
        elWith(
          "ike-security-associations",
          { "junos:style": "brief" },
          el("ike-sa-index", sa.index),
          el("ike-sa-state", sa.state),
          el("ike-sa-initiator-cookie", sa.initiatorCookie),
          el("ike-sa-responder-cookie", sa.responderCookie),
          el("ike-sa-exchange-type", sa.mode),
          el("ike-sa-remote-address", sa.remoteAddress),
        ),
      ),
    ),
  };
}

const GROUP = /(\d+)/;
const dhGroup = (sa: IkeSa): string => `DH-group-${GROUP.exec(sa.dhGroup)?.[1] ?? sa.dhGroup}`;
const prf = (sa: IkeSa): string => `hmac-${hashOf(sa.integrity)}`;
/** Phase 1 reports write `aes256-cbc`. */
const ikeCipher = (sa: IkeSa): string => sa.encryption.replace(/^aes-(\d+)-/, "aes$1-");
const authentication = (sa: IkeSa): string =>
  /psk|pre-?shared/i.test(sa.authentication) ? "Pre-shared-keys" : sa.authentication;

function ikeDetail(device: Device, sas: readonly IkeSa[], ipsec: readonly IpsecSa[]): Report {
  const parts = sas.map((sa) => {
    const own = ipsec.filter((each) => each.gateway === sa.gateway && each.state === "UP");
    const left = Math.max(0, Math.round(sa.lifetimeSeconds - sa.ageSeconds));
    const sum = (pick: (each: IpsecSa) => number): number =>
      own.reduce((total, each) => total + pick(each), 0);
    const tunnels = [...new Set(own.map(({ index }) => index))];
    return {
      sa,
      own,
      left,
      tunnels,
      created: own.length,
      bytes: [sum((e) => e.bytesIn), sum((e) => e.bytesOut)] as const,
    };
  });
  const text = parts.map(({ sa, left, tunnels, created }) => {
    const lifetime = sa.state === "UP" ? `Expires in ${left} seconds` : "Expired";
    const ends = `Local: ${sa.localAddress}:${sa.localPort}, Remote: ${sa.remoteAddress}:${sa.remotePort}`;
    const flags = sa.state === "UP" ? "IKE SA is created" : "IKE SA is not created";
    return [
      `IKE peer ${sa.remoteAddress}, Index ${sa.index}, Gateway Name: ${sa.gateway}`,
      `  Role: ${sa.role}, State: ${sa.state}`,
      `  Initiator cookie: ${sa.initiatorCookie}, Responder cookie: ${sa.responderCookie}`,
      `  Exchange type: ${sa.mode}, Authentication method: ${authentication(sa)}`,
      `  ${ends}`,
      `  Lifetime: ${lifetime}`,
      `  Reauth Lifetime: Disabled`,
      `  IKE Fragmentation: ${sa.mode === "IKEv2" ? "Enabled, Size: 576" : "Disabled, Size: 0"}`,
      `  Remote Access Client Info: Unknown Client`,
      `  Peer ike-id: ${sa.remoteIdentity}`,
      `  AAA assigned IP: 0.0.0.0`,
      `  Algorithms:`,
      `   Authentication        : ${longHash(sa.integrity)}`,
      `   Encryption            : ${ikeCipher(sa)}`,
      `   Pseudo random function: ${prf(sa)}`,
      `   Diffie-Hellman group  : ${dhGroup(sa)}`,
      `  IPSec security associations: ${created} created, 0 deleted`,
      `  Phase 2 negotiations in progress: ${sa.state === "UP" && created === 0 ? 1 : 0}`,
      `  IPSec Tunnel IDs: ${tunnels.join(" ")}`,
      ``,
      `    Negotiation type: Quick mode, Role: ${sa.role}, Message ID: 0`,
      `    ${ends}`,
      `    Local identity: ${sa.localIdentity}`,
      `    Remote identity: ${sa.remoteIdentity}`,
      `    Flags: ${flags}`,
      ``,
    ].join("\n");
  });
  const xml = parts.map(({ sa, left, tunnels, created }) => {
    const flags = sa.state === "UP" ? "IKE SA is created" : "IKE SA is not created";
    const ends = [
      el("ike-sa-local-address", sa.localAddress),
      el("ike-sa-local-port", sa.localPort),
      el("ike-sa-remote-address", sa.remoteAddress),
      el("ike-sa-remote-port", sa.remotePort),
    ];
    return el(
      "ike-security-associations-block",
      el("ike-sa-remote-address", sa.remoteAddress),
      el("ike-sa-index", sa.index),
      el("ike-gw-name", sa.gateway),
      el(
        "ike-security-associations",
        el("ike-sa-role", sa.role),
        el("ike-sa-state", sa.state),
        el("ike-sa-initiator-cookie", sa.initiatorCookie),
        el("ike-sa-responder-cookie", sa.responderCookie),
        el("ike-sa-exchange-type", sa.mode),
        el("ike-sa-authentication-method", authentication(sa)),
        ends,
        el("ike-sa-lifetime", sa.state === "UP" ? `Expires in ${left} seconds` : "Expired"),
        el("ike-sa-reauthlifetime", "Disabled"),
        el("ike-sa-ike-frag", sa.mode === "IKEv2" ? "Enabled" : "Disabled"),
        el("ike-sa-frag-size", sa.mode === "IKEv2" ? 576 : 0),
        el("ike-sa-remote-client-info", "Unknown Client"),
        el(
          "ike-xauth-user-info",
          el("ike-ike-id", sa.remoteIdentity),
          el("ike-xauth-username"),
          el("ike-xauth-user-assigned-ip", "0.0.0.0"),
        ),
        el(
          "ike-sa-algorithms",
          el("ike-sa-authentication-algorithm", longHash(sa.integrity)),
          el("ike-sa-encryption-algorithm", ikeCipher(sa)),
          el("ike-sa-prf-algorithm", prf(sa)),
          el("ike-sa-dhgroup", dhGroup(sa)),
        ),
        el(
          "ike-sa-misc",
          el("ike-sa-flags", flags),
          el("ike-sa-num-ipsec-sas-created", created),
          el("ike-sa-num-ipsec-sas-deleted", 0),
          el("ike-sa-num-phase2-negotiations", sa.state === "UP" && created === 0 ? 1 : 0),
          el("ike-ipsec-sa-tunnel-ids", tunnels.join(" ")),
        ),
        el(
          "ike-sa-phase2-information",
          el("ike-sa-phase2-type", "Quick mode"),
          el("ike-sa-role", sa.role),
          el("ike-sa-msg-id", 0),
          ends,
          el("ike-sa-local-id", sa.localIdentity),
          el("ike-sa-remote-id", sa.remoteIdentity),
          el("ike-sa-flags", flags),
        ),
      ),
    );
  });
  return {
    text: text.join("\n"),
    xml: elWith(
      "ike-security-associations-information",
      { ...namespace(device, "ike"), "junos:style": "detail" },
      xml,
    ),
  };
}

// ---- IPsec ----

async function ipsecReport(device: Device, given: Arguments): Promise<Report> {
  const { ipsec, events } = await stateOf(device);
  const index = given["show-index-ipsec-security-association"] ?? given.index;
  const name = given["show-vpnname-ipsec-security-association"];
  const shown = ipsec.filter(
    (sa) =>
      sa.state === "UP" &&
      (index === undefined || sa.index === Number(index)) &&
      (name === undefined || sa.vpn === name),
  );
  const detail = given.detail !== undefined || index !== undefined || name !== undefined;
  return detail ? ipsecDetail(device, shown, events) : ipsecBrief(device, shown);
}

/** Junos writes `aes-256-cbc` in a proposal and `aes-cbc-256` in a report. */
function reportedCipher(text: string): string {
  const aes = /^aes-(\d+)-(cbc|gcm)$/.exec(text);
  return aes === null ? text : `aes-${aes[2] ?? ""}-${aes[1] ?? ""}`;
}

/** In a table there is less room. */
const shortEncryption = (text: string): string =>
  reportedCipher(text).replace(/^3des-cbc$/, "3des");

const HASH_BITS: Readonly<Record<string, string>> = {
  md5: "96",
  sha1: "96",
  sha256: "128",
  sha384: "192",
  sha512: "256",
};

/** `sha1` and `hmac-sha1-96` alike. */
const hashOf = (text: string): string =>
  /md5|sha-?\d+/.exec(text)?.[0].replace("sha-", "sha") ?? text;

/** Ciphers that authenticate by themselves need no hash. */
const isCombined = (sa: { readonly encryption: string; readonly integrity: string }): boolean =>
  /gcm|chacha/.test(sa.encryption) || sa.integrity === "" || sa.integrity === "none";

function longHash(integrity: string): string {
  const hash = hashOf(integrity);
  const bits = HASH_BITS[hash];
  return bits === undefined ? integrity : `hmac-${hash}-${bits}`;
}

const longAuthentication = (sa: IpsecSa): string =>
  isCombined(sa) ? "None" : longHash(sa.integrity);

const shortAuthentication = (sa: IpsecSa): string =>
  isCombined(sa) ? "None" : hashOf(sa.integrity);

/** Several associations of one tunnel at once are keys that change; the youngest comes first. */
function byTunnel(sas: readonly IpsecSa[]): IpsecSa[][] {
  const tunnels = new Map<number, IpsecSa[]>();
  for (const sa of sas) {
    const group = tunnels.get(sa.index);
    if (group === undefined) tunnels.set(sa.index, [sa]);
    else group.push(sa);
  }
  return [...tunnels.values()].map((group) =>
    group.toSorted((a, b) => b.remainingSeconds - a.remainingSeconds),
  );
}

/** The state of the forwarding plane, with tunnels numbered as the device numbers them. */
async function stateOf(device: Device): Promise<DataplaneState> {
  const state = await device.plane.state();
  return { ...state, ipsec: numbered(device, state.ipsec) };
}

function ipsecBrief(device: Device, sas: readonly IpsecSa[]): Report {
  const tunnels = byTunnel(sas);
  const directions = (sa: IpsecSa): [string, string][] => [
    ["<", sa.spiIn],
    [">", sa.spiOut],
  ];
  const rows = tunnels
    .flatMap((group) => group)
    .flatMap((sa) =>
      directions(sa).map(([arrow, number]) => {
        const algorithm = `ESP:${shortEncryption(sa.encryption)}/${shortAuthentication(sa)}`;
        return (
          `  ${arrow}${sa.index} ${algorithm} ${spi(device, number)} ${Math.round(sa.remainingSeconds)}/ unlim   -   root ` +
          `${String(sa.port).padEnd(5)} ${sa.remoteAddress}\n`
        );
      }),
    );
  const total = `  Total active tunnels: ${tunnels.length}     Total Ipsec sas: ${sas.length}\n`;
  const head = `  ID    Algorithm       SPI      Life:sec/kb  Mon lsys Port  Gateway   \n`;
  return {
    text: total + (rows.length === 0 ? "" : head + rows.join("")),
    xml: elWith(
      "ipsec-security-associations-information",
      { "junos:style": "brief" },
      el("total-active-tunnels", tunnels.length),
      el("total-ipsec-sas", sas.length),
      tunnels.map((group) =>
        el(
          "ipsec-security-associations-block",
          el("sa-block-state", "up"),
          group.flatMap((sa) =>
            directions(sa).map(([arrow, number]) =>
              el(
                "ipsec-security-associations",
                el("sa-direction", arrow),
                el("sa-tunnel-index", sa.index),
                el("sa-spi", spi(device, number)),
                el("sa-aux-spi", 0),
                el("sa-remote-gateway", sa.remoteAddress),
                el("sa-port", sa.port),
                el("sa-vpn-monitoring-state", "-"),
                el("sa-protocol", "ESP"),
                el("sa-esp-encryption-algorithm", shortEncryption(sa.encryption)),
                el("sa-hmac-algorithm", shortAuthentication(sa)),
                el("sa-hard-lifetime", Math.round(sa.remainingSeconds)),
                el("sa-lifesize-remaining", "unlim"),
                el("sa-virtual-system", "root"),
              ),
            ),
          ),
        ),
      ),
    ),
  };
}

/** The events of a VPN, newest first. */
function eventsOf(
  events: readonly TunnelEvent[],
  vpn: { readonly name: string; readonly gateway: string },
): TunnelEvent[] {
  return events
    .filter((event) =>
      event.vpn === undefined ? event.gateway === vpn.gateway : event.vpn === vpn.name,
    )
    .sort((a, b) => b.time - a.time)
    .slice(0, 10);
}

function identity(device: Device, selector: string): string {
  const prefix = selector === "" ? "0.0.0.0/0" : selector;
  if (/[()]/.test(prefix)) return prefix;
  if (daemonOf(device) === "iked") return `ipv4(${range(prefix)})`;
  return prefix.includes(":")
    ? `ipv6_subnet(any:0,[0..15]=${prefix})`
    : `ipv4_subnet(any:0,[0..7]=${prefix})`;
}

function range(prefix: string): string {
  const [address = "0.0.0.0", length = "32"] = prefix.split("/");
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(number / size) * size;
  const show = (value: number): string =>
    [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
  return `${show(first)}-${show(first + size - 1)}`;
}

function ipsecDetail(
  device: Device,
  sas: readonly IpsecSa[],
  events: readonly TunnelEvent[],
): Report {
  const vpns = vpnsOf(device);
  const tunnels = byTunnel(sas).map((group) => {
    const sa = group[0] as IpsecSa;
    const vpn = vpns.find(({ name }) => name === sa.vpn);
    const version = vpn?.ikeVersion ?? "IKEv1";
    const noted = eventsOf(events, { name: sa.vpn, gateway: sa.gateway });
    const negotiations = noted.filter(({ text }) => /IPsec SA negotiation/i.test(text));
    return { group, sa, version, noted, count: Math.max(1, negotiations.length) };
  });
  const directions = (sa: IpsecSa): [string, string][] => [
    ["inbound", sa.spiIn],
    ["outbound", sa.spiOut],
  ];
  const soft = (sa: IpsecSa): number =>
    Math.max(0, Math.round(sa.remainingSeconds - sa.lifetimeSeconds * 0.17));
  const text = tunnels.map(({ group, sa, version, noted, count }) =>
    [
      `ID: ${sa.index} Virtual-system: root, VPN Name: ${sa.vpn}`,
      `  Local Gateway: ${sa.localAddress}, Remote Gateway: ${sa.remoteAddress}`,
      `  Local Identity: ${identity(device, sa.localSelector)}`,
      `  Remote Identity: ${identity(device, sa.remoteSelector)}`,
      `  Version: ${version}`,
      `  DF-bit: clear, Copy-Outer-DSCP Disabled${sa.bindInterface === undefined ? "" : `, Bind-interface: ${sa.bindInterface}`}`,
      `  Port: ${sa.port}, Nego#: ${count}, Fail#: ${failures(noted)}, Def-Del#: 0 Flag: 0x600a29`,
      `  Multi-sa, Configured SAs# 1, Negotiated SAs#: ${group.length}`,
      `  Tunnel events:`,
      ...noted.map((event) => `    ${eventTime(event.time)}: ${event.text} (${event.count} times)`),
      ...group.flatMap((each) =>
        directions(each).flatMap(([direction, number]) => [
          `  Direction: ${direction}, SPI: ${spi(device, number)}, AUX-SPI: 0`,
          `                              , VPN Monitoring: -`,
          `    Hard lifetime: Expires in ${Math.round(each.remainingSeconds)} seconds`,
          `    Lifesize Remaining:  Unlimited`,
          `    Soft lifetime: Expires in ${soft(each)} seconds`,
          `    Mode: Tunnel(0 0), Type: dynamic, State: installed`,
          `    Protocol: ESP, Authentication: ${longAuthentication(each)}, Encryption: ${reportedCipher(each.encryption)}`,
          `    Anti-replay service: counter-based enabled, Replay window size: 64`,
          ``,
        ]),
      ),
    ].join("\n"),
  );
  const xml = tunnels.map(({ group, sa, version, noted, count }) =>
    el(
      "ipsec-security-associations-block",
      el("sa-block-state", "up"),
      el("sa-tunnel-index", sa.index),
      el("sa-virtual-system", "root"),
      el("sa-vpn-name", sa.vpn),
      el("sa-local-gateway", sa.localAddress),
      el("sa-remote-gateway", sa.remoteAddress),
      el("sa-traffic-selector-name"),
      el("sa-local-identity", identity(device, sa.localSelector)),
      el("sa-remote-identity", identity(device, sa.remoteSelector)),
      el("sa-ike-version", version),
      el(
        "sa-df-bit-policy-name",
        el("sa-df-bit", "clear"),
        el("sa-copy-outer-dscp", "Disabled"),
        sa.bindInterface === undefined ? undefined : el("sa-bind-interface", sa.bindInterface),
      ),
      el(
        "sa-dev-info",
        el("sa-port", sa.port),
        el("sa-nego-num", count),
        el("sa-nego-fail", failures(noted)),
        el("sa-del-num", 0),
        el("sa-flag", "0x600a29"),
      ),
      el("multi-sa-info", el("multi-sa-cfg-sas", 1), el("multi-sa-nego-sas", group.length)),
      noted.map(eventMarkup),
      group.flatMap((each) =>
        directions(each).map(([direction, number]) =>
          el(
            "ipsec-security-associations",
            el("sa-direction", direction),
            el("sa-tunnel-index", each.index),
            el("sa-spi", spi(device, number)),
            el("sa-aux-spi", 0),
            el("sa-remote-gateway", each.remoteAddress),
            el("sa-port", each.port),
            el("sa-vpn-monitoring-state", "-"),
            el("sa-hard-lifetime", `Expires in ${Math.round(each.remainingSeconds)} seconds`),
            el("sa-lifesize-remaining", " Unlimited"),
            el("sa-soft-lifetime", `Expires in ${soft(each)} seconds`),
            el("sa-mode", "Tunnel(0 0)"),
            el("sa-type", "dynamic"),
            el("sa-state", "installed"),
            el("sa-protocol", "ESP"),
            el("sa-authentication-algorithm", longAuthentication(each)),
            el("sa-encryption-algorithm", reportedCipher(each.encryption)),
            el("sa-anti-replay-service", "counter-based enabled"),
            el("sa-replay-window-size", 64),
          ),
        ),
      ),
    ),
  );
  return {
    text: text.join("\n"),
    xml: elWith("ipsec-security-associations-information", { "junos:style": "detail" }, xml),
  };
}

/** How often negotiating failed, of what is remembered. */
function failures(events: readonly TunnelEvent[]): number {
  return events
    .filter(({ text }) => /fail|no response|refused|unacceptable|not acceptable/i.test(text))
    .reduce((sum, { count: times }) => sum + times, 0);
}

function eventMarkup(event: TunnelEvent): Content {
  return el(
    "sa-ipsec-tunnel-events",
    el("sa-tunnel-event-time", eventTime(event.time)),
    el("sa-tunnel-event", event.text),
    el("sa-tunnel-event-num-times", event.count),
  );
}

async function inactiveReport(device: Device, given: Arguments): Promise<Report> {
  const { ipsec, events } = await stateOf(device);
  const wanted = given["show-vpnname-ipsec-security-association"];
  const index = given["show-index-ipsec-security-association"];
  const tunnels = vpnsOf(device)
    .map((vpn) => ({
      vpn,
      index: firstNumber(device, vpn.name),
      noted: eventsOf(events, vpn),
    }))
    .filter(({ vpn }) => !ipsec.some((sa) => sa.vpn === vpn.name && sa.state === "UP"))
    .filter((tunnel) => wanted === undefined || tunnel.vpn.name === wanted)
    .filter((tunnel) => index === undefined || tunnel.index === Number(index));
  const immediate = tunnels.filter(({ vpn }) => vpn.immediately).length;
  const rows = tunnels.map(({ vpn, index: id, noted }) => {
    const lines = noted.map(
      (event) => `    ${eventTime(event.time)}: ${event.text} (${event.count} times)\n`,
    );
    return (
      `  ID: ${id} Virtual-system: root, VPN Name: ${vpn.name}\n` +
      `  Local Gateway: ${vpn.local}, Remote Gateway: ${vpn.remote}\n` +
      `  Port: 500, Nego#: 0, Fail#: ${failures(noted)}, Def-Del#: 0 Flag: 0x600a29\n` +
      `  Tunnel events:\n${lines.join("")}`
    );
  });
  return {
    text:
      `  Total inactive tunnels: ${tunnels.length}\n` +
      `  Total inactive tunnels with establish immediately: ${immediate}\n${rows.join("\n")}`,
    xml: el(
      "ipsec-unestablished-tunnel-information",
      el("total-inactive-tunnels", tunnels.length),
      el("total-inactive-tunnels-with-establish-immediately", immediate),
      tunnels.map(({ vpn, index: id, noted }) =>
        el(
          "ipsec-security-associations-block",
          el(
            "ipsec-security-associations",
            el("sa-tunnel-index", id),
            el("sa-vpn-name", vpn.name),
            el("sa-local-gateway", vpn.local),
            el("sa-remote-gateway", vpn.remote),
            el("sa-port", 500),
            noted.map(eventMarkup),
          ),
        ),
      ),
    ),
  };
}

// ---- counters ----

interface Counters {
  encryptedBytes: number;
  decryptedBytes: number;
  encryptedPackets: number;
  decryptedPackets: number;
}

/** What `clear` has taken away, per device and tunnel. */
const cleared = new WeakMap<Device["plane"], Map<number, Counters>>();

function count(device: Device, ipsec: readonly IpsecSa[], index?: number): Counters {
  const sum: Counters = {
    encryptedBytes: 0,
    decryptedBytes: 0,
    encryptedPackets: 0,
    decryptedPackets: 0,
  };
  for (const [tunnel, each] of perTunnel(ipsec)) {
    if (index !== undefined && tunnel !== index) continue;
    const base = cleared.get(device.plane)?.get(tunnel);
    for (const key of Object.keys(sum) as (keyof Counters)[]) {
      // Counters that began anew are smaller than what was cleared.
      const before = base !== undefined && base[key] <= each[key] ? base[key] : 0;
      sum[key] += each[key] - before;
    }
  }
  return sum;
}

function perTunnel(ipsec: readonly IpsecSa[]): Map<number, Counters> {
  const tunnels = new Map<number, Counters>();
  for (const sa of ipsec) {
    const before = tunnels.get(sa.index);
    tunnels.set(sa.index, {
      encryptedBytes: (before?.encryptedBytes ?? 0) + sa.bytesOut,
      decryptedBytes: (before?.decryptedBytes ?? 0) + sa.bytesIn,
      encryptedPackets: (before?.encryptedPackets ?? 0) + sa.packetsOut,
      decryptedPackets: (before?.decryptedPackets ?? 0) + sa.packetsIn,
    });
  }
  return tunnels;
}

async function statisticsReport(device: Device, given: Arguments): Promise<Report> {
  const { ipsec } = await stateOf(device);
  const index = given["show-index-ipsec-statistics"] ?? given.index;
  const esp = count(device, ipsec, index === undefined ? undefined : Number(index));
  const row = (label: string, value: number): string =>
    `  ${label}:${String(value).padStart(32 - label.length)}\n`;
  return {
    text:
      `ESP Statistics:\n${row("Encrypted bytes", esp.encryptedBytes)}${row("Decrypted bytes", esp.decryptedBytes)}` +
      `${row("Encrypted packets", esp.encryptedPackets)}${row("Decrypted packets", esp.decryptedPackets)}` +
      `AH Statistics:\n${row("Input bytes", 0)}${row("Output bytes", 0)}${row("Input packets", 0)}${row("Output packets", 0)}` +
      `Errors:\n  AH authentication failures: 0, Replay errors: 0\n` +
      `  ESP authentication failures: 0, ESP decryption failures: 0\n  Bad headers: 0, Bad trailers: 0\n` +
      `  Invalid SPI: 0, TS check fail: 0\n  Exceeds tunnel MTU: 0\n  Discarded: 0\n`,
    xml: el(
      "usp-ipsec-total-statistics-information",
      el(
        "esp-statistics",
        el("esp-encrypted-bytes", esp.encryptedBytes),
        el("esp-decrypted-bytes", esp.decryptedBytes),
        el("esp-encrypted-packets", esp.encryptedPackets),
        el("esp-decrypted-packets", esp.decryptedPackets),
      ),
      el(
        "ah-statistics",
        ["ah-input-bytes", "ah-output-bytes", "ah-input-packets", "ah-output-packets"].map((name) =>
          el(name, 0),
        ),
      ),
      el(
        "error-statistics",
        ERRORS.map((name) => el(name, 0)),
      ),
    ),
  };
}

const ERRORS = [
  "ah-authentication-failures",
  "replay-errors",
  "esp-authentication-failures",
  "esp-decryption-failures",
  "bad-headers",
  "bad-trailers",
  "invalid-spi-errors",
  "ts-check-fail-errors",
  "exceeds-tunnel-mtu",
  "discard-errors",
];

const NOTHING: Report = { xml: el("ok"), text: "" };

const INDEX = { word: "index", value: "number", help: "Index of the security association" };
const DETAIL = { word: "detail", element: "detail", help: "Display detailed output" };
const BRIEF = { word: "brief", element: "brief", help: "Display brief output (default)" };
const FAMILY = { word: "family", element: "family", value: "inet|inet6", help: "Address family" };

/** The commands of this area. */
export const SECURITY: readonly Command[] = [
  {
    words: "show security ike security-associations",
    help: "Show IKE security associations",
    rpc: ["get-ike-security-associations-information"],
    nodes: "active",
    options: [
      BRIEF,
      DETAIL,
      FAMILY,
      { ...INDEX, element: "show-index-ike-security-association" },
      { element: "peer-address", value: "peer-address", help: "Address of the peer" },
    ],
    run: ikeReport,
  },
  {
    words: "show security ipsec security-associations",
    help: "Show IPsec security associations",
    rpc: ["get-security-associations-information"],
    nodes: "active",
    options: [
      BRIEF,
      DETAIL,
      FAMILY,
      { ...INDEX, element: "show-index-ipsec-security-association" },
      {
        word: "vpn-name",
        element: "show-vpnname-ipsec-security-association",
        value: "name",
        help: "Name of the VPN",
      },
    ],
    run: ipsecReport,
  },
  {
    words: "show security ipsec inactive-tunnels",
    help: "Show IPsec tunnels that are not up",
    rpc: ["get-inactive-tunnels"],
    nodes: "active",
    options: [
      BRIEF,
      DETAIL,
      FAMILY,
      { ...INDEX, element: "show-index-ipsec-security-association" },
      {
        word: "vpn-name",
        element: "show-vpnname-ipsec-security-association",
        value: "name",
        help: "Name of the VPN",
      },
    ],
    run: inactiveReport,
  },
  {
    words: "show security ipsec statistics",
    help: "Show IPsec statistics",
    rpc: ["get-ipsec-statistics-information"],
    nodes: "active",
    options: [{ ...INDEX, element: "show-index-ipsec-statistics" }],
    run: statisticsReport,
  },
  {
    words: "clear security ike security-associations",
    help: "Clear IKE security associations",
    rpc: ["clear-ike-security-associations-information", "clear-ike-security-associations"],
    options: [
      { ...INDEX, element: "index" },
      { element: "peer-address", value: "peer-address", help: "Address of the peer" },
    ],
    async run(device, given) {
      const { ike } = await stateOf(device);
      const peer = given["peer-address"];
      if (peer !== undefined) {
        const gateways = new Set(
          ike.filter((sa) => sa.remoteAddress === peer).map((sa) => sa.gateway),
        );
        for (const gateway of gateways) await device.plane.clear({ kind: "ike", gateway });
        return NOTHING;
      }
      await device.plane.clear({ kind: "ike", ...indexOf(given) });
      return NOTHING;
    },
  },
  {
    words: "clear security ipsec security-associations",
    help: "Clear IPsec security associations",
    rpc: [
      "clear-ipsec-security-associations-information",
      "clear-ipsec-security-associations",
      "clear-security-associations-information",
    ],
    options: [
      { ...INDEX, element: "index" },
      { word: "vpn-name", element: "vpn-name", value: "name", help: "Name of the VPN" },
    ],
    async run(device, given) {
      const vpn = given["vpn-name"];
      const { index } = indexOf(given);
      if (index === undefined) {
        await device.plane.clear({ kind: "ipsec", ...(vpn === undefined ? {} : { vpn }) });
        return NOTHING;
      }
      // The forwarding plane counts associations, the device tunnels.
      const { ipsec } = await device.plane.state();
      for (const [position, sa] of numbered(device, ipsec).entries()) {
        const own = ipsec[position]?.index;
        if (sa.index !== index || own === undefined) continue;
        await device.plane.clear({ kind: "ipsec", index: own });
      }
      return NOTHING;
    },
  },
  {
    words: "clear security ipsec statistics",
    help: "Clear IPsec statistics",
    rpc: ["clear-ipsec-statistics"],
    options: [],
    async run(device) {
      const { ipsec } = await stateOf(device);
      cleared.set(device.plane, perTunnel(ipsec));
      return NOTHING;
    },
  },
];

function indexOf(given: Arguments): { index?: number } {
  if (given.index === undefined) return {};
  const index = Number(given.index);
  if (!Number.isInteger(index)) throw refusal("invalid value", { element: given.index });
  return { index };
}
