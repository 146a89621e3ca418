// A mistake as a value: which rule, where, what was found, what is allowed, and the way out. Nothing is text yet.
import type { RuleId } from "./rules";

/** `error`: it cannot work, and nothing is created. `warning`: it works, and a person should know. */
export type Severity = "error" | "warning";

/** Another place that has to do with a mistake: the other end, the construct that said the opposite. */
export interface Related {
  /** Path of the construct. */
  readonly construct?: string;
  /** Name of the device that the statement is on. */
  readonly device?: string;
  /** Words of a set line. Never a secret's value. */
  readonly statement?: string;
  /** What this place has to do with it. */
  readonly what: string;
}

/** Where in a text file something is. Lines and columns count from 1. */
export interface SourcePlace {
  /** Path of the file; absent where only text was given. */
  readonly file?: string;
  /** Line in it. */
  readonly line: number;
  /** Column in that line. */
  readonly column?: number;
}

/** One mistake or remark. */
export interface Diagnostic {
  /** Stable short name of the rule: lower-case words joined by hyphens. docs/rules.md has them all. */
  readonly rule: RuleId;
  /** Whether it cannot work, or works and should be known. */
  readonly severity: Severity;
  /** Path of the construct that has to change; missing where only text was given. */
  readonly construct?: string;
  /** Name of the device that it shows on. */
  readonly device?: string;
  /** Words of a set line. Never a secret's value. */
  readonly statement?: string;
  /** What is wrong, in the user's terms: "two internal networks overlap". */
  readonly what: string;
  /** The value found, as the user wrote it. Never a secret. */
  readonly found?: string;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** What to change. */
  readonly fix?: string;
  /**
   * What it is about, in a word, where one rule may speak twice at one place or once for many: an algorithm, a policy.
   * What a construct says of a subject as a whole isn't repeated for its statements on each device.
   */
  readonly subject?: string;
  /** Other places that have to do with it. */
  readonly related?: readonly Related[];
  /** File and line of the program or of the text, where they are known. */
  readonly source?: SourcePlace;
  /** The reason that a construct gives for a warning that is meant so: it isn't shown to people. */
  readonly acknowledged?: string;
}

/** A diagnostic before the construct that tells it has put its path to it. An error unless it says otherwise. */
export type Mistake = Omit<Diagnostic, "severity"> & {
  /** Whether it cannot work, or works and should be known. @default "error" */
  readonly severity?: Severity;
};
