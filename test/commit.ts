// Which commit is tested: what is drawn at random is drawn by it, so that all who test one commit draw the same.
import { execFileSync } from "node:child_process";

/** Its hash; undefined in a folder without history. */
export function commitHash(): string | undefined {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: __dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}
