// One node of a configuration tree, which is one word of a set line (a leaf's node holds its value too).
import { childSchema } from "../schema/lookup";
import { UNKNOWN, type NodeSchema } from "../schema/model";

/** Above this many children a node keeps an index; below it, looking through them is faster and smaller. */
const INDEX_FROM = 12;

/** Up to this many children the list is copied to grow: what a push reserves would be most of a large tree's memory. */
const COPY_UNTIL = 6;

const INACTIVE = 1;
const PROTECT = 2;
const RAW = 4;
const LINE = 8;

const NONE: readonly ConfigNode[] = [];

/** From this many children on, those taken out are first noted and then closed up all at once. */
const LAZY_FROM = 64;

/** What few nodes have. */
interface Extra {
  origin?: string;
  comment?: string;
  index?: Map<string, ConfigNode>;
  /** Children taken out whose place in the list is still to be closed. */
  gone?: Set<ConfigNode>;
}

/** Words of a set line, as an array or separated by spaces. */
export type Path = string | readonly string[];

/** Paths written as text are few and asked for again and again; forgotten when there are too many. */
const split = new Map<string, readonly string[]>();
const SPLIT_LIMIT = 10_000;

/** The words of a path. */
export function wordsOf(path: Path): readonly string[] {
  if (typeof path !== "string") return path;
  let words = split.get(path);
  if (words === undefined) {
    if (split.size >= SPLIT_LIMIT) split.clear();
    split.set(path, (words = path.split(" ").filter(Boolean)));
  }
  return words;
}

/** A statement or a part of one: container, list, list entry, leaf, leaf-list or item. */
export class ConfigNode {
  /** Value of a leaf that has one. */
  value: string | undefined = undefined;
  private list: ConfigNode[] | undefined = undefined;
  // Marks in the low bits, the line above them: a large tree has a million nodes, and each field counts.
  private bits = 0;
  private extra: Extra | undefined = undefined;

  constructor(
    /** The word: a keyword, an entry's name or a leaf-list's item; "" for a leaf without keyword. */
    readonly name: string,
    /** What the schema says of it; one of kind `unknown` for a word that it doesn't have. */
    readonly schema: NodeSchema,
  ) {}

  private mark(bit: number, on: boolean): void {
    this.bits = on ? this.bits | bit : this.bits & ~bit;
  }

  /** Deactivated: it doesn't count. */
  get inactive(): boolean {
    return (this.bits & INACTIVE) !== 0;
  }

  /** Deactivate it, or let it count. */
  set inactive(on: boolean) {
    this.mark(INACTIVE, on);
  }

  /** Not to be changed. */
  get protect(): boolean {
    return (this.bits & PROTECT) !== 0;
  }

  /** Protect it, or let it be changed. */
  set protect(on: boolean) {
    this.mark(PROTECT, on);
  }

  /** Given as a raw line: outside the schema on purpose. */
  get raw(): boolean {
    return (this.bits & RAW) !== 0;
  }

  /** Mark it as given raw, or as one of the schema's. */
  set raw(on: boolean) {
    this.mark(RAW, on);
  }

  /** Line in the text it was parsed from; 0 when it came otherwise. */
  get line(): number {
    return Math.floor(this.bits / LINE);
  }

  /** Say which line it was parsed from, counted from 1. */
  set line(line: number) {
    this.bits = (this.bits & (LINE - 1)) + line * LINE;
  }

  /** Whether it has marks that text formats show. */
  get plain(): boolean {
    return (this.bits & (INACTIVE | PROTECT)) === 0 && this.extra?.comment === undefined;
  }

  /** Which construct or person said it. */
  get origin(): string | undefined {
    return this.extra?.origin;
  }

  /** Say who said it; undefined takes that back. */
  set origin(origin: string | undefined) {
    if (origin !== undefined) (this.extra ??= {}).origin = origin;
    else if (this.extra) delete this.extra.origin;
  }

  /** A person's note on it. */
  get comment(): string | undefined {
    return this.extra?.comment;
  }

  /** Give it a note; undefined takes it away. */
  set comment(comment: string | undefined) {
    if (comment !== undefined) (this.extra ??= {}).comment = comment;
    else if (this.extra) delete this.extra.comment;
  }

  /** Children in order, undefined when there are none. */
  get kids(): readonly ConfigNode[] | undefined {
    const gone = this.extra?.gone;
    if (gone !== undefined) {
      this.list = this.list?.filter((kid) => !gone.has(kid));
      delete this.extra?.gone;
    }
    return this.list;
  }

  /** Children in order. */
  get children(): readonly ConfigNode[] {
    return this.kids ?? NONE;
  }

  /** Whether there are no children; cheaper than asking for them. */
  get empty(): boolean {
    return this.list === undefined;
  }

  /** The child with this word. */
  child(name: string): ConfigNode | undefined {
    const kids = this.list;
    if (kids === undefined) return undefined;
    if (kids.length < INDEX_FROM && this.extra?.gone === undefined) {
      for (const kid of kids) if (kid.name === name) return kid;
      return undefined;
    }
    let index = this.extra?.index;
    if (index === undefined) {
      index = new Map();
      for (const kid of this.children) index.set(kid.name, kid);
      (this.extra ??= {}).index = index;
    }
    return index.get(name);
  }

  /** Adds a child at the end, or before the child at a position. */
  attach(kid: ConfigNode, at?: number): ConfigNode {
    // A child put somewhere needs the list as it is seen; one at the end doesn't.
    if (at !== undefined) this.list = this.kids as ConfigNode[] | undefined;
    const { list } = this;
    if (list === undefined) this.list = [kid];
    else if (at !== undefined) list.splice(at, 0, kid);
    else if (list.length < COPY_UNTIL) this.list = [...list, kid];
    else list.push(kid);
    this.extra?.index?.set(kid.name, kid);
    return kid;
  }

  /** Takes a child out. */
  detach(kid: ConfigNode): void {
    const { list } = this;
    if (list === undefined) return;
    if (list.length >= LAZY_FROM) {
      if (this.child(kid.name) !== kid) return;
      const gone = ((this.extra ??= {}).gone ??= new Set());
      gone.add(kid);
      this.extra.index?.delete(kid.name);
      if (gone.size === list.length) this.setChildren(undefined);
      return;
    }
    const at = this.children.indexOf(kid);
    if (at < 0) return;
    this.list?.splice(at, 1);
    this.extra?.index?.delete(kid.name);
    if (this.list?.length === 0) this.setChildren(undefined);
  }

  /** Replaces all children. */
  setChildren(kids: readonly ConfigNode[] | undefined): void {
    this.list = kids && kids.length > 0 ? [...kids] : undefined;
    if (this.extra) {
      delete this.extra.index;
      delete this.extra.gone;
    }
  }

  /** The child with this word, made when missing. */
  ensure(name: string): ConfigNode {
    return (
      this.child(name) ??
      this.attach(new ConfigNode(name, childSchema(this.schema, name) ?? UNKNOWN))
    );
  }

  /** Takes out the other cases of the choices that a statement belongs to; what Junos does when one is set. */
  dropOtherCases(schema: NodeSchema): ConfigNode[] {
    if (schema.choices.length === 0 || this.kids === undefined) return [];
    const gone = this.otherCases(schema);
    for (const kid of gone) this.detach(kid);
    return gone;
  }

  /** The same, and tells of each case that went. */
  dropOtherCasesNoted(schema: NodeSchema, note: (gone: string) => void): void {
    for (const gone of this.dropOtherCases(schema)) note(gone.name);
  }

  /** Children that exclude a statement: other cases of a choice it belongs to. */
  otherCases(schema: NodeSchema): ConfigNode[] {
    if (schema.choices.length === 0) return [];
    return this.children.filter(
      (kid) =>
        schema !== kid.schema &&
        kid.schema.choices.some((there) =>
          schema.choices.some((here) => here.name === there.name && here.case !== there.case),
        ),
    );
  }

  /** Who said the node, or else the first statement below it that somebody said. */
  saidBy(): string | undefined {
    if (this.origin !== undefined) return this.origin;
    for (const kid of this.children) {
      const by = kid.saidBy();
      if (by !== undefined) return by;
    }
    return undefined;
  }

  /** The node that some words lead to. */
  get(path: Path): ConfigNode | undefined {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- where the walk begins
    let node: ConfigNode | undefined = this;
    for (const word of wordsOf(path)) {
      node = node.child(word);
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** Whether some words lead to a node. */
  has(path: Path): boolean {
    return this.get(path) !== undefined;
  }

  /** The value of the leaf that some words lead to, or of the leaf without keyword there. */
  text(path: Path = []): string | undefined {
    const node = this.get(path);
    return node === undefined ? undefined : (node.value ?? node.child("")?.value);
  }

  /** Names of a list's entries or a leaf-list's items, in order; none when it isn't there. */
  names(path: Path = []): string[] {
    return this.entries(path).map((kid) => kid.name);
  }

  /** Nodes of a list's entries or a leaf-list's items, in order; of a container, its entries without keyword. */
  entries(path: Path = []): readonly ConfigNode[] {
    const node = this.get(path);
    if (node === undefined) return [];
    if (node.schema.kind === "container" || node.schema.kind === "entry")
      return node.children.filter((kid) => kid.schema.kind === "entry");
    return node.children;
  }

  /** A deep copy. */
  clone(): ConfigNode {
    const copy = new ConfigNode(this.name, this.schema);
    copy.value = this.value;
    copy.bits = this.bits;
    if (this.extra) {
      copy.origin = this.extra.origin;
      copy.comment = this.extra.comment;
    }
    if (this.list) copy.list = this.children.map((kid) => kid.clone());
    return copy;
  }
}
