// Statements that would change forwarding but that the lab does not carry out.

import type { ConfigTree, JunosConfig } from "../../lib/junos";
import { contents, entries } from "./lists";
import type { Policy } from "./policies";
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
    if (["gr", "ip", "lt", "ae", "irb", "vlan", "mt", "vt"].includes(kind)) {
      tell(path, `the lab has no ${name} interface`);
    }
    if (kind === "pp") {
      const message =
        "the lab speaks no PPPoE: kernels that it runs on have no /dev/ppp. Let the lab's program take dhcp or an address";
      found.push({ path, message, refuses: true });
    }
    for (const [unit, { family, vlanId, vlanTags, encapsulation }] of entries(own.unit)) {
      const inner = `${path} unit ${unit}`;
      if (vlanId !== undefined || vlanTags !== undefined) {
        tell(inner, "the lab's cables carry no VLAN tags: the unit stays down");
      } else if (encapsulation !== undefined && encapsulation !== "ppp-over-ether") {
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

/** Why a statement is of no effect here; nothing is told of one that isn't there. */
type Remark = readonly [isThere: boolean, path: string, message: string];

const told = (remarks: readonly Remark[]): readonly Warning[] =>
  remarks.filter(([isThere]) => isThere).map(([, path, message]) => ({ path, message }));

const is = (statement: unknown): boolean => statement !== undefined;

const ABSENT = "the lab installs static routes only";
const NO_BFD = "the lab does not speak BFD";

function routing(config: JunosConfig): readonly Warning[] {
  const options = config.routingOptions;
  const lists = [
    options?.static?.route,
    ...entries(options?.rib).map(([, rib]) => rib.static?.route),
  ];
  const instances = entries(config.routingInstances).filter(
    ([name]) => name !== MANAGEMENT_INSTANCE,
  );
  return told([
    [is(options?.aggregate), "routing-options aggregate", ABSENT],
    [is(options?.generate), "routing-options generate", ABSENT],
    [is(options?.ribGroups), "routing-options rib-groups", ABSENT],
    [is(options?.instanceImport), "routing-options instance-import", ABSENT],
    [
      is(options?.forwardingTable),
      "routing-options forwarding-table",
      "the lab uses one next hop at a time",
    ],
    ...lists.flatMap((list) => entries(list)).flatMap(([prefix, route]) => ofRoute(prefix, route)),
    [is(options?.static?.defaults), "routing-options static defaults", "the lab takes Junos's own"],
    ...instances.flatMap(([name, own]): readonly Remark[] => [
      [
        own.instanceType !== "virtual-router",
        `routing-instances ${name}`,
        "the lab has instances of the type virtual-router only",
      ],
      [
        is(own.protocols),
        `routing-instances ${name} protocols`,
        "the lab speaks routing protocols in the main instance only",
      ],
      ...entries(own.routingOptions?.static?.route).flatMap(([prefix, route]) =>
        ofRoute(prefix, route),
      ),
    ]),
    [is(config.protocols?.ospf), "protocols ospf", "the lab does not speak OSPF"],
  ]);
}

type Static = NonNullable<NonNullable<JunosConfig["routingOptions"]>["static"]>;
type StaticRoute = Exclude<NonNullable<Static["route"]>[string], true>;

function ofRoute(prefix: string, route: StaticRoute): readonly Remark[] {
  const path = `routing-options static route ${prefix}`;
  const bfd = "bfd-liveness-detection";
  return [
    [
      is(route.nextTable),
      `${path} next-table`,
      "the lab leads nothing from one routing instance to another",
    ],
    [route.resolve === true, `${path} resolve`, "the lab reaches next hops directly only"],
    [route.receive === true, `${path} receive`, ABSENT],
    [is(route.bfdLivenessDetection), `${path} ${bfd}`, NO_BFD],
    ...entries(route.qualifiedNextHop).map(([hop, own]): Remark => [
      is(own.bfdLivenessDetection),
      `${path} qualified-next-hop ${hop} ${bfd}`,
      NO_BFD,
    ]),
  ];
}

function security(config: JunosConfig): readonly Warning[] {
  const { flow, zones } = config.security ?? {};
  const policies = contents(config.security?.policies);
  const lists = [
    ...entries(policies?.fromZone).flatMap(([from, { toZone }]) =>
      entries(toZone).map(
        ([to, { policy }]) => [`from-zone ${from} to-zone ${to}`, policy] as const,
      ),
    ),
    ["global", policies?.global?.policy] as const,
  ];
  const mss = flow?.tcpMss;
  return told([
    ...entries(contents(config.security?.ike)?.gateway).map(([name, gateway]): Remark => [
      gateway.noNatTraversal !== undefined,
      `security ike gateway ${name} no-nat-traversal`,
      "the lab looks for NAT all the same: its ESP always travels in UDP",
    ]),
    [is(mss?.greIn) || is(mss?.greOut), "security flow tcp-mss", "the lab has no GRE"],
    [
      is(flow?.synFloodProtectionMode),
      "security flow syn-flood-protection-mode",
      "the lab has no flood protection",
    ],
    ...entries(zones?.securityZone).map(([name, { screen }]): Remark => [
      is(screen),
      `security zones security-zone ${name} screen`,
      "the lab does not carry out screens",
    ]),
    ...lists.flatMap(([where, list]) =>
      entries(list).flatMap(([name, policy]) =>
        ofPolicy(`security policies ${where} policy ${name}`, policy),
      ),
    ),
  ]);
}

function ofPolicy(path: string, { match, then, schedulerName }: Policy): readonly Remark[] {
  const permit = contents(then?.permit);
  const into = `${path} then permit`;
  const isSaid = (values: readonly string[] | undefined): boolean =>
    (values ?? []).some((value) => value !== "any");
  const unseen = "the lab sees addresses, protocols and ports only";
  return [
    [is(schedulerName), `${path} scheduler-name`, "the lab has no schedules"],
    [isSaid(match?.sourceIdentity), `${path} match source-identity`, unseen],
    [isSaid(match?.dynamicApplication), `${path} match dynamic-application`, unseen],
    [isSaid(match?.urlCategory), `${path} match url-category`, unseen],
    [
      is(permit?.applicationServices),
      `${into} application-services`,
      "the lab does not look into sessions",
    ],
    [
      is(permit?.destinationAddress),
      `${into} destination-address`,
      "the lab does not tell translated traffic apart",
    ],
    [
      is(permit?.tunnel?.ipsecGroupVpn),
      `${into} tunnel ipsec-group-vpn`,
      "the lab has no group VPN",
    ],
  ];
}
