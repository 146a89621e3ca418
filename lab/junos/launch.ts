// Starts the process of a device in its management namespace.

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { type DeviceOrder, isRunning, type RunningDevice } from "../topology";
import { type FromDevice, type ToDevice } from "./main";

/** Seconds that a device gets to end by itself. */
const GRACE_SECONDS = 10;

/** Small heaps: several devices share a laptop. */
const NODE_OPTIONS = [
  "--max-semi-space-size=1",
  "--max-old-space-size=256",
  "--single-threaded",
  "--optimize-for-size",
];

/** Run from its sources, as tests do, the lab still starts what was built. */
const PROGRAM = __filename.endsWith(".ts")
  ? join(__dirname, "..", "..", "dist", "lab", "junos", "main.js")
  : join(__dirname, "main.js");

/** Starts a device's process. What it writes is in `device.log` of its state folder. */
export function launchDevice(order: DeviceOrder): Promise<RunningDevice> {
  mkdirSync(order.stateDir, { recursive: true });
  const log = openSync(join(order.stateDir, "device.log"), "a");
  // Only the network changes: namespaces that the device makes itself are seen by the whole lab.
  const child = spawn(
    "nsenter",
    [`--net=/run/netns/${order.managementNetns}`, process.execPath, ...NODE_OPTIONS, PROGRAM],
    { stdio: ["ignore", log, log, "ipc"] },
  );
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.removeListener("error", reject);
      child.on("error", () => undefined);
      resolve(new DeviceProcess(order, child));
    });
  });
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

class DeviceProcess implements RunningDevice {
  readonly ready: Promise<void>;
  readonly exited: Promise<number>;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;

  constructor(
    private readonly order: DeviceOrder,
    private readonly child: ReturnType<typeof spawn>,
  ) {
    const { name, stateDir } = order;
    this.exited = new Promise((resolve) => {
      child.once("exit", (code) => resolve(code ?? -1));
    });
    this.ready = new Promise((resolve, reject) => {
      child.on("message", (message: FromDevice) => {
        if ("ready" in message) resolve();
        else if ("failed" in message) {
          reject(new Error(`the device "${name}" did not start: ${message.failed}`));
        } else this.settle(message);
      });
      void this.exited.then((code) => {
        const gone = new Error(
          `the process of the device "${name}" has ended (${code}); what it wrote is in ${join(stateDir, "device.log")}`,
        );
        reject(gone);
        for (const each of this.waiting.values()) each.reject(gone);
        this.waiting.clear();
      });
    });
    this.ready.catch(() => undefined);
    this.send({ order });
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  query(kind: string, argument?: unknown): Promise<unknown> {
    const { child } = this;
    if (!child.connected) {
      return Promise.reject(new Error(`the process of the device "${this.order.name}" has ended`));
    }
    this.nextId += 1;
    const id = this.nextId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      // Kinds are checked by the device, which knows them.
      this.send({ id, query: kind as never, argument });
    });
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!isRunning(child)) return;
    this.send({ stop: true });
    const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_SECONDS * 1000);
    await this.exited;
    clearTimeout(timer);
  }

  private send(message: ToDevice): void {
    // A process that has just ended says so by its exit.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private settle(message: Extract<FromDevice, { id: number }>): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ("error" in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.result);
  }
}
