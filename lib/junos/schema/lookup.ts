// Finding a statement in the schema: by command-line word or by XML element, with the statements that may stand anywhere.
import { leaf, leafList, list, text } from "./build";
import {
  UNKNOWN,
  type Branch,
  type ContainerSchema,
  type EntrySchema,
  type NodeSchema,
  type SchemaNode,
} from "./model";

/** Statements that Junos accepts in every hierarchy. */
const EVERYWHERE: ReadonlyMap<string, SchemaNode> = new Map(
  Object.entries({
    "apply-groups": leafList(
      "Groups whose statements this part of the configuration inherits, first match first.",
      text(),
      { ordered: true },
    ),
    "apply-groups-except": leafList(
      "Groups that this part does not inherit although a part around it does.",
      text(),
      { ordered: true },
    ),
    "apply-macro": list("Values for commit scripts.", text(), {
      "*data": list("A value by name.", text(), { "=value": leaf("The value.", text()) }),
    }),
  }).map(([name, draft]) => [name, draft.make(name, [])]),
);

/** Whether other statements can stand below this one. */
export function isBranch(schema: NodeSchema): schema is ContainerSchema | EntrySchema {
  return schema.kind === "container" || schema.kind === "entry";
}

/**
 * What a word means below a statement: a child, an entry of a list without keyword, or undefined.
 * A leaf without keyword is not found here, as its value is not a word of the schema.
 */
export function childSchema(parent: NodeSchema, word: string): NodeSchema | undefined {
  switch (parent.kind) {
    case "container":
    case "entry":
      return parent.children.get(word) ?? EVERYWHERE.get(word) ?? parent.wild?.entry;
    case "list":
      return parent.entry;
    case "leaf-list":
      return parent.item;
    case "unknown":
      return UNKNOWN;
    default:
      return undefined;
  }
}

/** A keyword below a statement, and nothing that is merely a name. */
export function keywordSchema(parent: NodeSchema, word: string): SchemaNode | undefined {
  return isBranch(parent) ? (parent.children.get(word) ?? EVERYWHERE.get(word)) : undefined;
}

/** What an XML element means below a statement. */
export function elementSchema(parent: Branch, element: string): SchemaNode | undefined {
  return parent.byXml.get(element) ?? EVERYWHERE.get(element);
}

/** All keywords that can stand below a statement, sorted. */
export function keywords(parent: NodeSchema): string[] {
  return isBranch(parent) ? [...parent.children.keys(), ...EVERYWHERE.keys()].sort() : [];
}
