// Loading text into a candidate as the device does: what is good stays, what is bad is named.

import {
  type ConfigNode,
  type ConfigTree,
  decode9,
  encode9,
  is9,
  JunosSyntaxError,
  type LoadAction,
} from "../../../lib/junos";
import { type Message } from "../messages";
import { hashPassword } from "../ssh/crypt";
import { thrownText } from "../../../lib/thrown-text";

/** How text is loaded. */
export interface LoadRequest {
  readonly action: LoadAction;
  /** Not for commands, which have one form only. */
  readonly format: "text" | "xml" | "json";
}

/** What came of it. */
export interface Loaded {
  readonly tree: ConfigTree;
  readonly messages: readonly Message[];
}

/** Where the device knows every statement, so that an unknown word is a mistake. */
const STRICT = new Set([
  "security",
  "interfaces",
  "routing-options",
  "routing-instances",
  "applications",
  "policy-options",
]);

/** Loads into a copy of a candidate. */
export function load(candidate: ConfigTree, request: LoadRequest, text: string): Loaded {
  const tree = candidate.clone();
  const loaded =
    request.action === "set" ? loadCommands(candidate, tree, text) : loadText(tree, request, text);
  const errors = [...loaded.messages];
  const strange = strangers(loaded.tree.root).filter(
    (path) =>
      candidate.get(path) === undefined && !errors.some(({ element }) => element === path.at(-1)),
  );
  if (strange.length > 0) {
    for (const path of strange) {
      removeNode(loaded.tree, path);
      errors.push(syntaxError(path.at(-1) ?? "", path.slice(0, -1)));
    }
  }
  hideSecrets(loaded.tree.root);
  hashPasswords(loaded.tree);
  return { tree: loaded.tree, messages: errors };
}

function loadCommands(candidate: ConfigTree, tree: ConfigTree, text: string): Loaded {
  try {
    return { tree, messages: tree.applySet(text).map(warning) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  // Something in it is wrong: take what is right, line by line.
  const careful = candidate.clone();
  const messages: Message[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    try {
      messages.push(...careful.applySet(line).map(warning));
    } catch (error) {
      messages.push(fault(error, line));
    }
  }
  return { tree: careful, messages };
}

function loadText(tree: ConfigTree, request: LoadRequest, text: string): Loaded {
  const before = tree.clone();
  try {
    const warnings = tree.load({ format: request.format, action: request.action }, text);
    return { tree, messages: warnings.map(warning) };
  } catch (error) {
    const messages = [fault(error, "")];
    // The parser looks for the end of the block that it lost its way in.
    if (request.format === "text") {
      messages.push({
        severity: "error",
        text: "error recovery ignores input until this point",
        element: "}",
      });
    }
    return { tree: before, messages };
  }
}

function warning(text: string): Message {
  // The device says only that much; which statement it was is in its path.
  const missing = /not found|not there|does not exist|isn't there/i.test(text);
  return missing
    ? { severity: "warning", text: "statement not found" }
    : { severity: "warning", text };
}

function fault(error: unknown, line: string): Message {
  if (error instanceof JunosSyntaxError) {
    return {
      severity: "error",
      text: /unknown|no such|not.*(?:a )?(?:keyword|statement)/i.test(error.reason)
        ? "syntax error"
        : error.reason,
      element: error.near ?? line.trim().split(/\s+/).at(-1),
    };
  }
  return { severity: "error", text: thrownText(error) };
}

function syntaxError(element: string, path: readonly string[]): Message {
  return {
    severity: "error",
    text: "syntax error",
    element,
    ...(path.length === 0 ? {} : { path: `[edit ${path.join(" ")}]` }),
  };
}

/** The topmost nodes that the device doesn't know. */
function strangers(root: ConfigNode): string[][] {
  const found: string[][] = [];
  const walk = (node: ConfigNode, path: readonly string[]): void => {
    for (const kid of node.children) {
      const here = [...path, kid.name];
      if (kid.schema.kind === "unknown") {
        if (here.length === 1 || STRICT.has(here[0] ?? "")) found.push(here);
      } else walk(kid, here);
    }
  };
  walk(root, []);
  return found;
}

function removeNode(tree: ConfigTree, path: readonly string[]): void {
  for (let length = path.length; length > 0; length -= 1) {
    const node = tree.get(path.slice(0, length));
    const parent = length === 1 ? tree.root : tree.get(path.slice(0, length - 1));
    if (node === undefined || parent === undefined) return;
    const empty = length < path.length && node.children.length === 0;
    if (length < path.length && !(empty && node.schema.kind === "container")) return;
    parent.detach(node);
  }
}

/** No secret stays readable, not even in the candidate. */
function hideSecrets(node: ConfigNode): void {
  const { schema, value } = node;
  if (
    schema.kind === "leaf" &&
    schema.secret &&
    value !== undefined &&
    isReadable(node.name, value)
  ) {
    node.value = encode9(value);
  }
  for (const kid of node.children) hideSecrets(kid);
}

/** A password that is kept as a hash can't be read already, whatever it looks like: `*` fits nothing. */
const isReadable = (name: string, value: string): boolean =>
  name !== "encrypted-password" && !/^\$\w+\$/.test(value);

/** A password given in plain is kept as a hash at once. */
function hashPasswords(tree: ConfigTree): void {
  const users = tree.get("system login user")?.children ?? [];
  const holders = [
    tree.get("system root-authentication"),
    ...users.map((user) => user.get("authentication")),
  ];
  for (const holder of holders) {
    const given = holder?.child("plain-text-password-value");
    const password = given?.value ?? given?.children[0]?.name;
    if (holder === undefined || given === undefined || password === undefined) continue;
    holder.detach(given);
    holder.ensure("encrypted-password").value = hashPassword(
      is9(password) ? decode9(password) : password,
    );
  }
}
