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

const FAMILIES = ["inet", "inet6"] as const;

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
        ...sourceRule(
          each,
          nat.source,
          { where: join(inward, outward), counter, path },
          context,
        ).map((text) => `${text} ${comment(`source ${ruleSet} ${rule}`)}`),
      );
    }
  }
  return { rules, destination, source, proxies: proxies(nat, context) };
}

/** The two prefixes that a static rule puts one for the other; undefined, with a word, when they are no pair. */
function staticPair(
  { match, then }: StaticRule,
  { books, warn }: NatContext,
  path: string,
): { readonly outer: Range; readonly inner: Range } | undefined {
  const target = then?.staticNat;
  const to = target?.prefix?.addrPrefix ?? target?.prefixName?.addrPrefixName;
  if (to === undefined) {
    warn(`${path} then static-nat`, "the lab translates statically to prefixes only");
    return undefined;
  }
  const outer =
    match?.destinationAddress === undefined
      ? books.ranges(match?.destinationAddressName ?? "")[0]
      : rangeOf(match.destinationAddress);
  const inner = target?.prefix === undefined ? books.ranges(to)[0] : rangeOf(to);
  if (outer === undefined || inner === undefined) return undefined;
  if (outer.last - outer.first === inner.last - inner.first && outer.family === inner.family)
    return { outer, inner };
  warn(path, "both prefixes of a static translation must have the same family and size");
  return undefined;
}

/** `dnat ip to 10.0.0.1`, or a map between prefixes. */
function staticChange(verb: "dnat" | "snat", from: Range, into: Range): string {
  const word = familyWord(from.family);
  if (from.first === from.last) return `${verb} ${word} to ${rangeText(into)}`;
  const address = verb === "dnat" ? "daddr" : "saddr";
  return `${verb} ${word} prefix to ${word} ${address} map { ${prefixesOf(from).join()} : ${prefixesOf(into).join()} }`;
}

/** One address or prefix for another of the same size, both ways. */
function staticRule(
  rule: StaticRule,
  links: readonly string[] | undefined,
  counter: string,
  context: NatContext,
  path: string,
): { readonly inward: readonly string[]; readonly outward: readonly string[] } {
  const none = { inward: [], outward: [] };
  const inwardLink = linkMatch("iifname", links);
  const outwardLink = linkMatch("oifname", links);
  if (inwardLink === undefined || outwardLink === undefined) return none;
  const pair = staticPair(rule, context, path);
  if (pair === undefined) return none;
  const { outer, inner } = pair;
  const { match, then } = rule;
  const peers = named(match?.sourceAddress, match?.sourceAddressName, context);
  const mapping = (sources: readonly Range[], destinations: readonly Range[]): readonly string[] =>
    conditions({ sources, destinations, traffic: [""] }, outer.family);
  const ports = portsOf(match?.destinationPort);
  const portMatch = ports === "" ? "" : `meta l4proto { 6, 17 } th dport ${ports}`;
  const mapped = then?.staticNat?.prefix?.mappedPort;
  const mappedTo = mapped?.low ?? mapped?.to;
  const port = mappedTo === undefined ? "" : `:${mappedTo}`;
  return {
    inward: mapping(peers, [outer]).map((each) =>
      join(inwardLink, each, portMatch, counter, `${staticChange("dnat", outer, inner)}${port}`),
    ),
    // With ports only replies go back through the mapping.
    outward:
      portMatch === ""
        ? mapping([inner], peers).map((each) =>
            join(outwardLink, each, counter, staticChange("snat", inner, outer)),
          )
        : [],
  };
}

/** `80` or `80-90`; empty when no port is said. */
function portsOf(
  ports: { readonly low?: number | string; readonly to?: number | string } | undefined,
): string {
  if (ports?.low === undefined) return "";
  return ports.to === undefined ? `${ports.low}` : `${ports.low}-${ports.to}`;
}

/** What a rule matches on one side: prefixes as they are written, and names of the global book. */
function named(
  prefixes: readonly string[] | undefined,
  names: readonly string[] | undefined,
  { books }: NatContext,
): readonly Range[] {
  return [...(prefixes ?? []).map(rangeOf), ...(names ?? []).flatMap((name) => books.ranges(name))];
}

function destinationRule(
  { match, then }: DestinationRule,
  pools: DestinationNat["pool"],
  inward: string,
  counter: string,
  context: NatContext,
): readonly string[] {
  const { books, applications } = context;
  const sources = named(match?.sourceAddress, match?.sourceAddressName, context);
  const own = match?.destinationAddress?.dstAddr;
  const destinations =
    own === undefined ? books.ranges(match?.destinationAddressName ?? "") : [rangeOf(own)];
  const ports = portSet(match?.destinationPort);
  const traffic = trafficOf(match ?? {}, ports === "" ? [] : [`th dport ${ports}`], applications);
  const action = then?.destinationNat;
  const pool = contents(pools?.[action?.pool ?? ""]);
  const port = pool?.address?.port ?? pool?.addressName?.port;
  return FAMILIES.flatMap((family) => {
    const verdict = action?.off === true ? "accept" : pool && intoPool(pool, family, books);
    if (verdict === undefined) return [];
    // Only what has ports can get another one.
    const isSaid =
      port === undefined || verdict === "accept" || /dport|l4proto/.test(traffic.join());
    const withPorts = isSaid ? "" : "meta l4proto { 6, 17 }";
    return conditions({ sources, destinations, traffic }, family).map((each) =>
      join(inward, each, withPorts, counter, verdict),
    );
  });
}

type DestinationPool = Entry<NonNullable<DestinationNat["pool"]>>;

/** The translation into a pool; undefined when the pool is of the other family. */
function intoPool(
  { address, addressName }: DestinationPool,
  family: Family,
  books: KnownAddresses,
): string | undefined {
  const name = addressName?.poolAddressName ?? "";
  const range = address?.ipaddr === undefined ? books.ranges(name)[0] : rangeOf(address.ipaddr);
  if (range?.family !== family) return undefined;
  const wide = address?.to === undefined ? range : { ...range, last: rangeOf(address.to).last };
  const port = address?.port ?? addressName?.port;
  const text = rangeText(wide);
  const target = family === "inet6" && port !== undefined ? `[${text}]` : text;
  return `dnat ${familyWord(family)} to ${target}${port === undefined ? "" : `:${port}`}`;
}

/** Of one rule of source NAT: the links that it is for, the counter that counts for it, and the words that lead to it. */
interface RulePlace {
  readonly where: string;
  readonly counter: string;
  readonly path: string;
}

function sourceRule(
  { match, then }: SourceRule,
  nat: SourceNat | undefined,
  { where, counter, path }: RulePlace,
  context: NatContext,
): readonly string[] {
  const sources = named(match?.sourceAddress, match?.sourceAddressName, context);
  const destinations = named(match?.destinationAddress, match?.destinationAddressName, context);
  const [from, to] = [portSet(match?.sourcePort), portSet(match?.destinationPort)];
  const ports = [
    ...(from === "" ? [] : [`th sport ${from}`]),
    ...(to === "" ? [] : [`th dport ${to}`]),
  ];
  const traffic = trafficOf(match ?? {}, ports, context.applications);
  const action = then?.sourceNat;
  const persistent = [contents(action?.interface)?.persistentNat, action?.pool?.persistentNat];
  if (persistent.some((each) => each !== undefined)) {
    const statement = `${path} then source-nat persistent-nat`;
    context.warn(statement, "the lab's translations end with their sessions");
  }
  return FAMILIES.flatMap((family) => {
    const verdicts = sourceVerdicts(action, nat, family, context.books);
    return conditions({ sources, destinations, traffic }, family).flatMap((each) =>
      verdicts.map(({ condition = "", action: last }) =>
        join(where, each, condition, counter, last),
      ),
    );
  });
}

function sourceVerdicts(
  action: NonNullable<SourceRule["then"]>["sourceNat"],
  nat: SourceNat | undefined,
  family: Family,
  books: KnownAddresses,
): readonly Verdict[] {
  if (action?.off === true) return [{ action: "accept" }];
  if (action?.interface !== undefined) return masquerade();
  const pool = contents(nat?.pool?.[action?.pool?.poolName ?? ""]);
  return pool === undefined ? [] : poolVerdicts(pool, nat, family, books);
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
  const ports = poolPorts(pool, nat);
  const withPorts = family === "inet6" ? `[${target}]:${ports}` : `${target}:${ports}`;
  return [
    {
      condition: WITH_PORTS,
      action: join(verb, withPorts, isSticky ? "random,persistent" : "random"),
    },
    plain,
  ];
}

/** The ports of a pool: its own, those that hold for all pools, or Junos's. */
function poolPorts({ port }: SourcePool, nat: SourceNat | undefined): string {
  const low = port?.range?.low ?? nat?.poolDefaultPortRange?.low;
  const high = port?.range?.to ?? nat?.poolDefaultPortRange?.to ?? low;
  return low === undefined ? PORT_RANGE : `${low}-${high}`;
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
