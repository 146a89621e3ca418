// One kind of traffic, in numbers: what an application's words say about a packet's header, and which kind holds which.
import type { Family } from "../../net";

/** Port numbers from first to last. */
export interface Ports {
  /** The lowest, 0–65535. */
  readonly first: number;
  /** The highest, 0–65535. */
  readonly last: number;
}

/** What an application, one of its terms or a predefined name says about a packet. */
export interface MeantTraffic {
  /** Where it is said, in Junos's words: `applications application web`. */
  readonly statement: string;
  /** Number of the IP protocol; every one when it isn't said. */
  readonly protocol?: number;
  /** The only family that it can be of. */
  readonly family?: Family;
  /** Ports that it may come from; any, when they aren't said. */
  readonly sourcePort?: Ports;
  /** Ports that it may go to; any, when they aren't said. */
  readonly destinationPort?: Ports;
  /** Type of the ICMP message; any, when it isn't said. */
  readonly icmpType?: number;
  /** Code of the ICMP message; any, when it isn't said. */
  readonly icmpCode?: number;
  /** What has to be right besides, and a packet's header doesn't tell: a program number, a word that isn't known. */
  readonly beyond?: string;
}

/** The words of an application, as the configuration has them. */
export interface TrafficWords {
  readonly protocol?: string;
  readonly sourcePort?: string;
  readonly destinationPort?: string;
  readonly icmpType?: string;
  readonly icmpCode?: string;
  readonly icmp6Type?: string;
  readonly icmp6Code?: string;
}

const ICMP = 1;
const ICMP6 = 58;

/** Protocols with ports: TCP, UDP, SCTP. */
const WITH_PORTS = [6, 17, 132];

const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: ICMP,
  igmp: 2,
  ipip: 4,
  tcp: 6,
  egp: 8,
  udp: 17,
  ipv6: 41,
  rsvp: 46,
  gre: 47,
  esp: 50,
  ah: 51,
  icmp6: ICMP6,
  icmpv6: ICMP6,
  ospf: 89,
  pim: 103,
  vrrp: 112,
  sctp: 132,
};

/** Names that Junos takes for ports. */
const PORTS: Readonly<Record<string, number>> = {
  "ftp-data": 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  tacacs: 49,
  domain: 53,
  bootps: 67,
  bootpc: 68,
  tftp: 69,
  finger: 79,
  http: 80,
  pop3: 110,
  sunrpc: 111,
  ident: 113,
  nntp: 119,
  ntp: 123,
  imap: 143,
  snmp: 161,
  snmptrap: 162,
  bgp: 179,
  ldap: 389,
  https: 443,
  isakmp: 500,
  ike: 500,
  syslog: 514,
  rip: 520,
  radius: 1812,
  radacct: 1813,
};

const ICMP_TYPES: Readonly<Record<string, number>> = {
  "echo-reply": 0,
  unreachable: 3,
  "source-quench": 4,
  redirect: 5,
  "echo-request": 8,
  "router-advertisement": 9,
  "router-solicit": 10,
  "time-exceeded": 11,
  "parameter-problem": 12,
  timestamp: 13,
  "timestamp-reply": 14,
  "info-request": 15,
  "info-reply": 16,
  "mask-request": 17,
  "mask-reply": 18,
};

/** A word's number, or the number that is written; undefined for a word that isn't known. */
function numberOf(text: string, words: Readonly<Record<string, number>>): number | undefined {
  return words[text] ?? (/^\d+$/.test(text) ? Number(text) : undefined);
}

/** The number of a protocol that is given by name or number; undefined for a name that isn't known. */
export const protocolNumber = (protocol: string): number | undefined =>
  numberOf(protocol, PROTOCOLS);

/** Whether a protocol, by name or number, has ports. */
export const hasPorts = (protocol: string): boolean =>
  WITH_PORTS.includes(protocolNumber(protocol) ?? 0);

/** `22`, `ssh` or `6000-6063`; the names of ports have dashes too. */
function portsOf(text: string): Ports | undefined {
  const single = numberOf(text, PORTS);
  if (single !== undefined) return { first: single, last: single };
  for (let dash = text.indexOf("-"); dash >= 0; dash = text.indexOf("-", dash + 1)) {
    const first = numberOf(text.slice(0, dash), PORTS);
    const last = numberOf(text.slice(dash + 1), PORTS);
    if (first !== undefined && last !== undefined) return { first, last };
  }
  return undefined;
}

/** What words say about a packet, in numbers. A word that isn't known is `beyond`: nothing is taken for more than it says. */
export function meantTraffic(words: TrafficWords, statement: string): MeantTraffic {
  if (words.protocol === undefined) return { statement, beyond: "no protocol" };
  const protocol = protocolNumber(words.protocol);
  if (protocol === undefined) return { statement, beyond: `the protocol "${words.protocol}"` };
  if (protocol === ICMP)
    return icmp({ statement, protocol, family: "inet" }, words.icmpType, words.icmpCode);
  if (protocol === ICMP6)
    return icmp({ statement, protocol, family: "inet6" }, words.icmp6Type, words.icmp6Code);
  if (!WITH_PORTS.includes(protocol)) return { statement, protocol };
  return withPorts({ statement, protocol }, words);
}

function withPorts(traffic: MeantTraffic, words: TrafficWords): MeantTraffic {
  const { sourcePort: from, destinationPort: to } = words;
  const source = from === undefined ? undefined : portsOf(from);
  const destination = to === undefined ? undefined : portsOf(to);
  const unknown = [source ?? from, destination ?? to].find((each) => typeof each === "string");
  return {
    ...traffic,
    sourcePort: source,
    destinationPort: destination,
    beyond: unknown === undefined ? undefined : `the port "${unknown}"`,
  };
}

function icmp(
  traffic: MeantTraffic,
  type: string | undefined,
  code: string | undefined,
): MeantTraffic {
  const icmpType = type === undefined ? undefined : numberOf(type, ICMP_TYPES);
  const icmpCode = code === undefined ? undefined : numberOf(code, {});
  const unknown = [icmpType ?? type, icmpCode ?? code].find((each) => typeof each === "string");
  return {
    ...traffic,
    icmpType,
    icmpCode,
    beyond: unknown === undefined ? undefined : `the ICMP type or code "${unknown}"`,
  };
}

/** Whether one kind of traffic takes all of another; false when it can't be told. */
export function holdsTraffic(wide: MeantTraffic, narrow: MeantTraffic): boolean {
  const around = (outer: Ports | undefined, inner: Ports | undefined): boolean =>
    outer === undefined ||
    (inner !== undefined && outer.first <= inner.first && inner.last <= outer.last);
  const same = (outer: number | undefined, inner: number | undefined): boolean =>
    outer === undefined || outer === inner;
  return (
    wide.beyond === undefined &&
    same(wide.protocol, narrow.protocol) &&
    around(wide.sourcePort, narrow.sourcePort) &&
    around(wide.destinationPort, narrow.destinationPort) &&
    same(wide.icmpType, narrow.icmpType) &&
    same(wide.icmpCode, narrow.icmpCode)
  );
}
