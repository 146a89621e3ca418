// A preview of a hub with many branches through the real engine: time, and the memory of all its processes.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { VpnStack } from "../lib";
import { declareHub } from "./hub";
import { type Bench, type Print } from "./print";
import { sitesBeside } from "./sites/beside";

const root = resolve(__dirname, "..");

interface Sampled {
  readonly parent: number;
  readonly megabytes: number;
}

function sample(pid: string): Sampled | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return { parent: field("PPid"), megabytes: field("VmRSS") / 1024 };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

/** Resident memory of this process and everything below it, in megabytes. */
function memoryOfAll(): number {
  const all = new Map<number, Sampled>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const found = sample(name);
    if (found !== undefined) all.set(Number(name), found);
  }
  const isOurs = (pid: number): boolean =>
    pid === process.pid || ((all.get(pid)?.parent ?? 0) > 1 && isOurs(all.get(pid)?.parent ?? 0));
  return [...all].reduce((sum, [pid, { megabytes }]) => sum + (isOurs(pid) ? megabytes : 0), 0);
}

/** How many sites stand beside plain resources. */
const SITES = "10";

/** `npm run bench -- preview [BRANCHES [SITES]]`; of 0 there is nothing to see. */
export const previewBench: Bench = async (print, [branches = "1000", sites = SITES]) => {
  if (Number(branches) > 0) await hubPreview(print, branches);
  if (Number(sites) > 0) await sitesBeside(print, Number(sites));
};

async function hubPreview(print: Print, count: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "vsrx-bench-"));
  const numbers = Array.from({ length: Number(count) }, (_, index) => index);
  try {
    for (const name of ["work", "state", "home"]) mkdirSync(join(folder, name));
    const options = {
      workDir: join(folder, "work"),
      pulumiHome: join(folder, "home"),
      projectSettings: {
        name: "bench",
        runtime: "nodejs" as const,
        main: join(folder, "work"),
        plugins: { providers: [{ name: "vsrx", path: join(root, "lib/provider/bin") }] },
      },
      envVars: {
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "of no importance",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    };
    const stack = await LocalWorkspace.createOrSelectStack(
      {
        stackName: "bench",
        projectName: "bench",
        program: () => {
          new VpnStack("bench", (scope) => declareHub(scope, numbers));
          return Promise.resolve();
        },
      },
      options,
    );
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, memoryOfAll())), 500);
    const start = performance.now();
    const { changeSummary } = await stack.preview();
    const seconds = (performance.now() - start) / 1000;
    clearInterval(watch);
    const made = `${changeSummary.create ?? 0} resources to create`;
    print(`preview of a hub with ${count} branches`, `${seconds.toFixed(1)} s, ${made}`, "-");
    print("  memory of engine, provider and program", `${Math.round(peak)} MB at most`, "-");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
