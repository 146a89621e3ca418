// A preview of a hub with many branches through the real engine: time, and the memory of all its processes.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { VpnStack } from "../lib";
import { declareHub } from "./hub";
import { type Bench, type Print } from "./print";
import { sitesBeside } from "./sites/beside";
import { peaking } from "./stacks/cost";

const root = resolve(__dirname, "..");

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
    const start = performance.now();
    const { result, megabytes } = await peaking(() => stack.preview());
    const seconds = (performance.now() - start) / 1000;
    const made = `${result.changeSummary.create ?? 0} resources to create`;
    print(`preview of a hub with ${count} branches`, `${seconds.toFixed(1)} s, ${made}`, "-");
    print("  memory of engine, provider and program", `${Math.round(megabytes)} MB at most`, "-");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
