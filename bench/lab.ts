// The lab's speed and size: from `up` to verified tunnels, and the memory of each gateway.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Bench } from "./print";

const root = resolve(__dirname, "..");

interface Nodes {
  readonly nodes: readonly { readonly name: string; readonly kind: string }[];
}

/** The lab's command line, with a folder of its own. */
export function lab(
  folder: string,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done, failed) => {
    const child = spawn(
      join(root, "node_modules/.bin/node"),
      [join(root, "dist/lab/cli/main.js"), ...args],
      {
        cwd: root,
        env: { ...process.env, VSRX_LAB_DIR: folder },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => done({ code: code ?? 1, stdout, stderr }));
  });
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly kilobytes: number;
  readonly command: string;
}

async function processes(folder: string): Promise<Process[]> {
  const { stdout } = await lab(
    folder,
    "exec",
    "operator",
    "--",
    "ps",
    "-eww",
    "-o",
    "pid=,ppid=,rss=,args=",
  );
  return stdout.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, kilobytes, command = ""] = match;
    return { pid: Number(pid), parent: Number(parent), kilobytes: Number(kilobytes), command };
  });
}

/** Everything that runs inside a gateway's namespaces or below a process that does. */
async function memoryOf(folder: string, gateway: string): Promise<number> {
  const all = await processes(folder);
  const inside = await lab(
    folder,
    "exec",
    "operator",
    "--",
    "sh",
    "-c",
    `for n in $(ip netns list | cut -d' ' -f1 | grep -E '^${gateway}([.-]|$)'); do ip netns pids $n; done`,
  );
  const own = new Set(inside.stdout.split("\n").filter(Boolean).map(Number));
  for (let size = -1; size !== own.size;) {
    size = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  const total = all.filter(({ pid }) => own.has(pid)).reduce((sum, one) => sum + one.kilobytes, 0);
  return total / 1024;
}

/** `npm run bench -- lab [EXAMPLE]` */
export const labBench: Bench = async (print, [example = "route-based"]) => {
  const folder = join(mkdtempSync(join(tmpdir(), "vsrx-bench-")), "lab");
  try {
    const start = performance.now();
    const { code, stderr } = await lab(folder, "up", example);
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`up failed: ${stderr.trim().split("\n").at(-1)}`);
    print(`lab: ${example} from \`up\` to verified`, `${seconds.toFixed(1)} s`, "20 s");
    const again = performance.now();
    await lab(folder, "up", example);
    print(
      `lab: a second \`up\` that changes nothing`,
      `${((performance.now() - again) / 1000).toFixed(1)} s`,
      "-",
    );
    const { nodes } = JSON.parse((await lab(folder, "status", "--json")).stdout) as Nodes;
    const gateways = nodes.filter(({ kind }) => kind === "gateway");
    for (const { name } of gateways) {
      const megabytes = await memoryOf(folder, name);
      print(`lab: resident memory of ${name}`, `${megabytes.toFixed(0)} MB`, "100 MB");
    }
  } finally {
    await lab(folder, "down");
    rmSync(resolve(folder, ".."), { recursive: true, force: true });
  }
};
