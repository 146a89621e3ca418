// How a mistake in a program is told: what is wrong, the value found, what is allowed, and the way out.

export interface Problem {
  /** What is wrong, in the user's terms: "two internal networks overlap". */
  readonly what: string;
  /** The value found, as the user wrote it. Never a secret. */
  readonly found?: string;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** What to change. */
  readonly fix: string;
}

export function describe(problem: Problem): string {
  const found = problem.found === undefined ? "" : `: found ${problem.found}`;
  const allowed = problem.allowed === undefined ? "" : `; allowed: ${problem.allowed}`;
  return `${problem.what}${found}${allowed}; fix: ${problem.fix}`;
}

/** Every mistake of a program at once. Each line begins with the path of the construct it belongs to. */
export class ValidationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      problems.length === 1
        ? problems[0]
        : [`${problems.length} problems`, ...problems.map((problem) => `  ${problem}`)].join("\n"),
    );
    this.name = "ValidationError";
  }
}
