// What the offline check reports.

/** Something that Junos would refuse (error), or accept although it cannot work or is unsafe (warning). */
export interface Finding {
  readonly severity: "error" | "warning";
  /** The statement, as words of a set line. */
  readonly path: string;
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** A short stable name of the rule, to look for or to leave out. */
  readonly rule: string;
  /** Line in the text that was parsed, when known. */
  readonly line?: number;
}
