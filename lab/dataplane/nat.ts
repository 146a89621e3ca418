// Address translation: static both ways, source and destination, each rule with a counter of its own.

import {
  addressOf,
  type Family,
  isEverything,
  prefixesOf,
  type Range,
  rangeBetween,
  rangeOf,
  rangeText,
} from "../../lib/net";
import { createHash } from "node:crypto";
import { type JunosConfig, protocolNumber } from "../../lib/junos";
import type { KnownApplications } from "./applications";
import type { KnownAddresses } from "./books";
import { contents, entries } from "./lists";
import { matchText } from "./nft-addresses";
import { comment, linkSet } from "./ruleset";
import type { NatHits } from "./types";
import type { Wiring } from "./wiring";
import type { Zone } from "./zones";

/** A rule of the configuration and the counter that counts its sessions. */
export type NatRule = Omit<NatHits, "hits"> & { readonly counter: string };

/** An address that the device answers ARP for although it is not its own. */
export interface ProxyAddress {
  readonly link: string;
  readonly address: string;
}

export interface NatPlan {
  readonly rules: readonly NatRule[];
  /** Rules before routing. */
  readonly destination: readonly string[];
  /** Rules after routing. */
  readonly source: readonly string[];
  readonly proxies: readonly ProxyAddress[];
}

export interface NatContext {
  readonly wiring: Wiring;
  readonly zones: readonly Zone[];
  readonly books: KnownAddresses;
  readonly applications: KnownApplications;
  readonly warn: (path: string, message: string) => void;
}

type Nat = NonNullable<NonNullable<JunosConfig["security"]>["nat"]>;
type Entry<T> = T extends Readonly<Record<string, infer E>> ? Exclude<E, true> : never;
type SourceNat = NonNullable<Nat["source"]>;
type SourceRule = Entry<NonNullable<Entry<NonNullable<SourceNat["ruleSet"]>>["rule"]>>;
type SourcePool = Entry<NonNullable<SourceNat["pool"]>>;
type StaticRule = Entry<
  NonNullable<Entry<NonNullable<NonNullable<Nat["static"]>["ruleSet"]>>["rule"]>
>;
type DestinationNat = NonNullable<Nat["destination"]>;
type DestinationRule = Entry<NonNullable<Entry<NonNullable<DestinationNat["ruleSet"]>>["rule"]>>;

/** Ports that Junos gives to translated flows. */
const PORT_RANGE = "1024-63487";

/** More proxy addresses than this on one statement are more than a lab needs. */
const MAX_PROXIES = 1024;

interface Where {
  readonly zone?: readonly string[];
  readonly interface?: readonly string[];
  readonly routingInstance?: readonly string[];
}

/** The links that a rule set's `from` or `to` means; undefined: all of them. */
function linksOf(
  where: Where | undefined,
  { zones, wiring }: NatContext,
): readonly string[] | undefined {
  if (where?.interface !== undefined) {
    return where.interface.flatMap((name) => wiring.link(name) ?? []);
  }
  if (where?.zone !== undefined) {
    return zones
      .filter(({ name }) => where.zone?.includes(name) === true)
      .flatMap(({ links }) => links);
  }
  return undefined;
}

/** Junos looks at rule sets by what their `from` names: interfaces before zones before instances. */
function specificity(where: Where | undefined): number {
  return where?.interface !== undefined ? 0 : where?.zone !== undefined ? 1 : 2;
}

function bySpecificity<T extends { readonly from?: Where; readonly to?: Where }>(
  sets: readonly (readonly [string, T])[],
): readonly (readonly [string, T])[] {
  return [...sets].sort(
    ([, a], [, b]) =>
      specificity(a.from) - specificity(b.from) || specificity(a.to) - specificity(b.to),
  );
}

function counterName(kind: string, ruleSet: string, rule: string): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([kind, ruleSet, rule]))
    .digest("hex");
  return `nat_${digest.slice(0, 16)}`;
}

/** Condition on a link; undefined when no link can meet it. */
function linkMatch(
  word: "iifname" | "oifname",
  links: readonly string[] | undefined,
): string | undefined {
  if (links === undefined) return "";
  return links.length === 0 ? undefined : `${word} ${linkSet(links)}`;
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

function familyWord(family: Family): "ip" | "ip6" {
  return family === "inet" ? "ip" : "ip6";
}

/** `low to high` lists of ports as one set. */
function portSet(
  list: Readonly<Record<string, { readonly to?: number | string } | true>> | undefined,
): string {
  const words = entries(list).map(([low, { to }]) => (to === undefined ? low : `${low}-${to}`));
  return words.length === 0 ? "" : `{ ${words.join(", ")} }`;
}

interface Match {
  readonly sources: readonly Range[];
  readonly destinations: readonly Range[];
  readonly traffic: readonly string[];
}

/** Conditions of a rule in one family; several where applications have alternatives. */
function conditions({ sources, destinations, traffic }: Match, family: Family): readonly string[] {
  const text = (side: "saddr" | "daddr", ranges: readonly Range[]): string | undefined => {
    if (ranges.length === 0) return "";
    const own = ranges.filter((range) => range.family === family);
    return own.length === 0 ? undefined : matchText(side, family, own);
  };
  const source = text("saddr", sources);
  const destination = text("daddr", destinations);
  if (source === undefined || destination === undefined) return [];
  const guard = `meta nfproto ${family === "inet" ? "ipv4" : "ipv6"}`;
  return traffic.map((each) => join(guard, source, destination, each));
}

function trafficOf(
  match: {
    readonly protocol?: readonly string[];
    readonly application?: readonly string[];
  },
  ports: readonly string[],
  applications: KnownApplications,
): readonly string[] {
  if (match.application !== undefined) {
    return match.application.flatMap((name) => applications.terms(name).map((term) => term.match));
  }
  const protocol =
    match.protocol === undefined
      ? ports.length > 0
        ? "meta l4proto { 6, 17 }"
        : ""
      : `meta l4proto { ${match.protocol.map((each) => protocolNumber(each) ?? each).join(", ")} }`;
  return [join(protocol, ...ports)];
}

export function natPlan(config: JunosConfig, context: NatContext): NatPlan {
  const nat = config.security?.nat ?? {};
  const rules: NatRule[] = [];
  const destination: string[] = [];
  const source: string[] = [];
  const sets = <T extends { readonly from?: Where; readonly to?: Where }>(
    list: Readonly<Record<string, T | true>> | undefined,
  ): readonly (readonly [string, T])[] => bySpecificity(entries(list));
  const register = (kind: NatHits["kind"], ruleSet: string, rule: string): string => {
    const counter = counterName(kind, ruleSet, rule);
    rules.push({ kind, ruleSet, rule, counter });
    return `counter name ${counter}`;
  };

  for (const [ruleSet, { from, rule: list }] of sets(nat.static?.ruleSet)) {
    for (const [rule, each] of entries(list)) {
      const counter = register("static", ruleSet, rule);
      const made = staticRule(
        each,
        linksOf(from, context),
        counter,
        context,
        `security nat static rule-set ${ruleSet} rule ${rule}`,
      );
      const remark = comment(`static ${ruleSet} ${rule}`);
      destination.push(...made.inward.map((text) => `${text} ${remark}`));
      source.push(...made.outward.map((text) => `${text} ${remark}`));
    }
  }
  for (const [ruleSet, { from, rule: list }] of sets(nat.destination?.ruleSet)) {
    const inward = linkMatch("iifname", linksOf(from, context));
    for (const [rule, each] of entries(list)) {
      const counter = register("destination", ruleSet, rule);
      if (inward === undefined) continue;
      destination.push(
        ...destinationRule(each, nat.destination?.pool, inward, counter, context).map(
          (text) => `${text} ${comment(`destination ${ruleSet} ${rule}`)}`,
        ),
      );
    }
  }
  for (const [ruleSet, { from, to, rule: list }] of sets(nat.source?.ruleSet)) {
    const inward = linkMatch("iifname", linksOf(from, context));
    const outward = linkMatch("oifname", linksOf(to, context));
    for (const [rule, each] of entries(list)) {
      const counter = register("source", ruleSet, rule);
      if (inward === undefined || outward === undefined) continue;
      const path = `security nat source rule-set ${ruleSet} rule ${rule}`;
      source.push(
        ...sourceRule(each, nat.source, join(inward, outward), counter, context, path).map(
          (text) => `${text} ${comment(`source ${ruleSet} ${rule}`)}`,
        ),
      );
    }
  }
  return { rules, destination, source, proxies: proxies(nat, context) };
}

/** One address or prefix for another of the same size, both ways. */
function staticRule(
  { match, then }: StaticRule,
  links: readonly string[] | undefined,
  counter: string,
  { books, warn }: NatContext,
  path: string,
): { readonly inward: readonly string[]; readonly outward: readonly string[] } {
  const none = { inward: [], outward: [] };
  const inwardLink = linkMatch("iifname", links);
  const outwardLink = linkMatch("oifname", links);
  const target = then?.staticNat;
  const to = target?.prefix?.addrPrefix ?? target?.prefixName?.addrPrefixName;
  if (inwardLink === undefined || outwardLink === undefined) return none;
  if (to === undefined) {
    warn(`${path} then static-nat`, "the lab translates statically to prefixes only");
    return none;
  }
  const outer =
    match?.destinationAddress === undefined
      ? books.ranges(match?.destinationAddressName ?? "")[0]
      : rangeOf(match.destinationAddress);
  const inner = target?.prefix === undefined ? books.ranges(to)[0] : rangeOf(to);
  if (outer === undefined || inner === undefined) return none;
  if (outer.last - outer.first !== inner.last - inner.first || outer.family !== inner.family) {
    warn(path, "both prefixes of a static translation must have the same family and size");
    return none;
  }
  const peers = [
    ...(match?.sourceAddress ?? []).map(rangeOf),
    ...(match?.sourceAddressName ?? []).flatMap((name) => books.ranges(name)),
  ];
  const ports = match?.destinationPort;
  const mapped = target?.prefix?.mappedPort;
  const mappedTo = mapped?.low ?? mapped?.to;
  const word = familyWord(outer.family);
  const isSingle = outer.first === outer.last;
  const change = (verb: "dnat" | "snat", from: Range, into: Range): string =>
    isSingle
      ? `${verb} ${word} to ${rangeText(into)}`
      : `${verb} ${word} prefix to ${word} ${verb === "dnat" ? "daddr" : "saddr"} map { ${prefixesOf(from).join()} : ${prefixesOf(into).join()} }`;
  const mapping = (sources: readonly Range[], destinations: readonly Range[]): readonly string[] =>
    conditions({ sources, destinations, traffic: [""] }, outer.family);
  const portMatch =
    ports?.low === undefined
      ? ""
      : `meta l4proto { 6, 17 } th dport ${ports.low}${ports.to === undefined ? "" : `-${ports.to}`}`;
  const port = mappedTo === undefined ? "" : `:${mappedTo}`;
  return {
    inward: mapping(peers, [outer]).map((each) =>
      join(inwardLink, each, portMatch, counter, `${change("dnat", outer, inner)}${port}`),
    ),
    // With ports only replies go back through the mapping.
    outward:
      portMatch === ""
        ? mapping([inner], peers).map((each) =>
            join(outwardLink, each, counter, change("snat", inner, outer)),
          )
        : [],
  };
}

function destinationRule(
  { match, then }: DestinationRule,
  pools: DestinationNat["pool"],
  inward: string,
  counter: string,
  { books, applications }: NatContext,
): readonly string[] {
  const sources = [
    ...(match?.sourceAddress ?? []).map(rangeOf),
    ...(match?.sourceAddressName ?? []).flatMap((name) => books.ranges(name)),
  ];
  const own = match?.destinationAddress?.dstAddr;
  const destinations =
    own === undefined ? books.ranges(match?.destinationAddressName ?? "") : [rangeOf(own)];
  const ports = portSet(match?.destinationPort);
  const traffic = trafficOf(match ?? {}, ports === "" ? [] : [`th dport ${ports}`], applications);
  const verdict = (family: Family): string | undefined => {
    if (then?.destinationNat?.off === true) return "accept";
    const pool = contents(pools?.[then?.destinationNat?.pool ?? ""]);
    const named = pool?.addressName?.poolAddressName;
    const address = pool?.address?.ipaddr;
    const range = address === undefined ? books.ranges(named ?? "")[0] : rangeOf(address);
    if (range === undefined || range.family !== family) return undefined;
    const to = pool?.address?.to;
    const wide = to === undefined ? range : { ...range, last: rangeOf(to).last };
    const port = pool?.address?.port ?? pool?.addressName?.port;
    const text = rangeText(wide);
    const target = family === "inet6" && port !== undefined ? `[${text}]` : text;
    return `dnat ${familyWord(family)} to ${target}${port === undefined ? "" : `:${port}`}`;
  };
  return (["inet", "inet6"] as const).flatMap((family) => {
    const action = verdict(family);
    if (action === undefined) return [];
    const port =
      action.includes(":") && family === "inet" && !/dport|l4proto/.test(traffic.join(" "));
    return conditions({ sources, destinations, traffic }, family).map((each) =>
      join(inward, each, port ? "meta l4proto { 6, 17 }" : "", counter, action),
    );
  });
}

function sourceRule(
  { match, then }: SourceRule,
  nat: SourceNat | undefined,
  where: string,
  counter: string,
  { books, applications, warn }: NatContext,
  path: string,
): readonly string[] {
  const sources = [
    ...(match?.sourceAddress ?? []).map(rangeOf),
    ...(match?.sourceAddressName ?? []).flatMap((name) => books.ranges(name)),
  ];
  const destinations = [
    ...(match?.destinationAddress ?? []).map(rangeOf),
    ...(match?.destinationAddressName ?? []).flatMap((name) => books.ranges(name)),
  ];
  const [from, to] = [portSet(match?.sourcePort), portSet(match?.destinationPort)];
  const ports = [
    ...(from === "" ? [] : [`th sport ${from}`]),
    ...(to === "" ? [] : [`th dport ${to}`]),
  ];
  const traffic = trafficOf(match ?? {}, ports, applications);
  const action = then?.sourceNat;
  const poolName = action?.pool?.poolName;
  const pool = contents(nat?.pool?.[poolName ?? ""]);
  if (
    contents(action?.interface)?.persistentNat !== undefined ||
    action?.pool?.persistentNat !== undefined
  ) {
    warn(
      `${path} then source-nat persistent-nat`,
      "the lab's translations end with their sessions",
    );
  }
  return (["inet", "inet6"] as const).flatMap((family) => {
    const verdicts: readonly Verdict[] =
      action?.off === true
        ? [{ action: "accept" }]
        : action?.interface !== undefined
          ? masquerade()
          : pool === undefined
            ? []
            : poolVerdicts(pool, nat, family, books);
    return conditions({ sources, destinations, traffic }, family).flatMap((each) =>
      verdicts.map(({ condition = "", action: last }) =>
        join(where, each, condition, counter, last),
      ),
    );
  });
}

interface Verdict {
  readonly condition?: string;
  readonly action: string;
}

const WITH_PORTS = "meta l4proto { tcp, udp }";

/** Junos always gives a new port where there are ports, so 500 and 4500 never stay what they were. */
function masquerade(): readonly Verdict[] {
  return [
    { condition: WITH_PORTS, action: `masquerade to :${PORT_RANGE} random` },
    { action: "masquerade" },
  ];
}

function poolVerdicts(
  pool: SourcePool,
  nat: SourceNat | undefined,
  family: Family,
  books: KnownAddresses,
): readonly Verdict[] {
  const spans = entries(pool.address).map(([low, { to }]) => rangeBetween(low, to ?? low));
  const all = [
    ...spans,
    ...(pool.addressName === undefined ? [] : books.ranges(pool.addressName)),
  ].filter((range) => range.family === family && !isEverything(range));
  const [first] = all;
  if (first === undefined) return [];
  const wide = all.reduce((sum, each) => ({
    ...sum,
    first: each.first < sum.first ? each.first : sum.first,
    last: each.last > sum.last ? each.last : sum.last,
  }));
  const verb = `snat ${familyWord(family)} to`;
  const target = rangeText(wide);
  const isSticky = nat?.addressPersistent === true;
  const plain = { action: join(verb, target, isSticky ? "persistent" : "") };
  if (pool.port?.noTranslation === true) return [plain];
  const low = pool.port?.range?.low ?? nat?.poolDefaultPortRange?.low;
  const high = pool.port?.range?.to ?? nat?.poolDefaultPortRange?.to ?? low;
  const ports = low === undefined ? PORT_RANGE : `${low}-${high}`;
  const withPorts = family === "inet6" ? `[${target}]:${ports}` : `${target}:${ports}`;
  return [
    {
      condition: WITH_PORTS,
      action: join(verb, withPorts, isSticky ? "random,persistent" : "random"),
    },
    plain,
  ];
}

function proxies(nat: Nat, { wiring, warn }: NatContext): readonly ProxyAddress[] {
  const lists = [
    ...entries(nat.proxyArp?.interface).map(
      ([name, { address }]) => [name, address, "proxy-arp"] as const,
    ),
    ...entries(nat.proxyNdp?.interface).map(
      ([name, { address }]) => [name, address, "proxy-ndp"] as const,
    ),
  ];
  return lists.flatMap(([name, list, kind]) => {
    const link = wiring.link(name);
    if (link === undefined) return [];
    return entries(list).flatMap(([low, { to }]) => {
      const range = rangeBetween(low, to ?? low);
      if (range.last - range.first >= BigInt(MAX_PROXIES)) {
        warn(
          `security nat ${kind} interface ${name} address ${low}`,
          `the lab answers for at most ${MAX_PROXIES} addresses at once`,
        );
        return [];
      }
      const count = Number(range.last - range.first) + 1;
      return Array.from({ length: count }, (_, index) => ({
        link,
        address: addressOf(range.first + BigInt(index), range.family),
      }));
    });
  });
}
