// Statements that would change forwarding but that the lab does not carry out.

import type { ConfigTree, JunosConfig } from "../../lib/junos";
import { contents, entries } from "./lists";
import type { Warning } from "./types";

/** Hierarchies that forward, where an unknown statement may matter. */
const FORWARDING = new Set([
  "applications",
  "bridge-domains",
  "class-of-service",
  "firewall",
  "forwarding-options",
  "interfaces",
  "policy-options",
  "protocols",
  "routing-instances",
  "routing-options",
  "security",
  "services",
  "vlans",
]);

/** Words that name a hierarchy well enough. */
const DEPTH = 4;

const MANAGEMENT_INSTANCE = "mgmt_junos";

export function unimplemented(tree: ConfigTree, config: JunosConfig): readonly Warning[] {
  return [
    ...unknown(tree),
    ...chassis(tree, config),
    ...interfaces(config),
    ...routing(config),
    ...security(config),
  ];
}

function unknown(tree: ConfigTree): readonly Warning[] {
  const paths = new Set(
    tree
      .effective()
      .statements()
      .filter(({ unchecked, path }) => unchecked && FORWARDING.has(path[0] ?? ""))
      .map(({ path }) => path.slice(0, DEPTH).join(" ")),
  );
  return [...paths].map((path) => ({ path, message: "the lab does not know this statement" }));
}

/** Junos puts the node's own name in its place. */
const OWN_GROUP = "${node}";

function chassis(tree: ConfigTree, config: JunosConfig): readonly Warning[] {
  const own = tree.root.names("apply-groups").includes(OWN_GROUP)
    ? [
        {
          path: `apply-groups ${OWN_GROUP}`,
          message: "the lab applies no group of a node's own: its cluster is one device",
        },
      ]
    : [];
  const groups = entries(config.chassis?.cluster?.redundancyGroup).flatMap(([number, group]) => {
    const path = `chassis cluster redundancy-group ${number}`;
    return [
      ...(group.ipMonitoring === undefined
        ? []
        : [
            {
              path: `${path} ip-monitoring`,
              message: "the lab's cluster watches links, not addresses",
            },
          ]),
      ...(contents(group.preempt)?.delay === undefined &&
      contents(group.preempt)?.limit === undefined
        ? []
        : [
            {
              path: `${path} preempt`,
              message: "the lab's cluster moves back at once, and as often as it has to",
            },
          ]),
    ];
  });
  return [...own, ...groups];
}

function interfaces(config: JunosConfig): readonly Warning[] {
  return entries(config.interfaces).flatMap(([name, own]) => {
    const path = `interfaces ${name}`;
    const kind = /^[a-z]+/.exec(name)?.[0] ?? "";
    const found: Warning[] = [];
    const tell = (where: string, message: string): void =>
      void found.push({ path: where, message });
    if (["gr", "ip", "lt", "ae", "irb", "vlan", "mt", "pp0", "vt"].includes(kind)) {
      tell(path, `the lab has no ${name} interface`);
    }
    for (const [unit, { family, vlanId, vlanTags, encapsulation }] of entries(own.unit)) {
      const inner = `${path} unit ${unit}`;
      if (vlanId !== undefined || vlanTags !== undefined) {
        tell(inner, "the lab's cables carry no VLAN tags: the unit stays down");
      } else if (encapsulation !== undefined) {
        tell(`${inner} encapsulation`, "the lab's cables carry plain Ethernet");
      }
      const [inet, inet6] = [contents(family?.inet), contents(family?.inet6)];
      for (const [word, each] of [
        ["inet", inet],
        ["inet6", inet6],
      ] as const) {
        if (each?.filter !== undefined) {
          tell(`${inner} family ${word} filter`, "the lab does not carry out firewall filters");
        }
      }
      if (inet?.unnumberedAddress !== undefined) {
        tell(`${inner} family inet unnumbered-address`, "the lab does not borrow addresses");
      }
      if (entries(inet?.address).some(([, { vrrpGroup }]) => vrrpGroup !== undefined)) {
        tell(`${inner} family inet address`, "the lab does not speak VRRP");
      }
    }
    return found;
  });
}

function routing(config: JunosConfig): readonly Warning[] {
  const options = config.routingOptions;
  const found: Warning[] = [];
  const tell = (path: string, message: string): void => void found.push({ path, message });
  const absent = "the lab installs static routes only";
  if (options?.aggregate !== undefined) tell("routing-options aggregate", absent);
  if (options?.generate !== undefined) tell("routing-options generate", absent);
  if (options?.ribGroups !== undefined) tell("routing-options rib-groups", absent);
  if (options?.instanceImport !== undefined) tell("routing-options instance-import", absent);
  if (options?.forwardingTable !== undefined) {
    tell("routing-options forwarding-table", "the lab uses one next hop at a time");
  }
  const lists = [
    options?.static?.route,
    ...entries(options?.rib).map(([, rib]) => rib.static?.route),
  ];
  for (const [prefix, route] of lists.flatMap((list) => entries(list))) {
    const path = `routing-options static route ${prefix}`;
    if (route.nextTable !== undefined) tell(`${path} next-table`, "the lab has one routing table");
    if (route.resolve === true) tell(`${path} resolve`, "the lab reaches next hops directly only");
    if (route.receive === true) tell(`${path} receive`, absent);
    if (route.bfdLivenessDetection !== undefined) {
      tell(`${path} bfd-liveness-detection`, "the lab does not speak BFD");
    }
    for (const [hop, own] of entries(route.qualifiedNextHop)) {
      if (own.bfdLivenessDetection !== undefined) {
        tell(
          `${path} qualified-next-hop ${hop} bfd-liveness-detection`,
          "the lab does not speak BFD",
        );
      }
    }
  }
  if (options?.static?.defaults !== undefined)
    tell("routing-options static defaults", "the lab takes Junos's own");
  for (const name of Object.keys(config.routingInstances ?? {})) {
    if (name !== MANAGEMENT_INSTANCE) {
      tell(`routing-instances ${name}`, "the lab has one routing instance for traffic");
    }
  }
  if (config.protocols?.ospf !== undefined) tell("protocols ospf", "the lab does not speak OSPF");
  return found;
}

function security(config: JunosConfig): readonly Warning[] {
  const found: Warning[] = [];
  const tell = (path: string, message: string): void => void found.push({ path, message });
  const flow = config.security?.flow;
  if (flow?.tcpMss?.greIn !== undefined || flow?.tcpMss?.greOut !== undefined) {
    tell("security flow tcp-mss", "the lab has no GRE");
  }
  if (flow?.synFloodProtectionMode !== undefined) {
    tell("security flow syn-flood-protection-mode", "the lab has no flood protection");
  }
  for (const [name, zone] of entries(config.security?.zones?.securityZone)) {
    if (zone.screen !== undefined) {
      tell(`security zones security-zone ${name} screen`, "the lab does not carry out screens");
    }
  }
  const policies = contents(config.security?.policies);
  const lists = [
    ...entries(policies?.fromZone).flatMap(([from, { toZone }]) =>
      entries(toZone).map(
        ([to, { policy }]) => [`from-zone ${from} to-zone ${to}`, policy] as const,
      ),
    ),
    ["global", policies?.global?.policy] as const,
  ];
  for (const [where, list] of lists) {
    for (const [name, { match, then, schedulerName }] of entries(list)) {
      const path = `security policies ${where} policy ${name}`;
      const permit = contents(then?.permit);
      if (schedulerName !== undefined) tell(`${path} scheduler-name`, "the lab has no schedules");
      for (const word of ["sourceIdentity", "dynamicApplication", "urlCategory"] as const) {
        const values = match?.[word] ?? [];
        if (values.some((value) => value !== "any")) {
          const junos = word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
          tell(`${path} match ${junos}`, "the lab sees addresses, protocols and ports only");
        }
      }
      if (permit?.applicationServices !== undefined) {
        tell(`${path} then permit application-services`, "the lab does not look into sessions");
      }
      if (permit?.destinationAddress !== undefined) {
        tell(
          `${path} then permit destination-address`,
          "the lab does not tell translated traffic apart",
        );
      }
      if (permit?.tunnel?.ipsecGroupVpn !== undefined) {
        tell(`${path} then permit tunnel ipsec-group-vpn`, "the lab has no group VPN");
      }
    }
  }
  return found;
}
