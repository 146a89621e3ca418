// The words the schema is written in: container, list, leaf, leafList, flag, oneOf, and the types of values.
import { isGrouped, lineFormOf } from "./forms";
import type {
  Branch,
  Choice,
  ContainerSchema,
  EntrySchema,
  Form,
  IntegerBase,
  LeafListSchema,
  LeafSchema,
  LineForm,
  ListSchema,
  SchemaNode,
  ValueType,
} from "./model";

/** A statement before it has its name and its place. */
export interface Draft {
  readonly make: (name: string, choices: readonly Choice[], holder?: Branch) => SchemaNode;
  readonly choices: readonly Choice[];
}

/** Statements by command-line word. A key that starts with `*` is a list, or with `=` a leaf, written without a keyword. */
export type Drafts = Readonly<Record<string, Draft>>;

interface BranchOptions {
  /** The XML element, when it isn't the command-line word. */
  readonly xml?: string;
}

interface Fields {
  readonly children: ReadonlyMap<string, SchemaNode>;
  readonly wild?: ListSchema;
  readonly bare?: LeafSchema;
  readonly byXml: ReadonlyMap<string, SchemaNode>;
}

/** Where the statements of a branch come from: each place has its own, made when first asked for. */
type Below = (holder: Branch) => Fields;

function fieldsOf(drafts: Drafts, holder: Branch): Fields {
  const children = new Map<string, SchemaNode>();
  const byXml = new Map<string, SchemaNode>();
  let wild: ListSchema | undefined;
  let bare: LeafSchema | undefined;
  for (const [key, draft] of Object.entries(drafts)) {
    const node = draft.make(key.replace(/^[*=]/, ""), draft.choices, holder);
    byXml.set(node.xml, node);
    if (key.startsWith("*") && node.kind === "list") wild = node;
    else if (key.startsWith("=") && node.kind === "leaf") bare = node;
    else children.set(key, node);
  }
  return { children, byXml, ...(wild && { wild }), ...(bare && { bare }) };
}

interface BranchFacts {
  readonly xml: string;
  readonly doc: string;
  readonly choices: readonly Choice[];
  readonly holder: Branch | undefined;
  /** The drafts that it was made of. */
  readonly source: object;
}

/** What containers and entries share. */
abstract class BranchNode {
  readonly unchecked = false;
  private fields: Fields | undefined;
  private form: LineForm | undefined;

  readonly xml: string;
  readonly doc: string;
  readonly choices: readonly Choice[];
  readonly holder: Branch | undefined;
  readonly source: object;

  constructor(
    readonly name: string,
    private readonly below: Below,
    { xml, doc, choices, holder, source }: BranchFacts,
  ) {
    this.xml = xml;
    this.doc = doc;
    this.choices = choices;
    this.holder = holder;
    this.source = source;
  }

  get line(): LineForm {
    return (this.form ??= lineFormOf(this));
  }

  private get made(): Fields {
    return (this.fields ??= this.below(this));
  }

  get children(): ReadonlyMap<string, SchemaNode> {
    return this.made.children;
  }

  get byXml(): ReadonlyMap<string, SchemaNode> {
    return this.made.byXml;
  }

  get wild(): ListSchema | undefined {
    return this.made.wild;
  }

  get bare(): LeafSchema | undefined {
    return this.made.bare;
  }
}

class ContainerNode extends BranchNode implements ContainerSchema {
  readonly kind = "container";
  readonly presence: boolean;
  readonly joined: boolean;

  constructor(
    name: string,
    below: Below,
    options: ContainerOptions,
    facts: Omit<BranchFacts, "xml">,
  ) {
    super(name, below, { ...facts, xml: options.xml ?? name });
    this.presence = options.presence ?? false;
    this.joined = options.joined ?? false;
  }
}

class EntryNode extends BranchNode implements EntrySchema {
  readonly kind = "entry";

  constructor(
    readonly list: ListSchema,
    below: Below,
    source: object,
  ) {
    const { name, xml, doc, holder } = list;
    super(name, below, { xml, doc, choices: [], holder, source });
  }
}

const draft = (make: Draft["make"], choices: readonly Choice[] = []): Draft => ({ make, choices });

type ContainerOptions = BranchOptions & { readonly presence?: boolean; readonly joined?: boolean };

/** A container that means nothing when empty, unless `presence` is given. */
export const container = (doc: string, drafts: Drafts, options: ContainerOptions = {}): Draft =>
  draft(
    (name, choices, holder) =>
      new ContainerNode(name, (here) => fieldsOf(drafts, here), options, {
        doc,
        choices,
        holder,
        source: drafts,
      }),
  );

/** A container with a few statements of its own beside those of another branch. */
export const containerLike = (doc: string, drafts: Drafts, like: Branch): Draft =>
  draft(
    (name, choices, holder) =>
      new ContainerNode(
        name,
        (here) => {
          const own = fieldsOf(drafts, here);
          return {
            children: new Map([...own.children, ...like.children]),
            byXml: new Map([...own.byXml, ...like.byXml]),
          };
        },
        {},
        { doc, choices, holder, source: drafts },
      ),
  );

/** A container whose presence alone says something. */
export const presence = (doc: string, drafts: Drafts, options: BranchOptions = {}): Draft =>
  container(doc, drafts, { ...options, presence: true });

interface ListOptions extends BranchOptions {
  readonly key?: string;
  readonly ordered?: boolean;
  readonly max?: number;
  readonly folded?: boolean;
  readonly keyword?: boolean;
  /** Names of entries are passwords or keys. */
  readonly secret?: boolean;
}

/** A list of named entries. */
export const list = (
  doc: string,
  key: ValueType,
  drafts: Drafts = {},
  options: ListOptions = {},
): Draft => listOf(doc, key, (here) => fieldsOf(drafts, here), options, drafts);

/** A list whose entries hold the same statements as another branch. */
export const listLike = (
  doc: string,
  key: ValueType,
  like: () => Branch,
  options: ListOptions = {},
): Draft => listOf(doc, key, like, options, like);

function listOf(
  doc: string,
  key: ValueType,
  below: Below,
  options: ListOptions,
  source: object,
): Draft {
  return draft((name, choices, holder): ListSchema => {
    const self: { -readonly [K in keyof ListSchema]: ListSchema[K] } = {
      kind: "list",
      name,
      xml: options.xml ?? name,
      doc,
      choices,
      key,
      keyXml: options.key ?? "name",
      ordered: options.ordered ?? false,
      folded: options.folded ?? false,
      keyword: options.keyword ?? false,
      unchecked: false,
      holder,
      grouped: false,
      entry: undefined as unknown as EntrySchema,
      ...(options.max !== undefined && { max: options.max }),
      ...(options.secret === true && { secret: true }),
    };
    self.entry = new EntryNode(self, below, source);
    Object.defineProperty(self, "grouped", { get: () => isGrouped(self.entry), enumerable: true });
    return self;
  });
}

interface LeafOptions {
  readonly xml?: string;
  /** What Junos assumes when it isn't set. */
  readonly default?: string;
  readonly units?: string;
  /** Never shown: keys, passwords. */
  readonly secret?: boolean;
}

/** A statement with one value. */
export function leaf(doc: string, type: ValueType, options: LeafOptions = {}): Draft {
  return draft((name, choices): LeafSchema => ({
    kind: "leaf",
    name,
    xml: options.xml ?? name,
    doc,
    choices,
    type,
    secret: options.secret ?? false,
    unchecked: false,
    ...(options.default !== undefined && { default: options.default }),
    ...(options.units !== undefined && { units: options.units }),
  }));
}

/** A statement without a value. */
export const flag = (doc: string, options: { readonly xml?: string } = {}): Draft =>
  leaf(doc, { kind: "empty" }, options);

/** A statement with several values. */
export function leafList(
  doc: string,
  type: ValueType,
  options: { readonly ordered?: boolean; readonly max?: number; readonly xml?: string } = {},
): Draft {
  return draft((name, choices): LeafListSchema => {
    const self: { -readonly [K in keyof LeafListSchema]: LeafListSchema[K] } = {
      kind: "leaf-list",
      name,
      xml: options.xml ?? name,
      doc,
      choices,
      type,
      ordered: options.ordered ?? false,
      unchecked: false,
      item: undefined as unknown as LeafListSchema["item"],
      ...(options.max !== undefined && { max: options.max }),
    };
    self.item = { kind: "item", list: self, choices: [] };
    return self;
  });
}

/** Alternatives: setting one takes the others away. Each argument is a case of one statement or several. */
export function oneOf(name: string, ...cases: readonly Drafts[]): Drafts {
  const all: Record<string, Draft> = {};
  cases.forEach((drafts, index) => {
    for (const [key, each] of Object.entries(drafts)) {
      all[key] = { ...each, choices: [{ name, case: String(index) }, ...each.choices] };
    }
  });
  return all;
}

/** Alternatives of one statement each. */
export const eitherOf = (name: string, drafts: Drafts): Drafts =>
  oneOf(name, ...Object.entries(drafts).map(([key, each]) => ({ [key]: each })));

/** Any text, or text of a given length. */
export const text = (min?: number, max?: number): ValueType => ({
  kind: "string",
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});

/** A name of 1 to `max` characters. */
export const name = (max: number): ValueType => ({ kind: "string", min: 1, max });

/** Text of a form that is checked although the device's model calls it plain text. */
export const shaped = (form: Form, min?: number, max?: number): ValueType =>
  ({ ...text(min, max), form }) as ValueType;

/** Text that fits a pattern; `allowed` says it in words. */
export const matching = (pattern: RegExp, allowed: string, min?: number, max?: number): ValueType =>
  ({ ...text(min, max), pattern, allowed }) as ValueType;

/** A value of one of Junos's own base types. */
export const base = (junos: string, form?: Form): ValueType => ({
  kind: "string",
  base: junos,
  ...(form && { form }),
});

export const ipaddr = base("ipaddr", "address");
export const ipv4addr = base("ipv4addr", "address4");
export const ipv6addr = base("ipv6addr", "address6");
export const ipprefix = base("ipprefix", "address-or-prefix");
export const ipv4prefix = base("ipv4prefix", "prefix4");
export const ipv6prefix = base("ipv6prefix", "prefix6");
export const interfaceUnit = base("interface-unit", "unit");
export const interfaceName = base("interface-name", "interface-name");
export const interfaceDevice = base("interface-device", "interface");

/** A whole number of a Junos integer type. */
export const integer = (min?: number, max?: number, type: IntegerBase = "uint32"): ValueType => ({
  kind: "integer",
  base: type,
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});

/** One of some words, given as one text. */
export const words = (values: string): ValueType => ({
  kind: "enum",
  values: values.split(/\s+/).filter((word) => word !== ""),
});

const LABEL = "letters, digits, - and _, beginning with a letter or digit";

/** A name that begins with a letter or digit and holds letters, digits, - and _. */
export const label = (max?: number): ValueType =>
  max === undefined
    ? matching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, LABEL)
    : matching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, LABEL, 1, max);

/** A name of letters, digits, points, - and _. */
export const dotted = (min?: number, max?: number): ValueType =>
  matching(/^[A-Za-z0-9._-]+$/, "letters, digits, points, - and _", min, max);

/** A name in an address book. */
export const addressLabel = matching(
  /^[A-Za-z0-9][A-Za-z0-9:.\/_-]*$/,
  "letters, digits and :./_-, beginning with a letter or digit",
  1,
  63,
);

/** A note on one line. */
export const note = (max = 900): ValueType =>
  matching(/^[^&<>\n]+$/, "text on one line without &, < and >", 1, max);

/** The name of a certificate or authority, at most 32 characters. */
export const certificateName = matching(/^.{1,32}$/, "1 to 32 characters");

/** The number of an autonomous system, as one number or two with a point. */
export const asNumber = matching(
  /^[0-9]+(\.[0-9]+)?$/,
  "a number, or two with a point between, as 65001",
);
