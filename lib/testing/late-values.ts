// Values that a program only gets while it is deployed: a test may give them; the others show by their names.
import type { Synthesis } from "../stack";

/** Late values by their names, `STACK/GATEWAY/elastic-ip`; the stack's name may be left out where that is plain. */
export type GivenValues = Readonly<Record<string, string>>;

/** The name in a stack that a test means. */
const means = (given: string, name: string): boolean =>
  name === given || name.endsWith(`/${given}`);

/** @throws Error when a test gives a value for a name that no stack has */
export function checkGiven(given: GivenValues, syntheses: readonly Synthesis[]): void {
  const names = syntheses.flatMap(({ scope }) => scope.values.names());
  for (const key of Object.keys(given)) {
    const meant = names.filter((name) => means(key, name));
    if (meant.length === 1) continue;
    const found = meant.length === 0 ? "none of that name" : meant.join(" and ");
    throw new Error(
      `values: ${key} is no late value: found ${found}; allowed: ${names.join(", ") || "none, the program has none"}` +
        `; fix: write its whole name`,
    );
  }
}

/** Each late value: what the test gives, or what is plain after all, such as a literal key; others keep their placeholder. */
export async function knownValues(
  synthesis: Synthesis,
  given: GivenValues,
): Promise<Record<string, string>> {
  const { values } = synthesis.scope;
  const known: Record<string, string> = {};
  for (const name of values.names()) {
    const key = Object.keys(given).find((each) => means(each, name));
    const input = key === undefined ? await plain(values.get(name)?.input) : given[key];
    known[name] = typeof input === "string" ? input : `⟨${name}⟩`;
  }
  return known;
}

async function plain(input: unknown): Promise<unknown> {
  if (typeof input === "object" && input !== null && "promise" in input) {
    const late = input as { promise(withUnknowns?: boolean): Promise<unknown> };
    return late.promise();
  }
  return input;
}
