// `npm test`: types, lint, unit tests, then the lab's tests; ends with one line that counts them all.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { root } from "./paths.mjs";
import { runLimited } from "./process.mjs";
import { lintResults, readJest, summary, typeErrors } from "./test-report.mjs";

const node = process.execPath;
const program = (path) => join(root, "node_modules", path);

async function types() {
  title("types (tsc --noEmit)");
  const { code, output } = await runLimited(
    node,
    [program("typescript/bin/tsc"), "--noEmit", "-p", root, "--pretty", "false"],
    { cwd: root, seconds: 300 },
  );
  if (code !== 0) process.stdout.write(output);
  return typeErrors(code, output);
}

async function lint() {
  title("lint (eslint)");
  const { code, output } = await runLimited(
    node,
    [program("eslint/bin/eslint.js"), "--format", "stylish", "--no-color", "."],
    { cwd: root, seconds: 300 },
  );
  if (code !== 0) process.stdout.write(output);
  return lintResults(code, output);
}

/** Jest shows its progress as it likes; the numbers come from its own JSON. */
async function jest(project, more) {
  title(`tests: ${project}`);
  const folder = mkdtempSync(join(tmpdir(), "vsrx-test-"));
  const file = join(folder, "result.json");
  const argv = [
    program("jest/bin/jest.js"),
    "--selectProjects",
    project,
    "--passWithNoTests",
    // Pulumi's runtime keeps a server open once a test has used its mocks; results are complete all the same.
    "--forceExit",
    "--json",
    `--outputFile=${file}`,
    ...more,
  ];
  try {
    const code = await new Promise((resolve) => {
      // With --json jest prints the whole report on standard output too; the file is enough.
      const child = spawn(node, argv, { cwd: root, stdio: ["inherit", "ignore", "inherit"] });
      child.on("exit", (exit, signal) => resolve(exit ?? `ended by ${signal}`));
      child.on("error", () => resolve("did not start"));
    });
    let text;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      text = undefined;
    }
    return readJest(project, code, text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function title(text) {
  process.stdout.write(`\n== ${text}\n`);
}

/** `npm test -- --unit` leaves the lab out; any other word is a pattern of test files, as in jest. */
const args = process.argv.slice(2);
const only = args.filter((arg) => !["--unit", "--e2e"].includes(arg));
const parts = [];
if (!args.includes("--e2e") && only.length === 0) {
  parts.push(await types());
  parts.push(await lint());
}
if (!args.includes("--e2e")) parts.push(await jest("unit", ["--maxWorkers=2", ...only]));
// One lab at a time: two labs on two cores would only make each other's waits longer.
if (!args.includes("--unit")) parts.push(await jest("e2e", ["--runInBand", ...only]));
const { text, failed } = summary(parts);
process.stdout.write(`\n${text}\n`);
process.exit(failed === 0 ? 0 : 1);
