// Inputs and outputs that most types share.

import { requiredText, tags, text, texts } from "../schema";

/** The inputs every tagged type takes. */
export const tagged = {
  region: text({ change: "replace" }),
  tags: tags(),
} as const;

/** The inputs every untagged type takes. */
export const regional = { region: text({ change: "replace" }) } as const;

/** The id of another object that this one can't move away from. */
export const anchor = requiredText({ change: "replace" });

/** A list of ids. */
export const ids = texts({ computed: true });

/** What is wrong with a group's or rule's description, or undefined. */
export function descriptionProblem(value: string): string | undefined {
  if (value.length > 255) return `at most 255 characters, not ${value.length}`;
  return /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(value)
    ? undefined
    : "a description takes letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* only";
}
