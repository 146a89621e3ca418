// NAT rules and how often each was used.

import { type ConfigNode } from "../../../lib/junos";
import { hostOf, lengthOf } from "../../../lib/net";
import { type NatHits } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { el, type Markup } from "../report/markup";
import { joined, line, type Part, section, sectionWith, type Sheet } from "../report/sheet";
import { headings, rowOf } from "../report/table";
import { type Arguments, bare, type Command, flag, namespace } from "./command";
import { assumed, METHODS, modelled, published } from "../source";

type Kind = NatHits["kind"];

interface Rule {
  readonly ruleSet: string;
  readonly name: string;
  readonly id: number;
  readonly position: number;
  readonly from: { readonly context: string; readonly name: string };
  readonly to?: { readonly context: string; readonly name: string };
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly target: string;
  readonly hits: number;
}

const CONTEXTS = ["zone", "interface", "routing-instance", "routing-group"];

function context(
  ruleSet: ConfigNode,
  side: "from" | "to",
): { context: string; name: string } | undefined {
  for (const kind of CONTEXTS) {
    const names = ruleSet.names([side, kind]);
    const single = ruleSet.text([side, kind]);
    const name = names.length > 0 ? names.join(" ") : single;
    if (name !== undefined && name !== "") return { context: kind, name };
  }
  return undefined;
}

const ACTION: Readonly<Record<Kind, string>> = {
  static: "static-nat",
  source: "source-nat",
  destination: "destination-nat",
};

function target(rule: ConfigNode, kind: Kind): string {
  const action = rule.get(["then", ACTION[kind]]);
  const prefix = action?.text("prefix");
  if (prefix !== undefined) return prefix;
  const pool =
    action?.text("pool") ?? action?.names("pool")[0] ?? action?.text(["pool", "pool-name"]);
  if (pool !== undefined) return pool;
  return action?.children[0]?.name ?? "";
}

/** All rules of one kind, in the order in which they are tried. */
async function rulesOf(device: DeviceView, kind: Kind): Promise<Rule[]> {
  const { nat } = await device.plane.state();
  const sets = device.configuration.effective.get(["security", "nat", kind, "rule-set"]);
  const rules: Rule[] = [];
  for (const set of sets?.children ?? []) {
    for (const [index, rule] of (set.get("rule")?.children ?? []).entries()) {
      const hits = nat.find(
        (each) => each.kind === kind && each.ruleSet === set.name && each.rule === rule.name,
      );
      const single = (word: string): string[] => {
        const names = rule.names(["match", word]);
        const text = rule.text(["match", word]);
        return names.length > 0 ? names : text === undefined ? [] : [text];
      };
      const to = context(set, "to");
      rules.push({
        ruleSet: set.name,
        name: rule.name,
        id: rules.length + 1,
        position: index + 1,
        from: context(set, "from") ?? { context: "zone", name: "" },
        ...(to === undefined ? {} : { to }),
        sources: single("source-address"),
        destinations: single("destination-address"),
        target: target(rule, kind),
        hits: hits?.hits ?? 0,
      });
    }
  }
  return rules;
}

/** Requests for a summary. */
const SUMMARIES: Readonly<Record<Kind, string>> = {
  static: "get-static-nat-summary-information",
  source: "retrieve-source-nat-summary",
  destination: "retrieve-destination-nat-summary-information",
};

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

type Value = Parameters<typeof line>[1];

/** A label and a value. */
const row = (label: string, value: Value): Part => line`  ${label.padEnd(27)}: ${value}`;

function chosen(rules: readonly Rule[], given: Arguments): Rule[] {
  const name = given["rule-name"];
  return rules.filter((rule) => name === undefined || rule.name === name);
}

/** Where traffic comes from, or where it goes. */
function contextRow(side: "From" | "To", { context: kind, name }: Rule["from"]): Part {
  const prefix = `rule-${side.toLowerCase()}-context`;
  return [el(prefix, kind), row(`${side} ${kind}`, el(`${prefix}-name`, name))];
}

/** Rules of source NAT count in an element of their own. */
function hits(rule: Rule, kind: Kind): Part {
  const counts = [
    row("Translation hits", el("rule-translation-hits", rule.hits)),
    row("  Successful sessions", el("succ-hits", rule.hits)),
    el("failed-hits", 0),
    row("Number of sessions", el("concurrent-hits", 0)),
  ];
  return kind === "source" ? section("source-nat-rule-hits-entry", counts) : counts;
}

async function staticReport(device: DeviceView, given: Arguments): Promise<Sheet> {
  const all = await rulesOf(device, "static");
  const prefixes = all.flatMap((rule) => [...rule.destinations, rule.target]);
  const six = prefixes.filter((prefix) => prefix.includes(":")).length;
  const number = "total-static-nat-rule-ref-addr-num";
  return sectionWith(
    "static-nat-rule-information",
    namespace(device, "nat"),
    section(
      "total-static-nat-rules",
      line`Total static-nat rules: ${el("total-rules", all.length)}`,
    ),
    section(
      number,
      line`Total referenced IPv4/IPv6 ip-prefixes: ${el(`${number}-v4`, prefixes.length - six)}/${el(`${number}-v6`, six)}`,
    ),
    chosen(all, given).map((rule) =>
      section(
        "static-nat-rule-entry",
        line`Static NAT rule: ${el("rule-name", rule.name)}`,
        row("Rule set", el("rule-set-name", rule.ruleSet)),
        row("Rule Id", el("rule-id", rule.id)),
        row("Rule position", el("rule-matching-position", rule.position)),
        contextRow("From", rule.from),
        rule.sources.map((each) => row("Source addresses", each)),
        row(
          "Destination addresses",
          el("rule-destination-address-prefix", rule.destinations.map(hostOf).join(" ")),
        ),
        row("Host addresses", el("rule-host-address-prefix", hostOf(rule.target))),
        row("Netmask", el("rule-address-netmask", lengthOf(rule.target))),
        row("Host routing-instance", el("rule-host-routing-instance", "N/A")),
        hits(rule, "static"),
      ),
    ),
  );
}

async function poolReport(
  device: DeviceView,
  kind: "source" | "destination",
  given: Arguments,
): Promise<Sheet> {
  const all = await rulesOf(device, kind);
  return sectionWith(
    // Only the source's element has the word in its name.
    kind === "source" ? "source-nat-rule-detail-information" : "destination-nat-rule-information",
    namespace(device, "nat"),
    section(`total-${kind}-nat-rules`, line`Total rules: ${el("total-rules", all.length)}`),
    chosen(all, given).map((rule) =>
      section(
        `${kind}-nat-rule-entry`,
        line`${kind} NAT rule: ${el("rule-name", rule.name)}  Rule-set: ${el("rule-set-name", rule.ruleSet)}`,
        row("Rule Id", el("rule-id", rule.id)),
        row("Rule position", el("rule-matching-position", rule.position)),
        contextRow("From", rule.from),
        rule.to === undefined ? undefined : contextRow("To", rule.to),
        addressRows("source", rule.sources),
        addressRows("destination", rule.destinations),
        section(
          `${kind}-nat-rule-action-entry`,
          row("Action", el(`${kind}-nat-rule-action`, rule.target)),
        ),
        hits(rule, kind),
      ),
    ),
  );
}

function addressRows(side: "source" | "destination", prefixes: readonly string[]): Part {
  const all: readonly Markup[] = prefixes.map((each) => el(`rule-${side}-address`, each));
  const value = all.length === 0 ? "any" : joined(all, " ");
  return section(`${side}-address-range-entry`, row(`${title(side)} addresses`, value));
}

const SUMMARY_COLUMNS = [
  { heading: "Rule name", width: 21, cell: (rule: Rule) => rule.name },
  { heading: "Rule set", width: 21, cell: (rule: Rule) => rule.ruleSet },
  { heading: "From", width: 17, cell: (rule: Rule) => rule.from.name },
  { heading: "To", width: 17, cell: (rule: Rule) => rule.to?.name ?? "" },
  { heading: "Action", width: 0, cell: (rule: Rule) => rule.target },
];

async function summaryReport(device: DeviceView, kind: Kind): Promise<Sheet> {
  const all = await rulesOf(device, kind);
  return sectionWith(
    `${kind}-nat-summary-information`,
    namespace(device, "nat"),
    line`Total ${kind}-nat rules: ${el("total-rules", all.length)}`,
    headings(SUMMARY_COLUMNS),
    all.map((rule) => rowOf(SUMMARY_COLUMNS, rule)),
  );
}

const SELECT = [flag("all", "All rules"), bare("rule-name", "rule-name", "Name of one rule")];

/** The commands of this area. */
export const NAT: readonly Command[] = [
  {
    words: "show security nat static rule",
    help: "Show static NAT rules",
    rpc: ["get-static-nat-rule-information"],
    nodes: "each",
    options: SELECT,
    source: published("12.1X46", "jnpr.toby, a reply in its tests"),
    run: staticReport,
  },
  ...(["source", "destination"] as const).map((kind): Command => ({
    words: `show security nat ${kind} rule`,
    help: `Show ${kind} NAT rules`,
    rpc: [`get-${kind}-nat-rule-sets-information`],
    nodes: "each",
    options: SELECT,
    source: published(
      kind === "source" ? "24.4R2-S2.6" : "18.3",
      kind === "source" ? "test of an exporter" : "jnpr.toby",
    ),
    run: (device, given) => poolReport(device, kind, given),
  })),
  ...(["static", "source", "destination"] as const).map((kind): Command => ({
    words: `show security nat ${kind} summary`,
    help: `${title(kind)} NAT in a few lines`,
    rpc: [SUMMARIES[kind]],
    nodes: "each",
    source:
      kind === "static"
        ? assumed("the words are the command line's; neither name nor shape was found")
        : modelled("12.1", `${METHODS}; of the answer only its outer element`),
    run: (device) => summaryReport(device, kind),
  })),
];
