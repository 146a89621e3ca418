// Small places of the command line's grammar: fixed words with options, numbers, and text as it is typed.

import {
  type Action,
  type Choice,
  choose,
  CommandSyntaxError,
  type GrammarState,
} from "./grammar-state";
import { type Token } from "./tokens";

/** What a line asks of the session itself. */
export interface SessionAction extends Action {
  /** Values by the word they follow; a word without value has an empty text. */
  readonly options: Readonly<Record<string, string>>;
}

/** A word that may follow. */
export interface Word {
  readonly word: string;
  readonly help: string;
  /** What its value is; none for a word alone. */
  readonly value?: string;
  /** Whether the value can be left out. */
  readonly optional?: boolean;
  /** Only one word of a group may stand in a line. */
  readonly group?: string;
}

/** Words in any order, each once. */
export class Words implements GrammarState {
  readonly missing = "missing argument.";

  constructor(
    private readonly kind: string,
    private readonly words: readonly Word[],
    private readonly needed = 0,
    private readonly options: Readonly<Record<string, string>> = {},
    private readonly pending?: Word,
  ) {}

  get action(): SessionAction | undefined {
    if (this.pending !== undefined && this.pending.optional !== true) return undefined;
    if (Object.keys(this.options).length < this.needed) return undefined;
    return { kind: this.kind, options: this.options };
  }

  choices(): readonly Choice[] {
    const { pending } = this;
    const value =
      pending === undefined
        ? []
        : [{ word: pending.value ?? "value", help: pending.help, value: true }];
    if (pending !== undefined && pending.optional !== true) return value;
    return [...value, ...this.left().map(({ word, help }) => ({ word, help }))];
  }

  take(token: Token): GrammarState {
    const { kind, words, needed, options, pending } = this;
    if (pending !== undefined && (pending.optional !== true || /^\d+$/.test(token.text))) {
      return new Words(kind, words, needed, { ...options, [pending.word]: token.text });
    }
    const left = this.left();
    const chosen = choose(
      left.map(({ word, help }) => ({ word, help })),
      token,
    )?.word;
    const word = left.find((each) => each.word === chosen);
    if (word === undefined) throw new CommandSyntaxError("syntax error.", token.at, token.text);
    const next = { ...options, [word.word]: "" };
    return new Words(kind, words, needed, next, word.value === undefined ? undefined : word);
  }

  private left(): Word[] {
    const groups = this.words.filter(({ word }) => word in this.options).map(({ group }) => group);
    return this.words.filter(
      ({ word, group }) =>
        !(word in this.options) && (group === undefined || !groups.includes(group)),
    );
  }
}

/** One value or none, such as the number of `up 2`. */
export class Value implements GrammarState {
  readonly missing = "missing argument.";
  readonly action: SessionAction | undefined;

  constructor(
    private readonly kind: string,
    private readonly expected: {
      readonly name: string;
      readonly help: string;
      readonly optional?: boolean;
      readonly pattern?: RegExp;
      /** Values to offer. */
      readonly offers?: readonly Choice[];
    },
    private readonly given?: string,
  ) {
    if (given !== undefined) this.action = { kind, options: { [expected.name]: given } };
    else if (expected.optional === true) this.action = { kind, options: {} };
  }

  choices(): readonly Choice[] {
    const { name, help, offers } = this.expected;
    return this.given === undefined ? (offers ?? [{ word: name, help, value: true }]) : [];
  }

  take(token: Token): GrammarState {
    const { pattern, offers } = this.expected;
    const chosen = offers === undefined ? undefined : choose(offers, token);
    const text = chosen?.word ?? token.text;
    if (this.given !== undefined || pattern?.test(text) === false) {
      throw new CommandSyntaxError("syntax error.", token.at, token.text);
    }
    return new Value(this.kind, this.expected, text);
  }
}

/** Everything that follows, as it is typed. */
export class Rest implements GrammarState {
  readonly missing = "missing argument.";

  constructor(
    private readonly kind: string,
    private readonly text = "",
    /** How much of it is typed elsewhere and is too little alone. */
    private readonly before = "",
  ) {}

  get action(): SessionAction | undefined {
    if (this.text === this.before) return undefined;
    return { kind: this.kind, options: { text: this.text } };
  }

  choices(): readonly Choice[] {
    return [];
  }

  take(token: Token): GrammarState {
    return new Rest(
      this.kind,
      this.text === "" ? token.raw : `${this.text} ${token.raw}`,
      this.before,
    );
  }
}

/** A statement that is there, one of some words, and what it is to become: `rename gateway a to b`. */
export class Relation implements GrammarState {
  readonly missing = "missing argument.";

  constructor(
    private readonly kind: string,
    private readonly statement: GrammarState & {
      readonly action?: (Action & { readonly text: string }) | undefined;
    },
    private readonly relations: readonly Choice[],
  ) {}

  choices(): readonly Choice[] {
    const related = this.statement.action === undefined ? [] : this.relations;
    return [...this.statement.choices(), ...related];
  }

  take(token: Token): GrammarState {
    const { action } = this.statement;
    const whole = this.relations.find(({ word }) => word === token.text);
    if (action !== undefined && whole !== undefined) {
      const before = `${action.text} ${whole.word}`;
      return new Rest(this.kind, before, before);
    }
    if (action !== undefined && this.relations.length === 0 && token.quoted) {
      return new Rest(this.kind, `${action.text} ${token.raw}`);
    }
    const next = this.statement.take(token) as typeof this.statement;
    return new Relation(this.kind, next, this.relations);
  }
}
