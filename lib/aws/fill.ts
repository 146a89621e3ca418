// Text with placeholders becomes an output: filled in when Pulumi knows what each stands for.
import { all, type Output, output, RunError, secret } from "@pulumi/pulumi";
import { fillKnown, hasPlaceholder, placeholdersIn } from "../junos";
import { textOf } from "../diagnostics";
import type { DeferredValue, DeferredValues } from "../topology";

/**
 * The text as Pulumi will know it; a secret when one of its placeholders is.
 * @throws ReferenceError for a placeholder that no resource has yielded
 * @throws RunError inside the output, when a value turns out to be none that its construct can take
 */
export function fill(text: string, values: DeferredValues): Output<string> {
  // What the stack has no value for is no placeholder: somebody's key may have such brackets in it.
  const used = placeholdersIn(text).filter((name) => values.get(name) !== undefined);
  const names = used.flatMap((name) => [name, ...(values.get(name)?.beside ?? [])]);
  if (names.length === 0) return output(text);
  let hidden = false;
  const lates = names.map((name) => {
    const late = values.get(name);
    if (late?.input === undefined) {
      throw new ReferenceError(`nothing says what ${name} is: no resource of this stack yields it`);
    }
    hidden ||= late.secret;
    return [name, { ...late, input: late.input }] as const;
  });
  const inputs = Object.fromEntries(lates.map(([name, { input }]) => [name, input]));
  const known = all(inputs);
  return (hidden ? secret(known) : known).apply((texts) => {
    for (const [name, late] of lates) refuse(texts[name], late);
    return fillKnown(text, texts);
  });
}

/** An error in the value's place, so that whatever rests on it is not created. Pulumi shows it without a stack. */
export function refuse(
  value: unknown,
  { construct, judge }: Pick<DeferredValue, "construct" | "judge">,
): void {
  const mistake = judge?.(value);
  if (mistake === undefined) return;
  const at = construct === undefined ? {} : { construct };
  throw new RunError(textOf({ severity: "error", ...at, ...mistake }));
}

/** Plain text stays plain; text with placeholders becomes an output. */
export function fillIfNeeded(text: string, values: DeferredValues): string | Output<string> {
  return hasPlaceholder(text) ? fill(text, values) : text;
}
