// A configuration as JSON, in the shape that devices give it.

import {
  type ConfigTree,
  type NodeSchema,
  schema as ROOT,
  type SchemaNode,
} from "../../../lib/junos";
import { type Element, parseRequest } from "../netconf/request";

type Json = string | number | null | readonly Json[] | { readonly [name: string]: Json };

/** A configuration: lists are arrays of objects with their names in them, statements without a value `[null]`. */
export function configurationJson(tree: ConfigTree): string {
  const root = parseRequest(tree.toXml());
  return `${JSON.stringify({ configuration: branchJson(root, ROOT) }, undefined, 4)}\n`;
}

function branchJson(element: Element, schema: NodeSchema | undefined): Json {
  const object: Record<string, Json> = {};
  for (const child of element.children) {
    const known = childOf(schema, child.name);
    const value = valueJson(child, known);
    const before = object[child.name];
    const many = known?.kind === "list" || known?.kind === "leaf-list" || before !== undefined;
    if (!many) object[child.name] = value;
    else
      object[child.name] = Array.isArray(before)
        ? [...(before as Json[]), value]
        : before === undefined
          ? [value]
          : [before, value];
    if (child.attributes.inactive !== undefined) object[`@${child.name}`] = { inactive: "true" };
  }
  return object;
}

function childOf(schema: NodeSchema | undefined, name: string): SchemaNode | undefined {
  if (schema?.kind === "list") return childOf(schema.entry, name);
  return schema?.kind === "container" || schema?.kind === "entry"
    ? schema.byXml.get(name)
    : undefined;
}

function valueJson(element: Element, schema: SchemaNode | undefined): Json {
  if (element.children.length > 0) return branchJson(element, schema);
  const text = element.text.trim();
  if (text === "") return [null];
  const type = schema?.kind === "leaf" || schema?.kind === "leaf-list" ? schema.type : undefined;
  return type?.kind === "integer" && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}
