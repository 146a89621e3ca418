// The form in which the layer is stored: tables of what occurs, and numbers that point into them.

/** Kinds of statements, as numbered in the data. */
export const KINDS = ["container", "list", "leaf", "leaf-list"] as const;

/** What is true of a statement, as bits. */
export const FLAGS = {
  presence: 1,
  noKeyword: 2,
  oneLine: 4,
  oneLinePlus: 8,
  grouped: 16,
  ordered: 32,
  secret: 64,
} as const;

/** Numbers per statement: name; kind and flags; type or branch; keys; choices; most entries. */
export const WIDTH = 6;

/** Shapes of all statements of one release. Equal statements are stored once, however often they occur. */
export interface LayerData {
  /** The release whose models they are from, as `24.4R1`. */
  readonly release: string;
  /** The branch that holds the statements of the top. */
  readonly root: number;
  readonly names: readonly string[];
  /**
   * Alternatives separated by `|`, each a letter and what belongs to it: `0` no value; `s` text with shortest and longest length; `i` an
   * integer type with least and greatest; `e` words; `b` a base type of Junos; `d` a decimal number.
   */
  readonly types: readonly string[];
  /** Choices that a statement belongs to, outermost first: name and case, separated by `|`. */
  readonly choices: readonly string[];
  /** Names of a list's keys. */
  readonly keys: readonly string[];
  /** WIDTH numbers a statement. */
  readonly nodes: readonly number[];
  /** For each branch the number of its statements, and their numbers. */
  readonly branches: readonly number[];
}
