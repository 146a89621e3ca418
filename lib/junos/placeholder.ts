// Placeholders: names that stand for values known only later, inside otherwise plain configuration text.

const OPEN = "\u27e8";
const CLOSE = "\u27e9";
const TOKEN = /\u27e8([^\u27e8\u27e9]+)\u27e9/gu;

/** Text with at least one placeholder in it; allowed wherever a number, an address or a name is. */
export type Placeholder = `${string}\u27e8${string}\u27e9${string}`;

/**
 * The token that stands for a value known only later, such as an address that a cloud allocates.
 * @param name what the value is called when it is filled in: any text without angle brackets U+27E8 and U+27E9.
 * @throws RangeError when the name is empty or has such a bracket.
 */
export function placeholder(name: string): Placeholder {
  if (name === "" || name.includes(OPEN) || name.includes(CLOSE)) {
    throw new RangeError(
      `placeholder name ${JSON.stringify(name)}: use a non-empty name without ${OPEN} and ${CLOSE}`,
    );
  }
  return `${OPEN}${name}${CLOSE}`;
}

/** The names of all placeholders in a text, in order, each once. */
export function placeholdersIn(text: string): string[] {
  if (!text.includes(OPEN)) return [];
  const names = new Set<string>();
  for (const match of text.matchAll(TOKEN)) if (match[1] !== undefined) names.add(match[1]);
  return [...names];
}

/** Whether a text has a placeholder; checks of type and range don't apply to such a text. */
export function hasPlaceholder(text: string): boolean {
  return text.includes(OPEN) && placeholdersIn(text).length > 0;
}

/**
 * The text with every placeholder replaced by its value.
 * @throws ReferenceError naming the placeholders that the record lacks; no value appears in the message.
 */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  const missing = placeholdersIn(text).filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) {
    throw new ReferenceError(
      `no value for placeholder ${missing.join(", ")}: give one for each name`,
    );
  }
  return fillKnown(text, values);
}

/** The text with the placeholders that have a value replaced by it; the others stay. */
export function fillKnown(text: string, values: Readonly<Record<string, string>>): string {
  if (!text.includes(OPEN)) return text;
  return text.replace(TOKEN, (token, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? token) : token,
  );
}
