// References that need no more than a look-up, as a table: where a name stands, and where it has to be defined.
import type { RuleId } from "../../diagnostics";
import type { Context } from "./context";

const RULE_OF = {
  "access profile": "undefined-access-profile",
  "address pool": "undefined-address-pool",
  interface: "undefined-interface",
  "routing instance": "undefined-routing-instance",
  screen: "undefined-screen",
} as const satisfies Readonly<Record<string, RuleId>>;

type Reference = readonly [
  within: string,
  leaf: string,
  defined: string,
  what: keyof typeof RULE_OF,
];

const INSTANCES = "routing-instances";

const REFERENCES: readonly Reference[] = [
  ["system name-server *", "routing-instance", INSTANCES, "routing instance"],
  ["system syslog", "routing-instance", INSTANCES, "routing instance"],
  ["system syslog host *", "routing-instance", INSTANCES, "routing instance"],
  ["system ntp server *", "routing-instance", INSTANCES, "routing instance"],
  ["snmp trap-group *", "routing-instance", INSTANCES, "routing instance"],
  ["access radius-server *", "routing-instance", INSTANCES, "routing instance"],
  ["security pki ca-profile *", "routing-instance", INSTANCES, "routing instance"],
  ["security log stream *", "host routing-instance", INSTANCES, "routing instance"],
  [
    "security nat static rule-set * rule *",
    "then static-nat prefix routing-instance",
    INSTANCES,
    "routing instance",
  ],
  ["security zones functional-zone management", "screen", "security screen ids-option", "screen"],
  [
    "access firewall-authentication",
    "pass-through default-profile",
    "access profile",
    "access profile",
  ],
  [
    "access firewall-authentication",
    "web-authentication default-profile",
    "access profile",
    "access profile",
  ],
  ["access address-assignment pool *", "link", "access address-assignment pool", "address pool"],
  ["interfaces * unit *", "family inet unnumbered-address", "interfaces", "interface"],
];

/** Routing instances that exist without being configured. */
const BUILT_IN = ["default", "mgmt_junos", "master"];

export function checkReferences(context: Context): void {
  if (!context.whole) return;
  for (const [within, leaf, defined, what] of REFERENCES) {
    for (const { node, where } of context.places(within)) {
      let name = node.text(leaf);
      if (name === undefined || (defined === INSTANCES && BUILT_IN.includes(name))) continue;
      if (what === "interface") name = name.replace(/\.\d+$/, "");
      context.reference(
        name,
        context.names(defined),
        what,
        [...where, ...leaf.split(" ")],
        RULE_OF[what],
      );
    }
  }
}
