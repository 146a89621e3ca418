// Text with placeholders becomes an output: filled in when Pulumi knows what each stands for.
import { all, type Output, output, secret } from "@pulumi/pulumi";
import { fillPlaceholders, hasPlaceholder, placeholdersIn } from "../junos";
import type { LateValues } from "../topology";

/**
 * The text as Pulumi will know it; a secret when one of its placeholders is.
 * @throws ReferenceError for a placeholder that no resource has yielded
 */
export function fill(text: string, values: LateValues): Output<string> {
  const names = placeholdersIn(text);
  if (names.length === 0) return output(text);
  let hidden = false;
  const inputs = Object.fromEntries(
    names.map((name) => {
      const late = values.get(name);
      if (late?.input === undefined) {
        throw new ReferenceError(
          `nothing says what ${name} is: no resource of this stack yields it`,
        );
      }
      hidden ||= late.secret;
      return [name, late.input] as const;
    }),
  );
  const filled = all(inputs).apply((known) => fillPlaceholders(text, known));
  return hidden ? secret(filled) : filled;
}

/** Plain text stays plain; text with placeholders becomes an output. */
export function fillIfNeeded(text: string, values: LateValues): string | Output<string> {
  return hasPlaceholder(text) ? fill(text, values) : text;
}
