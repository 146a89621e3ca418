// Finding a statement: in the schema by command-line word or by XML element, and in the layer of all of Junos's statements where it ends.
import { layer } from "../layer/layer";
import { besideOf } from "./forms";
import { leaf, leafList, list, text } from "./build";
import {
  UNKNOWN,
  type Branch,
  type ContainerSchema,
  type EntrySchema,
  type LeafSchema,
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

const NOTHING: ReadonlySet<string> = new Set();
const beside = new WeakMap<Branch, ReadonlySet<string>>();

/** Words of the layer that stand beside names or values without keyword, and so are no name and no value. */
function wordsBeside(branch: Branch): ReadonlySet<string> {
  if (branch.unchecked || (branch.wild === undefined && branch.bare === undefined)) return NOTHING;
  let words = beside.get(branch);
  if (words === undefined) {
    const text = besideOf(branch);
    beside.set(branch, (words = text === undefined ? NOTHING : new Set(text.split(" "))));
  }
  return words;
}

const counterparts = new WeakMap<Branch, Branch | null>();

/** What the layer has in the place of a branch of the schema. */
function counterpart(branch: ContainerSchema | EntrySchema): Branch | undefined {
  if (branch.unchecked) return branch;
  let found = counterparts.get(branch);
  if (found === undefined) counterparts.set(branch, (found = findCounterpart(branch) ?? null));
  return found ?? undefined;
}

function findCounterpart(branch: ContainerSchema | EntrySchema): Branch | undefined {
  if (branch.holder === undefined) return branch.name === "" ? layer().root : undefined;
  if (branch.kind === "entry" && branch.holder.holder === undefined && branch.name === "groups")
    return layer().root;
  const { holder } = branch;
  const there = counterpart(holder as ContainerSchema | EntrySchema)?.byXml.get(branch.xml);
  if (branch.kind === "entry") return there?.kind === "list" ? there.entry : undefined;
  return there?.kind === "container" ? there : undefined;
}

/** A keyword that only the layer knows. */
function layerWord(branch: ContainerSchema | EntrySchema, word: string): SchemaNode | undefined {
  if (branch.unchecked) return undefined;
  const there = counterpart(branch);
  const found = there?.children.get(word);
  // What the schema calls otherwise on the command line is no second statement.
  return found !== undefined && branch.byXml.has(found.xml) ? undefined : found;
}

/**
 * What a word means below a statement: a child, an entry of a list without keyword, or undefined.
 * A leaf without keyword is not found here, as its value is not a word of the schema.
 */
export function childSchema(parent: NodeSchema, word: string): NodeSchema | undefined {
  switch (parent.kind) {
    case "container":
    case "entry": {
      const known = parent.children.get(word) ?? EVERYWHERE.get(word);
      if (known !== undefined) return known;
      if (wordsBeside(parent).has(word)) return layerWord(parent, word);
      if (parent.wild !== undefined) return parent.wild.entry;
      if (parent.bare !== undefined) return undefined;
      const more = layerWord(parent, word);
      return more ?? (parent.unchecked ? undefined : counterpart(parent)?.wild?.entry);
    }
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
  if (!isBranch(parent)) return undefined;
  const known = parent.children.get(word) ?? EVERYWHERE.get(word);
  if (known !== undefined) return known;
  if (parent.unchecked) return undefined;
  if (parent.wild === undefined && parent.bare === undefined) return layerWord(parent, word);
  return wordsBeside(parent).has(word) ? layerWord(parent, word) : undefined;
}

/** The leaf whose value a word is that follows a statement without a keyword of its own. */
export function bareSchema(
  parent: NodeSchema,
  fits: (leaf: LeafSchema) => boolean,
): LeafSchema | undefined {
  if (!isBranch(parent)) return undefined;
  const own = parent.bare ?? counterpart(parent)?.bare;
  if (own === undefined) return undefined;
  const others = parent.otherBares ?? counterpart(parent)?.otherBares ?? [];
  return others.length === 0 || fits(own) ? own : (others.find(fits) ?? own);
}

/** Whether a leaf's value is written without its word below a statement. */
export function isBareOf(parent: NodeSchema, leaf: LeafSchema): boolean {
  if (!isBranch(parent)) return false;
  if (parent.bare === leaf) return true;
  if (!leaf.unchecked) return false;
  const there = counterpart(parent);
  return there?.bare === leaf || (there?.otherBares?.includes(leaf) ?? false);
}

/** What an XML element means below a statement. */
export function elementSchema(parent: Branch, element: string): SchemaNode | undefined {
  return (
    parent.byXml.get(element) ??
    EVERYWHERE.get(element) ??
    (parent.unchecked
      ? undefined
      : counterpart(parent as ContainerSchema | EntrySchema)?.byXml.get(element))
  );
}

/** All keywords of the schema that can stand below a statement, sorted. */
export function keywords(parent: NodeSchema): string[] {
  return isBranch(parent) ? [...parent.children.keys(), ...EVERYWHERE.keys()].sort() : [];
}

/** All keywords that can stand below a statement, those of the layer with them, sorted. */
export function allKeywords(parent: NodeSchema): string[] {
  if (!isBranch(parent)) return [];
  return [
    ...new Set([...keywords(parent), ...(counterpart(parent)?.children.keys() ?? [])]),
  ].sort();
}

/** Whether a statement of an entry names the kind of match that is part of the entry's key: `exact`, `upto`. */
export const isIdent = (schema: NodeSchema): boolean =>
  schema.kind === "leaf" &&
  (!schema.unchecked || schema.choices.some((choice) => choice.name === "choice-ident"));
