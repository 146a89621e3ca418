// `npm run bench -- mutation [ROOM …]`: how many faults put into the code the unit tests notice, and which they do not.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Bench } from "./print";

const root = resolve(__dirname, "..");
const report = join(root, ".stryker/report.json");

/** What is mutated, room by room: where a wrong decision would cost a network. The tests that have to notice mirror it. */
const ROOMS: Readonly<Record<string, Mutation>> = {
  "lib/topology": {
    files: ["lib/topology/**/*.ts"],
    tests: ["test/topology/**/*.test.ts", "test/vpn/bad-input.test.ts"],
  },
  "lib/diagnostics": {
    files: ["lib/diagnostics/**/*.ts"],
    tests: ["test/diagnostics/**/*.test.ts"],
  },
  "lib/provider/plan": {
    files: ["lib/provider/plan.ts"],
    tests: ["test/provider/**/*.test.ts"],
  },
};

interface Mutation {
  readonly files: readonly string[];
  readonly tests: readonly string[];
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

async function mutate({ files, tests }: Mutation): Promise<Report> {
  rmSync(report, { force: true });
  mkdirSync(join(root, ".stryker"), { recursive: true });
  const code = await new Promise<number | null>((done, failed) => {
    const child = spawn(
      join(root, "node_modules/.bin/node"),
      [
        join(root, "node_modules/@stryker-mutator/core/bin/stryker.js"),
        ...["run", join(root, "bench/stryker.config.json"), "--mutate", files.join(",")],
        ...["--testFiles", tests.join(",")],
      ],
      { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
    );
    child.on("error", failed);
    child.on("close", done);
  });
  if (code !== 0) throw new Error(`stryker ended with ${code}; its log is above`);
  return JSON.parse(readFileSync(report, "utf8")) as Report;
}

export const mutationBench: Bench = async (print, wanted) => {
  const unknown = wanted.find((room) => !room.startsWith("lib/"));
  if (unknown !== undefined) {
    throw new Error(`${unknown} is not a room; there are: ${Object.keys(ROOMS).join(", ")}`);
  }
  for (const room of wanted.length > 0 ? wanted : Object.keys(ROOMS)) {
    const { files } = await mutate(ROOMS[room] ?? mutationOf(room));
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
