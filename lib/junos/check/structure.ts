// Structure: statements that Junos doesn't know, values out of range, too many entries, missing names.
import type { RuleId } from "../../diagnostics";
import { hasPlaceholder } from "../placeholder";
import { layer } from "../layer/layer";
import { hierarchyOf } from "../schema/forms";
import { allKeywords, isBranch } from "../schema/lookup";
import { nearest } from "../suggest";
import { wildcard } from "../tree/wildcard";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";
import { valueFault } from "./values";

const NAME = /^[A-Za-z0-9$._:\/@<>*⟨⟩+-][^\s"{};]*$/u;

/** Names that policies and VPNs are known by have no blanks. */
const NAMED = ["proposal", "policy", "gateway", "vpn", "security-zone", "rule-set", "rule", "pool"];

interface NodeFault {
  readonly rule: RuleId;
  readonly message: string;
  readonly suggestion?: string;
}

const named = (rule: RuleId, found: ReturnType<typeof valueFault>): NodeFault | undefined =>
  found === undefined ? undefined : { rule, ...found };

/** In a group a name or value may stand for several. */
const standsForMany = (text: string, inGroup: boolean): boolean =>
  inGroup && wildcard(text) !== undefined;

/** What is wrong with a value, a name or a number of entries. */
function nodeFault(
  { schema, name, value, children }: ConfigNode,
  inGroup: boolean,
): NodeFault | undefined {
  switch (schema.kind) {
    case "leaf":
      if (schema.unchecked || value === undefined || value === "") return undefined;
      if (standsForMany(value, inGroup)) return undefined;
      return named("value", valueFault(schema.type, value, schema.secret));
    case "entry": {
      if (schema.unchecked || standsForMany(name, inGroup) || hasPlaceholder(name))
        return undefined;
      const found = valueFault(schema.list.key, name);
      if (found !== undefined) return named("name", found);
      if (!NAMED.includes(schema.name) || NAME.test(name)) return undefined;
      const message = `"${name}" is not a name: use letters, digits and -_., without blanks`;
      return { rule: "name", message };
    }
    case "item":
      if (schema.list.unchecked || standsForMany(name, inGroup)) return undefined;
      return named("value", valueFault(schema.list.type, name));
    case "list":
    case "leaf-list": {
      const { max } = schema;
      if (max === undefined || children.length <= max) return undefined;
      return {
        rule: "too-many",
        message: `${children.length} entries: Junos takes at most ${max}`,
      };
    }
    default:
      return undefined;
  }
}

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
  const unknown = (node: ConfigNode, parent: ConfigNode): void => {
    const near = nearest(node.name, allKeywords(parent.schema));
    context.warn(
      "unknown-statement",
      path,
      `no model of Junos ${layer().release} has "${node.name}" here`,
      near.length > 0
        ? `did you mean ${near.map((word) => `"${word}"`).join(" or ")}?`
        : "take it away, unless the device's own release has it",
    );
  };
  const unchecked = new Unchecked(context);
  const visit = (node: ConfigNode, parent: ConfigNode, inGroup: boolean): void => {
    if (node.name !== "") path.push(node.name);
    const { schema } = node;
    if (!node.raw) unchecked.see(node, parent, path);
    switch (schema.kind) {
      case "unknown":
        if (!node.raw) unknown(node, parent);
        break;
      case "opaque":
        context.warn(
          "unread-statement",
          [node.name],
          "it can't be followed: kept word for word, not checked",
          "check it on the device",
        );
        break;
      default: {
        const found = nodeFault(node, inGroup);
        if (found !== undefined) fault(found.rule, found.message, found.suggestion);
      }
    }
    // What is below an unknown word is as unknown, and was reported with it.
    if (schema.kind !== "unknown") for (const kid of node.children) visit(kid, node, inGroup);
    if (node.name !== "") path.pop();
  };
  for (const kid of root.children) visit(kid, root, kid.name === "groups");
  unchecked.report();
  checkGroups(context, root);
}

/** Statements that the models have and no rule judges: told once for each word of a hierarchy, with how much lies behind it. */
class Unchecked {
  private readonly found = new Map<
    string,
    { path: string[]; statements: number; places: number }
  >();

  constructor(private readonly context: Context) {}

  see(node: ConfigNode, parent: ConfigNode, path: readonly string[]): void {
    if (!isUnchecked(node) || isUnchecked(parent)) return;
    const name = node.schema.kind === "entry" ? "" : node.name;
    const key = `${isBranch(parent.schema) ? hierarchyOf(parent.schema) : parent.name} ${name}`;
    const statements = statementsBelow(node);
    const there = this.found.get(key);
    if (there === undefined) this.found.set(key, { path: [...path], statements, places: 1 });
    else {
      there.statements += statements;
      there.places++;
    }
  }

  report(): void {
    for (const { path, statements, places } of this.found.values()) {
      const where = places === 1 ? "" : `, in ${places} places`;
      this.context.warn(
        "unchecked-statement",
        path,
        `Junos ${layer().release} has it, but no rule here judges it: ${statements} ${statements === 1 ? "statement" : "statements"}${where}`,
      );
    }
  }
}

function isUnchecked({ schema }: ConfigNode): boolean {
  if (schema.kind === "item") return schema.list.unchecked;
  return schema.kind !== "unknown" && schema.kind !== "opaque" && schema.unchecked;
}

function statementsBelow(node: ConfigNode): number {
  if (node.empty) return 1;
  let count = 0;
  for (const kid of node.children) count += statementsBelow(kid);
  return count;
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
