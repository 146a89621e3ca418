// One mistake is told once: compared by what it is about, never by its sentence.
import type { Diagnostic } from "./diagnostic";

/** The list without repetitions; what comes first stays. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  /** What constructs have said once for all their devices. */
  const covered = new Set<string>();
  return diagnostics.filter((each) => {
    const { rule, construct, device, statement, subject } = each;
    const whole = JSON.stringify([rule, construct, subject]);
    if (subject !== undefined && device !== undefined && covered.has(whole)) return false;
    const own = JSON.stringify(
      subject === undefined
        ? [rule, construct, device, statement, each.what, each.found]
        : [rule, device ?? construct, statement, subject],
    );
    if (seen.has(own)) return false;
    seen.add(own);
    if (subject !== undefined && device === undefined) covered.add(whole);
    return true;
  });
}

/** Whether a program may go on: warnings don't stop it. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
