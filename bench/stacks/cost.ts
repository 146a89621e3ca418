// What processes cost: resident memory of one and of all that it has started, and the work of those that have ended.
import { readdirSync, readFileSync } from "node:fs";

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

/** Resident memory of the process `root` and everything below it, in megabytes. Pages that two of them share count twice. */
export function memoryOf(root: number): number {
  const all = new Map<number, Sampled>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const found = sample(name);
    if (found !== undefined) all.set(Number(name), found);
  }
  const isBelow = (pid: number): boolean =>
    pid === root || ((all.get(pid)?.parent ?? 0) > 1 && isBelow(all.get(pid)?.parent ?? 0));
  return [...all].reduce((sum, [pid, { megabytes }]) => sum + (isBelow(pid) ? megabytes : 0), 0);
}

/** What `work` answers, and the most memory there was meanwhile, looked at twice a second. @param now by default of this process */
export async function peaking<T>(
  work: () => Promise<T>,
  now: () => number = () => memoryOf(process.pid),
): Promise<{ readonly result: T; readonly megabytes: number }> {
  let megabytes = 0;
  const watch = setInterval(() => (megabytes = Math.max(megabytes, now())), 500);
  try {
    const result = await work();
    return { result, megabytes };
  } finally {
    clearInterval(watch);
  }
}

/** Linux counts in these, whatever its timer does. */
const TICKS_PER_SECOND = 100;

/** Seconds of a core that this process's children took, and all that they had started, once they have ended. */
export function worked(): number {
  // The second field is the program's name, and may hold anything.
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  // cutime and cstime are fields 16 and 17, and this begins with the third.
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}
