// Random tests with the same seed for all who test one commit, and another one for the next.
import { execFileSync } from "node:child_process";
import fc from "fast-check";

/** From the commit's hash; `VSRX_SEED` takes its place. Outside a repository always the same. */
export function seed(): number {
  const given = process.env["VSRX_SEED"];
  if (given !== undefined) return Number(given);
  try {
    const hash = execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: __dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return Number.parseInt(hash.slice(0, 7), 16);
  } catch {
    return 1;
  }
}

fc.configureGlobal({ seed: seed() });

export { fc };
