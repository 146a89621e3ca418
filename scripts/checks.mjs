// The parts of `npm test` that read the sources without running them: types, lint, format, what is unused.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiResults, surface } from "./api.mjs";
import { ensureBuild } from "./build.mjs";
import { root } from "./paths.mjs";
import { runLimited } from "./process.mjs";
import { formatResults, lintResults, typeErrors, unusedResults } from "./test-report.mjs";

/** Runs a program of node_modules with the Node that runs us. */
const tool = (path, args, seconds = 600) =>
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

/** Settings are in knip.json. Its notes go to standard error, so that what is left is JSON. */
async function unused() {
  const { code, output } = await tool("knip/bin/knip.js", [
    ...["--no-progress", "--no-config-hints", "--reporter", "json"],
  ]);
  const text = output.split("\n").find((line) => line.startsWith('{"issues"'));
  return { output: text === undefined ? output : "", part: unusedResults(code, text) };
}

async function api() {
  await ensureBuild({ tolerant: true });
  return { output: "", part: apiResults(surface({ write: false })) };
}

/** Title → the check: its output, and what of it counts. */
export const CHECKS = {
  "types (tsc --noEmit)": types,
  "lint (eslint)": lint,
  "format (prettier)": format,
  "unused files, exports and packages (knip)": unused,
  "public surface (api-extractor)": api,
};
