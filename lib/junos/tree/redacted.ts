// A configuration that can be shown to others: secrets, addresses and names replaced, one and the same thing by one and the same each time.
import type { ValueType } from "../schema/model";
import { Aliases } from "./aliases";
import { ConfigNode } from "./node";
import { statementsOf } from "./statements";

/** What stands in place of a secret, as devices show it to those who may not see it. */
const SECRET = "SECRET-DATA";

class Redaction {
  private readonly aliases = new Aliases();

  constructor(private readonly secrets: ReadonlySet<ConfigNode>) {}

  /** Notes the names that a person gave things, so that what refers to them is told from words of the language. */
  learn(node: ConfigNode): void {
    const { schema } = node;
    if (schema.kind === "entry" && isFree(schema.list.key) && !this.secrets.has(node))
      this.aliases.name(node.name, schema.name);
    for (const kid of node.children) this.learn(kid);
  }

  copy(node: ConfigNode, above = ""): ConfigNode {
    const secret = this.secrets.has(node);
    const name = secret && node.value === undefined ? SECRET : this.nameOf(node);
    const copy = new ConfigNode(name, node.schema);
    if (node.value !== undefined)
      copy.value = secret ? SECRET : this.valueOf(node, node.value, above);
    copy.inactive = node.inactive;
    copy.protect = node.protect;
    copy.line = node.line;
    if (node.comment !== undefined) copy.comment = "comment";
    for (const kid of node.children) {
      const made = this.copy(kid, node.name);
      if (copy.child(made.name) === undefined) copy.attach(made);
    }
    return copy;
  }

  private nameOf({ name, schema }: ConfigNode): string {
    switch (schema.kind) {
      case "entry":
        return isFree(schema.list.key)
          ? this.aliases.name(name, schema.name)
          : this.typed(name, schema.list.key);
      case "item":
        return this.typed(name, schema.list.type);
      case "unknown":
        return this.aliases.word(name);
      case "opaque":
        return this.aliases.line(name);
      default:
        return name;
    }
  }

  private valueOf({ schema, name }: ConfigNode, value: string, above: string): string {
    const statement = name === "" ? above : name;
    return this.aliases.value(value, statement, (word) =>
      schema.kind === "leaf" ? this.typed(word, schema.type, statement) : this.aliases.word(word),
    );
  }

  /** Words of the language that only stand in some places can't be somebody's. */
  private typed(word: string, type: ValueType, kind?: string): string {
    return hasText(type) ? this.aliases.word(word, kind) : word;
  }
}

/** Whether any text can stand there, not only some words or a number. */
const hasText = (type: ValueType): boolean =>
  type.kind === "union" ? type.of.some(hasText) : type.kind === "string";

/** Whether a person chooses the name. */
function isFree(type: ValueType): boolean {
  if (type.kind === "union") return type.of.some(isFree);
  return type.kind === "string" && (type.form === undefined || type.form === "host");
}

/** The nodes whose value, or whose word, is a secret. */
function secretsIn(root: ConfigNode): Set<ConfigNode> {
  const found = new Set<ConfigNode>();
  for (const { path, value, secret, hidden } of statementsOf(root)) {
    for (const at of hidden ?? []) {
      const named = root.get(path.slice(0, at + 1));
      if (named !== undefined) found.add(named);
    }
    if (!secret || value === undefined) continue;
    const node = root.get([...path, value]) ?? root.get(path);
    const bare = node?.child("");
    if (node !== undefined) found.add(bare?.value === value ? bare : node);
  }
  return found;
}

/** A copy of a tree without what others should not see. Each call replaces addresses by others. */
export function redactedRoot(root: ConfigNode): ConfigNode {
  const redaction = new Redaction(secretsIn(root));
  redaction.learn(root);
  return redaction.copy(root);
}
