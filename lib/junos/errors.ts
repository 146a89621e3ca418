// The errors this room throws: text that is not Junos configuration, and two origins that disagree.

/** Where in a text an error was found. Lines and columns count from 1. */
export interface TextPosition {
  /** Line in the text. */
  readonly line: number;
  /** Column in that line. */
  readonly column: number;
  /** The words around the place, shortened; never a secret's value. */
  readonly near?: string;
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** Configuration text that Junos would not parse. */
export class JunosSyntaxError extends Error {
  /** `JunosSyntaxError`: what tells it where two copies of this package are loaded. */
  override readonly name = "JunosSyntaxError";
  /** Line in the text, counted from 1. */
  readonly line: number;
  /** Column in that line, counted from 1. */
  readonly column: number;
  /** The words around the place, shortened; never a secret's value. */
  readonly near: string | undefined;
  /** What was probably meant; undefined where nothing is near. */
  readonly suggestion: string | undefined;

  constructor(
    /** The fault in a few words, without the position. */
    readonly reason: string,
    position: TextPosition,
  ) {
    const near = position.near ? `, near "${position.near}"` : "";
    const hint = position.suggestion ? `; did you mean "${position.suggestion}"?` : "";
    super(`line ${position.line}, column ${position.column}: ${reason}${near}${hint}`);
    this.line = position.line;
    this.column = position.column;
    this.near = position.near;
    this.suggestion = position.suggestion;
  }
}

/** Two origins give one statement different values. */
export class ConflictError extends Error {
  /** `ConflictError`: what tells it where two copies of this package are loaded. */
  override readonly name = "ConflictError";

  constructor(
    /** The statement, without its value. */
    readonly path: string,
    /** The origins that disagree: the one that was there, the one that came. */
    readonly origins: readonly [string, string],
    /** The values in the same order; secrets appear as `[secret]`. */
    readonly values: readonly [string, string],
  ) {
    super(
      `${origins[0]} and ${origins[1]} disagree about "${path}": ` +
        `${origins[0]} says ${values[0]}, ${origins[1]} says ${values[1]}. ` +
        `Let one of them say it, or state an explicit override.`,
    );
  }
}

/** A configuration object that doesn't fit the schema: an unknown property, or a value of the wrong shape. */
export class JunosObjectError extends Error {
  /** `JunosObjectError`: what tells it where two copies of this package are loaded. */
  override readonly name = "JunosObjectError";

  constructor(
    /** The place, as words of a set line. */
    readonly path: string,
    /** What is wrong there, without the place. */
    readonly reason: string,
  ) {
    super(`${path === "" ? "configuration" : path}: ${reason}`);
  }
}

/** One origin says two statements of which Junos keeps only the last. */
export class ExclusiveError extends Error {
  /** `ExclusiveError`: what tells it where two copies of this package are loaded. */
  override readonly name = "ExclusiveError";

  constructor(
    /** The place that has room for one of them, as words of a set line. */
    readonly path: string,
    /** The two statements: the one that was there, the one that came. */
    readonly statements: readonly [string, string],
    /** Who said the first. */
    readonly by: string | undefined,
  ) {
    super(`${path}: ${statements.join(" and ")} exclude each other`);
  }
}
