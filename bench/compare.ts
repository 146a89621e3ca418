// `npm run bench -- compare REVISION [NAME …]`: each figure of this tree beside the same of an older commit, both measured in turn in one run.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Bench } from "./print";

const root = resolve(__dirname, "..");

/** Odd, so that the median is one of them. */
const RUNS = 5;
/** Benches that need no lab: they say the most about the code itself. */
const NAMES = ["junos", "synth", "preview"];
/** What a change may cost. */
const ALLOWED = 1.1;

/** A checkout of `revision` with its own packages and build, kept for the next comparison. */
function checkout(revision: string): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const commit = git("rev-parse", "--short=12", `${revision}^{commit}`);
  const folder = join(root, ".cache/compare", commit);
  if (!existsSync(folder)) {
    mkdirSync(join(root, ".cache/compare"), { recursive: true });
    git("worktree", "prune");
    git("worktree", "add", "--detach", folder, commit);
  }
  execFileSync("npm", ["run", "build"], { cwd: folder, stdio: "inherit" });
  // What it measures has to be the same on both sides; this one uses nothing but the library's own door.
  copyFileSync(join(root, "bench/junos.ts"), join(folder, "bench/junos.ts"));
  return folder;
}

/** The figures that one run of a bench printed: name → value as text. */
async function figures(folder: string, bench: string): Promise<Map<string, string>> {
  const said = await new Promise<string>((done, failed) => {
    const child = spawn(
      join(folder, "node_modules/.bin/node"),
      [join(folder, "node_modules/tsx/dist/cli.mjs"), join(folder, "bench/main.ts"), bench],
      { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", failed);
    child.on("close", () => done(text));
  });
  return new Map(
    [...said.matchAll(/^(.+): (\S.*) \(goal: .*\)$/gm)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}

/** A figure may hold several numbers: "31 ms first, 12 ms again". */
const numbersIn = (value: string): number[] =>
  [...value.replaceAll(/(?<=\d),(?=\d{3})/g, "").matchAll(/\d+(?:\.\d+)?/g)].map(Number);

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** The median of every number of a figure, place by place. */
function medians(values: readonly string[]): number[] {
  const rows = values.map(numbersIn);
  return (rows[0] ?? []).map((_, place) => median(rows.map((row) => row[place] ?? Number.NaN)));
}

export const compareBench: Bench = async (print, [revision, ...names]) => {
  if (revision === undefined) throw new Error("say which commit to compare with");
  const trees = [checkout(revision), root] as const;
  for (const bench of names.length > 0 ? names : NAMES) {
    const seen = [new Map<string, string[]>(), new Map<string, string[]>()] as const;
    for (let run = 0; run < RUNS; run++) {
      for (const side of [0, 1] as const) {
        for (const [name, value] of await figures(trees[side], bench)) {
          seen[side].set(name, [...(seen[side].get(name) ?? []), value]);
        }
      }
    }
    for (const [name, values] of seen[1]) {
      const [before, after] = [medians(seen[0].get(name) ?? []), medians(values)];
      const ratios = after.map((value, place) => value / (before[place] ?? Number.NaN));
      const text = ratios.map((ratio) => ratio.toFixed(2)).join(", ");
      print(
        name,
        `${before.join(", ")} → ${after.join(", ")} (${text} times)`,
        `at most ${ALLOWED} times`,
      );
    }
  }
};
