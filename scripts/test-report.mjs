// Turns what tsc, eslint and jest said into numbers of passed and failed tests, and names.
import { relative } from "node:path";
import { root } from "./paths.mjs";

/** A part of the test run: { passed, failed: name[], skipped: name[] }. */
export function typeErrors(code, output) {
  const lines = output.split("\n").filter((line) => /error TS\d+:/.test(line));
  if (code !== 0 && lines.length === 0) lines.push(`tsc ended with ${code}`);
  return { passed: 0, failed: lines.map((line) => `types: ${line}`), skipped: [] };
}

export function lintResults(code, output) {
  if (code === 0) return { passed: 0, failed: [], skipped: [] };
  const errors = [];
  let file = "";
  for (const line of output.split("\n")) {
    if (/^\/\S/.test(line)) file = relative(root, line.trim());
    else if (/^\s+\d+:\d+\s+error\s/.test(line)) {
      errors.push(`lint: ${file} ${line.trim().replace(/\s+/g, " ")}`);
    }
  }
  if (errors.length === 0) errors.push(`lint: eslint ended with ${code}`);
  return { passed: 0, failed: errors, skipped: [] };
}

/**
 * Counts a jest run from its JSON (undefined when it wrote none). A file that does not even load
 * is one failure, and so is a run that ended badly although no test is named as failed.
 */
export function readJest(project, code, text) {
  const part = { passed: 0, failed: [], skipped: [] };
  if (text === undefined) {
    part.failed.push(`${project}: jest wrote no report (exit ${code})`);
    return part;
  }
  for (const file of JSON.parse(text).testResults) {
    const where = relative(root, file.name);
    for (const test of file.assertionResults) {
      const name = `${where}: ${test.fullName}`;
      if (test.status === "passed") part.passed++;
      else if (test.status === "failed") part.failed.push(name);
      else part.skipped.push(`${name}${reasonOf(test)}`);
    }
    const nothingFailed = file.assertionResults.every((test) => test.status !== "failed");
    if (file.status === "failed" && nothingFailed) {
      part.failed.push(`${where}: ${firstLine(file.message)}`);
    }
  }
  if (code !== 0 && part.failed.length === 0)
    part.failed.push(`${project}: jest ended with ${code}`);
  return part;
}

/** A skipped test carries its reason in its own title: `name (skipped: reason)`. */
const reasonOf = (test) =>
  /\(skipped: /.test(test.fullName)
    ? ""
    : test.status === "todo"
      ? " (to do)"
      : " (no reason given)";

const firstLine = (text) =>
  text
    // eslint-disable-next-line no-control-regex -- colours of jest's own messages
    .replace(/\u001b\[[0-9;]*m/g, "")
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line !== "" && !line.startsWith("●")) ?? "did not load";

/** The closing text; its last line is for programs to read. */
export function summary(parts) {
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.flatMap((part) => part.failed);
  const skipped = parts.flatMap((part) => part.skipped);
  const lines = [];
  if (skipped.length > 0) lines.push("skipped:", ...skipped.map((name) => `  ${name}`));
  if (failed.length > 0) lines.push("failed:", ...failed.map((name) => `  ${name}`));
  lines.push(`tests: ${passed} passed, ${failed.length} failed`);
  return { text: lines.join("\n"), failed: failed.length };
}
