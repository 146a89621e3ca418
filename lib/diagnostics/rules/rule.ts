// What there is to know of a rule beside what one breach of it says.

/** A rule: how serious a breach is, why there is such a rule, and how to mend a breach. */
export interface Rule {
  /** `either`: it depends on where, or on which device. */
  readonly severity: "error" | "warning" | "either";
  readonly why: string;
  readonly mend: string;
}

export const error = (why: string, mend: string): Rule => ({ severity: "error", why, mend });
export const warning = (why: string, mend: string): Rule => ({ severity: "warning", why, mend });
export const either = (why: string, mend: string): Rule => ({ severity: "either", why, mend });
