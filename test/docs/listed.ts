// What is tracked in the repository, by a pattern, and there; the reports of the public surface are no pages.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

/** Paths from the repository's folder. */
export const tracked = (pattern: string): readonly string[] =>
  execFileSync("git", ["ls-files", pattern], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "" && !path.startsWith("etc/") && existsSync(join(root, path)));

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
