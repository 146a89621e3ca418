// The end of a program with mistakes: all of them at once.
import type { Diagnostic } from "./diagnostic";
import { textOf } from "./text";

/** Every mistake of a program at once. Each line begins with the path of the construct it belongs to. */
export class ValidationError extends Error {
  /** @param diagnostics the errors; warnings among them are left out */
  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const lines = errors.map((each) => textOf(each));
    super(
      lines.length === 1
        ? lines[0]
        : [`${lines.length} problems`, ...lines.map((line) => `  ${line}`)].join("\n"),
    );
    this.name = "ValidationError";
    this.diagnostics = errors;
  }

  /** The errors, in the order in which they are told. */
  readonly diagnostics: readonly Diagnostic[];
}
