// Putting the words of a statement into a tree, guided by the schema; set lines and curly text share it.
import { ExclusiveError } from "../errors";
import { valueFault } from "../check/values";
import { allKeywords, bareSchema, childSchema, isBranch, keywordSchema } from "../schema/lookup";
import { UNKNOWN, type NodeSchema } from "../schema/model";
import { spelled } from "../schema/spelling";
import { suggest } from "../suggest";
import { ConfigNode } from "../tree/node";
import { isSecretValue, shownWords } from "../tree/secrecy";
import { CLOSE_LIST, OPEN_LIST } from "./quote";

/** A word that doesn't fit where it stands; the parser adds the position. */
export class WordError extends Error {
  constructor(
    message: string,
    /** Which of the words. */
    readonly index: number,
    readonly suggestion?: string,
    /** The words around it may hold a secret. */
    readonly hidden = false,
  ) {
    super(message);
  }
}

/** How words are taken. */
export interface WalkOptions {
  /** What to do with statements that no model of Junos has: keep them unchecked, or refuse them. Default keep. */
  readonly unknown?: "keep" | "refuse";
  /** Marks what is outside the schema as given so on purpose. */
  readonly raw?: boolean;
  /** A block follows, so that a list needs no name yet. */
  readonly open?: boolean;
  /** Statements of one block don't follow one another in time: a second value without keyword doesn't replace the first. */
  readonly block?: boolean;
  /** Receives how to take back what is done, for a statement that turns out not to fit; last first. */
  readonly journal?: (() => void)[];
}

/** Goes one word down, making the node when it is missing. */
function step(
  parent: ConfigNode,
  words: readonly string[],
  index: number,
  options: WalkOptions,
): ConfigNode {
  const word = words[index] ?? "";
  if (word.charCodeAt(0) === 0) throw new WordError(`"${word.slice(1)}" cannot stand here`, index);
  const there = parent.child(word);
  if (there !== undefined) return there;
  const own = spelled(word, parent.schema);
  if (own !== word) return step(parent, [own], 0, options);
  const schema = childSchema(parent.schema, word);
  if (schema === undefined) {
    const bare = word === "" ? undefined : bareNode(parent, word, options);
    return bare ?? unknown(parent, words, index, options);
  }
  if (schema.choices.length > 0) {
    // What only adds says nothing in place of something else.
    const [other] = options.raw === true ? parent.otherCases(schema) : [];
    if (other !== undefined) {
      const place = shownWords(words.slice(0, index));
      throw new ExclusiveError(place, [other.name, word], other.saidBy());
    }
    dropOtherCases(parent, schema, options);
  }
  // The schema's own word in place of the piece of text: one string for all, and the text can go.
  const name = "name" in schema && schema.kind !== "entry" ? schema.name : word;
  const made = parent.attach(new ConfigNode(name, schema));
  options.journal?.push(() => parent.detach(made));
  if (options.raw && "unchecked" in schema && schema.unchecked) made.raw = true;
  return made;
}

/** The value without keyword that a word is, unless another one stands there that would be lost. */
function bareNode(parent: ConfigNode, word: string, options: WalkOptions): ConfigNode | undefined {
  const schema = bareSchema(parent.schema, (leaf) => valueFault(leaf.type, word) === undefined);
  if (schema === undefined) return undefined;
  const there = parent.child("");
  if (there !== undefined && options.block && there.value !== word) return undefined;
  if (there !== undefined && there.schema !== schema) parent.detach(there);
  const bare = parent.child("") ?? parent.attach(new ConfigNode("", schema));
  if (there !== bare) {
    options.journal?.push(() => {
      parent.detach(bare);
      if (there !== undefined) parent.attach(there);
    });
  }
  dropOtherCases(parent, bare.schema, options);
  setValue(bare, word, options);
  return bare;
}

function dropOtherCases(parent: ConfigNode, schema: NodeSchema, { journal }: WalkOptions): void {
  const gone = parent.dropOtherCases(schema);
  if (gone.length > 0)
    journal?.push(() => {
      for (const node of gone) parent.attach(node);
    });
}

function setValue(node: ConfigNode, value: string, { journal }: WalkOptions): void {
  const before = node.value;
  journal?.push(() => (node.value = before));
  node.value = spelled(value, node.schema);
}

/** A logical interface where a device's name belongs, which Junos takes for its unit: `interfaces ge-0/0/0.0 family inet`. */
const UNIT = /^([a-z][a-z0-9/:-]*)\.(\d{1,10})$/;

const isInterfaces = (schema: NodeSchema): boolean =>
  schema.kind === "container" &&
  schema.name === "interfaces" &&
  schema.wild?.entry.children.has("unit") === true;

/** The character "(". */
const OPENS_EXPRESSION = 40;

const ALGEBRA = "policy-algebra";

/** Whether a list takes policies and expressions of them. */
const takesExpression = (schema: NodeSchema): boolean =>
  schema.kind === "leaf-list" && schema.type.kind === "string" && schema.type.base === ALGEBRA;

/** The words of an expression such as `( a && ! b )` as one value, and where it ends. */
function expressionAt(words: readonly string[], from: number): { text: string; last: number } {
  let open = 0;
  for (let i = from; i < words.length; i++) {
    const word = words[i] ?? "";
    open += word.split("(").length - word.split(")").length;
    if (open <= 0) return { text: words.slice(from, i + 1).join(" "), last: i };
  }
  throw new WordError('missing ")"', words.length - 1);
}

/** Whether a statement that the models call complete may be longer in another release or on another device. */
const isLoose = (node: ConfigNode, options: WalkOptions): boolean =>
  node.schema.kind === "leaf" && node.schema.unchecked && options.unknown !== "refuse";

/** A leaf as words outside the models, so that others can follow. */
function loosened(branch: ConfigNode, leaf: ConfigNode, options: WalkOptions): ConfigNode {
  branch.detach(leaf);
  options.journal?.push(() => branch.attach(leaf));
  let node = branch;
  for (const word of [leaf.name, leaf.value ?? ""].filter((each) => each !== ""))
    node = node.child(word) ?? unknown(node, [word], 0, options);
  return node;
}

function unknown(
  parent: ConfigNode,
  words: readonly string[],
  index: number,
  options: WalkOptions,
): ConfigNode {
  const word = words[index] ?? "";
  if (options.unknown === "refuse") {
    throw new WordError(
      `unknown statement "${word}"`,
      index,
      suggest(word, allKeywords(parent.schema)),
    );
  }
  const node = parent.attach(new ConfigNode(word, UNKNOWN));
  options.journal?.push(() => parent.detach(node));
  node.raw = options.raw ?? false;
  return node;
}

/** What a word behind a complete statement is refused with. */
function tooMany(node: ConfigNode, branch: ConfigNode, word: string, at: number): WordError {
  // An unquoted secret with a blank in it would be shown otherwise.
  return isSecretValue(node.schema, node.value)
    ? new WordError("a word too many: put a value with blanks in quotes", at, undefined, true)
    : new WordError(
        `"${word}" cannot follow a complete statement`,
        at,
        suggest(word, allKeywords(branch.schema)),
      );
}

/**
 * Puts the words of one statement into a tree below a node, and returns the node of the last word.
 * `trail` receives the node of each word, so that a next statement with the same first words can start further down.
 * @throws WordError for a missing value, a word too many, or an unknown word that is to be refused.
 */
export function place(
  root: ConfigNode,
  words: readonly string[],
  from: number,
  options: WalkOptions,
  trail?: ConfigNode[],
): ConfigNode {
  let node = root;
  // Where a statement after a complete one continues: the branch that holds it.
  let branch = root;
  for (let i = from; i < words.length; i++) {
    const word = words[i] ?? "";
    const first = word.charCodeAt(0);
    if (first === 0 && word !== OPEN_LIST) throw new WordError('"]" without a "["', i);
    const kind = node.schema.kind;
    if (kind === "leaf" || kind === "item") {
      if (keywordSchema(branch.schema, word) === undefined) {
        if (!isLoose(node, options)) throw tooMany(node, branch, word, i);
        node = step(loosened(branch, node, options), words, i, options);
        trail?.push(node);
        continue;
      }
      node = branch;
    }
    if (isBranch(node.schema)) branch = node;
    const several = mayBeSeveral(node, first)
      ? placeSeveral(node, words, i, options, trail)
      : undefined;
    if (several !== undefined) {
      node = several.node;
      i = several.last;
      continue;
    }
    node = step(node, words, i, options);
    trail?.push(node);
    if (node.schema.kind === "leaf" && node.name !== "" && node.schema.type.kind !== "empty") {
      setValue(node, valueAt(words, ++i, node), options);
      trail?.push(node);
    }
  }
  if (options.open !== true) refuseUnfinished(node, words);
  return node;
}

/** Told by a word's first letter, as this is asked for every word. */
const mayBeSeveral = (node: ConfigNode, first: number): boolean =>
  first === 0 || first === OPENS_EXPRESSION || isInterfaces(node.schema);

/** Words that aren't one node each: an expression, a list in brackets, an interface with its unit; undefined for any other word. */
function placeSeveral(
  node: ConfigNode,
  words: readonly string[],
  at: number,
  options: WalkOptions,
  trail: ConfigNode[] | undefined,
): { readonly node: ConfigNode; readonly last: number } | undefined {
  const word = words[at] ?? "";
  const { schema } = node;
  if (word.startsWith("(") && takesExpression(schema)) {
    const { text, last } = expressionAt(words, at);
    const made = step(node, [text], 0, options);
    trail?.push(made);
    return { node: made, last };
  }
  if (word === OPEN_LIST) {
    if (schema.kind !== "leaf-list" && schema.kind !== "list" && schema.kind !== "unknown")
      return undefined;
    let last = at + 1;
    let made = node;
    for (; last < words.length && words[last] !== CLOSE_LIST; last++)
      made = step(node, words, last, options);
    if (last >= words.length) throw new WordError('missing "]"', words.length - 1);
    trail?.push(node);
    return { node: made, last };
  }
  const unit = isInterfaces(schema) ? UNIT.exec(word) : null;
  if (unit === null) return undefined;
  let made = node;
  for (const each of [unit[1] ?? "", "unit", unit[2] ?? ""]) {
    made = step(made, [each], 0, options);
    trail?.push(made);
  }
  return { node: made, last: at };
}

function valueAt(words: readonly string[], at: number, { name }: ConfigNode): string {
  const value = words[at];
  if (value === undefined) throw new WordError(`"${name}" needs a value`, at - 1);
  if (value.startsWith("\u0000")) throw new WordError(`"${name}" takes one value, not a list`, at);
  return value;
}

function refuseUnfinished({ schema, name, kids }: ConfigNode, words: readonly string[]): void {
  if (schema.kind === "list") throw new WordError(`"${name}" needs a name`, words.length - 1);
  if (schema.kind === "leaf-list" && kids === undefined)
    throw new WordError(`"${name}" needs a value`, words.length - 1);
}
