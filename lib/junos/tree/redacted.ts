// A configuration that can be shown to others: secrets, addresses and names replaced, one and the same thing by one and the same each time.
import { AddressScrambler, isHost, parsePrefix } from "../../net";
import type { ValueType } from "../schema/model";
import { ConfigNode } from "./node";
import { statementsOf } from "./statements";

/** What stands in place of a secret, as devices show it to those who may not see it. */
const SECRET = "SECRET-DATA";

/** Names that mean something to Junos, and words that are no names. */
const MEANT =
  /^(?:any(?:-ipv[46])?|all|junos-.*|default|global|trust|untrust|root|re[01]|node[01]|member[01]|inet6?\.\d+|\d[\d:.-]*|<.*>|[a-z]{2,4}-\d.*|(?:st|lo|irb|reth|ae|fxp|fab|vlan|em|gr|ip|lt)\d*(?:\.\d+)?)$/;

/** Statements whose value is a person's text. */
const TEXTS = new Set([
  "host-name",
  "domain-name",
  "description",
  "location",
  "contact",
  "message",
  "announcement",
  "full-name",
]);

class Redaction {
  private readonly addresses = new AddressScrambler();
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly secrets: ReadonlySet<ConfigNode>) {}

  /** Notes the names that a person gave things. */
  learn(node: ConfigNode): void {
    const { schema } = node;
    if (schema.kind === "entry" && isFree(schema.list.key))
      this.replacement(node.name, schema.name);
    if (schema.kind === "leaf" && TEXTS.has(schema.name) && node.value !== undefined)
      this.replacement(node.value, schema.name);
    for (const kid of node.children) this.learn(kid);
  }

  private replacement(name: string, kind: string): void {
    if (MEANT.test(name) || this.names.has(name) || parsePrefix(name) !== undefined) return;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    this.names.set(name, `${kind}-${count}`);
  }

  copy(node: ConfigNode): ConfigNode {
    const secret = this.secrets.has(node);
    const name = secret && node.value === undefined ? SECRET : this.word(node.name, node);
    const copy = new ConfigNode(name, node.schema);
    if (node.value !== undefined) copy.value = secret ? SECRET : this.word(node.value);
    copy.inactive = node.inactive;
    copy.protect = node.protect;
    copy.line = node.line;
    if (node.comment !== undefined) copy.comment = "comment";
    for (const kid of node.children) {
      const made = this.copy(kid);
      if (copy.child(made.name) === undefined) copy.attach(made);
    }
    return copy;
  }

  /** A name or a value in place of another; words of the language stay. */
  private word(word: string, node?: ConfigNode): string {
    const kind = node?.schema.kind;
    if (kind !== undefined && kind !== "entry" && kind !== "item" && kind !== "unknown")
      return word;
    const name = this.names.get(word);
    if (name !== undefined) return name;
    const prefix = parsePrefix(word);
    if (prefix !== undefined) {
      const address = this.addresses.address(prefix);
      return isHost(word) ? address : `${address}/${prefix.length}`;
    }
    // A mail address or a host name tells who it is.
    if (/^[^\s@]+@[^\s@]+$/.test(word) || /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(word)) {
      this.replacement(word, word.includes("@") ? "user" : "host");
      return this.names.get(word) ?? word;
    }
    return word;
  }
}

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
