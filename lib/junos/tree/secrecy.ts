// What of a configuration must never be shown: by the schema first, then by the form of a word and by the word before it.
import { endsInSecret, introducesSecret, looksSecret, MASK } from "../../secrets";
import { hasPlaceholder } from "../placeholder";
import { ROOT } from "../schema";
import { childSchema } from "../schema/lookup";
import { UNKNOWN, type NodeSchema } from "../schema/model";
import { quote } from "../text/quote";
import { ConfigNode } from "./node";
import type { Statement } from "./statement";

/** Whether a leaf's value must never be shown. */
export function isSecretValue(schema: NodeSchema, value: string | undefined): boolean {
  if (schema.kind !== "leaf") return false;
  if (schema.secret || (value !== undefined && looksSecret(value))) return true;
  return schema.unchecked && value !== undefined && introducesSecret(schema.name);
}

/** Whether a node's own word must never be shown, as an SNMP community's. */
export const isSecretWord = ({ schema, name }: ConfigNode): boolean => isSecretName(schema, name);

function isSecretName(schema: NodeSchema, name: string): boolean {
  if (schema.kind === "entry" && schema.list.secret === true) return true;
  return (schema.kind === "entry" || schema.kind === "item") && looksSecret(name);
}

/** A node's own word as it may be shown. */
export const shownWord = (node: ConfigNode): string => (isSecretWord(node) ? MASK : node.name);

/** Words that lead to a statement, as they may be shown. */
export function shownWords(words: readonly string[]): string {
  let schema: NodeSchema = ROOT;
  const shown = words.map((word) => {
    schema = childSchema(schema, word) ?? UNKNOWN;
    return isSecretName(schema, word) ? MASK : quote(word);
  });
  return shown.join(" ");
}

/** Which of a statement's words that no model knows are secrets, counted from where the unknown ones begin. */
export function secretWordsIn(words: readonly string[], from: number): number[] {
  const hidden: number[] = [];
  for (let at = Math.max(1, from); at < words.length; at += 1)
    if (endsInSecret(words.slice(at - 1, at + 1))) hidden.push(at);
  return hidden;
}

/** A path, and which of its words are hidden. */
export type ShownPath = Pick<Statement, "path" | "hidden">;

/** The statement's name as it may be shown: its words without the value, secret ones masked. */
export function shownKey({ path, hidden }: ShownPath): string {
  return path.map((word, at) => (hidden?.includes(at) === true ? MASK : quote(word))).join(" ");
}

/** The statement as a set line that may be shown. */
export function shownLine(statement: ShownPath & Pick<Statement, "value" | "secret">): string {
  const { value, secret } = statement;
  const end = value === undefined ? "" : ` ${secret ? MASK : quote(value)}`;
  return `set ${shownKey(statement)}${end}`;
}

/**
 * A statement's name for a device's statements that nobody here wrote: what no model knows is masked altogether, as nobody can tell
 * a name in it from a secret.
 */
export function sealedKey(statement: ShownPath & Pick<Statement, "outside">): string {
  const { outside } = statement;
  if (outside === undefined) return shownKey(statement);
  const known = shownKey({ ...statement, path: statement.path.slice(0, outside) });
  return known === "" ? MASK : `${known} ${MASK}`;
}

/** A copy of a node in which secrets are masked. */
export function masked(node: ConfigNode, before = ""): ConfigNode {
  const { schema, name, value } = node;
  const isEnd = schema.kind === "unknown" && node.kids === undefined;
  const hides = isSecretWord(node) || (isEnd && endsInSecret([before, name]));
  const copy = new ConfigNode(hides && !hasPlaceholder(name) ? MASK : name, schema);
  const isHidden = isSecretValue(schema, value) && !hasPlaceholder(value ?? "");
  copy.value = isHidden ? MASK : value;
  copy.inactive = node.inactive;
  copy.protect = node.protect;
  copy.comment = node.comment;
  copy.setChildren(node.children.map((kid) => masked(kid, name)));
  return copy;
}
