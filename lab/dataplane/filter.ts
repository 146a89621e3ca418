// The whole nftables table of a device: what passes, what is let in, and what is translated.

import { hostOf } from "../../lib/net";
import type { JunosConfig } from "../../lib/junos";
import { IKE_LINK_PREFIX } from "./ipsec";
import type { LinkAddress } from "./interfaces";
import type { NatPlan } from "./nat";
import { LOOPBACK, type PolicyRules } from "./policies";
import { contents } from "./lists";
import { type Chain, comment, linkSet, type Ruleset } from "./ruleset";
import { FIRST_MARK, LAST_MARK, type PolicyTunnel } from "./wiring";
import type { Zone } from "./zones";

const IKE = `"${IKE_LINK_PREFIX}*"`;
const TUNNELS = '{ "st0.*", "pb*" }';

export interface Filter {
  readonly config: JunosConfig;
  readonly zones: readonly Zone[];
  readonly policies: PolicyRules;
  readonly nat: NatPlan;
  readonly tunnels: readonly PolicyTunnel[];
  readonly addresses: readonly LinkAddress[];
}

function inputChains({ zones, policies, nat }: Filter): readonly Chain[] {
  const inbound = zones.flatMap((zone) =>
    zone.inbound.map((each) => ({ zone: zone.name, ...each })),
  );
  const services = inbound.map(({ matches }, index) => ({
    name: `services_${index}`,
    rules: matches.map((match) => `${match} counter accept`),
  }));
  const proxied = nat.proxies.map(({ address }) => address);
  const [v4, v6] = [
    proxied.filter((each) => !each.includes(":")),
    proxied.filter((each) => each.includes(":")),
  ];
  return [
    ...services,
    {
      name: "input",
      hook: "type filter hook input priority 0; policy drop;",
      rules: [
        'iifname "lo" accept',
        "ct state established,related accept",
        // An address that is only answered for is not an address to be spoken to.
        ...(v4.length > 0 ? [`ip daddr { ${v4.join(", ")} } counter drop`] : []),
        ...(v6.length > 0 ? [`ip6 daddr { ${v6.join(", ")} } counter drop`] : []),
        "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept",
        ...policies.input,
        ...inbound.flatMap(({ links, zone }, index) =>
          links.length === 0
            ? []
            : [`iifname ${linkSet(links)} jump services_${index} ${comment(`zone ${zone}`)}`],
        ),
        "counter",
      ],
    },
  ];
}

/**
 * IKE for lo0 passes like transit, from the zone that it comes in by to that of lo0, which has to let it in too (Juniper,
 * IKE on a loopback interface).
 */
function loopbackRules({ zones, policies, addresses }: Filter): readonly string[] {
  const isIn = zones.some(({ inbound }) =>
    inbound.some(({ ike, links }) => ike && links.includes(LOOPBACK)),
  );
  return (["inet", "inet6"] as const).flatMap((family) => {
    const own = addresses
      .filter((each) => each.link === LOOPBACK && each.family === family)
      .map(({ address }) => hostOf(address));
    if (own.length === 0) return [];
    const to = `oifname ${IKE} ${family === "inet" ? "ip" : "ip6"} daddr { ${own.join(", ")} }`;
    return [
      ...(isIn ? policies.loopback.map((rule) => `${to} ${rule}`) : []),
      `${to} counter drop`,
    ];
  });
}

function forwardChain(filter: Filter): Chain {
  const { zones, policies, tunnels } = filter;
  const all = zones.flatMap(({ links }) => links);
  const ike = zones.flatMap(({ inbound }) => inbound).filter((each) => each.ike);
  const ikeLinks = ike.flatMap(({ links }) => links);
  return {
    name: "forward",
    hook: "type filter hook forward priority 0; policy drop;",
    rules: [
      // The device's own IKE packets: its daemons live in namespaces of their own.
      `iifname ${IKE} accept`,
      `oifname ${IKE} ct direction reply accept`,
      `oifname ${IKE} ct state related accept`,
      ...loopbackRules(filter),
      ...(ikeLinks.length > 0
        ? [`oifname ${IKE} iifname ${linkSet(ikeLinks)} udp dport { 500, 4500 } counter accept`]
        : []),
      `oifname ${IKE} counter drop`,
      "ct state invalid counter drop",
      "ct state established,related ct direction reply accept",
      "ct state related accept",
      // Packets of the session's own direction meet the policies again: a policy taken away ends its sessions.
      ...(all.length === 0
        ? []
        : [
            `iifname != ${linkSet(all)} counter drop ${comment("no zone")}`,
            `oifname != ${linkSet(all)} counter drop ${comment("no zone")}`,
            ...tunnels.map(
              ({ link, mark }) => `oifname "${link}" meta mark != ${mark} counter drop`,
            ),
            ...policies.forward,
          ]),
      "counter",
    ],
  };
}

/** TCP's segments are made small enough for what a tunnel adds. */
function segmentRules(config: JunosConfig): readonly string[] {
  const mss = config.security?.flow?.tcpMss;
  const rule = (condition: string, size: number | string): string =>
    `${condition} tcp flags syn tcp option maxseg size set ${size}`.trim();
  const ipsec = contents(mss?.ipsecVpn);
  const all = mss?.allTcp?.mss;
  return [
    ...(all === undefined ? [] : [rule("", all)]),
    ...(mss?.ipsecVpn === undefined
      ? []
      : [
          rule(`iifname ${TUNNELS}`, ipsec?.mss ?? 1350),
          rule(`oifname ${TUNNELS}`, ipsec?.mss ?? 1350),
        ]),
  ];
}

function markingChain({ tunnels, policies }: Filter): readonly Chain[] {
  if (tunnels.length === 0) return [];
  const links = linkSet(tunnels.map(({ link }) => link));
  return [
    {
      name: "into_tunnels",
      hook: "type filter hook prerouting priority -90; policy accept;",
      rules: [
        // A session that came out of a tunnel goes back into it.
        ...tunnels.map(({ link, mark }) => `iifname "${link}" ct state new ct mark set ${mark}`),
        `iifname ${links} return`,
        `ct mark ${FIRST_MARK}-${LAST_MARK} meta mark set ct mark return`,
        "ct direction reply return",
        ...policies.marking,
      ],
    },
  ];
}

export function filterRuleset(filter: Filter): Ruleset {
  const { config, nat, policies } = filter;
  const segments = segmentRules(config);
  const chains: readonly Chain[] = [
    ...policies.chains,
    ...inputChains(filter),
    forwardChain(filter),
    {
      name: "output",
      hook: "type filter hook output priority 0; policy accept;",
      rules: policies.output,
    },
    ...(segments.length > 0
      ? [
          {
            name: "segments",
            hook: "type filter hook forward priority -150; policy accept;",
            rules: segments,
          },
        ]
      : []),
    ...markingChain(filter),
    {
      name: "destination_nat",
      hook: "type nat hook prerouting priority -100; policy accept;",
      rules: nat.destination,
    },
    {
      name: "source_nat",
      hook: "type nat hook postrouting priority 100; policy accept;",
      rules: nat.source,
    },
  ];
  const counters = [...nat.rules, ...policies.counters].map(({ counter }) => counter);
  return { counters, chains };
}
