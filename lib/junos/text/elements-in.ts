// Putting configuration that comes as elements into a tree, as XML and JSON both have it: containers, entries with their keys, values.
import { JunosSyntaxError } from "../errors";
import { elementSchema, isBareOf, isBranch, isIdent } from "../schema/lookup";
import {
  UNKNOWN,
  type Branch,
  type ContainerSchema,
  type ListSchema,
  type SchemaNode,
} from "../schema/model";
import { spelled } from "../schema/spelling";
import { suggest } from "../suggest";
import { ConfigNode } from "../tree/node";
import type { Faulty } from "./faulty";
import type { WalkOptions } from "./walk";

/** Around what devices have and their models leave out. */
const UNDOCUMENTED = "undocumented";

/** Elements inside each other, far more than any configuration has. */
const DEEPEST = 100;

/** A fault that doesn't stop the reading: Junos would merge, a person should know. */
export interface MergedFault {
  /** The place, as words of a set line. */
  readonly path: string;
  /** What is wrong there, without the place. */
  readonly message: string;
  /** Line in the text. */
  readonly line: number;
}

/** What an attribute asks for. */
export type Operation = "merge" | "replace" | "create" | "delete" | "remove" | "none";

const OPERATIONS: readonly string[] = ["merge", "replace", "create", "delete", "remove", "none"];

/** What set commands do better. */
const MOVES = new Set(["insert", "rename", "before", "after", "unprotect"]);

const KNOWN_ATTRIBUTES = new Set([
  "operation",
  "inactive",
  "active",
  "protect",
  "delete",
  "replace",
  "name",
  "key",
  "value",
  "comment",
  "timestamp",
  "changed-seconds",
  "changed-localtime",
  "commit-seconds",
  "commit-localtime",
  "commit-user",
  "changed",
  "group",
  "lang",
  "space",
  "style",
  "format",
  "database",
  "junos-style",
  "schemaLocation",
  "action",
  "unsupported",
]);

interface Frame {
  readonly element: string;
  /** The node that children go into; undefined in wrappers outside the configuration, and in values. */
  node: ConfigNode | undefined;
  readonly schema: SchemaNode | undefined;
  readonly parent: ConfigNode | undefined;
  /** The names of a list's keys that are still to come, outermost list first. */
  lists: ListSchema[];
  text: string;
  /** Elements inside so far. */
  children: number;
  readonly kind:
    | "outside"
    | "configuration"
    | "container"
    | "list"
    | "leaf"
    | "leaf-list"
    | "key"
    | "unknown"
    | "choice-ident"
    | "choice-value"
    | "keyword"
    | "ignored"
    | "entry-name"
    | "comment";
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly column: number;
  /** Single-valued elements already seen, to notice doubles. */
  seen: Set<string> | undefined;
  /** The kind of match that an entry was opened for. */
  ident: ConfigNode | undefined;
  /** A note on it that came before it. */
  comment: string | undefined;
  late: boolean;
}

/** Makes the frame of an element inside another. */
type MakeFrame = (kind: Frame["kind"], rest?: Partial<Frame>) => Frame;

/** What reading found besides the tree. */
export interface ElementsResult {
  readonly faults: readonly MergedFault[];
  readonly errors: readonly JunosSyntaxError[];
}

/** How elements are read: a faulty one throws, or is left out and told. */
export type ElementOptions = WalkOptions & { readonly faulty?: Faulty };

/** A place in the text that elements come from. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The text that elements come from. */
export interface ElementSource {
  /** Where the reading is. */
  position(): Place;
  /** What stands around a place, without values. */
  near(at: Place): string;
}

/** Faults that are told of one text; what has more is no configuration. */
const MOST_ERRORS = 1000;

/** Marks on nodes that say how load merges them: the operation attribute. */
export type OperationMarks = Map<ConfigNode, Operation>;

/** Takes elements as they open and close. */
export class ElementReader {
  readonly faults: MergedFault[] = [];
  private readonly frames: Frame[] = [];
  private configurations = 0;
  /** A comment read, which is about the element that follows. */
  private comment: string | undefined;
  /** Faults of elements that were left out. */
  readonly errors: JunosSyntaxError[] = [];
  /** Entries this text has opened before, to notice doubles. */
  private readonly opened = new Set<ConfigNode>();

  constructor(
    private readonly root: ConfigNode,
    private readonly source: ElementSource,
    private readonly options: ElementOptions,
    private readonly marks: OperationMarks | undefined,
  ) {}

  /** An element begins; its name may have a prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>, at: Place): void {
    this.tolerate(() => this.begin(name, attributes, at), name);
  }

  close(): void {
    this.tolerate(() => this.finish());
  }

  /** The element that names the entry being read, as long as it is to come. */
  get nextKey(): string | undefined {
    return this.frames.at(-1)?.lists[0]?.keyXml;
  }

  /** Text inside the element that is open. */
  text(chunk: string): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined) frame.text += chunk;
    else if (chunk.trim() !== "") this.fail("text outside of all elements");
  }

  /** @throws JunosSyntaxError when there was no configuration */
  end(): void {
    if (this.configurations === 0)
      throw new JunosSyntaxError('no "configuration" element', { line: 1, column: 1 });
  }

  /** Goes on after a fault when that is wanted: the element is left out with all that is in it. */
  private tolerate(work: () => void, opening?: string): void {
    const depth = this.frames.length;
    try {
      work();
    } catch (error) {
      if (!(error instanceof JunosSyntaxError) || (this.options.faulty ?? "throw") === "throw")
        throw error;
      if (this.errors.length >= MOST_ERRORS || depth >= DEEPEST) throw error;
      this.errors.push(error);
      if (opening !== undefined && this.frames.length === depth)
        this.frames.push(this.ignored(opening));
    }
  }

  private ignored(element: string): Frame {
    return {
      element,
      node: undefined,
      schema: undefined,
      parent: undefined,
      lists: [],
      text: "",
      children: 0,
      kind: "ignored",
      attributes: {},
      line: this.source.position().line,
      column: 1,
      seen: undefined,
      ident: undefined,
      comment: undefined,
      late: false,
    };
  }

  private fail(reason: string, frame?: Frame, suggestion?: string): never {
    const at = frame ? { line: frame.line, column: frame.column } : this.source.position();
    throw new JunosSyntaxError(reason, {
      line: at.line,
      column: at.column,
      near: this.source.near(at),
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  private fault(frame: Frame, message: string): void {
    this.faults.push({ path: this.path(), message, line: frame.line });
  }

  private path(): string {
    return this.frames
      .filter((frame) => frame.kind !== "outside" && frame.kind !== "configuration")
      .map((frame) =>
        frame.kind === "list" && frame.node !== undefined && frame.lists.length === 0
          ? `${frame.element} ${frame.node.name}`
          : frame.element,
      )
      .join(" ");
  }

  private begin(name: string, all: Readonly<Record<string, string>>, start: Place): void {
    if (this.frames.length >= DEEPEST) this.fail(`elements nested deeper than ${DEEPEST}`);
    const element = name.slice(name.indexOf(":") + 1);
    const outer = this.frames.at(-1);
    const attributes = ownAttributes(all);
    const frame = (kind: Frame["kind"], rest: Partial<Frame> = {}): Frame => ({
      element,
      node: undefined,
      schema: undefined,
      parent: outer?.node,
      lists: [],
      text: "",
      children: 0,
      kind,
      attributes,
      seen: undefined,
      ident: undefined,
      comment: undefined,
      late: false,
      line: start.line,
      column: start.column,
      ...rest,
    });
    if (outer !== undefined) outer.children++;
    if (outer === undefined || outer.kind === "outside") {
      if (element === "configuration" || element === "configuration-set") this.configurations++;
      this.frames.push(
        element === "configuration"
          ? frame("configuration", { node: this.root })
          : frame("outside"),
      );
      return;
    }
    if (outer.kind === "ignored") return void this.frames.push(frame("ignored"));
    if (element === "comment" && name !== element) return void this.frames.push(frame("comment"));
    this.checkAttributes(attributes, start);
    const made = this.inside(outer, element, frame);
    made.comment = this.comment;
    this.comment = undefined;
    this.frames.push(made);
  }

  private checkAttributes(attributes: Readonly<Record<string, string>>, at: Place): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (MOVES.has(name))
        throw new JunosSyntaxError(
          `attribute "${name}" is not supported: use set commands for it`,
          { ...at, near: name },
        );
      if (!KNOWN_ATTRIBUTES.has(name))
        throw new JunosSyntaxError(`unknown attribute "${name}"`, { ...at, near: name });
      if (name === "operation" && !OPERATIONS.includes(value)) {
        const near = suggest(value, OPERATIONS);
        throw new JunosSyntaxError(`operation "${value}" is not one of ${OPERATIONS.join(", ")}`, {
          ...at,
          ...(near !== undefined && { suggestion: near }),
        });
      }
    }
  }

  /** An element of an entry whose names are still to come. */
  private inKey(outer: Frame, element: string, frame: MakeFrame): Frame {
    const list = outer.lists[0];
    if (list?.keyXml === element) return frame("key");
    if (element === UNDOCUMENTED) return frame("ignored");
    // Devices write the keyword itself, the models a choice-ident and an empty choice-value.
    if (element === "choice-value") return frame("ignored");
    if (
      list?.keyXml === "choice-ident" &&
      list.key.kind === "enum" &&
      list.key.values.includes(element)
    )
      return frame("keyword");
    // A key that isn't first: look on, the name may still come. Junos wants it first.
    const known = list === undefined ? undefined : elementSchema(list.entry, element);
    this.fail(
      `"${outer.element}" must begin with its "${list?.keyXml ?? "name"}"${known ? `, and "${element}" comes before it` : ""}`,
      outer,
    );
  }

  private inside(outer: Frame, element: string, frame: MakeFrame): Frame {
    if (outer.kind === "list" && outer.lists.length > 0) return this.inKey(outer, element, frame);
    const node = outer.node;
    if (
      node === undefined ||
      outer.kind === "leaf" ||
      outer.kind === "leaf-list" ||
      outer.kind === "key"
    ) {
      this.fail(`"${outer.element}" holds a value, no element "${element}"`, outer);
    }
    if (node.schema.kind === "unknown") {
      // A first element "name" says that the element around it is an entry of a list, as everywhere in Junos.
      if (element === "name" && outer.children === 1 && outer.kind === "unknown")
        return frame("entry-name");
      return frame("unknown", {
        node: node.child(element) ?? node.attach(new ConfigNode(element, UNKNOWN)),
      });
    }
    const branch = node.schema as Branch;
    if (node.schema.kind === "entry" && node.schema.list.keyword) {
      if (element === "choice-ident") return frame("choice-ident");
      if (element === "choice-value") return frame("choice-value");
    }
    const schema = isBranch(node.schema) ? elementSchema(branch, element) : undefined;
    return schema === undefined
      ? this.unknownInside(node, branch, element, frame)
      : this.knownInside(outer, node, schema, element, frame);
  }

  /** An element that the schema has no statement for. */
  private unknownInside(
    node: ConfigNode,
    branch: Branch,
    element: string,
    frame: MakeFrame,
  ): Frame {
    if (element === UNDOCUMENTED) return frame("container", { node });
    // A word in place of a value, as an element: `<permit-all/>`.
    const type = branch.bare?.type;
    if (type?.kind === "enum" && type.values.includes(element) && branch.bare !== undefined) {
      const bare = node.child("") ?? node.attach(new ConfigNode("", branch.bare));
      bare.value = element;
      bare.line = this.source.position().line;
      return frame("ignored");
    }
    if (this.options.unknown === "refuse")
      this.fail(`unknown element "${element}"`, undefined, suggest(element, branch.byXml.keys()));
    const made = node.child(element) ?? node.attach(new ConfigNode(element, UNKNOWN));
    made.raw = this.options.raw ?? false;
    made.line = this.source.position().line;
    return frame("unknown", { node: made });
  }

  private knownInside(
    outer: Frame,
    node: ConfigNode,
    schema: SchemaNode,
    element: string,
    frame: MakeFrame,
  ): Frame {
    const branch = node.schema as Branch;
    // A container that comes again goes on where it stood before; a value can only be one of two.
    if (schema.kind === "leaf") {
      outer.seen ??= new Set();
      if (outer.seen.has(element))
        this.fault(outer, `"${element}" appears twice in one "${outer.element}": keep one`);
      outer.seen.add(element);
    }
    switch (schema.kind) {
      case "container": {
        if (schema.listWord) return this.listAfterWord(node, schema, frame);
        node.dropOtherCasesNoted(schema, (gone) =>
          this.fault(outer, `"${schema.name}" and "${gone}" exclude each other`),
        );
        const made = node.child(schema.name) ?? node.attach(new ConfigNode(schema.name, schema));
        made.line = this.source.position().line;
        return frame("container", { node: made, schema });
      }
      case "list": {
        const lists = foldedInto(schema);
        const holder =
          branch.wild === schema
            ? node
            : (node.child(schema.name) ?? node.attach(new ConfigNode(schema.name, schema)));
        return frame("list", { node: holder, schema, lists });
      }
      default:
        return frame(schema.kind, { schema });
    }
  }

  /** An element whose first key has a keyword of its own on the command line, after a word that is no statement in XML. */
  private listAfterWord(node: ConfigNode, word: ContainerSchema, frame: MakeFrame): Frame {
    const outer = node.child(word.name) ?? node.attach(new ConfigNode(word.name, word));
    const list = [...word.children.values()].find((child) => child.kind === "list");
    if (list === undefined) return frame("ignored");
    const holder = outer.child(list.name) ?? outer.attach(new ConfigNode(list.name, list));
    return frame("list", { node: holder, schema: list, lists: foldedInto(list) });
  }

  private finish(): void {
    const frame = this.frames.pop();
    const outer = this.frames.at(-1);
    if (frame === undefined) return;
    const text = frame.text.trim();
    switch (frame.kind) {
      case "outside":
      case "ignored":
        return;
      case "list":
        if (frame.lists.length > 0)
          this.fail(`"${frame.element}" needs its "${frame.lists[0]?.keyXml ?? "name"}"`, frame);
        break;
      case "container":
      case "configuration":
        break;
      default:
        return this.finishValue(frame, outer, text);
    }
    // A word that is no element, as it was written.
    if (frame.element === UNDOCUMENTED && text !== "") return void frame.node?.ensure(text);
    if (text !== "") this.fail(`text in "${frame.element}", which holds elements`, frame);
    // What is marked of an entry with a kind of match is that kind: there may be others of the same name.
    this.attributes(frame, frame.ident ?? frame.node);
  }

  private finishValue(frame: Frame, outer: Frame | undefined, text: string): void {
    switch (frame.kind) {
      case "keyword":
        return this.key(outer, frame, frame.element);
      case "key":
        return this.key(outer, frame, frame.children > 0 ? text : frame.text);
      case "leaf":
        return this.leaf(frame, frame.text);
      case "leaf-list":
        return this.item(frame, frame.text);
      case "comment":
        this.comment = text.replace(/^\/\*\s*|\s*\*\/$/g, "").replace(/^#+\s*/, "");
        return;
      case "choice-ident":
        if (outer !== undefined) outer.ident = frame.parent?.ensure(text);
        return;
      case "choice-value":
        return this.choiceValue(frame, text);
      case "entry-name":
        if (outer?.node !== undefined && text !== "")
          outer.node = outer.node.child(text) ?? outer.node.attach(new ConfigNode(text, UNKNOWN));
        return;
      case "unknown":
        if (text !== "") frame.node?.ensure(text);
        return this.attributes(frame, frame.node);
      default:
    }
  }

  private key(outer: Frame | undefined, frame: Frame, text: string): void {
    const list = outer?.lists.shift();
    if (outer?.node === undefined || list === undefined) return;
    const name = text.trim() === "" ? "" : spelled(text.trim(), list);
    if (name === "") this.fail(`"${outer.element}" has an empty "${list.keyXml}"`, frame);
    let holder = outer.node;
    // The second key of a folded list names an entry of the inner list.
    if (holder.schema.kind === "entry" && holder.schema.wild !== list)
      holder = holder.child(list.name) ?? holder.attach(new ConfigNode(list.name, list));
    const there = holder.child(name);
    const node = there ?? holder.attach(new ConfigNode(name, list.entry));
    if (outer.lists.length === 0 && !list.keyword) {
      if (this.opened.has(node))
        this.fault(outer, `"${list.name} ${name}" appears twice: merge the two`);
      this.opened.add(node);
    }
    if (node.line === 0) node.line = frame.line;
    outer.node = node;
    this.attributes(frame, undefined);
  }

  private leaf(frame: Frame, raw: string): void {
    const { parent, schema } = frame;
    if (parent === undefined || schema?.kind !== "leaf" || !isBranch(parent.schema)) return;
    const name = isBareOf(parent.schema, schema) ? "" : schema.name;
    const remove = this.isRemoval(frame);
    const empty = schema.type.kind === "empty";
    if (empty && raw.trim() !== "") this.fail(`"${frame.element}" has no value`, frame);
    if (!empty && raw === "" && !remove) {
      // Devices show an empty description as one.
      if (schema.type.kind === "string" && schema.type.form === undefined && !schema.secret)
        raw = "";
      else this.fail(`"${frame.element}" needs a value`, frame);
    }
    const outer = this.frames.at(-1);
    parent.dropOtherCasesNoted(
      schema,
      (gone) => outer && this.fault(outer, `"${schema.name}" and "${gone}" exclude each other`),
    );
    const node = parent.child(name) ?? parent.attach(new ConfigNode(name, schema));
    node.line = frame.line;
    if (!empty) node.value = spelled(raw, schema);
    if (
      outer !== undefined &&
      isIdent(schema) &&
      parent.schema.kind === "entry" &&
      parent.schema.list.keyword
    )
      outer.ident = node;
    this.attributes(frame, node);
  }

  private item(frame: Frame, text: string): void {
    const { parent, schema } = frame;
    if (parent === undefined || schema?.kind !== "leaf-list") return;
    const raw = spelled(text, schema);
    const list = parent.child(schema.name) ?? parent.attach(new ConfigNode(schema.name, schema));
    if (raw === "" && this.isRemoval(frame)) return this.attributes(frame, list);
    if (raw.trim() === "") this.fail(`"${frame.element}" needs a value`, frame);
    const outer = this.frames.at(-1);
    if (list.child(raw) !== undefined && outer)
      this.fault(outer, `"${schema.name} ${raw}" appears twice: keep one`);
    const node = list.ensure(raw);
    node.line = frame.line;
    this.attributes(frame, node);
  }

  private choiceValue(frame: Frame, text: string): void {
    const leaf = frame.parent?.children.at(-1);
    if (text !== "" && leaf?.schema.kind === "leaf") leaf.value = text;
  }

  private isRemoval(frame: Frame): boolean {
    const { operation, delete: gone } = frame.attributes;
    return operation === "delete" || operation === "remove" || gone !== undefined;
  }

  private attributes(frame: Frame, node: ConfigNode | undefined): void {
    if (node === undefined) return;
    const { attributes } = frame;
    if (frame.comment !== undefined) node.comment = frame.comment;
    if (
      attributes["inactive"] === "inactive" ||
      attributes["active"] === "false" ||
      attributes["active"] === "inactive"
    )
      node.inactive = true;
    if (attributes["protect"] !== undefined) node.protect = true;
    if (this.marks === undefined) return;
    const operation = this.isRemoval(frame)
      ? "delete"
      : attributes["replace"] !== undefined
        ? "replace"
        : attributes["operation"];
    if (operation !== undefined) this.marks.set(node, operation as Operation);
    if (attributes["active"] === "active" || attributes["active"] === "true")
      this.marks.set(node, "merge");
  }
}

/** A list with those whose keys XML folds into its element, outermost first. */
function foldedInto(list: ListSchema): ListSchema[] {
  const lists = [list];
  for (let last = list; last.folded;) {
    const inner =
      last.entry.wild ?? [...last.entry.children.values()].find((child) => child.kind === "list");
    if (inner?.kind !== "list") break;
    lists.push((last = inner));
  }
  return lists;
}

/** Attributes without those of other namespaces than Junos's and NETCONF's, which are others' business. */
function ownAttributes(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(all)) {
    if (key === "xmlns" || key.startsWith("xmlns:")) continue;
    const name = key.slice(key.indexOf(":") + 1);
    if (key === name || KNOWN_ATTRIBUTES.has(name) || MOVES.has(name)) attributes[name] = value;
  }
  return attributes;
}
