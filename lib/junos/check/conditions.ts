// Pairs of statements that exclude or need each other, as tables: what Junos checks at a commit and no reference or range says.
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";
import type { Found } from "./places";

/** Within a hierarchy (`*` stands for every entry): a statement, and what it excludes or needs; `|` separates alternatives, and `^` begins at the top. */
type Rule = readonly [within: string, statement: string, others: string];

const GATEWAY = "security ike gateway *";
const VPN = "security ipsec vpn *";
const SOURCE_POOL = "security nat source pool *";
const UNIT = "interfaces * unit *";
const HA_EXCLUDES =
  "bind-interface|manual|df-bit|copy-outer-dscp|multi-sa|vpn-monitor|traffic-selector|distribution-profile|udp-encapsulate|establish-tunnels|" +
  "ike proxy-identity|ike idle-time|ike install-interval|ike no-anti-replay";

const EXCLUDES: readonly Rule[] = [
  [GATEWAY, "aaa", "xauth"],
  [GATEWAY, "advpn", "xauth|aaa"],
  [GATEWAY, "ppk-profile", "aaa"],
  [GATEWAY, "aaa access-profile", "address|aaa client"],
  [GATEWAY, "xauth access-profile", "xauth client"],
  [VPN, "multi-sa", "vpn-monitor"],
  [VPN, "ha-link-encryption", HA_EXCLUDES],
  ["security address-book * address * dns-name *", "ipv6-only", "ipv4-only"],
  ["security zones security-zone * address-book address * dns-name *", "ipv6-only", "ipv4-only"],
  [SOURCE_POOL, "address-name", "address"],
  [SOURCE_POOL, "host-address-base", "port range"],
  [SOURCE_POOL, "port no-translation", "port preserve-range|port preserve-parity"],
  [
    "security policies from-zone * to-zone * policy *",
    "then permit tunnel",
    "match dynamic-application",
  ],
  [UNIT, "family inet unnumbered-address", "family inet address"],
  ["interfaces *", "stacked-vlan-tagging", "gigether-options 802.3ad"],
  ["system login user * authentication", "no-public-keys", "ssh-rsa|ssh-dsa|ssh-ecdsa|ssh-ed25519"],
  ["system root-authentication", "no-public-keys", "ssh-rsa|ssh-dsa|ssh-ecdsa|ssh-ed25519"],
  ["routing-options static route *", "resolve", "retain|no-retain"],
  [
    "protocols bgp group *",
    "authentication-key",
    "authentication-algorithm|authentication-key-chain",
  ],
  [
    "protocols bgp group * neighbor *",
    "authentication-key",
    "authentication-algorithm|authentication-key-chain",
  ],
];

const NEEDS: readonly Rule[] = [
  [GATEWAY, "advpn", "advpn partner disable|advpn suggester disable"],
  [GATEWAY, "aaa use-routing-instance-address", "aaa access-profile"],
  [GATEWAY, "aaa client password", "aaa client username"],
  [GATEWAY, "xauth client password", "xauth client username"],
  [VPN, "establish-tunnels", "ike"],
  [VPN, "manual", "manual protocol"],
  [SOURCE_POOL, "overflow-pool", "port no-translation|host-address-base"],
  ["applications application *", "do-not-translate-AAAA-query-to-A-query", "application-protocol"],
  ["applications application *", "do-not-translate-A-query-to-AAAA-query", "application-protocol"],
  ["system services", "web-management", "web-management https|web-management http"],
  ["protocols bgp", "graceful-restart restart-time", "^routing-options graceful-restart"],
  ["protocols bgp group *", "graceful-restart restart-time", "^routing-options graceful-restart"],
  ["protocols bgp", "authentication-algorithm", "authentication-key-chain"],
  ["policy-options policy-statement *", "then external", "then external type"],
  ["policy-options policy-statement * term *", "then external", "then external type"],
  ["security ipsec security-association *", "mode", "manual"],
  ["system login password", "maximum-lifetime", "minimum-reuse"],
  ["system login password", "minimum-lifetime", "minimum-reuse"],
  ["protocols bgp group *", "authentication-algorithm", "authentication-key-chain"],
];

/** IKE features that need a version. */
const VERSION_2 = ["ppk-profile"];
const VERSION_1 = ["aaa client", "xauth client"];

function checkTables(context: Context): void {
  for (const [within, statement, others] of EXCLUDES) {
    for (const { node, where } of context.places(within)) {
      if (!node.has(statement)) continue;
      for (const other of others.split("|")) {
        if (node.has(other))
          context.error(
            "excluded",
            [...where, ...statement.split(" ")],
            `excludes ${other}`,
            "keep one of them",
          );
      }
    }
  }
  for (const [within, statement, others] of NEEDS) {
    for (const { node, where } of context.places(within)) {
      if (!node.has(statement)) continue;
      const choices = others.split("|");
      if (
        !choices.some((other) =>
          other.startsWith("^") ? context.root.has(other.slice(1)) : node.has(other),
        )
      ) {
        context.error(
          "needed",
          [...where, ...statement.split(" ")],
          `needs ${choices.join(" or ").replaceAll("^", "")}`,
          "add it",
        );
      }
    }
  }
}

function checkVersions(context: Context): void {
  for (const place of context.places(GATEWAY)) checkGatewayVersion(context, place);
  for (const place of context.places(VPN)) checkVpnOf(context, place);
}

function checkGatewayVersion(context: Context, { node, where }: Found): void {
  const two = node.text("version") === "v2-only";
  for (const name of two ? VERSION_1 : VERSION_2) {
    if (node.has(name))
      context.error(
        "ike-version",
        [...where, ...name.split(" ")],
        `needs IKEv${two ? 1 : 2}`,
        two ? "use an access-profile" : "set version v2-only",
      );
  }
  const profile = node.get("aaa access-profile");
  if (profile && node.has("dynamic") && !node.has("dynamic ike-user-type")) {
    context.error(
      "needed",
      [...where, "aaa", "access-profile"],
      "needs dynamic ike-user-type",
      "say whether users share an identity or belong to a group",
    );
  }
  const policy = context.root.get(["security", "ike", "policy", node.text("ike-policy") ?? ""]);
  if (policy?.has("seeded-pre-shared-key") && node.has("advpn"))
    context.error(
      "excluded",
      [...where, "advpn"],
      "excludes a policy with a seeded key",
      "use certificates",
    );
  if (policy?.has("reauth-frequency") && profile)
    context.error(
      "excluded",
      [...where, "aaa"],
      "excludes a policy with reauth-frequency",
      "take one away",
    );
}

function checkVpnOf(context: Context, { node, where }: Found): void {
  const gateway = context.root.get(["security", "ike", "gateway", node.text("ike gateway") ?? ""]);
  for (const other of ["traffic-selector", "ike proxy-identity", "vpn-monitor destination-ip"]) {
    if (gateway?.has("advpn") && node.has(other))
      context.error(
        "excluded",
        [...where, ...other.split(" ")],
        "excludes a gateway with advpn",
        "take one away",
      );
  }
  if (gateway?.has("aaa access-profile") && node.has("vpn-monitor"))
    context.error(
      "excluded",
      [...where, "vpn-monitor"],
      "excludes a gateway with aaa access-profile",
      "use dead-peer-detection",
    );
  checkManual(context, node, where);
}

function checkManual(context: Context, vpn: ConfigNode, where: readonly string[]): void {
  const manual = vpn.get("manual");
  if (manual === undefined) return;
  const ah = manual.text("protocol") === "ah";
  if (ah && manual.has("encryption"))
    context.error(
      "excluded",
      [...where, "manual", "encryption"],
      "AH doesn't encrypt",
      "use protocol esp",
    );
  if (ah && !manual.has("authentication"))
    context.error(
      "needed",
      [...where, "manual"],
      "AH needs authentication",
      "add an algorithm and a key",
    );
  if (
    manual.text("protocol") === "esp" &&
    !manual.has("authentication") &&
    !manual.has("encryption")
  ) {
    context.error(
      "needed",
      [...where, "manual"],
      "ESP needs encryption or authentication",
      "add an algorithm and a key",
    );
  }
}

/** Services and protocols let in: `any-service` stands alone, and `except` needs `all` to be an exception from. */
function checkInbound(context: Context): void {
  for (const within of [
    "security zones security-zone *",
    "security zones security-zone * interfaces *",
  ]) {
    for (const { node, where } of context.places(within)) {
      for (const kind of ["system-services", "protocols"]) {
        const entries = node.entries(["host-inbound-traffic", kind]);
        const names = entries.map((entry) => entry.name);
        const at = [...where, "host-inbound-traffic", kind];
        if (names.includes("any-service") && names.length > 1)
          context.error(
            "excluded",
            at,
            "any-service stands for all others",
            "keep any-service alone",
          );
        for (const entry of entries)
          if (entry.has("except") && !names.includes("all"))
            context.error(
              "needed",
              [...at, entry.name, "except"],
              `needs ${kind} all`,
              "add it, or take except away",
            );
      }
    }
  }
}

function checkKinds(context: Context): void {
  if (!context.whole) return;
  const types = (name: string): string | undefined =>
    context.root.get(["routing-instances", name])?.text("instance-type");
  for (const [kind, allowed] of [
    ["source", ["virtual-router"]],
    ["destination", ["virtual-router", "vrf"]],
  ] as const) {
    for (const { node, where } of context.places(`security nat ${kind} pool *`)) {
      const name = node.text("routing-instance");
      const type = name === undefined ? undefined : types(name);
      if (type !== undefined && !(allowed as readonly string[]).includes(type)) {
        context.error(
          "instance-type",
          [...where, "routing-instance"],
          `routing instance "${name ?? ""}" is a ${type}`,
          `use one of type ${allowed.join(" or ")}`,
        );
      }
    }
  }
  for (const { node, where } of context.places("chassis cluster redundancy-group *")) {
    for (const name of node.names("interface-monitor"))
      context.reference(
        name,
        context.names("interfaces"),
        "interface",
        [...where, "interface-monitor", name],
        "undefined-interface",
      );
  }
  for (const { node, where } of context.places("protocols bgp group *")) {
    const name = node.text("ipsec-sa");
    if (name !== undefined)
      context.reference(
        name,
        context.names("security ipsec security-association"),
        "security association",
        [...where, "ipsec-sa"],
        "undefined-sa",
      );
  }
  for (const { node, where } of context.places("security ike policy *")) {
    const name = node.text("certificate trusted-ca trusted-ca-group");
    if (name !== undefined)
      context.reference(
        name,
        context.names("security pki trusted-ca-group"),
        "group of authorities",
        [...where, "certificate", "trusted-ca", "trusted-ca-group"],
        "undefined-ca",
      );
  }
  for (const { node, where } of context.places(VPN)) {
    const name =
      node.text("vpn-monitor source-interface") ?? node.text("manual external-interface");
    if (name !== undefined && context.unit(name) === undefined) {
      context.reference(
        context.logical(name),
        context.unitNames,
        "interface",
        [...where, node.has("manual") ? "manual" : "vpn-monitor"],
        "undefined-interface",
      );
    }
  }
}

export function checkConditions(context: Context): void {
  checkTables(context);
  checkVersions(context);
  checkInbound(context);
  checkKinds(context);
}
