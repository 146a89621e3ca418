// Starts and ends the lab's one process tree: namespaces of its own, with no link to the outside.
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LabClient } from "./client";
import { thrownText } from "../../lib/thrown-text";
import { LabError } from "./errors";
import { type LabFolder, type LabRecord } from "./folder";
import { programEnvironment } from "./environment";

const START_SECONDS = 30;
const STOP_SECONDS = 20;

/**
 * First in its process namespace, so it has to take care of orphans (sh does) and everything ends
 * with it. A private /run lets every program there keep its files and sockets to the lab.
 */
const FIRST_PROGRAM = [
  "mount -t tmpfs -o mode=0755 tmpfs /run",
  "mkdir -p /run/netns /run/lock",
  "ip link set lo up",
  '"$@" & wait $!',
].join(" && ");

function namespaceCommand(asRoot: boolean): string[] {
  const who = [`--map-user=${process.getuid?.() ?? 0}`, `--map-group=${process.getgid?.() ?? 0}`];
  // Without --keep-caps the programs below would lose what they need to make links and namespaces.
  const user = asRoot ? [] : ["--user", ...who, "--keep-caps"];
  return ["unshare", ...user, "-nmpf", "--kill-child", "--mount-proc"];
}

/** Field 22 of /proc/PID/stat: together with the number it names a process for good. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export type LabState =
  | { readonly kind: "none" }
  | { readonly kind: "dead"; readonly record: LabRecord; readonly why: string }
  | { readonly kind: "alive"; readonly record: LabRecord; readonly client: LabClient };

export async function labState(folder: LabFolder): Promise<LabState> {
  const record = folder.read();
  if (record === undefined) return { kind: "none" };
  if (startTicks(record.pid) !== record.startTicks) {
    return { kind: "dead", record, why: "its process has ended" };
  }
  const client = new LabClient(folder.socket);
  try {
    await client.ask("/health", undefined, 10);
    return { kind: "alive", record, client };
  } catch (error) {
    return { kind: "dead", record, why: `it does not answer (${thrownText(error)})` };
  }
}

/** Starts the lab; its folder must be clean. */
export async function startWorld(folder: LabFolder): Promise<LabState & { kind: "alive" }> {
  folder.prepare();
  const asRoot = process.getuid?.() === 0;
  const logFile = folder.file("lab.log");
  const log = openSync(logFile, "a", 0o600);
  const main = join(__dirname, "../daemon/main.js");
  if (!existsSync(main)) throw new LabError(`${main} is missing; run \`npm run build\``);
  const [command, ...before] = namespaceCommand(asRoot) as [string, ...string[]];
  const child = spawn(
    command,
    [...before, "sh", "-c", FIRST_PROGRAM, "lab", process.execPath, main],
    {
      cwd: folder.path,
      detached: true,
      stdio: ["ignore", log, log],
      env: programEnvironment(folder),
    },
  );
  closeSync(log);
  let ended: string | undefined;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code, signal) => (ended = signal ?? `exit ${code}`));
  child.unref();
  const ticks = child.pid === undefined ? undefined : startTicks(child.pid);
  if (child.pid === undefined || ticks === undefined) {
    await sleep(50);
    throw startError(folder, ended ?? "no process");
  }
  const record: LabRecord = {
    version: 1,
    pid: child.pid,
    startTicks: ticks,
    startedAt: new Date().toISOString(),
    asRoot,
  };
  folder.write(record);
  const client = new LabClient(folder.socket);
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    if (ended !== undefined) throw startError(folder, ended);
    if (existsSync(folder.socket)) {
      try {
        await client.ask("/health", undefined, 5);
        return { kind: "alive", record, client };
      } catch {
        // Listening begins a moment later.
      }
    }
    if (Date.now() > deadline) {
      await killWorld(record);
      throw startError(folder, `no answer within ${START_SECONDS} s`);
    }
    await sleep(50);
  }
}

/** Says why the namespaces or the first program did not come up, and removes what was made so far. */
function startError(folder: LabFolder, why: string): LabError {
  let log = "";
  try {
    log = readFileSync(folder.file("lab.log"), "utf8").trim().split("\n").slice(-15).join("\n");
  } catch {
    // Nothing was written.
  }
  folder.remove();
  if (/unshare failed|Operation not permitted|No space left|mount \/proc failed/.test(log)) {
    return new LabError(
      `this machine does not let the lab make its namespaces:\n  ${log.replaceAll("\n", "\n  ")}\n` +
        "Allow them for ordinary users (as root: sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000;\n" +
        "on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0), or run the same command as root.\n" +
        "In a container, start the container with --privileged.",
    );
  }
  return new LabError(`the lab did not start (${why})${log === "" ? "" : `:\n${log}`}`);
}

/** Ends everything: asks first, then kills the top process, with which all others end. */
export async function stopWorld(folder: LabFolder, record: LabRecord): Promise<void> {
  if (startTicks(record.pid) === record.startTicks) {
    try {
      await new LabClient(folder.socket).ask("/shutdown", {}, STOP_SECONDS);
    } catch {
      // It will be killed.
    }
  }
  await killWorld(record);
  rmSync(folder.socket, { force: true });
}

async function killWorld(record: LabRecord): Promise<void> {
  const isThere = () => startTicks(record.pid) === record.startTicks;
  const soon = Date.now() + 2000;
  while (isThere() && Date.now() < soon) await sleep(25);
  if (!isThere()) return;
  // The child of `unshare` is the first process of the namespace: the kernel ends all others with it.
  for (const pid of [...childrenOf(record.pid), record.pid]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
  const last = Date.now() + 5000;
  while (isThere() && Date.now() < last) await sleep(25);
}

export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return text === "" ? [] : text.split(" ").map(Number);
  } catch {
    return [];
  }
}
