// One row of the table of a stack's life: a thing, a change of the program, and what comes of it.

/** What becomes of what was there. */
export type Outcome = "nothing" | "in place" | "replaced" | "added" | "removed" | "refused";

/** What a laboratory run does to the program, and what `up` has to say of it. */
export interface LabStep {
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** What the way back needs beside the program as it was, such as an alias of the name in between. */
  readonly back?: LabStep["edits"];
  /** `replace Instance life-berlin`, for every resource of the types that are watched. */
  readonly changes: readonly string[];
  /** Part of the refusal, where the change is refused. */
  readonly refusal?: string;
  /** Whether a ping that runs meanwhile loses nothing. */
  readonly keepsTraffic?: boolean;
  /** Whether both gateways then forget their SAs: the tunnel comes up again with what was committed. */
  readonly negotiatesAgain?: boolean;
}

export interface Row {
  readonly change: string;
  readonly outcome: Outcome;
  /** What `up` does, or why it is refused and what to do instead. */
  readonly what: string;
  /** Which traffic stops, and for how long. */
  readonly outage: string;
  readonly lab?: LabStep;
}

export interface Thing {
  readonly title: string;
  readonly rows: readonly Row[];
}
