// Device processes by key: started when they are wanted, ended when they are not or belong to an older start.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { thrownText } from "../../lib/thrown-text";

/** How long a device takes for what it can't do at once. */
export interface BootDelays {
  /** Until anybody answers. @default 0 */
  readonly sshSeconds?: number;
  /** From then on until it lets users in that it knows. @default 0 */
  readonly loginSeconds?: number;
  /** Until its cards are there, and it forwards. @default 0 */
  readonly forwardingSeconds?: number;
  /** From the first VPN on until the IKE daemon answers. @default 0 */
  readonly ikeSeconds?: number;
}

/** What a device of the lab takes: less than a real one, which takes minutes, but nothing comes at once. */
const USUAL_DELAYS: BootDelays = {
  loginSeconds: 0.5,
  forwardingSeconds: 1,
  ikeSeconds: 1,
};

/** What a device process is told. */
export interface DeviceOrder {
  readonly name: string;
  readonly model: string;
  readonly release: string;
  readonly managementNetns: string;
  readonly managementAddress: string;
  readonly dataNetns: string;
  readonly interfaces: string[];
  readonly dhcp: Record<string, { address: string; gateway: string }>;
  readonly userData: string;
  /** Whether the factory's policy from trust to untrust is beneath the user data. @default false */
  readonly permitsOutward?: boolean;
  readonly publicKey?: string;
  readonly stateDir: string;
  readonly boot?: BootDelays;
}

/** A device's process, as `lab/junos` launches it. */
export interface RunningDevice {
  readonly pid: number;
  /** Resolves when its management answers. */
  readonly ready: Promise<void>;
  readonly exited: Promise<number>;
  query(kind: string, argument?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a device process. */
export type LaunchDevice = (order: DeviceOrder) => Promise<RunningDevice>;

/** A device that should run. */
export interface WantedDevice {
  /** What stays the same for one machine's whole life. */
  readonly key: string;
  /** Grows with every start of the machine. */
  readonly start: number;
  /** Everything but the folder that survives a restart. */
  readonly order: Omit<DeviceOrder, "stateDir" | "boot">;
}

interface Entry {
  readonly name: string;
  readonly start: number;
  readonly device?: RunningDevice;
  /** Why there is no process. */
  readonly failure?: string;
}

/** All device processes of a lab. */
export class Devices {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly stateDir: string,
    private readonly launch: LaunchDevice,
    private readonly boot: BootDelays = USUAL_DELAYS,
    private readonly report: (line: string) => void = () => undefined,
  ) {}

  /** Ends what is not wanted any more or has to start again; a machine that is gone loses its disk. */
  async stopStale(wanted: readonly Pick<WantedDevice, "key" | "start">[]): Promise<void> {
    const starts = new Map(wanted.map(({ key, start }) => [key, start]));
    const stale = [...this.entries].filter(([key, { start }]) => starts.get(key) !== start);
    await Promise.all(
      stale.map(async ([key, { device }]) => {
        this.entries.delete(key);
        await device?.stop();
        if (!starts.has(key)) rmSync(this.diskOf(key), { recursive: true, force: true });
      }),
    );
  }

  /** Starts what is missing. A device that does not start says why when it is asked for. */
  async startMissing(wanted: readonly WantedDevice[]): Promise<void> {
    await Promise.all(
      wanted.map(async ({ key, start, order }) => {
        const running = this.entries.get(key);
        if (running !== undefined) {
          // A machine is known by its tag, which a program may change while it runs.
          if (running.name !== order.name) this.entries.set(key, { ...running, name: order.name });
          return;
        }
        const stateDir = this.diskOf(key);
        mkdirSync(stateDir, { recursive: true });
        const { boot } = this;
        const { name } = order;
        try {
          const device = await this.launch({ ...order, stateDir, boot });
          this.entries.set(key, { name, start, device });
          this.watch(key, name, start, device);
        } catch (error) {
          const failure = thrownText(error);
          this.report(`the device ${name} did not start: ${failure}`);
          this.entries.set(key, { name, start, failure });
        }
      }),
    );
  }

  /** The process behind a key, if there is one. */
  find(key: string): RunningDevice | undefined {
    return this.entries.get(key)?.device;
  }

  /** The process of the device with this name, or an error that says why there is none. */
  named(name: string): RunningDevice {
    const entries = [...this.entries.values()];
    const entry = entries.find((each) => each.name === name);
    if (entry?.device !== undefined) return entry.device;
    const names = entries.filter(({ device }) => device !== undefined).map((each) => each.name);
    throw new Error(
      entry?.failure === undefined
        ? `there is no device "${name}" in the lab; devices: ${names.join(", ") || "none"}`
        : `the device "${name}" does not run: ${entry.failure}`,
    );
  }

  /** Ends them all. */
  async stopAll(): Promise<void> {
    await this.stopStale([]);
  }

  /** A process that ends by itself is said to have ended, and not started again: that would hide it. */
  private watch(key: string, name: string, start: number, device: RunningDevice): void {
    device.ready.catch((error: unknown) => this.report(`the device ${name}: ${thrownText(error)}`));
    const ended = (failure: string): void => {
      if (this.entries.get(key)?.device !== device) return;
      this.report(`the device ${name}: ${failure}`);
      this.entries.set(key, { name, start, failure });
    };
    device.exited.then(
      (code) => ended(`its process ended with code ${code}`),
      (error: unknown) => ended(thrownText(error)),
    );
  }

  private diskOf(key: string): string {
    return join(this.stateDir, "machines", key);
  }
}
