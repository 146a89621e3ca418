// `npm run bench -- mutation [ROOM …] [--lines N]`: how many faults put into the code the unit tests notice, and which they do not.
// With --lines only in about N lines of a room, drawn by the commit's hash: a whole room takes an hour.
import { spawn } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { commitHash } from "../test/commit";
import { digestOf } from "../test/life/proof";
import { type Bench } from "./print";
import stryker from "./stryker.config.json";

const root = resolve(__dirname, "..");
const report = join(root, ".stryker/report.json");

/** What is mutated, room by room: where a wrong decision would cost a network. The tests that have to notice mirror it. */
const ROOMS: Readonly<Record<string, Mutation>> = {
  "lib/topology": {
    files: ["lib/topology/**/*.ts"],
    // Not those that start engines or synthesize the same programs in every order: a fault would take minutes.
    tests: [
      "test/topology/**/*.test.ts",
      "test/programs/**/*.test.ts",
      "test/diagnostics/{told,provoked}.test.ts",
      "test/life/{names,placement}.test.ts",
      "test/vpn/!(guide-rules|stacks).test.ts",
    ],
  },
  "lib/diagnostics": {
    files: ["lib/diagnostics/**/*.ts"],
    tests: ["test/diagnostics/**/*.test.ts"],
  },
  "lib/provider/plan": {
    files: ["lib/provider/plan.ts"],
    // Those that need nothing built: Stryker works in a copy of the sources.
    tests: ["plan", "ownership", "other-hands", "preview", "foreign-values"].map(
      (name) => `test/provider/${name}.test.ts`,
    ),
  },
};

interface Mutation {
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** What is drawn stands in blocks of so many lines. */
const BLOCK = 20;

/** About `wanted` lines of the files, as Stryker names them: `lib/a.ts:21-40`. */
function drawn(patterns: readonly string[], wanted: number): readonly string[] {
  const commit = commitHash() ?? "";
  const mark = (block: string): string => digestOf([commit, block]);
  const blocks = globSync([...patterns], { cwd: root }).flatMap((file) => {
    const lines = readFileSync(join(root, file), "utf8").split("\n").length;
    return Array.from(
      { length: Math.ceil(lines / BLOCK) },
      (_, at) => `${file}:${at * BLOCK + 1}-${Math.min((at + 1) * BLOCK, lines)}`,
    );
  });
  return blocks
    .sort((a, b) => mark(a).localeCompare(mark(b)))
    .slice(0, Math.ceil(wanted / BLOCK))
    .sort();
}

/** Any other file or folder of lib/, and the tests of its room. */
function mutationOf(room: string): Mutation {
  return {
    files: [room.endsWith(".ts") ? room : `${room}/**/*.ts`],
    tests: [`test/${room.split("/")[1] ?? ""}/**/*.test.ts`],
  };
}

/** The part of Stryker's report that is read here (mutation-testing-report-schema 2). */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** A fault that a test noticed. */
const NOTICED = "Killed";
/** Faults that code was run with and nothing noticed. */
const MISSED: readonly string[] = ["Survived", "NoCoverage"];
/** Neither: a test that fails may be slow to end, too. Where there are many the score says nothing. */
const UNDECIDED = "Timeout";

/** The unit tests' own settings, without the projects: Stryker runs every file of every project for every fault. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- jest's settings are plain JavaScript without types
const [unit] = (require("../jest.config.js") as { projects: readonly object[] }).projects;

async function mutate({ files, tests }: Mutation): Promise<Report> {
  rmSync(report, { force: true });
  const folder = join(root, ".stryker");
  mkdirSync(folder, { recursive: true });
  const write = (name: string, settings: object): void =>
    writeFileSync(join(folder, name), JSON.stringify(settings));
  write("jest.config.json", {
    ...unit,
    rootDir: "..",
    testMatch: tests.map((test) => `<rootDir>/${test}`),
  });
  write("config.json", { ...stryker, mutate: files });
  const code = await new Promise<number | null>((done, failed) => {
    const child = spawn(
      join(root, "node_modules/.bin/node"),
      [
        join(root, "node_modules/@stryker-mutator/core/bin/stryker.js"),
        ...["run", join(folder, "config.json")],
      ],
      { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
    );
    child.on("error", failed);
    child.on("close", done);
  });
  if (code !== 0) throw new Error(`stryker ended with ${code}; its log is above`);
  return JSON.parse(readFileSync(report, "utf8")) as Report;
}

export const mutationBench: Bench = async (print, words) => {
  const { values, positionals: wanted } = parseArgs({
    args: [...words],
    options: { lines: { type: "string" } },
    allowPositionals: true,
  });
  const lines = Number(values.lines ?? Number.POSITIVE_INFINITY);
  if (!(lines > 0)) throw new Error(`--lines takes a number above 0, not ${values.lines ?? ""}`);
  const unknown = wanted.find((room) => !room.startsWith("lib/"));
  if (unknown !== undefined) {
    throw new Error(`${unknown} is not a room; there are: ${Object.keys(ROOMS).join(", ")}`);
  }
  for (const room of wanted.length > 0 ? wanted : Object.keys(ROOMS)) {
    const { files: all, tests } = ROOMS[room] ?? mutationOf(room);
    const { files } = await mutate({
      files: Number.isFinite(lines) ? drawn(all, lines) : all,
      tests,
    });
    const mutants = Object.entries(files).flatMap(([file, found]) =>
      found.mutants.map((mutant) => ({ ...mutant, file })),
    );
    const noticed = mutants.filter(({ status }) => status === NOTICED).length;
    const undecided = mutants.filter(({ status }) => status === UNDECIDED).length;
    const missed = mutants.filter(({ status }) => MISSED.includes(status));
    const total = noticed + missed.length;
    const score = total === 0 ? 100 : (100 * noticed) / total;
    print(
      `mutation: ${room}`,
      `${score.toFixed(1)} % of ${total} faults noticed, ${undecided} more ran out of time`,
      "-",
    );
    for (const { file, location, mutatorName, replacement = "", status } of missed) {
      const shown = replacement.replaceAll(/\s+/g, " ").slice(0, 60);
      print(`  ${file}:${location.start.line}`, `${mutatorName}: ${shown}`, status);
    }
  }
};
