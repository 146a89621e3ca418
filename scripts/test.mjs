// `npm test`: what the sources themselves tell (types, lint, format), unit tests, then the lab's tests; ends with one line that counts them all.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { spawn } from "node:child_process";
import { CHECKS, written } from "./checks.mjs";
import { root } from "./paths.mjs";
import { runLimited } from "./process.mjs";
import { coverageTable, readJest, summary } from "./test-report.mjs";

const node = process.execPath;
const program = (path) => join(root, "node_modules", path);

/** Runs jest; its numbers come from its own JSON. `output` is where its talk goes. */
async function jest(name, argv, output = "inherit", seconds = 3600) {
  let said = "";
  const { result: code, text } = await written((file) => {
    const full = [program("jest/bin/jest.js"), ...argv, "--json", `--outputFile=${file}`];
    return new Promise((resolve) => {
      // With --json jest prints the whole report on standard output too; the file is enough.
      const child = spawn(node, full, { cwd: root, stdio: ["ignore", "ignore", output] });
      const limit = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
      child.stderr?.on("data", (chunk) => (said += chunk));
      child.on("exit", (exit, signal) => {
        clearTimeout(limit);
        resolve(exit ?? `ended by ${signal}`);
      });
      child.on("error", () => resolve("did not start"));
    });
  });
  process.stderr.write(said);
  return readJest(name, code, text);
}

async function unit(more) {
  title("tests: unit");
  const argv = ["--selectProjects", "unit", "--maxWorkers=2", "--passWithNoTests", ...more];
  // Of a few chosen tests the share of statements would say nothing.
  if (more.length > 0) return jest("unit", argv);
  const folder = mkdtempSync(join(tmpdir(), "vsrx-coverage-"));
  try {
    const part = await jest("unit", [...argv, "--coverage", `--coverageDirectory=${folder}`]);
    const file = join(folder, "coverage-summary.json");
    if (existsSync(file)) {
      title("statements that the unit tests ran");
      process.stdout.write(`${coverageTable(readFileSync(file, "utf8")).join("\n")}\n`);
    }
    return part;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many checks or labs at once: two cores carry two, and a lab mostly waits. */
const AT_ONCE = 2;
const FILE_SECONDS = 15 * 60;

/** Works through `list` in its order, a few at a time. */
async function inParallel(list, work) {
  const left = [...list];
  const worker = async () => {
    while (left.length > 0) await work(left.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Each file in a process of its own: what one leaves behind, or its end, is no other's trouble. */
async function e2e(more) {
  title("tests: e2e");
  const list = [program("jest/bin/jest.js"), "--selectProjects", "e2e", "--listTests", ...more];
  const { output } = await runLimited(node, list, { cwd: root, seconds: 120 });
  // The long ones first, so that none of them is left over at the end.
  const long = ["/spine.", "/examples."];
  const weight = (file) => (long.some((part) => file.includes(part)) ? 0 : 1);
  const files = output
    .split("\n")
    .filter((line) => line.endsWith(".test.ts"))
    .sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
  const parts = [];
  await inParallel(files, async (file) => {
    const argv = ["--selectProjects", "e2e", "--runInBand", "--runTestsByPath", file];
    parts.push(await jest(relative(root, file), argv, "pipe", FILE_SECONDS));
  });
  return parts;
}

function title(text) {
  process.stdout.write(`\n== ${text}\n`);
}

/** `npm test -- --unit` leaves the lab out; any other word is a pattern of test files, as in jest. */
const args = process.argv.slice(2);
const only = args.filter((arg) => !["--unit", "--e2e"].includes(arg));
const parts = [];
if (!args.includes("--e2e") && only.length === 0) {
  // Each takes one core, and none writes what another reads.
  await inParallel(Object.entries(CHECKS), async ([name, check]) => {
    const { output, part } = await check();
    title(name);
    if (part.failed.length > 0) process.stdout.write(output);
    parts.push(part);
  });
}
if (!args.includes("--e2e")) parts.push(await unit(only));
if (!args.includes("--unit")) parts.push(...(await e2e(only)));
const { text, failed } = summary(parts);
process.stdout.write(`\n${text}\n`);
process.exit(failed === 0 ? 0 : 1);
