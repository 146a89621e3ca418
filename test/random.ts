// Random tests with the same seed for all who test one commit, and another one for the next.
import fc from "fast-check";
import { commitHash } from "./commit";

/** From the commit's hash; `VSRX_SEED` takes its place. Outside a repository always the same. */
export function seed(): number {
  const given = process.env["VSRX_SEED"];
  if (given !== undefined) return Number(given);
  const hash = commitHash();
  return hash === undefined ? 1 : Number.parseInt(hash.slice(0, 7), 16);
}

fc.configureGlobal({ seed: seed() });

export { fc };
