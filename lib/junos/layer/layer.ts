// Every statement of Junos's models as schema nodes, made when they are asked for: right in form, without rules and documentation.
import { brotliDecompressSync } from "node:zlib";
import type {
  Branch,
  Choice,
  ContainerSchema,
  EntrySchema,
  IntegerBase,
  LeafListSchema,
  LeafSchema,
  LineForm,
  ListSchema,
  SchemaNode,
  ValueType,
} from "../schema/model";
import { FLAGS, KINDS, WIDTH, type LayerData } from "./data";
import { LAYER } from "./layer.generated";

/** What stands below a branch. */
interface Fields {
  readonly children: Map<string, SchemaNode>;
  readonly byXml: Map<string, SchemaNode>;
  wild: ListSchema | undefined;
  bare: LeafSchema | undefined;
  readonly otherBares: LeafSchema[];
}

const empty = (): Fields => ({
  children: new Map(),
  byXml: new Map(),
  wild: undefined,
  bare: undefined,
  otherBares: [],
});

/** A branch whose statements are made when they are first asked for. */
abstract class LayerBranch implements Omit<Branch, "name" | "xml"> {
  readonly unchecked = true;
  readonly doc = "";
  readonly holder = undefined;
  private made: Fields | undefined;

  constructor(
    private readonly below: () => Fields,
    readonly choices: readonly Choice[],
    readonly line: LineForm,
  ) {}

  private get fields(): Fields {
    return (this.made ??= this.below());
  }

  get children(): ReadonlyMap<string, SchemaNode> {
    return this.fields.children;
  }

  get byXml(): ReadonlyMap<string, SchemaNode> {
    return this.fields.byXml;
  }

  get wild(): ListSchema | undefined {
    return this.fields.wild;
  }

  get bare(): LeafSchema | undefined {
    return this.fields.bare;
  }

  get otherBares(): readonly LeafSchema[] {
    return this.fields.otherBares;
  }
}

type ContainerOptions = Partial<
  Pick<ContainerSchema, "choices" | "line" | "presence" | "joined" | "listWord">
>;

class LayerContainer extends LayerBranch implements ContainerSchema {
  readonly kind = "container";

  readonly presence: boolean;
  readonly joined: boolean;
  readonly listWord: boolean;

  constructor(
    readonly name: string,
    readonly xml: string,
    below: () => Fields,
    { choices = [], line = "block", presence, joined, listWord }: ContainerOptions = {},
  ) {
    super(below, choices, line);
    this.presence = presence ?? false;
    this.joined = joined ?? false;
    this.listWord = listWord ?? false;
  }
}

class LayerEntry extends LayerBranch implements EntrySchema {
  readonly kind = "entry";
  readonly name: string;
  readonly xml: string;

  constructor(
    readonly list: ListSchema,
    below: () => Fields,
    line: LineForm,
  ) {
    super(below, [], line);
    this.name = list.name;
    this.xml = list.xml;
  }
}

/** One statement as the data has it. */
interface Shape {
  readonly name: string;
  readonly kind: (typeof KINDS)[number];
  readonly flags: number;
  /** The branch of a container or list; the type of a value. */
  readonly more: number;
  readonly keys: readonly string[];
  readonly choices: readonly Choice[];
  readonly max: number;
}

const has = (shape: Shape, flag: number): boolean => (shape.flags & flag) !== 0;

const lineOf = (shape: Shape): LineForm =>
  has(shape, FLAGS.oneLine) ? "line" : has(shape, FLAGS.oneLinePlus) ? "line-one" : "block";

/** A list's entry under a key that is one of some words, with perhaps a value: route-filter's `upto /24`. */
const IDENT = "choice-ident";
const VALUE = "choice-value";

const TEXT: ValueType = { kind: "string" };

/** Elements whose word on the command line is another. */
const WORDS: Readonly<Record<string, string>> = {
  "ieee-802.3ad": "802.3ad",
  "end-range": "to",
  "src-nat-rule-match": "match",
  "dest-nat-rule-match": "match",
  "static-nat-rule-match": "match",
  "from-zone-name": "from-zone",
  "to-zone-name": "to-zone",
};

const wordOf = (name: string): string => WORDS[name] ?? name;

/**
 * What devices have and their models leave out, by the statement that it stands beside: like it, or a value. Seen in `show configuration`
 * of a vSRX 24.4R1 (`web-management http`) and of SRX4600s (`security ike traceoptions level`).
 */
const UNDOCUMENTED: Readonly<Record<string, { readonly name: string; readonly value?: true }>> = {
  https: { name: "http" },
  "no-remote-trace": { name: "level", value: true },
};

/** Curly text repeats the word for each of its statements, `family inet {`, and each says something by being there. */
const FAMILY = "family";

/** The families whose forwarding is switched on alone (`security forwarding-options family`); they stand in one block. */
const FORWARDING: readonly string[] = ["inet", "inet6", "iso", "mpls"];

export class Layer {
  readonly release: string;
  /** What can stand at the top. */
  readonly root: Branch;
  private readonly types: (ValueType | undefined)[] = [];
  private readonly nodes: (SchemaNode | undefined)[] = [];

  constructor(private readonly data: LayerData) {
    this.release = data.release;
    const top = (): Fields => this.fields(data.root, []);
    this.root = new LayerContainer("", "configuration", () => this.top());
    this.configuration = new LayerContainer("", "configuration", top);
  }

  private readonly configuration: Branch;

  /** Logical systems and tenants hold a configuration each, and so does a group. */
  private top(): Fields {
    const fields = empty();
    for (const node of this.configuration.children.values()) add(fields, node);
    for (const name of ["logical-systems", "tenants"])
      add(
        fields,
        this.listOf(name, "name", TEXT, () => ({ ...empty(), ...copied(this.configuration) }), {
          grouped: true,
        }),
      );
    return fields;
  }

  /** Names of all statements, and all values that are words. */
  words(): ReadonlySet<string> {
    const values = this.data.types.flatMap((type) =>
      type.split("|").flatMap((each) => (each.startsWith("e ") ? each.slice(2).split(" ") : [])),
    );
    return new Set([...this.data.names.map(wordOf), ...this.data.names, ...values]);
  }

  private shape(id: number): Shape {
    const { data } = this;
    const at = id * WIDTH;
    const number = (offset: number): number => data.nodes[at + offset] ?? 0;
    const kind = number(1) % KINDS.length;
    const keys = data.keys[number(3)] ?? "";
    const choices = data.choices[number(4)] ?? "";
    return {
      name: data.names[number(0)] ?? "",
      kind: KINDS[kind] ?? "leaf",
      flags: Math.floor(number(1) / KINDS.length),
      more: number(2),
      keys: keys === "" ? [] : keys.split(" "),
      choices:
        choices === ""
          ? []
          : choices.split("|").map((each) => {
              const [name, option] = each.split(" ");
              return { name: name ?? "", case: option ?? "" };
            }),
      max: number(5),
    };
  }

  private type(number: number): ValueType {
    return (this.types[number] ??= typeOf(this.data.types[number] ?? "s"));
  }

  private ids(branch: number): number[] {
    const count = this.data.branches[branch] ?? 0;
    return this.data.branches.slice(branch + 1, branch + 1 + count);
  }

  private isForwarding(branch: number): boolean {
    const names = this.ids(branch).map((id) => this.shape(id).name);
    return names.length === FORWARDING.length && names.every((name) => FORWARDING.includes(name));
  }

  /** @param speaking whether containers say something when nothing is in them */
  private fields(branch: number, without: readonly string[], speaking = false): Fields {
    const fields = empty();
    for (const id of this.ids(branch)) {
      const shape = this.shape(id);
      if (speaking && shape.kind === "container") {
        add(fields, this.make({ ...shape, flags: shape.flags | FLAGS.presence }));
        continue;
      }
      const like = UNDOCUMENTED[shape.name];
      if (like !== undefined && !this.has(branch, like.name))
        add(fields, this.undocumented(shape, like));
      if (!without.includes(shape.name))
        add(fields, this.node(id, shape), has(shape, FLAGS.noKeyword));
    }
    return fields;
  }

  private has(branch: number, name: string): boolean {
    return this.ids(branch).some((id) => this.shape(id).name === name);
  }

  private undocumented(beside: Shape, { name, value }: { name: string; value?: true }): SchemaNode {
    const made = this.make({ ...beside, name });
    return value === true && made.kind === "leaf" ? { ...made, choices: [], type: TEXT } : made;
  }

  private node(id: number, shape: Shape): SchemaNode {
    return (this.nodes[id] ??= this.make(shape));
  }

  private make(shape: Shape): SchemaNode {
    const { name, choices } = shape;
    const common = { name: wordOf(name), xml: name, doc: "", choices, unchecked: true } as const;
    switch (shape.kind) {
      case "container":
        return new LayerContainer(
          wordOf(name),
          name,
          () => this.fields(shape.more, [], name === FAMILY),
          {
            choices,
            line: lineOf(shape),
            // What can hold nothing says something by being there.
            presence: has(shape, FLAGS.presence) || this.data.branches[shape.more] === 0,
            joined: name === FAMILY && !this.isForwarding(shape.more),
          },
        );
      case "leaf":
        return {
          kind: "leaf",
          ...common,
          type: this.type(shape.more),
          secret: has(shape, FLAGS.secret),
        } satisfies LeafSchema;
      case "leaf-list": {
        const self: { -readonly [K in keyof LeafListSchema]: LeafListSchema[K] } = {
          kind: "leaf-list",
          ...common,
          type: this.type(shape.more),
          ordered: has(shape, FLAGS.ordered),
          item: undefined as unknown as LeafListSchema["item"],
        };
        self.item = { kind: "item", list: self, choices: [] };
        return self;
      }
      case "list":
        return this.list(shape);
    }
  }

  /** A list: keys after the first become lists inside, which XML folds into one element. */
  private list(shape: Shape): SchemaNode {
    const keys = new Map<string, Shape>();
    for (const id of this.ids(shape.more)) {
      const each = this.shape(id);
      if (shape.keys.includes(each.name)) keys.set(each.name, each);
    }
    const words = shape.keys.filter((key) => key !== VALUE);
    const [first, ...rest] = words;
    const below = (): Fields => this.fields(shape.more, shape.keys);
    if (first === undefined || keys.get(first) === undefined)
      return this.listOf(shape.name, first ?? "name", TEXT, below, optionsOf(shape));
    const chain = (key: string, more: readonly string[], word: string): SchemaNode => {
      const its = keys.get(key);
      const type = its === undefined ? TEXT : this.type(its.more);
      const [next, ...after] = more;
      const outer = key === first;
      const options = { ...optionsOf(shape), ...(outer ? {} : { grouped: false, choices: [] }) };
      if (next === undefined)
        return this.listOf(word, key, type, below, { ...options, xml: shape.name });
      // The keyword that names the kind of match, at the end: `orlonger`, `upto /24`.
      if (next === IDENT && after.length === 0)
        return this.listOf(word, key, type, () => this.idents(keys.get(IDENT), below), {
          ...options,
          xml: shape.name,
          keyword: true,
        });
      return this.listOf(
        word,
        key,
        type,
        () => {
          const fields = empty();
          const inner = chain(next, after, wordOf(next));
          const following = keys.get(next);
          const bare = next === IDENT || following === undefined || has(following, FLAGS.noKeyword);
          add(fields, inner, bare);
          return fields;
        },
        { ...options, xml: shape.name, folded: true },
      );
    };
    const firstKey = keys.get(first);
    // A first key with a keyword of its own: `control-ports fpc 0 port 0`.
    if (
      rest.length > 0 &&
      first !== IDENT &&
      firstKey !== undefined &&
      !has(firstKey, FLAGS.noKeyword)
    )
      return this.keyed(shape, chain(first, rest, first));
    // Policies between zones are named by their zones, and the word is the zone's.
    return chain(first, rest, WORDS[first] ?? shape.name);
  }

  /** A word that XML has no element for: the list after it has the word's. */
  private keyed(shape: Shape, list: SchemaNode): SchemaNode {
    return new LayerContainer(
      shape.name,
      shape.name,
      () => {
        const fields = empty();
        add(fields, list);
        return fields;
      },
      { choices: shape.choices, joined: true, listWord: true },
    );
  }

  /** The words of a match's kind, and what can follow. */
  private idents(ident: Shape | undefined, below: () => Fields): Fields {
    const fields = below();
    const type = ident === undefined ? TEXT : this.type(ident.more);
    for (const word of type.kind === "enum" ? type.values : []) {
      const valued = !FLAG_WORDS.has(word);
      add(fields, {
        kind: "leaf",
        name: word,
        xml: word,
        doc: "",
        choices: [{ name: IDENT, case: "" }],
        unchecked: true,
        type: valued ? TEXT : { kind: "empty" },
        secret: false,
      });
    }
    return fields;
  }

  private listOf(
    name: string,
    keyXml: string,
    key: ValueType,
    below: () => Fields,
    options: ListOptions,
  ): ListSchema {
    const self: { -readonly [K in keyof ListSchema]: ListSchema[K] } = {
      kind: "list",
      name,
      xml: options.xml ?? name,
      doc: "",
      choices: options.choices ?? [],
      unchecked: true,
      key,
      keyXml,
      ordered: options.ordered ?? false,
      folded: options.folded ?? false,
      keyword: options.keyword ?? false,
      grouped: options.grouped ?? false,
      holder: undefined,
      entry: undefined as unknown as EntrySchema,
    };
    self.entry = new LayerEntry(self, below, options.line ?? "block");
    return self;
  }
}

/** Kinds of a match that say it all; the others take a value. */
const FLAG_WORDS = new Set(["exact", "longer", "orlonger"]);

interface ListOptions {
  readonly xml?: string;
  readonly choices?: readonly Choice[];
  readonly ordered?: boolean;
  readonly folded?: boolean;
  readonly keyword?: boolean;
  readonly grouped?: boolean;
  readonly line?: LineForm;
}

const optionsOf = (shape: Shape): ListOptions => ({
  choices: shape.choices,
  ordered: has(shape, FLAGS.ordered),
  grouped: has(shape, FLAGS.grouped),
  line: lineOf(shape),
});

const copied = (branch: Branch): Pick<Fields, "children" | "byXml"> => ({
  children: new Map(branch.children),
  byXml: new Map(branch.byXml),
});

function add(fields: Fields, node: SchemaNode, bare = false): void {
  fields.byXml.set(node.xml, node);
  if (bare && node.kind === "list") fields.wild = node;
  else if (bare && node.kind === "leaf" && fields.bare === undefined) fields.bare = node;
  else if (bare && node.kind === "leaf" && fields.bare !== undefined && exclude(fields.bare, node))
    fields.otherBares.push(node);
  else fields.children.set(node.name, node);
}

/** Whether two statements are alternatives. */
const exclude = (a: SchemaNode, b: SchemaNode): boolean =>
  a.choices.some((here) =>
    b.choices.some((there) => here.name === there.name && here.case !== there.case),
  );

const DECIMAL = {
  pattern: /^[-+]?\d+(?:\.\d+)?$/,
  allowed: "a decimal number, such as 12.5",
};

function typeOf(text: string): ValueType {
  const all = text.split("|").map((each): ValueType => {
    const [kind, ...rest] = each.split(" ");
    const [first = "", second = "", third = ""] = rest;
    const limit = (name: "min" | "max", end: string): { min?: number; max?: number } =>
      /^-?\d+$/.test(end) ? { [name]: Number(end) } : {};
    switch (kind) {
      case "0":
        return { kind: "empty" };
      case "e":
        return { kind: "enum", values: rest.map((word) => word.replaceAll("\u00a0", " ")) };
      case "i":
        return {
          kind: "integer",
          base: first as IntegerBase,
          ...limit("min", second),
          ...limit("max", third),
        };
      case "b":
        return { kind: "string", base: first };
      case "d":
        return { kind: "string", base: "decimal64", ...DECIMAL };
      default:
        return { kind: "string", ...limit("min", first), ...limit("max", second) };
    }
  });
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { kind: "union", of: all };
}

let known: ReadonlySet<string> | undefined;

/** Every word of Junos's models: names of statements, and values that are words. */
export function junosWords(): ReadonlySet<string> {
  return (known ??= layer().words());
}

let loaded: Layer | undefined;

/** The layer; the first call unpacks it, which takes some 20 ms. */
export function layer(): Layer {
  return (loaded ??= new Layer(
    JSON.parse(brotliDecompressSync(Buffer.from(LAYER, "base64")).toString("utf8")) as LayerData,
  ));
}
