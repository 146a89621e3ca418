// NAT rules and how often each was used.

import { type ConfigNode } from "../../../lib/junos";
import { type NatHits } from "../../dataplane/types";
import { type Content, el, elWith } from "../markup";
import {
  type Arguments,
  type Command,
  type Device,
  inForce,
  namespace,
  type Report,
} from "./command";

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
async function rulesOf(device: Device, kind: Kind): Promise<Rule[]> {
  const { nat } = await device.plane.state();
  const sets = inForce(device).get(["security", "nat", kind, "rule-set"]);
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

const address = (prefix: string): string => prefix.split("/")[0] ?? prefix;
const length = (prefix: string): string =>
  prefix.split("/")[1] ?? (prefix.includes(":") ? "128" : "32");
const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const line = (label: string, value: string | number): string => `  ${label.padEnd(27)}: ${value}\n`;

function chosen(rules: readonly Rule[], given: Arguments): Rule[] {
  const name = given["rule-name"];
  return rules.filter((rule) => name === undefined || rule.name === name);
}

async function staticReport(device: Device, given: Arguments): Promise<Report> {
  const all = await rulesOf(device, "static");
  const prefixes = all.flatMap((rule) => [...rule.destinations, rule.target]);
  const six = prefixes.filter((prefix) => prefix.includes(":")).length;
  const text = chosen(all, given).map(
    (rule) =>
      `Static NAT rule: ${rule.name}\n` +
      line("Rule set", rule.ruleSet) +
      line("Rule Id", rule.id) +
      line("Rule position", rule.position) +
      line(`From ${rule.from.context}`, rule.from.name) +
      rule.sources.map((each) => line("Source addresses", each)).join("") +
      line("Destination addresses", rule.destinations.map(address).join(" ")) +
      line("Host addresses", address(rule.target)) +
      line("Netmask", length(rule.target)) +
      line("Host routing-instance", "N/A") +
      line("Translation hits", rule.hits) +
      line("  Successful sessions", rule.hits) +
      line("Number of sessions", 0),
  );
  return {
    text:
      `Total static-nat rules: ${all.length}\n` +
      `Total referenced IPv4/IPv6 ip-prefixes: ${prefixes.length - six}/${six}\n${text.join("")}`,
    xml: elWith(
      "static-nat-rule-information",
      namespace(device, "nat"),
      el("total-static-nat-rules", el("total-rules", all.length)),
      el(
        "total-static-nat-rule-ref-addr-num",
        el("total-static-nat-rule-ref-addr-num-v4", prefixes.length - six),
        el("total-static-nat-rule-ref-addr-num-v6", six),
      ),
      chosen(all, given).map((rule) =>
        el(
          "static-nat-rule-entry",
          ...common(rule),
          el("rule-destination-address-prefix", rule.destinations.map(address).join(" ")),
          el("rule-host-address-prefix", address(rule.target)),
          el("rule-address-netmask", length(rule.target)),
          el("rule-host-routing-instance", "N/A"),
          ...hits(rule),
        ),
      ),
    ),
  };
}

function common(rule: Rule): Content[] {
  return [
    el("rule-name", rule.name),
    el("rule-set-name", rule.ruleSet),
    el("rule-id", rule.id),
    el("rule-matching-position", rule.position),
    el("rule-from-context", rule.from.context),
    el("rule-from-context-name", rule.from.name),
    rule.to === undefined ? undefined : el("rule-to-context", rule.to.context),
    rule.to === undefined ? undefined : el("rule-to-context-name", rule.to.name),
  ];
}

function hits(rule: Rule): Content[] {
  return [
    el("rule-translation-hits", rule.hits),
    el("succ-hits", rule.hits),
    el("failed-hits", 0),
    el("concurrent-hits", 0),
  ];
}

async function poolReport(
  device: Device,
  kind: "source" | "destination",
  given: Arguments,
): Promise<Report> {
  const all = await rulesOf(device, kind);
  const text = chosen(all, given).map(
    (rule) =>
      `${kind} NAT rule: ${rule.name}  Rule-set: ${rule.ruleSet}\n` +
      line("Rule Id", rule.id) +
      line("Rule position", rule.position) +
      line(`From ${rule.from.context}`, rule.from.name) +
      (rule.to === undefined ? "" : line(`To ${rule.to.context}`, rule.to.name)) +
      line("Source addresses", rule.sources.join(" ") || "any") +
      line("Destination addresses", rule.destinations.join(" ") || "any") +
      line("Action", rule.target) +
      line("Translation hits", rule.hits) +
      line("  Successful sessions", rule.hits) +
      line("Number of sessions", 0),
  );
  return {
    text: `Total rules: ${all.length}\n${text.join("")}`,
    xml: elWith(
      `${kind}-nat-rule-detail-information`,
      namespace(device, "nat"),
      el(`total-${kind}-nat-rules`, el("total-rules", all.length)),
      chosen(all, given).map((rule) =>
        el(
          `${kind}-nat-rule-entry`,
          ...common(rule),
          el(
            "source-address-range-entry",
            rule.sources.map((each) => el("rule-source-address", each)),
          ),
          el(
            "destination-address-range-entry",
            rule.destinations.map((each) => el("rule-destination-address", each)),
          ),
          el(`${kind}-nat-rule-action-entry`, el(`${kind}-nat-rule-action`, rule.target)),
          ...hits(rule),
        ),
      ),
    ),
  };
}

async function summaryReport(device: Device, kind: Kind): Promise<Report> {
  const all = await rulesOf(device, kind);
  const rows = all.map(
    (rule) =>
      `${rule.name.padEnd(20)} ${rule.ruleSet.padEnd(20)} ${rule.from.name.padEnd(16)} ${(rule.to?.name ?? "").padEnd(16)} ${rule.target}\n`,
  );
  return {
    text: `Total ${kind}-nat rules: ${all.length}\n${"Rule name".padEnd(20)} ${"Rule set".padEnd(20)} ${"From".padEnd(16)} ${"To".padEnd(16)} Action\n${rows.join("")}`,
    xml: elWith(
      `${kind}-nat-summary-information`,
      namespace(device, "nat"),
      el("total-rules", all.length),
    ),
  };
}

const SELECT = [
  { word: "all", element: "all", help: "All rules" },
  { element: "rule-name", value: "rule-name", help: "Name of one rule" },
];

/** The commands of this area. */
export const NAT: readonly Command[] = [
  {
    words: "show security nat static rule",
    help: "Show static NAT rules",
    rpc: ["get-static-nat-rule-information"],
    nodes: "active",
    options: SELECT,
    run: staticReport,
  },
  {
    words: "show security nat source rule",
    help: "Show source NAT rules",
    rpc: ["get-source-nat-rule-sets-information"],
    nodes: "active",
    options: SELECT,
    run: (device, given) => poolReport(device, "source", given),
  },
  {
    words: "show security nat destination rule",
    help: "Show destination NAT rules",
    rpc: ["get-destination-nat-rule-sets-information"],
    nodes: "active",
    options: SELECT,
    run: (device, given) => poolReport(device, "destination", given),
  },
  ...(["static", "source", "destination"] as const).map((kind): Command => ({
    words: `show security nat ${kind} summary`,
    help: `${title(kind)} NAT in a few lines`,
    rpc: [`get-${kind}-nat-summary-information`],
    nodes: "active",
    run: (device) => summaryReport(device, kind),
  })),
];
