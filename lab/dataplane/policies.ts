// Security policies as chains: zone pairs in order, then the global ones, then the default.

import { createHash } from "node:crypto";
import { type Family, isEverything, type Range } from "../../lib/net";
import type { JunosConfig } from "../../lib/junos";
import type { KnownApplications } from "./applications";
import type { KnownAddresses } from "./books";
import { contents, entries } from "./lists";
import { matchText } from "./nft-addresses";
import { type Chain, comment, linkSet } from "./ruleset";
import type { PolicyHits } from "./types";
import type { PolicyTunnel } from "./wiring";
import type { Zone } from "./zones";

type Policies = Exclude<NonNullable<NonNullable<JunosConfig["security"]>["policies"]>, true>;
export type Policy = Exclude<NonNullable<NonNullable<Policies["global"]>["policy"]>[string], true>;

/** The name that the device itself has where zones are named. */
const JUNOS_HOST = "junos-host";

export interface PolicyContext {
  readonly zones: readonly Zone[];
  readonly tunnels: readonly PolicyTunnel[];
  readonly books: KnownAddresses;
  readonly applications: KnownApplications;
}

/** A policy and the counter of the sessions that it decided about. */
export type PolicyCounter = Omit<PolicyHits, "hits"> & { readonly counter: string };

export interface PolicyRules {
  readonly chains: readonly Chain[];
  readonly counters: readonly PolicyCounter[];
  /** What a forwarded packet goes through, in order. */
  readonly forward: readonly string[];
  /** What a packet to the device goes through before host-inbound-traffic lets it in. */
  readonly input: readonly string[];
  /** What a packet from the device goes through. */
  readonly output: readonly string[];
  /** What a packet for the loopback interface goes through, whose IKE daemons have links of their own. */
  readonly loopback: readonly string[];
  /** What decides, before routing, which packets a policy sends into a tunnel. */
  readonly marking: readonly string[];
}

/** The kernel's link of lo0. */
export const LOOPBACK = "lo";

interface Side {
  readonly ranges: readonly Range[];
  readonly excluded: boolean;
}

function isAny({ ranges, excluded }: Side): boolean {
  return !excluded && ranges.filter(isEverything).length === 2;
}

/** Conditions of one side in one family; undefined when nothing of that family can match. */
function sideText(word: "saddr" | "daddr", side: Side, family: Family): string | undefined {
  const own = side.ranges.filter((range) => range.family === family);
  if (own.length === 0) return side.excluded ? "" : undefined;
  if (side.excluded && own.some(isEverything)) return undefined;
  return matchText(word, family, own, side.excluded);
}

/** Every combination of conditions under which a policy applies. */
function matchesOf(
  policy: Policy,
  from: string | undefined,
  to: string | undefined,
  { books, applications }: PolicyContext,
): readonly string[] {
  const { match } = policy;
  const side = (names: readonly string[] | undefined, zone: string | undefined): readonly Range[] =>
    (names ?? []).flatMap((name) => books.ranges(name, zone));
  const source = {
    ranges: side(match?.sourceAddress, from),
    excluded: match?.sourceAddressExcluded === true,
  };
  const destination = {
    ranges: side(match?.destinationAddress, to),
    excluded: match?.destinationAddressExcluded === true,
  };
  const terms = (match?.application ?? []).flatMap((name) => applications.terms(name));
  const anywhere = isAny(source) && isAny(destination);
  return terms.flatMap(({ match: traffic, family }) => {
    if (anywhere && family === undefined) return [traffic];
    const families: readonly Family[] = family === undefined ? ["inet", "inet6"] : [family];
    return families.flatMap((each) => {
      const here = sideText("saddr", source, each);
      const there = sideText("daddr", destination, each);
      if (here === undefined || there === undefined) return [];
      const nothing = here === "" && there === "";
      const guard = nothing && family === undefined ? `meta nfproto ${nfproto(each)}` : "";
      return [[guard, here, there, traffic].filter((part) => part !== "").join(" ")];
    });
  });
}

function nfproto(family: Family): string {
  return family === "inet" ? "ipv4" : "ipv6";
}

function rejections(match: string): readonly string[] {
  return [
    `${match} meta l4proto tcp counter reject with tcp reset`,
    `${match} counter reject with icmpx type admin-prohibited`,
  ];
}

function counterOf(name: string, zones: PolicyHits["zones"]): PolicyCounter {
  const digest = createHash("sha256")
    .update(JSON.stringify([name, zones]))
    .digest("hex");
  const counter = `policy_${digest.slice(0, 16)}`;
  return { ...(zones === undefined ? {} : { zones }), policy: name, counter };
}

/** What happens to a forwarded packet that a policy matches; a session counts by its first one. */
function forwardRules(
  { policy: name, counter }: PolicyCounter,
  policy: Policy,
  matches: readonly string[],
  tunnels: readonly PolicyTunnel[],
): readonly string[] {
  const counting = matches.map((match) => `${match} ct state new counter name ${counter}`.trim());
  return [...counting, ...verdicts(name, policy, matches, tunnels)];
}

function verdicts(
  name: string,
  policy: Policy,
  matches: readonly string[],
  tunnels: readonly PolicyTunnel[],
): readonly string[] {
  const then = policy.then ?? {};
  const remark = comment(`policy ${name}`);
  const permit = contents(then.permit);
  const links = tunnels.map(({ link }) => link);
  return matches.flatMap((match) => {
    if (then.reject !== undefined) return rejections(match);
    if (permit === undefined) return [`${match} counter drop ${remark}`];
    const vpn = permit.tunnel?.ipsecVpn;
    if (vpn !== undefined) {
      // Only what goes into or comes out of this very tunnel passes; the same in clear does not.
      const own = tunnels.find((tunnel) => tunnel.vpn === vpn);
      return [
        ...(own === undefined
          ? []
          : [
              `${match} oifname "${own.link}" counter accept ${remark}`,
              `${match} iifname "${own.link}" counter accept ${remark}`,
            ]),
        `${match} counter drop ${remark}`,
      ];
    }
    return [
      // What came out of a policy-based tunnel needs a policy that names the tunnel.
      ...(links.length > 0 ? [`${match} iifname ${linkSet(links)} counter drop ${remark}`] : []),
      `${match} counter accept ${remark}`,
    ];
  });
}

/** For the device's own packets: a policy can only refuse here, others still have to let them pass. */
function hostRules(policy: Policy, matches: readonly string[]): readonly string[] {
  return matches.flatMap((match) => {
    if (policy.then?.reject !== undefined) return rejections(match);
    return [`${match} counter ${policy.then?.permit === undefined ? "drop" : "return"}`];
  });
}

/**
 * Before routing, a packet's mark picks the tunnel of the first policy that matches. Only what would leave by the
 * tunnel's own zone goes into it: the policy of the other direction is about what comes out.
 */
function markingRules(
  policy: Policy,
  matches: readonly string[],
  outward: readonly PolicyTunnel[],
): readonly string[] {
  const vpn = contents(policy.then?.permit)?.tunnel?.ipsecVpn;
  const own = outward.find((tunnel) => tunnel.vpn === vpn);
  return matches.map((match) =>
    own === undefined
      ? `${match} return`
      : `${match} ct mark set ${own.mark} meta mark set ${own.mark} return`,
  );
}

function named(zones: readonly Zone[], names: readonly string[] | undefined): readonly string[] {
  const all = names === undefined || names.length === 0 || names.includes("any");
  return zones
    .filter(({ name }) => all || names?.includes(name) === true)
    .flatMap(({ links }) => links);
}

/** Gathers rules, and chains that they jump to. */
class Rules implements PolicyRules {
  readonly chains: Chain[] = [];
  readonly counters: PolicyCounter[] = [];
  readonly forward: string[] = [];
  readonly input: string[] = [];
  readonly output: string[] = [];
  readonly loopback: string[] = [];
  readonly marking: string[] = [];

  constructor(private readonly context: PolicyContext) {}

  private chain(prefix: string, rules: readonly string[]): string {
    const name = `${prefix}_${this.chains.length}`;
    this.chains.push({ name, rules });
    return name;
  }

  private counter(name: string, zones?: PolicyHits["zones"]): PolicyCounter {
    const counter = counterOf(name, zones);
    this.counters.push(counter);
    return counter;
  }

  private linksOf(zone: string): readonly string[] {
    return this.context.zones.find(({ name }) => name === zone)?.links ?? [];
  }

  /** The policies from one zone to another, in their order. */
  pair(from: string, to: string, list: NonNullable<Policies["global"]>["policy"]): void {
    const all = entries(list).map(([name, policy]) => ({
      name,
      policy,
      matches: matchesOf(policy, from, to, this.context),
    }));
    const [inward, outward] = [this.linksOf(from), this.linksOf(to)];
    if (from === JUNOS_HOST || to === JUNOS_HOST) {
      this.host(from, { inward, outward }, all);
      return;
    }
    if (inward.length === 0 || outward.length === 0) return;
    const rules = all.flatMap(({ name, policy, matches }) =>
      forwardRules(this.counter(name, { from, to }), policy, matches, this.context.tunnels),
    );
    const remark = comment(`from-zone ${from} to-zone ${to}`);
    const jump = `jump ${this.chain("policies", rules)} ${remark}`;
    this.forward.push(`iifname ${linkSet(inward)} oifname ${linkSet(outward)} ${jump}`);
    if (outward.includes(LOOPBACK)) this.loopback.push(`iifname ${linkSet(inward)} ${jump}`);
    this.mark({ inward, outward }, all);
  }

  private host(from: string, { inward, outward }: Links, all: readonly Matched[]): void {
    const rules = all.flatMap(({ policy, matches }) => hostRules(policy, matches));
    if (from === JUNOS_HOST) {
      if (outward.length > 0)
        this.output.push(`oifname ${linkSet(outward)} jump ${this.chain("from_host", rules)}`);
    } else if (inward.length > 0) {
      this.input.push(`iifname ${linkSet(inward)} jump ${this.chain("to_host", rules)}`);
    }
  }

  /** Where policies lead into tunnels, packets learn before routing into which. */
  private mark({ inward, outward }: Links, all: readonly Matched[]): void {
    const { tunnels } = this.context;
    const leaving = tunnels.filter(
      ({ vpn, link }) =>
        outward.includes(link) &&
        all.some(({ policy }) => contents(policy.then?.permit)?.tunnel?.ipsecVpn === vpn),
    );
    const [here, there] = [inward, outward].map((links) =>
      links.filter((link) => !tunnels.some((tunnel) => tunnel.link === link)),
    );
    if (leaving.length === 0 || !here?.length || !there?.length) return;
    const marks = all.flatMap(({ policy, matches }) => markingRules(policy, matches, leaving));
    this.marking.push(
      `iifname ${linkSet(here)} fib daddr oifname ${linkSet(there)} jump ${this.chain("marking", marks)}`,
    );
  }

  /** A policy for many zones. */
  global(name: string, policy: Policy): void {
    const { zones, tunnels } = this.context;
    const inward = named(zones, policy.match?.fromZone);
    const outward = named(zones, policy.match?.toZone);
    if (inward.length === 0 || outward.length === 0) return;
    const matches = matchesOf(policy, undefined, undefined, this.context).map((match) =>
      `iifname ${linkSet(inward)} oifname ${linkSet(outward)} ${match}`.trim(),
    );
    this.forward.push(...forwardRules(this.counter(name), policy, matches, tunnels));
  }
}

interface Links {
  readonly inward: readonly string[];
  readonly outward: readonly string[];
}

interface Matched {
  readonly policy: Policy;
  readonly matches: readonly string[];
}

export function policyRules(config: JunosConfig, context: PolicyContext): PolicyRules {
  const policies = contents(config.security?.policies) ?? {};
  const rules = new Rules(context);
  for (const [from, { toZone }] of entries(policies.fromZone)) {
    for (const [to, { policy }] of entries(toZone)) rules.pair(from, to, policy);
  }
  for (const [name, policy] of entries(policies.global?.policy)) rules.global(name, policy);
  if (policies.defaultPolicy?.defaultAction === "permit-all") {
    rules.forward.push(`counter accept ${comment("default policy")}`);
    rules.loopback.push(`counter accept ${comment("default policy")}`);
  }
  return rules;
}
