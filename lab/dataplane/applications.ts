// Applications: what a policy's word for a kind of traffic means in a packet.

import type { Family } from "../../lib/net";
import type { JunosConfig } from "../../lib/junos";
import { contents, entries } from "./lists";

/** One alternative of an application. */
export interface Term {
  /** Conditions of nftables; empty: everything. */
  readonly match: string;
  /** The only family that it can be of. */
  readonly family?: Family;
}

interface Traffic {
  readonly protocol?: string;
  readonly sourcePort?: string;
  readonly destinationPort?: string;
  readonly icmpType?: string;
  readonly icmpCode?: string;
  readonly icmp6Type?: string;
  readonly icmp6Code?: string;
}

const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
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
  icmp6: 58,
  icmpv6: 58,
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

const tcp = (...ports: string[]): readonly Traffic[] =>
  ports.map((destinationPort) => ({ protocol: "tcp", destinationPort }));
const udp = (...ports: string[]): readonly Traffic[] =>
  ports.map((destinationPort) => ({ protocol: "udp", destinationPort }));

/** Applications that every device knows. */
const PREDEFINED: Readonly<Record<string, readonly Traffic[]>> = {
  "junos-ah": [{ protocol: "ah" }],
  "junos-bgp": tcp("179"),
  "junos-bootpc": udp("68"),
  "junos-bootps": udp("67"),
  "junos-dhcp-client": udp("68"),
  "junos-dhcp-relay": udp("67"),
  "junos-dhcp-server": udp("67"),
  "junos-discard": [...tcp("9"), ...udp("9")],
  "junos-dns-tcp": tcp("53"),
  "junos-dns-udp": udp("53"),
  "junos-echo": [...tcp("7"), ...udp("7")],
  "junos-esp": [{ protocol: "esp" }],
  "junos-finger": tcp("79"),
  "junos-ftp": tcp("21"),
  "junos-ftp-data": tcp("20"),
  "junos-gre": [{ protocol: "gre" }],
  "junos-http": tcp("80"),
  "junos-http-ext": tcp("7001"),
  "junos-https": tcp("443"),
  "junos-icmp-all": [{ protocol: "icmp" }],
  "junos-icmp-ping": [{ protocol: "icmp", icmpType: "8" }],
  "junos-icmp6-all": [{ protocol: "icmp6" }],
  "junos-icmp6-echo-request": [{ protocol: "icmp6", icmp6Type: "128" }],
  "junos-icmp6-echo-reply": [{ protocol: "icmp6", icmp6Type: "129" }],
  "junos-ident": tcp("113"),
  "junos-ike": udp("500"),
  "junos-ike-nat": udp("4500"),
  "junos-imap": tcp("143"),
  "junos-imaps": tcp("993"),
  "junos-ldap": tcp("389"),
  "junos-mail": tcp("25"),
  "junos-ms-sql": tcp("1433"),
  "junos-nbds": udp("138"),
  "junos-nbname": udp("137"),
  "junos-netconf": tcp("830"),
  "junos-nfs": udp("111"),
  "junos-nntp": tcp("119"),
  "junos-ntp": udp("123"),
  "junos-ospf": [{ protocol: "ospf" }],
  "junos-ping": [{ protocol: "icmp", icmpType: "8" }],
  "junos-pingv6": [{ protocol: "icmp6", icmp6Type: "128" }],
  "junos-pop3": tcp("110"),
  "junos-pptp": tcp("1723"),
  "junos-radacct": udp("1813"),
  "junos-radius": udp("1812"),
  "junos-rip": udp("520"),
  "junos-rsh": tcp("514"),
  "junos-sip": [...tcp("5060"), ...udp("5060")],
  "junos-smb": tcp("139", "445"),
  "junos-smtp": tcp("25"),
  "junos-smtps": tcp("465", "587"),
  "junos-snmp-agentx": tcp("705"),
  "junos-sqlnet-v1": tcp("1525"),
  "junos-sqlnet-v2": tcp("1521"),
  "junos-ssh": tcp("22"),
  "junos-stun": [...udp("3478-3479"), ...tcp("3478-3479")],
  "junos-sun-rpc-tcp": tcp("111"),
  "junos-sun-rpc-udp": udp("111"),
  "junos-syslog": udp("514"),
  "junos-tacacs": tcp("49"),
  "junos-tcp-any": [{ protocol: "tcp" }],
  "junos-telnet": tcp("23"),
  "junos-tftp": udp("69"),
  "junos-traceroute": udp("33434-33450"),
  "junos-udp-any": [{ protocol: "udp" }],
  "junos-vnc": tcp("5800", "5900"),
  "junos-who": udp("513"),
  "junos-winframe": tcp("1494"),
  "junos-wxcontrol": tcp("3578"),
  "junos-x-windows": tcp("6000-6063"),
};

/** Sets that every device knows. */
const PREDEFINED_SETS: Readonly<Record<string, readonly string[]>> = {
  "junos-cifs": ["junos-smb"],
  "junos-sun-rpc": ["junos-sun-rpc-tcp", "junos-sun-rpc-udp"],
};

function portWord(text: string): string {
  return String(PORTS[text] ?? text);
}

/** The number of a protocol that is given by name or number. */
export function protocolNumber(protocol: string): number {
  return PROTOCOLS[protocol] ?? Number(protocol);
}

function termOf(traffic: Traffic): Term | undefined {
  const { protocol, sourcePort, destinationPort } = traffic;
  if (protocol === undefined) return { match: "" };
  const number = protocolNumber(protocol);
  if (Number.isNaN(number)) return undefined;
  if (number === 1) return icmp("icmp", "inet", traffic.icmpType, traffic.icmpCode);
  if (number === 58) return icmp("icmpv6", "inet6", traffic.icmp6Type, traffic.icmp6Code);
  const word = { 6: "tcp", 17: "udp", 132: "sctp" }[number];
  const ports =
    word === undefined
      ? []
      : [
          ...(sourcePort === undefined ? [] : [`${word} sport ${portWord(sourcePort)}`]),
          ...(destinationPort === undefined ? [] : [`${word} dport ${portWord(destinationPort)}`]),
        ];
  return { match: ports.length > 0 ? ports.join(" ") : `meta l4proto ${number}` };
}

function icmp(
  word: "icmp" | "icmpv6",
  family: Family,
  type: string | undefined,
  code: string | undefined,
): Term {
  const words = [
    ...(type === undefined ? [] : [`${word} type ${ICMP_TYPES[type] ?? type}`]),
    ...(code === undefined ? [] : [`${word} code ${code}`]),
  ];
  const all = `meta l4proto ${word === "icmp" ? 1 : 58}`;
  return { family, match: words.length > 0 ? words.join(" ") : all };
}

export class Applications {
  constructor(
    private readonly config: JunosConfig,
    private readonly warn: (path: string, message: string) => void,
  ) {}

  /** The alternatives of an application or a set of them. */
  terms(name: string, seen: ReadonlySet<string> = new Set()): readonly Term[] {
    if (name === "any") return [{ match: "" }];
    if (seen.has(name)) return [];
    const inside = new Set([...seen, name]);
    const list = this.config.applications;
    const own = contents(list?.application?.[name]);
    if (own !== undefined) {
      const terms = entries(own.term).map(([, term]) => term);
      return this.known(name, terms.length > 0 ? terms : [own]);
    }
    const set = contents(list?.applicationSet?.[name]);
    const members =
      set === undefined
        ? PREDEFINED_SETS[name]
        : [...Object.keys(set.application ?? {}), ...Object.keys(set.applicationSet ?? {})];
    if (members !== undefined) return members.flatMap((member) => this.terms(member, inside));
    const builtIn = PREDEFINED[name];
    if (builtIn === undefined) {
      this.warn(
        `applications application ${name}`,
        `the lab does not know the application "${name}": it matches nothing`,
      );
      return [];
    }
    return this.known(name, builtIn);
  }

  private known(name: string, traffic: readonly Traffic[]): readonly Term[] {
    return traffic.flatMap((each) => {
      const term = termOf(each);
      if (term !== undefined) return [term];
      this.warn(
        `applications application ${name}`,
        `the lab does not know the protocol "${each.protocol ?? ""}": it matches nothing`,
      );
      return [];
    });
  }
}
