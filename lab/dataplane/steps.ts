// From the last plan to the next: lines for `ip -batch`, in the order in which the kernel takes them.

import { familyOf } from "../../lib/net";
import type { InstanceRule } from "./instance-rules";
import type { LinkAddress } from "./interfaces";
import type { DataplanePlan } from "./plan";
import type { Route } from "./routes";

export interface Steps {
  /** Addresses of physical links. */
  readonly addresses: readonly string[];
  /** Addresses of tunnel interfaces, once IPsec has made them. */
  readonly tunnels: readonly string[];
  /** Routes that need no tunnel. */
  readonly outerRoutes: readonly string[];
  /** Routes into tunnels. */
  readonly innerRoutes: readonly string[];
  /** What the next plan does not have. May fail: what depended on a link went with it. */
  readonly removals: readonly string[];
}

const RULE_PREFERENCE = 1000;

/** Stands before a line for IPv6 that names no address, from which `ip` would know its family. */
export const IPV6 = "-6 ";

export const isTunnel = ({ link }: LinkAddress): boolean => link.startsWith("st0.");

/** A next hop behind a tunnel interface is not known before its link is. */
const isInner = ({ text }: Route): boolean => text.includes(" dev st0.");

function addressLine(verb: "replace" | "del", { address, link, isApart }: LinkAddress): string {
  // Without duplicate address detection an IPv6 address is usable at once.
  const now = familyOf(address) === "inet6" && verb === "replace" ? " nodad" : "";
  const apart = isApart && verb === "replace" ? " noprefixroute" : "";
  return `address ${verb} ${address} dev ${link}${now}${apart}`;
}

/** The family follows from the prefix. */
function routeLine(verb: "replace" | "del", { text }: Route): string {
  return `route ${verb} ${text}`;
}

function proxyLine(verb: "replace" | "del", address: string): string {
  return `route ${verb} local ${address} dev lo table local proto static`;
}

/** What leads marked packets into a tunnel's own table, of either family. */
function markLines(verb: "add" | "del", mark: number): readonly string[] {
  const line = `rule ${verb} pref ${RULE_PREFERENCE} fwmark ${mark} lookup ${mark}`;
  return [line, `${IPV6}${line}`];
}

function ruleLine(verb: "add" | "del", { family, text }: InstanceRule): string {
  return `${family === "inet6" ? IPV6 : ""}rule ${verb} ${text}`;
}

/** Every statement of a plan; statements of the same kind that both plans have need no removal. */
function removalsOf(plan: DataplanePlan | undefined): readonly string[] {
  if (plan === undefined) return [];
  return [
    ...plan.routes.map((route) => routeLine("del", route)),
    ...plan.proxies.map(({ address }) => proxyLine("del", address)),
    ...plan.policyTunnels.flatMap(({ mark }) => markLines("del", mark)),
    ...plan.instanceRules.map((rule) => ruleLine("del", rule)),
    ...plan.addresses.map((address) => addressLine("del", address)),
  ];
}

/**
 * Everything is set again with `replace`, which changes nothing where it is there already: a link that IPsec made
 * anew has lost its addresses and routes.
 */
export function batchBetween(
  before: DataplanePlan | undefined,
  next: DataplanePlan | undefined,
): Steps {
  const kept = new Set(removalsOf(next));
  const removals = removalsOf(before).filter((line) => !kept.has(line));
  if (next === undefined)
    return { addresses: [], tunnels: [], outerRoutes: [], innerRoutes: [], removals };
  const first =
    before === undefined ? next.links.map((link) => `address flush dev ${link} scope global`) : [];
  const old = new Set(before?.policyTunnels.map(({ mark }) => mark));
  const oldRules = new Set(before?.instanceRules.map((rule) => ruleLine("add", rule)));
  const named = new Set(before?.hardwareAddresses.map(({ link, address }) => `${link} ${address}`));
  return {
    addresses: [
      ...first,
      ...next.standby.flatMap((link) => [
        `address flush dev ${link} scope global`,
        `link set ${link} down`,
      ]),
      ...next.hardwareAddresses
        .filter(({ link, address }) => !named.has(`${link} ${address}`))
        .map(({ link, address }) => `link set ${link} address ${address}`),
      ...next.links.map((link) => `link set ${link} up`),
      ...next.addresses
        .filter((each) => !isTunnel(each))
        .map((each) => addressLine("replace", each)),
    ],
    tunnels: next.addresses.filter(isTunnel).map((each) => addressLine("replace", each)),
    outerRoutes: [
      ...next.instanceRules
        .map((rule) => ruleLine("add", rule))
        .filter((line) => !oldRules.has(line)),
      ...next.proxies.map(({ address }) => proxyLine("replace", address)),
      ...next.routes.filter((route) => !isInner(route)).map((route) => routeLine("replace", route)),
    ],
    innerRoutes: [
      ...next.routes
        .filter((route) => isInner(route) && route.tunnel === undefined)
        .map((route) => routeLine("replace", route)),
      ...next.policyTunnels.flatMap(({ link, mark }) => [
        `route replace 0.0.0.0/0 dev ${link} table ${mark}`,
        `route replace ::/0 dev ${link} table ${mark}`,
        ...(old.has(mark) ? [] : markLines("add", mark)),
      ]),
    ],
    removals,
  };
}

const UDP_SESSION_SECONDS = "60";

/** Settings of the kernel that make a namespace a router which trusts its rules alone. */
export function sysctlScript(): string {
  const settings: readonly (readonly [string, string])[] = [
    ["ipv4/ip_forward", "1"],
    ["ipv6/conf/all/forwarding", "1"],
    ["ipv4/conf/all/rp_filter", "0"],
    ["ipv4/conf/default/rp_filter", "0"],
    ["ipv4/conf/*/rp_filter", "0"],
    ["ipv4/conf/all/send_redirects", "0"],
    ["ipv4/conf/default/send_redirects", "0"],
    ["ipv4/conf/*/send_redirects", "0"],
    ["ipv6/conf/all/accept_ra", "0"],
    // An address that goes must not take the others of its subnet along.
    ["ipv4/conf/all/promote_secondaries", "1"],
    ["ipv4/conf/default/promote_secondaries", "1"],
    ["ipv4/conf/*/promote_secondaries", "1"],
    ["ipv4/conf/all/ignore_routes_with_linkdown", "1"],
    ["ipv4/conf/default/ignore_routes_with_linkdown", "1"],
    ["ipv6/conf/all/ignore_routes_with_linkdown", "1"],
    ["ipv6/conf/default/ignore_routes_with_linkdown", "1"],
    // Sessions count their packets.
    ["netfilter/nf_conntrack_acct", "1"],
    // Junos forgets a UDP session, and what it translated, after a minute without packets.
    ["netfilter/nf_conntrack_udp_timeout", UDP_SESSION_SECONDS],
    ["netfilter/nf_conntrack_udp_timeout_stream", UDP_SESSION_SECONDS],
  ];
  // Some kernels lack some of them; forwarding itself must be there.
  const lines = settings.map(
    ([path, value]) =>
      `for file in /proc/sys/net/${path}; do echo ${value} > "$file" 2>/dev/null || true; done`,
  );
  return [...lines, "read on < /proc/sys/net/ipv4/ip_forward", '[ "$on" = 1 ]'].join("\n");
}
