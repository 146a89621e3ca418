// Turns what tsc, eslint, prettier, knip and jest said into numbers of passed and failed tests, and names.
import { relative } from "node:path";
import { root } from "./paths.mjs";

/** A part of the test run: { passed, failed: name[], skipped: name[] }. */
export function typeErrors(code, output) {
  const lines = output.split("\n").filter((line) => /error TS\d+:/.test(line));
  if (code !== 0 && lines.length === 0) lines.push(`tsc ended with ${code}`);
  return { passed: 0, failed: lines.map((line) => `types: ${line}`), skipped: [] };
}

/** What eslint wrote as JSON (undefined when it wrote none). */
export function lintResults(code, text) {
  const errors = (text === undefined ? [] : JSON.parse(text)).flatMap(({ filePath, messages }) =>
    messages
      .filter(({ severity }) => severity === 2)
      .map(({ line, column, message, ruleId }) => {
        const place = `${relative(root, filePath)}:${line ?? 1}:${column ?? 1}`;
        return `lint: ${place} ${message} (${ruleId ?? "eslint"})`;
      }),
  );
  if (code !== 0 && errors.length === 0) errors.push(`lint: eslint ended with ${code}`);
  return { passed: 0, failed: errors, skipped: [] };
}

/** What `prettier --list-different` said: one file a line, or an error of its own. */
export function formatResults(code, output) {
  const lines = code === 0 ? [] : output.split("\n").filter((line) => line.trim() !== "");
  const failed = lines.map((line) => `format: ${line} (npm run format mends it)`);
  if (code !== 0 && failed.length === 0) failed.push(`format: prettier ended with ${code}`);
  return { passed: 0, failed, skipped: [] };
}

/** What knip's JSON says is there for nobody: files, exports, dependencies (undefined when it wrote none). */
export function unusedResults(code, text) {
  const failed = [];
  for (const { file, ...kinds } of text === undefined ? [] : JSON.parse(text).issues) {
    for (const [kind, found] of Object.entries(kinds)) {
      for (const { name, line } of found.flat()) {
        const place = line === undefined ? file : `${file}:${line}`;
        failed.push(`unused: ${place}${kind === "files" ? "" : ` ${name}`} (${kind})`);
      }
    }
  }
  if (code !== 0 && failed.length === 0) failed.push(`unused: knip ended with ${code}`);
  return { passed: 0, failed, skipped: [] };
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
      else if (test.status === "failed") part.failed.push(`${name}${whyOf(test)}`);
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

const WHY_CHARACTERS = 1200;

/** The beginning of what a failed test said, without its stack: the closing text is all that some readers see of a long run. */
function whyOf({ failureMessages }) {
  const said = plain(failureMessages?.[0] ?? "").split(/\n\s+at /)[0];
  const short = said.length > WHY_CHARACTERS ? `${said.slice(0, WHY_CHARACTERS)} …` : said;
  return short
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `\n    ${line}`)
    .join("");
}

/** Without the colours of jest's own messages. */
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

const firstLine = (text) =>
  plain(text)
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

/**
 * Per room how many of its statements the unit tests ran, from istanbul's summary (file → counts).
 * What only the lab's own tests run is not in it.
 */
export function coverageTable(text) {
  const rooms = new Map();
  for (const [file, { statements }] of Object.entries(JSON.parse(text))) {
    const room = file === "total" ? file : relative(root, file).split("/").slice(0, 2).join("/");
    const sum = rooms.get(room) ?? { covered: 0, total: 0 };
    sum.covered += statements.covered;
    sum.total += statements.total;
    rooms.set(room, sum);
  }
  return [...rooms]
    .sort(([a], [b]) => (a === "total" ? 1 : b === "total" ? -1 : a < b ? -1 : 1))
    .map(([room, { covered, total }]) => {
      const percent = total === 0 ? 100 : (100 * covered) / total;
      return `  ${room.padEnd(18)} ${percent.toFixed(1).padStart(5)} %  ${covered} of ${total}`;
    });
}
