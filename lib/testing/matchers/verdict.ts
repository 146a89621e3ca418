// What a matcher finds, and how it says it: what was wanted, then what there is.

/** What a matcher found, in the form that jest and vitest take. */
export interface Verdict {
  /** Whether what was wanted is there. */
  readonly pass: boolean;
  /** What was wanted and what there is: asked for when the test fails. */
  message(): string;
}

/** As few lines as a person reads. */
const MOST_LINES = 12;

export function listed(lines: readonly string[]): string {
  if (lines.length === 0) return "  (nothing)";
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`);
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`  … and ${left} more`] : [])].join("\n");
}

/** One line for some values, without those that are undefined. */
export function line(values: object): string {
  return Object.entries(values as Readonly<Record<string, unknown>>)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join(", ");
}

/** Whether `found` has every value of `wanted`. */
export const hasAll = (found: object, wanted: object): boolean =>
  Object.entries(wanted as Readonly<Record<string, unknown>>).every(
    ([key, value]) => value === undefined || (found as Record<string, unknown>)[key] === value,
  );

/** Whether one of `found` has every value of `wanted`; those that agree in most of them are shown first. */
export function oneOf(subject: string, wanted: object, found: readonly object[]): Verdict {
  const match = found.find((each) => hasAll(each, wanted));
  const asked = Object.entries(wanted as Readonly<Record<string, unknown>>);
  const agreements = (each: object): number =>
    asked.filter(([key, value]) => hasAll(each, { [key]: value })).length;
  return {
    pass: match !== undefined,
    message: () =>
      match !== undefined
        ? `there should be no ${subject} with\n  ${line(wanted)}\nbut there is\n  ${line(match)}`
        : `there should be a ${subject} with\n  ${line(wanted)}\nbut there is only\n` +
          listed([...found].sort((a, b) => agreements(b) - agreements(a)).map(line)),
  };
}
