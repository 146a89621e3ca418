// What preflight found: what can't be asked is unknown, and never taken for fine.
import { thrownText } from "../../thrown-text";

/** How one thing stands. `blocked` ends an `up` halfway; `unknown` could not be asked. */
export type State = "ok" | "blocked" | "warning" | "unknown";

/** One thing that was asked. */
export interface Finding {
  readonly check:
    "terms" | "image" | "offering" | "quota" | "metadata" | "encryption" | "permissions";
  readonly state: State;
  readonly what: string;
  readonly fix?: string;
}

/** The finding of a question that got no answer. */
const unknown = (check: Finding["check"], what: string, error: unknown): Finding => ({
  check,
  state: "unknown",
  what: `${what}: ${reasonOf(error)}`,
});

/** What an error of AWS comes to, without its stack and ids. */
export function reasonOf(error: unknown): string {
  const { name } = error as { readonly name?: unknown };
  const text = thrownText(error).split("\n")[0] ?? "";
  return typeof name === "string" && name !== "Error" && !text.startsWith(name)
    ? `${name}: ${text}`
    : text;
}

/** The findings of a question, or that it could not be asked. */
export async function asked(
  check: Finding["check"],
  what: string,
  question: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await question();
  } catch (error) {
    return [unknown(check, what, error)];
  }
}
