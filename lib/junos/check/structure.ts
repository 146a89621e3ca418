// Structure: statements that Junos doesn't know, values out of range, too many entries, missing names.
import type { RuleId } from "../../diagnostics";
import { hasPlaceholder } from "../placeholder";
import { keywords } from "../schema/lookup";
import { PARTIAL } from "../schema/partial.generated";
import { suggest } from "../suggest";
import { wildcard } from "../tree/groups";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";
import { valueFault } from "./values";

const NAME = /^[A-Za-z0-9$._:\/@<>*⟨⟩+-][^\s"{};]*$/u;

/** Names that policies and VPNs are known by have no blanks. */
const NAMED = ["proposal", "policy", "gateway", "vpn", "security-zone", "rule-set", "rule", "pool"];

/** Checks every statement as it is written, groups and inactive parts included. */
export function checkStructure(context: Context, root: ConfigNode): void {
  const path: string[] = [];
  const fault = (rule: RuleId, message: string, suggestion?: string): void =>
    context.error(
      rule,
      path,
      message,
      suggestion === undefined ? undefined : `did you mean "${suggestion}"?`,
    );
  const unknown = (node: ConfigNode, parent: ConfigNode, hierarchy: readonly string[]): void => {
    const near = suggest(node.name, keywords(parent.schema));
    if (!PARTIAL.has(hierarchy.join(" ")))
      fault("unknown-statement", `Junos has no "${node.name}" here`, near);
    else if (near !== undefined && isSlip(node.name, near))
      fault(
        "unknown-statement",
        `Junos has no "${node.name}" here, as far as this library knows`,
        near,
      );
    else {
      context.warn(
        "unchecked-statement",
        path,
        `"${node.name}" is outside of what this library describes: it is not checked`,
        "give it as a raw line to say that it is meant so",
      );
    }
  };
  // Names of the hierarchy without the names of entries.
  const names: string[] = [];
  const visit = (node: ConfigNode, parent: ConfigNode, inGroup: boolean): void => {
    if (node.name !== "") path.push(node.name);
    const { schema } = node;
    const step =
      schema.kind === "container" ||
      schema.kind === "list" ||
      (schema.kind === "entry" && parent.schema.kind !== "list")
        ? schema.name
        : undefined;
    if (step !== undefined) names.push(step);
    switch (schema.kind) {
      case "unknown":
        if (!node.raw) unknown(node, parent, inGroup ? names.slice(1) : names);
        break;
      case "leaf":
        if (node.value !== undefined && !(inGroup && wildcard(node.value))) {
          const found = valueFault(schema.type, node.value, schema.secret);
          if (found) fault("value", found.message, found.suggestion);
        }
        break;
      case "entry":
        if (!(inGroup && wildcard(node.name)) && !hasPlaceholder(node.name)) {
          const found = valueFault(schema.list.key, node.name);
          if (found) fault("name", found.message, found.suggestion);
          else if (NAMED.includes(schema.name) && !NAME.test(node.name))
            fault("name", `"${node.name}" is no name: use letters, digits and -_., without blanks`);
        }
        break;
      case "item": {
        const found =
          inGroup && wildcard(node.name) ? undefined : valueFault(schema.list.type, node.name);
        if (found) fault("value", found.message, found.suggestion);
        break;
      }
      case "list":
      case "leaf-list":
        if (schema.max !== undefined && node.children.length > schema.max) {
          fault("too-many", `${node.children.length} entries: Junos takes at most ${schema.max}`);
        }
        break;
      default:
    }
    // What is below an unknown word is as unknown, and was reported with it.
    if (schema.kind !== "unknown") for (const kid of node.children) visit(kid, node, inGroup);
    if (step !== undefined) names.pop();
    if (node.name !== "") path.pop();
  };
  for (const kid of root.children) visit(kid, root, kid.name === "groups");
  checkGroups(context, root);
}

/** Whether a word is so near to a known one that it is surely meant. */
function isSlip(word: string, near: string): boolean {
  return (
    Math.abs(word.length - near.length) <= 1 &&
    word.length >= 4 &&
    suggest(word, [near]) !== undefined &&
    (word.length >= 8 || sharesMost(word, near))
  );
}

/** Whether all but one letter of the shorter word stand in the other, in order. */
function sharesMost(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let found = 0;
  for (let i = 0, j = 0; i < short.length && j < long.length; j++)
    if (short[i] === long[j]) [i, found] = [i + 1, found + 1];
  return found >= short.length - 1;
}

/** Groups that are applied exist. */
function checkGroups(context: Context, root: ConfigNode): void {
  const defined = new Set(root.names("groups"));
  const path: string[] = [];
  const visit = (node: ConfigNode): void => {
    if (node.name !== "") path.push(node.name);
    for (const name of node.names("apply-groups")) {
      // ${node} stands for the node's own name in a cluster.
      if (!name.includes("${") && name !== "junos-defaults")
        context.reference(
          name,
          defined,
          "group",
          [...path, "apply-groups", name],
          "undefined-group",
        );
    }
    if (node.schema.kind !== "leaf-list")
      for (const kid of node.children) if (kid.kids !== undefined) visit(kid);
    if (node.name !== "") path.pop();
  };
  visit(root);
}
