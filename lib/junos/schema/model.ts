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

/** The type of a value. */
export type ValueType =
  | {
      readonly kind: "string";
      /** Shortest and longest text, in characters. */
      readonly min?: number;
      readonly max?: number;
      /** The name of a Junos base type (`ipaddr` …) when it has one; plain string otherwise. */
      readonly base?: string;
      readonly form?: Form;
      readonly pattern?: RegExp;
      /** What the pattern allows, in words. */
      readonly allowed?: string;
    }
  | {
      readonly kind: "integer";
      readonly base: IntegerBase;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  /** One of several types, such as a number or a keyword. */
  | { readonly kind: "union"; readonly of: readonly ValueType[] }
  /** No value: the statement's presence says it all. */
  | { readonly kind: "empty" };

export type IntegerBase =
  "uint8" | "uint16" | "uint32" | "uint64" | "int8" | "int16" | "int32" | "int64";

/** One of several alternatives of which Junos keeps only the last one set. */
export interface Choice {
  readonly name: string;
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
  readonly line: LineForm;
  /** The branch it stands in; undefined at the top. */
  readonly holder: Branch | undefined;
  /** What it was described by: branches in several places can share one description. */
  readonly source?: object;
}

export interface ContainerSchema extends Branch {
  readonly kind: "container";
  /** Each statement inside repeats the container's word in curly text: `family inet {`. */
  readonly joined: boolean;
  /** Whether it means something when empty. */
  readonly presence: boolean;
  /** Only the word before a list whose first key has a keyword too: XML has no element for it. */
  readonly listWord?: boolean;
}

export interface EntrySchema extends Branch {
  readonly kind: "entry";
  readonly list: ListSchema;
}

export interface ListSchema extends SchemaCommon {
  readonly kind: "list";
  /** The XML element that holds an entry's name. */
  readonly keyXml: string;
  readonly key: ValueType;
  readonly entry: EntrySchema;
  readonly holder: Branch | undefined;
  /** Entries share one block in curly text: `interfaces { a; b; }`. */
  readonly grouped: boolean;
  /** Whether the order of entries means something: rules, policies, terms. */
  readonly ordered: boolean;
  readonly max?: number;
  /** Two keys written as two nested lists but one element in XML: this outer one adds only a key. */
  readonly folded: boolean;
  /** Whether entries' names must never be shown. */
  readonly secret?: boolean;
  /** Entries whose only statement is a keyword with perhaps a value, which XML writes as choice-ident and choice-value. */
  readonly keyword: boolean;
}

export interface LeafSchema extends SchemaCommon {
  readonly kind: "leaf";
  readonly type: ValueType;
  readonly default?: string;
  readonly units?: string;
  readonly secret: boolean;
}

export interface LeafListSchema extends SchemaCommon {
  readonly kind: "leaf-list";
  readonly type: ValueType;
  readonly ordered: boolean;
  readonly max?: number;
  readonly item: ItemSchema;
}

export interface ItemSchema {
  readonly kind: "item";
  readonly list: LeafListSchema;
  readonly choices: readonly Choice[];
}

/** A statement outside the schema: kept as it is, never judged. */
export interface UnknownSchema {
  readonly kind: "unknown";
  readonly choices: readonly Choice[];
}

/** A statement that couldn't be followed, kept as it is: its node's name is the whole statement as text, and it stands at the top. */
export interface OpaqueSchema {
  readonly kind: "opaque";
  readonly choices: readonly Choice[];
}

export const OPAQUE: OpaqueSchema = { kind: "opaque", choices: [] };

export const UNKNOWN: UnknownSchema = { kind: "unknown", choices: [] };

/** A statement that the schema names. */
export type SchemaNode = ContainerSchema | ListSchema | LeafSchema | LeafListSchema;

/** What a node of a configuration tree can be. */
export type NodeSchema = SchemaNode | EntrySchema | ItemSchema | UnknownSchema | OpaqueSchema;
