// The lab with more and more branches on one hub: time until every tunnel is verified, and how it grows.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { lab } from "./lab";
import { type Bench } from "./print";

const root = resolve(__dirname, "..");
const source = join(__dirname, "programs/branches");

interface Report {
  readonly tunnels: readonly { readonly verified: boolean }[];
}

async function upWith(count: number): Promise<Report & { readonly seconds: number }> {
  // Inside the repository, where the program finds node_modules.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const parent = mkdtempSync(join(root, ".cache/bench-"));
  const program = join(parent, "branches");
  const folder = join(mkdtempSync(join(tmpdir(), "vsrx-bench-")), "lab");
  try {
    mkdirSync(program);
    const text = readFileSync(join(source, "index.ts"), "utf8");
    writeFileSync(
      join(program, "index.ts"),
      text.replace(/^const COUNT = \d+;$/m, `const COUNT = ${count};`),
    );
    writeFileSync(join(program, "package.json"), readFileSync(join(source, "package.json")));
    const quotas = { vpcs: count + 2, elasticIps: 4 * count, natGatewaysPerZone: count };
    const account = { quotas: { ...quotas, vcpus: 8 * count } };
    writeFileSync(join(program, "account.json"), JSON.stringify(account));
    const start = performance.now();
    const { code, stdout, stderr } = await lab(folder, "up", program, "--json");
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`up failed: ${stderr.trim().split("\n").at(-1)}`);
    return { ...(JSON.parse(stdout) as Report), seconds };
  } finally {
    await lab(folder, "down");
    rmSync(resolve(folder, ".."), { recursive: true, force: true });
    rmSync(parent, { recursive: true, force: true });
  }
}

/** `npm run bench -- branches [COUNT…]` */
export const branchesBench: Bench = async (print, args) => {
  const counts = args.length > 0 ? args.map(Number) : [10, 20, 50];
  let first: { readonly count: number; readonly seconds: number } | undefined;
  for (const count of counts) {
    const { seconds, tunnels } = await upWith(count);
    const verified = tunnels.filter((tunnel) => tunnel.verified).length;
    first ??= { count, seconds };
    const growth = `${(seconds / first.seconds).toFixed(1)} times ${first.count} branches`;
    print(
      `lab: ${count} branches from \`up\` to verified`,
      `${seconds.toFixed(1)} s, ${verified} tunnels, ${growth}`,
      "-",
    );
  }
};
