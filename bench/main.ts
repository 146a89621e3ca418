// `npm run bench [-- NAME ARGUMENTS]`: each number beside its goal. Nothing fails because of a number.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import Table from "cli-table3";
import { type Bench, type Print } from "./print";
import { thrownText } from "../lib/thrown-text";

/** Those that take long or need words of their own run only when they are named. */
const WHEN_NAMED: readonly string[] = ["compare", "exporter", "fleet", "mutation"];

/** Every other file here that exports `NAMEBench` is a bench of that name. */
function benches(): Map<string, Bench> {
  const found = new Map<string, Bench>();
  for (const file of readdirSync(__dirname).sort()) {
    const name = basename(file, ".ts");
    if (!file.endsWith(".ts") || name === "main" || name === "print") continue;
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is known only here
    const loaded = require(join(__dirname, file)) as Record<string, unknown>;
    const bench = loaded[`${name}Bench`];
    if (typeof bench === "function") found.set(name, bench as Bench);
  }
  return found;
}

async function main(): Promise<void> {
  const [wanted, ...args] = process.argv.slice(2);
  const all = benches();
  if (wanted !== undefined && !all.has(wanted)) {
    throw new Error(`there is no bench ${wanted}; there are: ${[...all.keys()].join(", ")}`);
  }
  const table = new Table({ head: ["what", "value", "goal"], style: { head: [], border: [] } });
  const print: Print = (name, value, goal) => {
    // Some take minutes: each number is shown when it is there, the table at the end.
    process.stderr.write(`${name}: ${value} (goal: ${goal})\n`);
    table.push([name, value, goal]);
  };
  for (const [name, bench] of all) {
    if (wanted === undefined ? WHEN_NAMED.includes(name) : name !== wanted) continue;
    try {
      await bench(print, args);
    } catch (error) {
      print(name, `failed: ${error instanceof Error ? error.message.split("\n")[0] : "?"}`, "-");
      process.exitCode = 1;
    }
  }
  process.stdout.write(`${table.toString()}\n`);
}

main().then(
  // Pulumi's mocks keep the process alive, and its runtime would complain of resources left unfinished.
  () => {
    process.removeAllListeners("exit");
    process.exit();
  },
  (error: unknown) => {
    process.stderr.write(`error: ${thrownText(error)}\n`);
    process.exit(1);
  },
);
