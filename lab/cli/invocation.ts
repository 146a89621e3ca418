// How this command line was called: from the repository, or by `vsrx lab` of an installed package. Hints quote it.

/** The lab's command as a person types it, with words behind it. */
export function labCommand(...words: readonly string[]): string {
  const own = process.env["VSRX_LAB_COMMAND"];
  if (own !== undefined && own !== "") return [own, ...words].join(" ");
  return ["npm run lab", ...(words.length === 0 ? [] : ["--", ...words])].join(" ");
}

/** The folder of the program that is meant where none is named; undefined in the repository, which has examples. */
export const ownProgram = (): string | undefined => process.env["VSRX_LAB_PROGRAM"] || undefined;
