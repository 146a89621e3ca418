// Starts the benches' devices.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** So many devices with so many tunnels each, and the ports they listen on. */
export async function startDevices(
  count: number,
  tunnels: number,
): Promise<{ readonly child: ChildProcess; readonly ports: readonly number[] }> {
  const child = fork(join(__dirname, "fake-devices.ts"), [String(count), String(tunnels)], {
    execArgv: ["--import", "tsx"],
  });
  const [ports] = (await once(child, "message")) as [number[]];
  return { child, ports };
}
