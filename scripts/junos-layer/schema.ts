// What the models say about the schema's own branches: how they are written, and which words stand beside names or values without keyword.
import { Layer } from "../../lib/junos/layer/layer";
import type { LayerData } from "../../lib/junos/layer/data";
import { ROOT } from "../../lib/junos/schema";
import { hierarchyOf } from "../../lib/junos/schema/forms";
import type { ContainerSchema, EntrySchema, SchemaNode } from "../../lib/junos/schema/model";

type Branch = ContainerSchema | EntrySchema;

/** By hierarchy, what the schema takes from the models. */
export interface SchemaFacts {
  /** Forms other than a block of its own: `line`, `line-one`, `grouped`. */
  readonly forms: Readonly<Record<string, string>>;
  /** Words of the models that the schema lacks, where it has names or values without keyword. */
  readonly beside: Readonly<Record<string, string>>;
}

export function schemaFacts(data: LayerData): SchemaFacts {
  const forms: Record<string, string> = {};
  const beside: Record<string, string> = {};
  const visit = (ours: Branch, theirs: Branch): void => {
    const name = hierarchyOf(ours);
    const form = [
      ...(theirs.line === "block" ? [] : [theirs.line]),
      ...(theirs.kind === "entry" && theirs.list.grouped ? ["grouped"] : []),
    ];
    if (form.length > 0 && name !== "") forms[name] = form.join(" ");
    if (ours.wild !== undefined || ours.bare !== undefined) {
      const more = [...theirs.children.values()]
        .filter((node) => !ours.byXml.has(node.xml))
        .map((node) => node.name);
      if (more.length > 0) beside[name] = more.sort().join(" ");
    }
    for (const node of ours.byXml.values()) {
      const there = theirs.byXml.get(node.xml);
      if (there !== undefined && node.name !== "groups") both(node, there);
    }
  };
  const both = (ours: SchemaNode, theirs: SchemaNode): void => {
    if (ours.kind === "container" && theirs.kind === "container") visit(ours, theirs);
    if (ours.kind === "list" && theirs.kind === "list") visit(ours.entry, theirs.entry);
  };
  visit(ROOT, new Layer(data).root as Branch);
  forms["groups"] = "grouped";
  return { forms, beside };
}

/** A record as the text of a generated constant. */
export function constantText(name: string, record: Readonly<Record<string, string>>): string {
  const lines = Object.entries(record).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  return `export const ${name}: Readonly<Record<string, string>> = {\n${lines.join("")}};\n`;
}
