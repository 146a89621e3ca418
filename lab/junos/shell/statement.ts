// A statement's words on the command line, guided by the schema: abbreviations, values, help.

import {
  childSchema,
  type ConfigNode,
  type ConfigTree,
  keywords,
  keywordSchema,
  type NodeSchema,
  schema as ROOT,
  statementKey,
  type ValueType,
} from "../../../lib/junos";
import {
  type Action,
  type Choice,
  choose,
  CommandSyntaxError,
  type GrammarState,
} from "./grammar-state";
import { type Token } from "./tokens";

/** What the words are for. */
export type Purpose =
  /** A statement to make: values and new names are welcome. */
  | "make"
  /** A place to go to, there or not; what the schema lacks has to be there. */
  | "enter"
  /** A statement that is there: its beginning is enough. */
  | "point";

/** A line whose words name a statement. */
export interface StatementAction extends Action {
  /** Whole words; lists in brackets are taken apart. */
  readonly path: readonly string[];
  /** The words as one text that can be read again. */
  readonly text: string;
}

/** Where a statement's words begin. */
export interface StatementStart {
  readonly kind: string;
  readonly purpose: Purpose;
  /** What is there already: names for completion. */
  readonly tree: ConfigTree;
  /** Words of the place that the words start from. */
  readonly base?: readonly string[];
  /** Whether no word at all is a whole line too. */
  readonly bare?: boolean;
  /** Options in front of what the schema offers here. */
  readonly first?: readonly Choice[];
}

/** A place in the schema, and what the configuration has there. */
interface Position {
  readonly schema: NodeSchema;
  readonly node: ConfigNode | undefined;
}

/** The words so far, and the line that they make. */
interface Written {
  readonly path: readonly string[];
  readonly text: string;
}

/** A place inside a statement. */
export class StatementState implements GrammarState {
  readonly missing = "missing argument.";

  private constructor(
    private readonly start: StatementStart,
    /** Where the next word belongs. */
    private readonly here: Position,
    /** Where the next statement of the same branch begins. */
    private readonly branch: Position,
    private readonly written: Written,
    /** A leaf has its value; a list in brackets is open. */
    private readonly state: "open" | "valued" | "list" = "open",
  ) {}

  private get schema(): NodeSchema {
    return this.here.schema;
  }

  private get node(): ConfigNode | undefined {
    return this.here.node;
  }

  private get path(): readonly string[] {
    return this.written.path;
  }

  private get text(): string {
    return this.written.text;
  }

  /** The place before the first word. */
  static at(start: StatementStart): StatementState {
    let schema: NodeSchema = ROOT;
    let node: ConfigNode | undefined = start.tree.root;
    for (const word of start.base ?? []) {
      schema = childSchema(schema, word) ?? schema;
      node = node?.child(word);
    }
    const here = { schema, node };
    return new StatementState(start, here, here, { path: [], text: "" });
  }

  get action(): StatementAction | undefined {
    const { kind } = this.start;
    return this.isWhole() ? { kind, path: this.path, text: this.text } : undefined;
  }

  choices(): readonly Choice[] {
    const { schema, state } = this;
    if (state === "list") return [...this.values(), { word: "]", help: "End of the list" }];
    switch (schema.kind) {
      case "container":
      case "entry":
        return [...this.keywords(schema, this.node), ...this.bareValue(schema)];
      case "list":
      case "leaf-list":
        return this.values();
      case "leaf":
        return this.takesValue() ? valuesOf(schema.type, schema.doc) : this.following();
      case "item":
        return this.following();
      default:
        return [];
    }
  }

  take(token: Token): GrammarState {
    const { schema, state } = this;
    if (state === "list") {
      if (token.text === "]" && !token.quoted)
        return this.move(schema, this.node, "]", "valued", false);
      return this.move(schema, this.node, this.valueOf(token), "list");
    }
    switch (schema.kind) {
      case "container":
      case "entry":
        return this.keyword(schema, this.node, token);
      case "list":
      case "leaf-list": {
        if (state === "valued") return this.next(token);
        if (token.text === "[" && !token.quoted)
          return this.move(schema, this.node, "[", "list", false);
        const name = this.valueOf(token);
        const below = schema.kind === "list" ? schema.entry : schema.item;
        return this.move(below, this.node?.child(name), name);
      }
      case "leaf":
        if (!this.takesValue()) return this.next(token);
        return this.move(schema, this.node, this.valueOf(token), "valued");
      case "item":
        return this.next(token);
      default:
        return this.move(schema, this.node?.child(token.text), token.text);
    }
  }

  private keyword(schema: NodeSchema, node: ConfigNode | undefined, token: Token): StatementState {
    const chosen = choose(this.keywords(schema, node), token)?.word;
    const known = chosen ?? token.text;
    const child = childSchema(schema, known);
    if (!this.leadsOn(schema, known)) {
      throw new CommandSyntaxError("syntax error.", token.at, token.text);
    }
    if (child !== undefined) {
      const next = node?.child(known);
      return this.branchOff(schema, node).move(child, next, known);
    }
    if ((schema.kind === "container" || schema.kind === "entry") && schema.bare !== undefined) {
      return this.branchOff(schema, node).move(schema.bare, node?.child(""), token.text, "valued");
    }
    const there = node?.child(token.text);
    if (this.start.purpose !== "make" && there === undefined) {
      throw new CommandSyntaxError("syntax error.", token.at, token.text);
    }
    // What the schema lacks is left to whoever loads it.
    return this.move(there?.schema ?? { kind: "unknown", choices: [] }, there, token.text);
  }

  /** Another statement of the branch may follow a complete one. */
  private next(token: Token): StatementState {
    if (this.start.purpose === "point")
      throw new CommandSyntaxError("syntax error.", token.at, token.text);
    const { schema, node } = this.branch;
    return this.keyword(schema, node, token);
  }

  private branchOff(schema: NodeSchema, node: ConfigNode | undefined): StatementState {
    const here = { schema, node };
    return new StatementState(this.start, here, here, this.written);
  }

  private move(
    schema: NodeSchema,
    node: ConfigNode | undefined,
    word: string,
    state: "open" | "valued" | "list" = "open",
    isWord = true,
  ): StatementState {
    const written = isWord ? statementKey({ path: [word] }) || '""' : word;
    const text = this.text === "" ? written : `${this.text} ${written}`;
    const path = isWord ? [...this.path, word] : this.path;
    return new StatementState(this.start, { schema, node }, this.branch, { path, text }, state);
  }

  private takesValue(): boolean {
    const { schema, state } = this;
    return schema.kind === "leaf" && schema.type.kind !== "empty" && state === "open";
  }

  private isWhole(): boolean {
    if (this.path.length === 0) return this.start.bare === true;
    if (this.state === "list") return false;
    if (this.start.purpose === "point") return true;
    // The first of two names is no place yet.
    if (this.schema.kind === "entry" && this.schema.list.folded) return false;
    if (this.takesValue()) return false;
    return (
      (this.schema.kind !== "list" && this.schema.kind !== "leaf-list") || this.state === "valued"
    );
  }

  private keywords(schema: NodeSchema, node: ConfigNode | undefined): Choice[] {
    const pointing = this.start.purpose === "point";
    const words = keywords(schema).filter(
      (word) => (!pointing || node?.child(word) !== undefined) && this.leadsOn(schema, word),
    );
    const first = this.path.length === 0 ? (this.start.first ?? []) : [];
    return [
      ...first,
      ...words.map((word) => keywordChoice(schema, word)),
      ...this.wildNames(schema, node),
    ];
  }

  /** Only a statement with others below it is a place to go to. */
  private leadsOn(schema: NodeSchema, word: string): boolean {
    const kind = keywordSchema(schema, word)?.kind;
    return this.start.purpose !== "enter" || (kind !== "leaf" && kind !== "leaf-list");
  }

  private wildNames(schema: NodeSchema, node: ConfigNode | undefined): Choice[] {
    if ((schema.kind !== "container" && schema.kind !== "entry") || schema.wild === undefined)
      return [];
    const names = (node?.children ?? [])
      .filter(({ name }) => keywordSchema(schema, name) === undefined)
      .map(({ name }) => ({ word: name, help: "", mark: ">" as const }));
    const value = {
      word: schema.wild.keyXml,
      help: schema.wild.doc,
      value: true,
      mark: ">" as const,
    };
    return this.start.purpose === "point" ? names : [value, ...names];
  }

  private bareValue(schema: NodeSchema): Choice[] {
    if ((schema.kind !== "container" && schema.kind !== "entry") || schema.bare === undefined)
      return [];
    return valuesOf(schema.bare.type, schema.bare.doc);
  }

  private following(): readonly Choice[] {
    if (this.start.purpose === "point") return [];
    return this.keywords(this.branch.schema, this.branch.node);
  }

  private values(): Choice[] {
    const { schema, node } = this;
    if (schema.kind !== "list" && schema.kind !== "leaf-list") return [];
    const type = schema.kind === "list" ? schema.key : schema.type;
    const mark = schema.kind === "list" ? ({ mark: ">" } as const) : {};
    const names = (node?.names() ?? []).map((word) => ({ word, help: "", ...mark }));
    if (this.start.purpose === "point") return names;
    const known = new Set(names.map(({ word }) => word));
    return [...names, ...valuesOf(type, schema.doc).filter(({ word }) => !known.has(word))];
  }

  /** The value that a word gives: keywords may be shortened, numbers have their range. */
  private valueOf(token: Token): string {
    const { schema } = this;
    if (token.quoted) return token.text;
    const type =
      schema.kind === "leaf" || schema.kind === "leaf-list"
        ? schema.type
        : schema.kind === "list"
          ? schema.key
          : undefined;
    if (type?.kind === "enum") {
      const chosen = choose(valuesOf(type, ""), token);
      if (chosen !== undefined) return chosen.word;
      if (this.start.purpose === "make")
        throw new CommandSyntaxError("syntax error.", token.at, token.text);
    }
    if (type?.kind === "integer" && this.start.purpose === "make") checkNumber(type, token);
    return token.text;
  }
}

function keywordChoice(parent: NodeSchema, word: string): Choice {
  const schema = keywordSchema(parent, word);
  const help = schema?.doc ?? "";
  if (schema?.kind === "container" || schema?.kind === "list") return { word, help, mark: ">" };
  return schema?.kind === "leaf-list" ? { word, help, mark: "+" } : { word, help };
}

function valuesOf(type: ValueType, help: string): Choice[] {
  switch (type.kind) {
    case "enum":
      return type.values.map((word) => ({ word, help: "" }));
    case "union":
      return type.of.flatMap((each) => valuesOf(each, help));
    case "integer": {
      const range =
        type.min === undefined || type.max === undefined ? "" : ` (${type.min}..${type.max})`;
      return [{ word: "number", help: `${help}${range}`, value: true }];
    }
    case "string":
      return [{ word: type.form ?? type.base ?? "value", help, value: true }];
    default:
      return [];
  }
}

function checkNumber(type: Extract<ValueType, { kind: "integer" }>, token: Token): void {
  if (!/^-?\d+$/.test(token.text)) {
    throw new CommandSyntaxError(`invalid numeric value: '${token.text}'.`, token.at, token.text);
  }
  const number = Number(token.text);
  const { min = -Infinity, max = Infinity } = type;
  if (number < min || number > max) {
    const message = `value ${token.text} is not within range (${min}..${max})`;
    throw new CommandSyntaxError(message, token.at, token.text);
  }
}
