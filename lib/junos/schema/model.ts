// What the schema is made of: containers, lists, leaves and leaf-lists, each named as on the Junos command line.

/** Forms of text that are checked beyond length and pattern. */
export type Form =
  | "address"
  | "address4"
  | "address6"
  | "prefix"
  | "prefix4"
  | "prefix6"
  | "address-or-prefix"
  | "address-or-host"
  | "interface"
  | "unit"
  | "interface-name"
  | "host"
  | "area"
  | "mac"
  | "regex"
  | "community"
  | "port-range"
  | "time"
  | "next-hop"
  | "unit-number";

/** The type of a value: its `kind` says which of them. */
export type ValueType =
  | {
      /** Text. */
      readonly kind: "string";
      /** Shortest text, in characters. @default 0 */
      readonly min?: number;
      /** Longest text, in characters. @default unlimited */
      readonly max?: number;
      /** The name of a Junos base type (`ipaddr` …) when it has one; plain string otherwise. */
      readonly base?: string;
      /** What it has to be beyond length and pattern, such as an address. @default any text */
      readonly form?: Form;
      /** What it has to match. @default any text */
      readonly pattern?: RegExp;
      /** What the pattern allows, in words. */
      readonly allowed?: string;
    }
  | {
      /** A whole number. */
      readonly kind: "integer";
      /** Its type in YANG, which bounds it where `min` and `max` don't. */
      readonly base: IntegerBase;
      /** The lowest. @default that of its base */
      readonly min?: number;
      /** The highest. @default that of its base */
      readonly max?: number;
    }
  | {
      /** One of several words. */
      readonly kind: "enum";
      /** These words. */
      readonly values: readonly string[];
    }
  | {
      /** One of several types, such as a number or a keyword. */
      readonly kind: "union";
      /** These types: what fits one of them is right. */
      readonly of: readonly ValueType[];
    }
  | {
      /** No value: the statement's presence says it all. */
      readonly kind: "empty";
    };

/** YANG's name of an integer's type (RFC 7950): how many bits it has, and whether it may be negative. */
export type IntegerBase =
  "uint8" | "uint16" | "uint32" | "uint64" | "int8" | "int16" | "int32" | "int64";

/** One of several alternatives of which Junos keeps only the last one set. */
export interface Choice {
  /** Name of the choice: the same for all of its cases. */
  readonly name: string;
  /** Which of the cases. */
  readonly case: string;
}

/** What every statement of the schema has. */
export interface SchemaCommon {
  /** The word on the command line; "" for a statement without one. */
  readonly name: string;
  /** The element in XML. */
  readonly xml: string;
  /** Meaning, in a sentence. */
  readonly doc: string;
  /** Choices that it is a case of: Junos drops the other cases when it is set. */
  readonly choices: readonly Choice[];
  /** Known from Juniper's models alone: its form is right, no rule judges it. */
  readonly unchecked: boolean;
}

/** How curly text writes a branch: as a block, on one line, or on one line when only one statement is below. */
export type LineForm = "block" | "line" | "line-one";

/** What containers and list entries have in common: statements below them. */
export interface Branch extends SchemaCommon {
  /** Children by command-line word. */
  readonly children: ReadonlyMap<string, SchemaNode>;
  /** A list whose entries are named without a keyword, as interfaces are. */
  readonly wild: ListSchema | undefined;
  /** A leaf whose value is written without a keyword, as an address-book entry's prefix is. */
  readonly bare: LeafSchema | undefined;
  /** Alternatives to `bare`, of other types. */
  readonly otherBares?: readonly LeafSchema[];
  /** Children by XML element. */
  readonly byXml: ReadonlyMap<string, SchemaNode>;
  /** How curly text writes it. */
  readonly line: LineForm;
  /** The branch it stands in; undefined at the top. */
  readonly holder: Branch | undefined;
  /** What it was described by: branches in several places can share one description. */
  readonly source?: object;
}

/** A word with statements below it: `security ike`. */
export interface ContainerSchema extends Branch {
  /** Tells a container from the other kinds of {@link NodeSchema}. */
  readonly kind: "container";
  /** Each statement inside repeats the container's word in curly text: `family inet {`. */
  readonly joined: boolean;
  /** Whether it means something when empty. */
  readonly presence: boolean;
  /** Only the word before a list whose first key has a keyword too: XML has no element for it. */
  readonly listWord?: boolean;
}

/** An entry of a list, of whatever name, with the statements below it: `gateway hq`. */
export interface EntrySchema extends Branch {
  /** Tells an entry from the other kinds of {@link NodeSchema}. */
  readonly kind: "entry";
  /** The list that it is an entry of. */
  readonly list: ListSchema;
}

/** A word with entries below it, each under a name: `gateway`. */
export interface ListSchema extends SchemaCommon {
  /** Tells a list from the other kinds of {@link NodeSchema}. */
  readonly kind: "list";
  /** The XML element that holds an entry's name. */
  readonly keyXml: string;
  /** What an entry's name may be. */
  readonly key: ValueType;
  /** What each of its entries has. */
  readonly entry: EntrySchema;
  /** The branch it stands in; undefined at the top. */
  readonly holder: Branch | undefined;
  /** Entries share one block in curly text: `interfaces { a; b; }`. */
  readonly grouped: boolean;
  /** Whether the order of entries means something: rules, policies, terms. */
  readonly ordered: boolean;
  /** Most entries. @default unlimited */
  readonly max?: number;
  /** Two keys written as two nested lists but one element in XML: this outer one adds only a key. */
  readonly folded: boolean;
  /** Whether entries' names must never be shown. */
  readonly secret?: boolean;
  /** Entries whose only statement is a keyword with perhaps a value, which XML writes as choice-ident and choice-value. */
  readonly keyword: boolean;
}

/** A statement with one value, or with none: `nat-keepalive 20`. */
export interface LeafSchema extends SchemaCommon {
  /** Tells a leaf from the other kinds of {@link NodeSchema}. */
  readonly kind: "leaf";
  /** What its value may be. */
  readonly type: ValueType;
  /** What Junos takes where nobody says it, as text. @default unknown, or nothing */
  readonly default?: string;
  /** What its value counts, such as seconds. */
  readonly units?: string;
  /** Whether its value must never be shown. */
  readonly secret: boolean;
}

/** A statement with several values: `proposals [ strong legacy ]`. */
export interface LeafListSchema extends SchemaCommon {
  /** Tells a leaf-list from the other kinds of {@link NodeSchema}. */
  readonly kind: "leaf-list";
  /** What each value may be. */
  readonly type: ValueType;
  /** Whether the order of values means something. */
  readonly ordered: boolean;
  /** Most values. @default unlimited */
  readonly max?: number;
  /** What each of its values is in a tree. */
  readonly item: ItemSchema;
}

/** One value of a leaf-list. */
export interface ItemSchema {
  /** Tells an item from the other kinds of {@link NodeSchema}. */
  readonly kind: "item";
  /** The leaf-list that it is a value of. */
  readonly list: LeafListSchema;
  /** None: the leaf-list has them. */
  readonly choices: readonly Choice[];
}

/** A statement outside the schema: kept as it is, never judged. */
export interface UnknownSchema {
  /** Tells what is unknown from the other kinds of {@link NodeSchema}. */
  readonly kind: "unknown";
  /** None: nothing is known of it. */
  readonly choices: readonly Choice[];
}

/** A statement that couldn't be followed, kept as it is: its node's name is the whole statement as text, and it stands at the top. */
export interface OpaqueSchema {
  /** Tells what could not be followed from the other kinds of {@link NodeSchema}. */
  readonly kind: "opaque";
  /** None: nothing is known of it. */
  readonly choices: readonly Choice[];
}

export const OPAQUE: OpaqueSchema = { kind: "opaque", choices: [] };

export const UNKNOWN: UnknownSchema = { kind: "unknown", choices: [] };

/** A statement that the schema names. */
export type SchemaNode = ContainerSchema | ListSchema | LeafSchema | LeafListSchema;

/** What a node of a configuration tree can be. */
export type NodeSchema = SchemaNode | EntrySchema | ItemSchema | UnknownSchema | OpaqueSchema;
