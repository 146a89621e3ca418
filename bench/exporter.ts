// The exporter: the work of one scrape of 200 tunnels, and its memory after many.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Exporter } from "../lib/cli/exporter/exporter";
import type { StackState } from "../lib/cli/stack-devices";
import { startDevices } from "./device-process";
import { pairedStack } from "./paired-stack";
import { type Print } from "./print";

const TUNNELS = 200;
/** Scrapes of the soak, and those before its memory is first taken: code is compiled and buffers have grown by then. */
const [SCRAPES, WARM] = [600, 100];
const SECONDS = 60;

/** Tunnels between pairs of devices, or from one device to peers that are not ours. */
function stackOf(ports: readonly number[]): StackState {
  const pairs = Math.max(1, ports.length / 2);
  const each = TUNNELS / pairs;
  return pairedStack(ports, { pairs, each }, () => ({ tunnel: { expectNat: false } }));
}

async function exporting<Result>(
  count: number,
  work: (exporter: Exporter) => Promise<Result>,
): Promise<Result> {
  const { child, ports } = await startDevices(count, TUNNELS / Math.max(1, count / 2));
  const exporter = await Exporter.start({
    command: "the bench",
    read: () => Promise.resolve(stackOf(ports)),
    refreshSeconds: Infinity,
    ownProcess: false,
    tell: (message) => process.stderr.write(`${message}\n`),
  });
  try {
    return await work(exporter);
  } finally {
    await exporter.close();
    child.kill();
  }
}

/** Milliseconds of this process's work, of whatever thread. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Cost {
  readonly cpu: number;
  readonly seconds: number;
  readonly series: number;
}

async function scrape(exporter: Exporter): Promise<Cost> {
  const [before, begin] = [worked(), performance.now()];
  const { text } = await exporter.look(SECONDS);
  const up = text.match(/^vsrx_tunnel_up\{.*\} 1$/gm)?.length ?? 0;
  if (up !== TUNNELS) throw new Error(`${up} of ${TUNNELS} tunnels are up`);
  return {
    cpu: worked() - before,
    seconds: (performance.now() - begin) / 1000,
    series: text.match(/^vsrx_/gm)?.length ?? 0,
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function costOf(count: number, print: Print): Promise<void> {
  await exporting(count, async (exporter) => {
    const first = await scrape(exporter);
    const costs: Cost[] = [];
    for (let number = 0; number < 20; number += 1) costs.push(await scrape(exporter));
    const [cpu, seconds] = [
      median(costs.map((one) => one.cpu)),
      median(costs.map((one) => one.seconds)),
    ];
    const asked = count === 1 ? "one device" : `both ends, ${count} devices`;
    print(
      `one scrape of ${TUNNELS} tunnels, ${asked}: CPU (the first, with logins; later ones, median of 20)`,
      `${(first.cpu / 1000).toFixed(2)} s; ${(cpu / 1000).toFixed(2)} s (${seconds.toFixed(2)} s, ${first.series} series)`,
      "1 s",
    );
  });
}

/** Megabytes in use after everything unused is gone. */
function heap(collect: () => void): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** The work of one scrape, and memory over many. */
export async function exporterBench(print: Print): Promise<void> {
  await costOf(1, print);
  await costOf(20, print);
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  await exporting(20, async (exporter) => {
    for (let number = 0; number < WARM; number += 1) await scrape(exporter);
    const before = heap(collect);
    for (let number = WARM; number < SCRAPES; number += 1) await scrape(exporter);
    const after = heap(collect);
    print(
      `memory of the exporter, scrape ${WARM} and scrape ${SCRAPES} of ${TUNNELS} tunnels`,
      `${before.toFixed(1)} MB, ${after.toFixed(1)} MB (${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident)`,
      "flat: within 1 MB",
    );
  });
}
