// One changed line to fifty devices, 50 ms away each way: ours beside ncclient and PyEZ, in the same run.
import { execFile, fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { commitChanges, DevicePool } from "../lib/device";
import { type Print } from "./print";
import { type Cost } from "./push/devices";

const DEVICES = 50;
const DELAY_MILLISECONDS = 50;
const root = resolve(__dirname, "..");
const venv = join(root, "node_modules/.cache/pulumi-vsrx/bench-venv");
const run = promisify(execFile);

/** The exchanges of the commit procedure, as test/device/commit.test.ts counts them. */
const STEPS = [
  "lock and survey",
  "load, compare and check",
  "commit",
  "proof over the second connection",
  "confirmation",
];

interface Fleet {
  readonly keyFile: string;
  readonly ports: readonly number[];
  cost(): Promise<Cost>;
  stop(): void;
}

/** @param args number of devices, to try with fewer */
export async function pushBench(print: Print, args: readonly string[] = []): Promise<void> {
  const count = Number(args[0] ?? DEVICES);
  const folder = mkdtempSync(join(tmpdir(), "vsrx-bench-"));
  const fleet = await startFleet(folder, count);
  const what = `one line to ${count} devices, ${DELAY_MILLISECONDS} ms each way`;
  try {
    // Once for warming up: all three then meet devices that have been talked to before.
    await ours(fleet, "set system domain-name warm.example");
    await fleet.cost();

    const seconds = await ours(fleet, "set system domain-name ours.example");
    const cost = await fleet.cost();
    const python = await pythonClients();
    const others: number[] = [];
    for (const name of ["ncclient", "pyez"]) {
      if (python === undefined) {
        print(`${what}: ${name}`, "skipped: no Python with venv and PyPI here", "-");
        continue;
      }
      const line = `set system domain-name ${name}.example`;
      const script = join(root, `bench/push/${name}_push.py`);
      const { stdout } = await run(
        python,
        [script, fleet.keyFile, line, ...fleet.ports.map(String)],
        {
          timeout: 300_000,
        },
      );
      others.push(Number(stdout));
      print(`${what}: ${name}`, show(Number(stdout), await fleet.cost(), count), "-");
    }
    const goal =
      others.length === 0 ? "-" : `${(Math.min(...others) / 2).toFixed(2)} s (half of the faster)`;
    print(`${what}: pulumi-vsrx`, show(seconds, cost, count), goal);
    print(
      `${what}: where ours go`,
      `${STEPS.length} exchanges of NETCONF (${STEPS.join("; ")}), the rest SSH's: two connections, keys and logins`,
      "-",
    );
  } finally {
    fleet.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const show = (seconds: number, { messages, turns }: Cost, count: number): string =>
  `${seconds.toFixed(2)} s; per device ${(messages / count).toFixed(1)} messages, ${(turns / count).toFixed(1)} round trips with SSH's`;

/** Our recipe on all devices at once. */
async function ours({ keyFile, ports }: Fleet, line: string): Promise<number> {
  const pool = new DevicePool(ports.length);
  const privateKey = readFileSync(keyFile, "utf8");
  const begin = performance.now();
  await Promise.all(
    ports.map((port) =>
      pool.use(
        { host: "127.0.0.1", port, user: "bench", privateKey, acceptFirstHostKey: true },
        (device) =>
          commitChanges(device, {
            plan: (active) => (active.toSet().includes(line) ? [] : [line]),
            log: "bench",
          }),
      ),
    ),
  );
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  return seconds;
}

async function startFleet(folder: string, count: number): Promise<Fleet> {
  const child = fork(
    join(__dirname, "push/devices.ts"),
    [folder, String(count), String(DELAY_MILLISECONDS)],
    {
      execArgv: process.execArgv,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  const next = <Answer>(): Promise<Answer> =>
    new Promise((resolveNext, reject) => {
      child.once("message", (message) => resolveNext(message as Answer));
      child.once("exit", (code) => reject(new Error(`the devices ended with ${code}`)));
    });
  const { keyFile, ports } = await next<{ keyFile: string; ports: number[] }>();
  return {
    keyFile,
    ports,
    cost: () => {
      const answer = next<Cost>();
      child.send("cost");
      return answer;
    },
    stop: () => {
      child.removeAllListeners("exit");
      child.kill();
    },
  };
}

/** A Python that has both clients, installed once from PyPI; undefined when that can't be had. */
async function pythonClients(): Promise<string | undefined> {
  const python = join(venv, "bin/python");
  try {
    if (!existsSync(python)) await run("python3", ["-m", "venv", venv]);
    await run(python, ["-c", "import ncclient, jnpr.junos"]).catch(() =>
      run(python, ["-m", "pip", "install", "--quiet", "ncclient", "junos-eznc"], {
        timeout: 300_000,
      }),
    );
    return python;
  } catch {
    return undefined;
  }
}
