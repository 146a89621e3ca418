// Security zones: their links, and what each link lets in to the device itself.

import type { JunosConfig } from "../../lib/junos";
import { contents, entries } from "./lists";
import { logicalName, type Wiring } from "./wiring";

/** What a link lets in to the device itself. */
export interface Inbound {
  readonly links: readonly string[];
  /** Conditions of nftables, any of which lets a packet in; an empty one lets everything in. */
  readonly matches: readonly string[];
  readonly ike: boolean;
}

export interface Zone {
  readonly name: string;
  readonly links: readonly string[];
  readonly inbound: readonly Inbound[];
}

type Services = NonNullable<
  Exclude<
    NonNullable<NonNullable<NonNullable<JunosConfig["security"]>["zones"]>["securityZone"]>[string],
    true
  >["hostInboundTraffic"]
>;

const SERVICES: Readonly<Record<string, readonly string[]>> = {
  bootp: ["udp dport { 67, 68 }"],
  dhcp: ["udp dport { 67, 68 }"],
  dhcpv6: ["udp dport { 546, 547 }"],
  dns: ["udp dport 53", "tcp dport 53"],
  finger: ["tcp dport 79"],
  ftp: ["tcp dport 21"],
  http: ["tcp dport 80"],
  https: ["tcp dport 443"],
  "ident-reset": [],
  ike: ["udp dport { 500, 4500 }", "meta l4proto 50"],
  lsping: ["udp dport 3503"],
  netconf: ["tcp dport 830"],
  ntp: ["udp dport 123"],
  ping: ["icmp type echo-request", "icmpv6 type echo-request"],
  r2cp: ["udp dport 28672"],
  "reverse-ssh": ["tcp dport 2901"],
  "reverse-telnet": ["tcp dport 2900"],
  rlogin: ["tcp dport 513"],
  rpm: ["udp dport 862", "tcp dport 862"],
  rsh: ["tcp dport 514"],
  sip: ["udp dport 5060", "tcp dport 5060"],
  snmp: ["udp dport 161"],
  "snmp-trap": ["udp dport 162"],
  ssh: ["tcp dport 22"],
  "tcp-encap": ["tcp dport { 443, 4500 }"],
  telnet: ["tcp dport 23"],
  tftp: ["udp dport 69"],
  traceroute: ["udp dport 33434-33523"],
  "webapi-clear-text": ["tcp dport 3221"],
  "webapi-ssl": ["tcp dport 3220"],
  "xnm-clear-text": ["tcp dport 3221"],
  "xnm-ssl": ["tcp dport 3220"],
};

const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  bfd: ["udp dport { 3784, 3785, 4784 }"],
  bgp: ["tcp dport 179"],
  dvmrp: ["meta l4proto 2"],
  igmp: ["meta l4proto 2"],
  ldp: ["tcp dport 646", "udp dport 646"],
  msdp: ["tcp dport 639"],
  ndp: ["icmpv6 type { 133, 134, 135, 136, 137 }"],
  nhrp: ["meta l4proto 54"],
  ospf: ["meta l4proto 89"],
  ospf3: ["meta l4proto 89"],
  pgm: ["meta l4proto 113"],
  pim: ["meta l4proto 103"],
  rip: ["udp dport 520"],
  ripng: ["udp dport 521"],
  "router-discovery": ["icmp type { 9, 10 }"],
  rsvp: ["meta l4proto 46"],
  sap: ["udp dport 9875"],
  vrrp: ["meta l4proto 112"],
};

/** What lets every service in. */
const EVERYTHING = "meta l4proto { tcp, udp, icmp, icmpv6, 50 }";

type Named = Readonly<Record<string, { readonly except?: boolean } | true>>;

/** The names that a list lets in: `all` stands for every one that the table knows, `except` takes one out. */
function namesIn(
  list: Named | undefined,
  table: Readonly<Record<string, unknown>>,
): readonly string[] {
  const named = entries(list);
  const wanted = named.filter(([, { except }]) => except !== true).map(([name]) => name);
  const refused = named.filter(([, { except }]) => except === true).map(([name]) => name);
  const all = wanted.includes("all") ? Object.keys(table) : [];
  return [...new Set([...all, ...wanted])].filter((name) => !refused.includes(name));
}

function inboundOf(links: readonly string[], services: Services | undefined): Inbound {
  const system = namesIn(services?.systemServices, SERVICES);
  const protocols = namesIn(services?.protocols, PROTOCOLS);
  const everything = system.includes("any-service");
  const matches = [
    ...system.flatMap((name) => SERVICES[name] ?? []),
    ...protocols.flatMap((name) => PROTOCOLS[name] ?? []),
  ];
  return {
    links,
    matches: everything ? [EVERYTHING, ...matches] : [...new Set(matches)],
    ike: everything || system.includes("ike"),
  };
}

export function zonesOf(config: JunosConfig, wiring: Wiring): readonly Zone[] {
  return entries(config.security?.zones?.securityZone).map(([name, zone]) => {
    const listed = entries(zone.interfaces);
    const members = listed.flatMap(([logical, own]) => {
      const link = logical === "all" ? undefined : wiring.link(logical);
      return link === undefined ? [] : [{ link, own: contents(own.hostInboundTraffic) }];
    });
    const everywhere = listed.some(([logical]) => logical === "all")
      ? wiring.logicals().map(([, link]) => ({ link, own: undefined }))
      : [];
    const all = [...members, ...everywhere];
    const listedNames = new Set(listed.map(([logical]) => logicalName(logical)));
    const tunnels = wiring.policyTunnels
      .filter(({ externalInterface }) => listedNames.has(externalInterface))
      .map(({ link }) => link);
    // What an interface says for itself replaces what its zone says.
    const common = all.filter(({ own }) => own === undefined).map(({ link }) => link);
    const special = all.flatMap(({ link, own }) =>
      own === undefined ? [] : [inboundOf([link], own)],
    );
    return {
      name,
      links: [...all.map(({ link }) => link), ...tunnels],
      inbound: [
        ...(common.length > 0 ? [inboundOf(common, contents(zone.hostInboundTraffic))] : []),
        ...special,
      ],
    };
  });
}

/** Whether some zone lets the device be managed by an address of its traffic: by SSH or NETCONF. */
export function letsManagementIn(zones: readonly Zone[]): boolean {
  const ways = [...(SERVICES["ssh"] ?? []), ...(SERVICES["netconf"] ?? []), EVERYTHING];
  return zones.some(({ inbound }) =>
    inbound.some(({ matches }) => matches.some((match) => ways.includes(match))),
  );
}
