// How long the route-based example's configurations take, without engine or lab.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { synthModule } from "../lib/testing";
import { type Bench } from "./print";

const example = resolve(__dirname, "../examples/route-based/index.ts");

async function once(): Promise<number> {
  const load = createRequire(__filename);
  delete load.cache[example];
  const start = performance.now();
  await synthModule(() => load(example), {
    project: "vsrx-route-based",
    config: { managementFrom: "198.51.100.0/24" },
  });
  return performance.now() - start;
}

/** The first run has everything imported except the example; the best shows what a test suite sees. */
export const synthBench: Bench = async (print) => {
  const runs: number[] = [];
  for (let i = 0; i < 10; i++) runs.push(await once());
  const [first = 0, ...later] = runs;
  const best = Math.min(...later);
  print(
    "synth: the route-based example, after imports",
    `${first.toFixed(0)} ms first, ${best.toFixed(0)} ms again`,
    "50 ms",
  );
};
