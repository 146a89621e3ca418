// A Junos configuration as a tree: read from any format, merged with origins, written to any format.
import { MASK } from "../../secrets";
import { atOnce } from "../../turns";
import { ConflictError, ExclusiveError, type JunosSyntaxError } from "../errors";
import { ROOT } from "../schema";
import { spelled } from "../schema/spelling";
import { sameSecret } from "../dollar9";
import { isBranch } from "../schema/lookup";
import type { LeafSchema } from "../schema/model";
import type { Faulty } from "../text/faulty";
import { SetReader } from "../text/set";
import { curlyLines } from "../text/curly-out";
import { type Format } from "../text/detect";
import type { MergedFault } from "../text/elements-in";
import { writeJson } from "../text/json-out";
import type { LeftLine } from "../text/transcript";
import { writeXml } from "../text/xml-out";
import type { JunosConfig } from "../types/config.generated";
import { effectiveRoot } from "./groups";
import { mergeLoaded, readText, type LoadAction } from "./load";
import { ConfigNode, wordsOf, type Path } from "./node";
import { outputsOf } from "./outputs";
import { applyPatch } from "./patch";
import { isBare, objectOf, ObjectReader, type ObjectVisitor } from "./object";
import { redactedRoot } from "./redacted";
import { masked, shownWords } from "./secrecy";
import type { Statement } from "./statement";
import { readingStatements, setLines, statementsOf } from "./statements";

/** How text is read. */
export interface ParseOptions {
  /** Statements that no model of Junos has: keep them (default), or refuse them with an error. */
  readonly unknown?: "keep" | "refuse";
  /**
   * A statement that can't be read: `throw` the error (default); `skip` it and go on; or `keep` it word for word, so that it can be
   * compared, left alone and deleted. What was skipped or kept is told by `errors`.
   */
  readonly faulty?: Faulty;
  /** The level that set lines and text in braces are relative to, as `security zones`. Default the top. */
  readonly at?: Path;
}

/** How text of any origin is read. */
export interface AnyTextOptions extends ParseOptions {
  /** Default: what the text seems to be in. With it, the text is taken as it is, not as what a terminal showed. */
  readonly format?: Format;
  /** Which device's output is meant, in a text with those of several. */
  readonly device?: string;
}

/** How a fragment is merged. */
export interface AddOptions {
  /** This fragment wins over what others said, deliberately. */
  readonly override?: boolean;
}

/** A whole configuration. */
export class ConfigTree {
  /** Faults of the text that Junos would merge away. */
  readonly faults: MergedFault[] = [];
  /** Why statements were skipped or kept word for word, in the order of the text. */
  readonly errors: JunosSyntaxError[] = [];
  /** Lines that were no configuration: prompts, commands and labels of a terminal session. */
  readonly left: LeftLine[] = [];

  constructor(
    /** The node that everything is below. */
    readonly root: ConfigNode = new ConfigNode("", ROOT),
  ) {}

  /** Reads set lines. */
  static fromSet(text: string, options: ParseOptions = {}): ConfigTree {
    return ConfigTree.read(text, "set", options);
  }

  /**
   * Reads the set lines that a device shows of itself. No line is refused: a device knows its own configuration, so what can't be
   * followed is kept word for word.
   */
  static fromDevice(text: string): ConfigTree {
    return atOnce(ConfigTree.readingDevice(text));
  }

  /** The same with a rest after every few lines: a long configuration holds up nobody who takes turns. */
  static *readingDevice(text: string): Generator<undefined, ConfigTree> {
    const tree = new ConfigTree();
    const reader = new SetReader(tree.root, { faulty: "keep" });
    yield* reader.pieces(withoutMark(text));
    for (const error of reader.errors) tree.errors.push(error);
    return tree;
  }

  /** Reads the text with braces that `show configuration` prints. */
  static fromCurly(text: string, options: ParseOptions = {}): ConfigTree {
    return ConfigTree.read(text, "curly", options);
  }

  /** Reads XML: a configuration element, alone or in an rpc or its reply. */
  static fromXml(text: string, options: ParseOptions = {}): ConfigTree {
    return ConfigTree.read(text, "xml", options);
  }

  /** Reads JSON: an object whose member is `configuration`. */
  static fromJson(text: string, options: ParseOptions = {}): ConfigTree {
    return ConfigTree.read(text, "json", options);
  }

  /**
   * Reads text of any format, which is recognised by what it holds; of a terminal session or a NETCONF capture, the configuration in it.
   * @throws JunosSyntaxError for text that Junos would refuse, and for a session with several devices of which none is named.
   */
  static parse(text: string, options: AnyTextOptions = {}): ConfigTree {
    const { format, device, at } = options;
    const { outputs, left } = outputsOf(withoutMark(text), device, format, wordsOf(at ?? []));
    const tree = new ConfigTree();
    for (const output of outputs)
      tree.take(output.text, output.format, { ...options, at: output.at });
    for (const line of left) tree.left.push(line);
    return tree;
  }

  private static read(text: string, format: Format, options: ParseOptions): ConfigTree {
    const tree = new ConfigTree();
    tree.take(withoutMark(text), format, options);
    return tree;
  }

  /** Reads a text into the tree, as what it says and not as what it would change. */
  private take(text: string, format: Format, options: ParseOptions): void {
    const at = wordsOf(options.at ?? []);
    const { marks, faults, errors } = readText(text, format, { ...options, at }, this.root);
    // Parts marked for deletion say nothing in a configuration of their own.
    for (const mark of marks.values()) {
      if (mark === "delete" || mark === "remove") {
        const clean = new ConfigNode("", ROOT);
        mergeLoaded(clean, this.root, marks);
        this.root.setChildren(clean.kids);
        break;
      }
    }
    // One by one: a call takes no list of any length as its arguments.
    for (const fault of faults) this.faults.push(fault);
    for (const error of errors) this.errors.push(error);
  }

  /**
   * Reads a typed object.
   * @param origin what is named when another fragment disagrees.
   * @throws JunosObjectError for a property that Junos doesn't have.
   * @throws ExclusiveError for two statements of which Junos keeps only one.
   */
  static fromObject(config: JunosConfig, origin = "configuration"): ConfigTree {
    return new ConfigTree().add(config, origin);
  }

  /**
   * Merges a fragment.
   * @throws ConflictError when another origin gave a leaf another value, or another case of a choice; the tree then keeps what it had.
   * @throws ExclusiveError when the fragment itself has two cases of a choice.
   */
  add(fragment: JunosConfig, origin: string, options: AddOptions = {}): this {
    const merger = new Merger(origin, options.override ?? false);
    try {
      new ObjectReader(merger).read(this.root, fragment);
    } catch (error) {
      merger.rollBack();
      throw error;
    }
    return this;
  }

  /**
   * Adds statements as text, with or without "set"; those outside the schema are kept and marked unchecked.
   * @throws ExclusiveError when one excludes what is there.
   */
  addRaw(lines: string | readonly string[], origin: string): this {
    const text = typeof lines === "string" ? lines : lines.join("\n");
    new SetReader(this.root, { raw: true, bare: true, origin }).text(text);
    return this;
  }

  /**
   * Applies configuration-mode commands: set, delete, deactivate, activate, insert, rename and so on.
   * With an `origin`, what they set is said by it from then on, whoever said it before.
   * @returns what Junos would warn of, such as a statement to delete that isn't there.
   */
  applySet(
    lines: string | readonly string[],
    options: ParseOptions & { readonly origin?: string } = {},
  ): string[] {
    const reader = new SetReader(this.root, {
      ...options,
      at: wordsOf(options.at ?? []),
      wins: options.origin !== undefined,
    });
    return [...reader.text(typeof lines === "string" ? lines : lines.join("\n")).warnings];
  }

  /**
   * Loads text as Junos does: `merge` adds, `replace` obeys `replace:` marks and operations, `override` and `update` put the text in place of
   * everything, `set` applies commands.
   * @returns what Junos would warn of.
   */
  load(
    request: { readonly format?: Format | "text"; readonly action?: LoadAction },
    text: string,
    options: ParseOptions = {},
  ): string[] {
    const action = request.action ?? "merge";
    if (action === "set") return this.applySet(text, options);
    const { root, marks, faults } = readText(
      text,
      request.format === "text" ? "curly" : request.format,
      { ...options, at: wordsOf(options.at ?? []) },
    );
    if (action === "override" || action === "update") this.root.setChildren(undefined);
    mergeLoaded(this.root, root, marks);
    return faults.map((fault) => `line ${fault.line}: ${fault.message}`);
  }

  /**
   * Applies what `show | compare` printed.
   * @returns what is told of changes that find nothing to change.
   * @throws JunosSyntaxError for text that is no changes.
   */
  applyPatch(text: string): string[] {
    return applyPatch(this.root, text);
  }

  /** What the device acts on: groups applied where they are inherited, inactive statements gone. */
  effective(): ConfigTree {
    return new ConfigTree(effectiveRoot(this.root));
  }

  /**
   * A copy that can be shown to others: secrets are `SECRET-DATA`, addresses and the names that people gave things are replaced, each by the
   * same wherever it occurs, so that references and networks hold together. Comments lose their text.
   */
  redacted(): ConfigTree {
    return new ConfigTree(redactedRoot(this.root));
  }

  /** A copy that shares nothing. */
  clone(): ConfigTree {
    const copy = new ConfigTree(this.root.clone());
    for (const fault of this.faults) copy.faults.push(fault);
    for (const error of this.errors) copy.errors.push(error);
    for (const line of this.left) copy.left.push(line);
    return copy;
  }

  /** A copy that can be shown: secrets are masked, and placeholders for them stay. */
  withoutSecrets(): ConfigTree {
    return new ConfigTree(masked(this.root));
  }

  /** Whether it says nothing. */
  isEmpty(): boolean {
    return this.statements().length === 0;
  }

  /** The node that words of a set line lead to, such as `security ike gateway gw1`. */
  get(path: Path): ConfigNode | undefined {
    return this.root.get(path);
  }

  /** All statements, in order. */
  statements(): Statement[] {
    return statementsOf(this.root);
  }

  /** The same with a rest after every few: those of a large device hold up nobody who takes turns. */
  readingStatements(): Generator<undefined, Statement[]> {
    return readingStatements(this.root);
  }

  /** As set lines. */
  toSet(): string[] {
    return setLines(this.root);
  }

  /** As text with braces. */
  toCurly(): string {
    const lines = curlyLines(this.root);
    return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  }

  /** As an XML configuration element. */
  toXml(): string {
    return writeXml(this.root);
  }

  /** As JSON, the way a device shows it. */
  toJson(): string {
    return writeJson(this.root);
  }

  /** As a typed object; statements outside the schema are left out. */
  toObject(): JunosConfig {
    return objectOf(this.root) as JunosConfig;
  }
}

/** Text without the mark that some editors put before it. */
const withoutMark = (text: string): string => (text.startsWith("\ufeff") ? text.slice(1) : text);

/** Puts an object's statements into a tree and notices when two origins disagree. */
class Merger implements ObjectVisitor {
  /** How to take back what was done, last first: a fragment comes in whole or not at all. */
  private readonly undo: (() => void)[] = [];
  private readonly made = new Set<ConfigNode>();

  constructor(
    private readonly origin: string,
    private readonly override: boolean,
  ) {}

  rollBack(): void {
    for (const step of this.undo.reverse()) step();
  }

  private attach(parent: ConfigNode, node: ConfigNode): ConfigNode {
    this.undo.push(() => parent.detach(node));
    this.made.add(node);
    return parent.attach(node);
  }

  node(
    parent: ConfigNode,
    name: string,
    schema: ConfigNode["schema"],
    path: readonly string[],
  ): ConfigNode {
    const own = spelled(name, parent.schema);
    const there = parent.child(own);
    if (there !== undefined) return there;
    this.exclude(parent, schema, path);
    const made = this.attach(parent, new ConfigNode(own, schema));
    made.origin = this.origin;
    return made;
  }

  leaf(
    parent: ConfigNode,
    schema: LeafSchema,
    given: string | undefined,
    path: readonly string[],
  ): void {
    const value = given === undefined ? undefined : spelled(given, schema);
    const name = isBare(parent, schema) ? "" : schema.name;
    const there = parent.child(name);
    if (there !== undefined) {
      if (there.value === value || (schema.secret && sameSecret(there.value, value))) return;
      if (there.origin !== undefined && there.origin !== this.origin && !this.override) {
        const shown = (text: string | undefined): string =>
          schema.secret ? MASK : JSON.stringify(text ?? "");
        throw new ConflictError(
          shownWords(path.filter((word) => word !== "")),
          [there.origin, this.origin],
          [shown(there.value), shown(value)],
        );
      }
      const [before, source] = [there.value, there.origin];
      this.undo.push(() => {
        there.value = before;
        there.origin = source;
      });
      there.value = value;
      there.origin = this.override ? `${this.origin} (override)` : this.origin;
      return;
    }
    this.exclude(parent, schema, path);
    const made = this.attach(parent, new ConfigNode(name, schema));
    made.value = value;
    made.origin = this.override ? `${this.origin} (override)` : this.origin;
  }

  /** Another case of a choice by another origin is a disagreement too; in one fragment it is a mistake. */
  private exclude(parent: ConfigNode, schema: ConfigNode["schema"], path: readonly string[]): void {
    if (!isBranch(parent.schema)) return;
    for (const other of parent.otherCases(schema)) {
      const words = path.filter((word) => word !== "");
      const place = shownWords(words.slice(0, -1));
      const names = [other.name, words.at(-1) ?? ""] as const;
      const by = other.saidBy();
      if (this.made.has(other)) throw new ExclusiveError(place, names, undefined);
      if (by !== undefined && by !== this.origin && !this.override)
        throw new ConflictError(place, [by, this.origin], names);
      const at = parent.children.indexOf(other);
      this.undo.push(() => parent.attach(other, at));
      parent.detach(other);
    }
  }
}
