// Counters that prove traffic: ESP statistics, hits of NAT rules, and ping.

import { type EitherWay } from "../either-way";
import { at, find, findAll, leaf, numberAt, textAt, type XmlElement } from "../xml";
import { requireAnswer, notUnderstood } from "./understood";

/** ESP counters, of one tunnel or of the whole device. */
export interface EspCounters {
  readonly encryptedPackets: number;
  readonly decryptedPackets: number;
  readonly encryptedBytes: number;
  readonly decryptedBytes: number;
}

/** RPC for {@link readEspCounters}: of one tunnel when its index is given, else of the whole device. */
export function espStatistics(tunnelIndex?: number): string {
  const filter = tunnelIndex === undefined ? "" : leaf("show-index-ipsec-statistics", tunnelIndex);
  return `<get-ipsec-statistics-information>${filter}</get-ipsec-statistics-information>`;
}

/**
 * Reads `show security ipsec statistics`. Both nodes of a cluster answer, the passive one with zeros or with what it
 * counted while it was the active one: their sum grows whichever of them forwards.
 *
 * @throws ProtocolError when the reply counts no packets
 */
export function readEspCounters(root: XmlElement): EspCounters {
  const what = "ESP counters";
  requireAnswer(root, what, "esp-statistics");
  const nodes = findAll(root, "esp-statistics");
  for (const name of ["esp-encrypted-packets", "esp-decrypted-packets"])
    if (nodes.every((node) => at(node, name) === undefined)) throw notUnderstood(root, what, name);
  const sum = (name: string): number =>
    nodes.reduce((total, node) => total + (numberAt(node, name) ?? 0), 0);
  return {
    encryptedPackets: sum("esp-encrypted-packets"),
    decryptedPackets: sum("esp-decrypted-packets"),
    encryptedBytes: sum("esp-encrypted-bytes"),
    decryptedBytes: sum("esp-decrypted-bytes"),
  };
}

/** Kinds of NAT that have rules of their own. */
export type NatKind = "static" | "source" | "destination";

const NAT_REQUESTS: Readonly<Record<NatKind, string>> = {
  static: "<get-static-nat-rule-information><all/></get-static-nat-rule-information>",
  source: "<get-source-nat-rule-sets-information><all/></get-source-nat-rule-sets-information>",
  destination:
    "<get-destination-nat-rule-sets-information><all/></get-destination-nat-rule-sets-information>",
};

/** RPC for {@link readNatRules}; the models of Junos 18.4 to 20.4 lack two of them. */
export function natRules(kind: NatKind): EitherWay {
  return { operation: NAT_REQUESTS[kind], command: `show security nat ${kind} rule all` };
}

/** One NAT rule and how often it was used. */
export interface NatRule {
  readonly ruleSet: string;
  readonly rule: string;
  /** Undefined where the device doesn't say. */
  readonly hits: number | undefined;
}

/** The rule of that name and set; some releases name no set. Undefined where the device has none. */
export const natRuleIn = (
  rules: readonly NatRule[] | undefined,
  { ruleSet, rule }: { readonly ruleSet: string; readonly rule: string },
): NatRule | undefined =>
  rules?.find((each) => each.rule === rule && (each.ruleSet === "" || each.ruleSet === ruleSet));

/** The elements around rules, in the names of several releases. */
const NAT_LISTS = ["static", "source", "destination"].flatMap((kind) =>
  ["rule-information", "rule-detail-information", "rule-sets-information", "rule-entry"].map(
    (end) => `${kind}-nat-${end}`,
  ),
);

/**
 * Reads `show security nat static|source|destination rule all`. A cluster lists each rule once per node.
 *
 * @throws ProtocolError when the reply holds no list
 */
export function readNatRules(root: XmlElement): NatRule[] {
  requireAnswer(root, "NAT rules", "static-nat-rule-information", ...NAT_LISTS);
  const entries = [
    ...findAll(root, "static-nat-rule-entry"),
    ...findAll(root, "source-nat-rule-entry"),
    ...findAll(root, "destination-nat-rule-entry"),
  ];
  const rules = new Map<string, NatRule>();
  for (const entry of entries) {
    const ruleSet = textAt(entry, "rule-set-name") ?? "";
    const rule = textAt(entry, "rule-name") ?? "";
    const key = JSON.stringify([ruleSet, rule]);
    const hits = hitsOf(entry);
    const before = rules.get(key)?.hits;
    const sum = hits === undefined ? before : hits + (before ?? 0);
    rules.set(key, { ruleSet, rule, hits: sum });
  }
  return [...rules.values()];
}

/** Static and destination rules carry their hits themselves, source rules in an entry of their own. */
function hitsOf(entry: XmlElement): number | undefined {
  const counts = findAll(entry, "rule-translation-hits").flatMap(
    ({ text }) => /\d+/.exec(text)?.[0] ?? [],
  );
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + Number(count), 0);
}

/** Options of {@link ping}. */
export interface PingOptions {
  readonly host: string;
  /** Source address; it decides which tunnel or policy is used. */
  readonly source?: string;
  /** Routing instance that it is sent from, and whose routes lead it. @default the main one */
  readonly instance?: string;
  /** @default 3 */
  readonly count?: number;
  /** Bytes of data. @default the device's own, 56 */
  readonly size?: number;
  /** Forbid everybody on the way to cut the packet. @default false */
  readonly doNotFragment?: boolean;
}

/** RPC for {@link readPing}. */
export function ping(options: PingOptions): string {
  const { host, source, instance, count = 3, size, doNotFragment } = options;
  const from = source === undefined ? "" : leaf("source", source);
  const length = size === undefined ? "" : leaf("size", size);
  const whole = doNotFragment === true ? "<do-not-fragment/>" : "";
  const table = instance === undefined ? "" : leaf("routing-instance", instance);
  return `<ping>${leaf("host", host)}${leaf("count", count)}<rapid/>${from}${table}${length}${whole}</ping>`;
}

/** What came back. */
export interface PingResult {
  readonly sent: number;
  readonly received: number;
  /** The device's own reason when it couldn't even send. */
  readonly failure?: string;
}

/**
 * Reads the result of a ping.
 *
 * @throws ProtocolError when the reply holds none
 */
export function readPing(root: XmlElement): PingResult {
  requireAnswer(root, "a ping", "probe-results-summary", "ping-failure", "ping-error-message");
  const summary = find(root, "probe-results-summary");
  return {
    sent: numberAt(summary, "probes-sent") ?? 0,
    received: numberAt(summary, "responses-received") ?? 0,
    failure:
      find(root, "ping-error-message")?.text || find(root, "ping-failure")?.text || undefined,
  };
}
