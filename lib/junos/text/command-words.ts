// The commands of configuration mode and how far they can be shortened.

/** Commands that change the configuration or go to a level of it. */
export const CHANGING = [
  "set",
  "delete",
  "deactivate",
  "activate",
  "protect",
  "unprotect",
  "insert",
  "rename",
  "copy",
  "annotate",
  "replace",
  "wildcard",
  "edit",
  "top",
  "up",
  "exit",
  "quit",
] as const;

/** Commands that leave the candidate configuration as it is. */
export const HARMLESS = ["commit", "run", "show", "status", "help", "save"] as const;

/** Commands that bring what the text doesn't hold. */
const OTHERS = ["load", "rollback", "update", "prompt", "extension"] as const;

export type CommandWord = (typeof CHANGING)[number] | (typeof HARMLESS)[number];

const ALL: readonly string[] = [...CHANGING, ...HARMLESS, ...OTHERS];
const KNOWN: ReadonlySet<string> = new Set([...CHANGING, ...HARMLESS]);

/** Below this many letters a word is taken for a slip rather than for a command cut short. */
const SHORTEST = 3;

/** The command that a word is, whole or cut as short as Junos takes it; undefined for any other word. */
export function commandOf(word: string): CommandWord | undefined {
  if (KNOWN.has(word)) return word as CommandWord;
  if (word.length < SHORTEST) return undefined;
  const [only, ...more] = ALL.filter((each) => each.startsWith(word));
  return more.length === 0 && only !== undefined && KNOWN.has(only)
    ? (only as CommandWord)
    : undefined;
}
