// Warnings that a program says it knows of, each with its reason.
import type { IConstruct } from "constructs";
import { type Diagnostic, isRule, RULES } from "../diagnostics";
import { VpnNode } from "./node";

/** The reason for a rule, of a construct or of the nearest that encloses it. */
interface Reason {
  readonly owner: VpnNode;
  readonly text: string;
}

/** Marks what is acknowledged, and adds what is wrong with the acknowledgements themselves. */
export function acknowledged(
  root: IConstruct,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const nodes = root.node.findAll().filter((node) => VpnNode.is(node));
  if (nodes.every((node) => entriesOf(node).length === 0)) return diagnostics;
  const byPath = new Map(nodes.map((node) => [node.node.path, node]));
  const used = new Set<string>();
  const marked = diagnostics.map((diagnostic): Diagnostic => {
    if (diagnostic.severity === "error") return diagnostic;
    const reason = reasonFor(byPath.get(diagnostic.construct ?? ""), diagnostic.rule);
    if (reason === undefined) return diagnostic;
    used.add(keyOf(reason.owner, diagnostic.rule));
    return { ...diagnostic, acknowledged: reason.text };
  });
  const own = nodes.flatMap((node) =>
    entriesOf(node).flatMap(([rule, reason]) => faultsOf(node, rule, reason, used, diagnostics)),
  );
  return [...marked, ...own];
}

function entriesOf(node: VpnNode): readonly (readonly [string, unknown])[] {
  return Object.entries(node.options.acknowledge ?? {});
}

const keyOf = (node: VpnNode, rule: string): string => JSON.stringify([node.node.path, rule]);

function isReason(reason: unknown): reason is string {
  return typeof reason === "string" && reason.trim() !== "";
}

function reasonFor(node: VpnNode | undefined, rule: string): Reason | undefined {
  for (const owner of [...(node?.node.scopes ?? [])].reverse()) {
    if (!VpnNode.is(owner)) continue;
    const found = entriesOf(owner).find(([id]) => id === rule)?.[1];
    if (isReason(found)) return { owner, text: found };
  }
  return undefined;
}

/** Whether a construct, or one that encloses it, has acknowledged a rule. */
export function isAcknowledged(node: VpnNode, rule: string): boolean {
  return reasonFor(node, rule) !== undefined;
}

/** What transforms do shows only when their resources are declared: nobody can tell yet whether it is left over. */
const isToldLater = (rule: string): boolean => rule.startsWith("transform-");

function faultsOf(
  node: VpnNode,
  rule: string,
  reason: unknown,
  used: ReadonlySet<string>,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const construct = node.node.path;
  const at = { rule: "acknowledgement", severity: "error", construct } as const;
  if (!isRule(rule)) {
    const what = "an acknowledgement names a rule that does not exist";
    return [{ ...at, what, found: `"${rule}"`, allowed: "a rule of docs/rules.md" }];
  }
  if (RULES[rule].severity === "error" || hasError(node, rule, diagnostics)) {
    const what = "an error cannot be acknowledged";
    return [{ ...at, what, found: `"${rule}"`, allowed: "warnings", fix: RULES[rule].mend }];
  }
  if (!isReason(reason)) {
    const what = "an acknowledgement has no reason";
    return [{ ...at, what, found: `"${rule}"`, allowed: "a text that says why it is meant so" }];
  }
  if (used.has(keyOf(node, rule)) || isToldLater(rule)) return [];
  return [
    {
      rule: "acknowledgement-unused",
      severity: "warning",
      construct,
      what: "an acknowledgement acknowledges nothing",
      found: `"${rule}"`,
      fix: "take it away",
    },
  ];
}

/** Whether a rule that may be either is an error here. */
function hasError(node: VpnNode, rule: string, diagnostics: readonly Diagnostic[]): boolean {
  const { path } = node.node;
  return diagnostics.some(
    (each) =>
      each.rule === rule &&
      each.severity === "error" &&
      (each.construct === path || each.construct?.startsWith(`${path}/`)),
  );
}
