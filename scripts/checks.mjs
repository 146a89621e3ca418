// The parts of `npm test` that read the sources without running them: types, lint, format.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { runLimited } from "./process.mjs";
import { formatResults, lintResults, typeErrors } from "./test-report.mjs";

/** Runs a program of node_modules with the Node that runs us. */
export const tool = (path, args, seconds = 600) =>
  runLimited(process.execPath, [join(root, "node_modules", path), ...args], { cwd: root, seconds });

/** What a program writes into a file that it is told, or undefined when it wrote none. */
export async function written(use) {
  const folder = mkdtempSync(join(tmpdir(), "vsrx-test-"));
  const file = join(folder, "result.json");
  try {
    const result = await use(file);
    return { result, text: existsSync(file) ? readFileSync(file, "utf8") : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function types() {
  const { code, output } = await tool("typescript/bin/tsc", [
    ...["--noEmit", "-p", root, "--pretty", "false"],
  ]);
  return { output, part: typeErrors(code, output) };
}

async function lint() {
  const { result, text } = await written((file) =>
    tool("eslint/bin/eslint.js", ["--format", "json", "--output-file", file, "."]),
  );
  return { output: result.output, part: lintResults(result.code, text) };
}

async function format() {
  const { code, output } = await tool("prettier/bin/prettier.cjs", [
    ...["--list-different", "--cache", "--cache-location", "node_modules/.cache/prettier.json"],
    ".",
  ]);
  return { output, part: formatResults(code, output) };
}

/** Title → the check: its output, and what of it counts. */
export const CHECKS = {
  "types (tsc --noEmit)": types,
  "lint (eslint)": lint,
  "format (prettier)": format,
};
