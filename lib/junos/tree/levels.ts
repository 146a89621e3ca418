// Levels of the configuration: how many words of a path each takes, as `edit`, `up` and comments count them.
import { childSchema } from "../schema/lookup";
import type { NodeSchema } from "../schema/model";
import { ROOT } from "../schema";

/** Where each level of a path ends, as numbers of words: `security zones security-zone trust` has 1, 2 and 4. */
function levelsOf(words: readonly string[]): number[] {
  const ends: number[] = [];
  let schema: NodeSchema | undefined = ROOT;
  words.forEach((word, index) => {
    schema = schema === undefined ? undefined : childSchema(schema, word);
    if (schema === undefined || !continues(schema)) ends.push(index + 1);
  });
  // What ends in the middle of a level is a level as well.
  if (words.length > 0 && ends.at(-1) !== words.length) ends.push(words.length);
  return ends;
}

/** Whether a word needs another one to make a level: a list its name, `from-zone a` its `to-zone b`, `family` what it is. */
function continues(schema: NodeSchema): boolean {
  if (schema.kind === "list") return true;
  if (schema.kind === "entry") return schema.list.folded;
  return schema.kind === "container" && schema.joined;
}

/** The words of the level above a path. */
export function above(words: readonly string[], levels = 1): readonly string[] {
  const ends = levelsOf(words);
  return words.slice(0, ends[ends.length - 1 - levels] ?? 0);
}
