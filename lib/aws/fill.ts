// Text with placeholders becomes an output: filled in when Pulumi knows what each stands for.
import { all, type Input, type Output, output, RunError, secret } from "@pulumi/pulumi";
import { fillPlaceholders, hasPlaceholder, placeholdersIn } from "../junos";
import { textOf } from "../diagnostics";
import type { LateValue, LateValues } from "../topology";

/**
 * The text as Pulumi will know it; a secret when one of its placeholders is.
 * @throws ReferenceError for a placeholder that no resource has yielded
 * @throws RunError inside the output, when a value turns out to be none that its construct can take
 */
export function fill(text: string, values: LateValues): Output<string> {
  const names = placeholdersIn(text);
  if (names.length === 0) return output(text);
  const inputs = Object.fromEntries(
    names.map((name) => {
      const late = values.get(name);
      if (late?.input === undefined) {
        throw new ReferenceError(
          `nothing says what ${name} is: no resource of this stack yields it`,
        );
      }
      const value = judged(late.input, late);
      return [name, late.secret ? secret(value) : value] as const;
    }),
  );
  return all(inputs).apply((known) => fillPlaceholders(text, known));
}

/** The value, or an error in its place: whatever rests on it is not created. */
function judged(
  input: Input<string>,
  { construct, judge }: Pick<LateValue, "construct" | "judge">,
): Input<string> {
  if (judge === undefined) return input;
  return output(input).apply((value) => {
    const mistake = judge(value);
    if (mistake === undefined) return value;
    // Pulumi shows such an error without a stack.
    throw new RunError(
      textOf({ severity: "error", ...(construct === undefined ? {} : { construct }), ...mistake }),
    );
  });
}

/** Plain text stays plain; text with placeholders becomes an output. */
export function fillIfNeeded(text: string, values: LateValues): string | Output<string> {
  return hasPlaceholder(text) ? fill(text, values) : text;
}
