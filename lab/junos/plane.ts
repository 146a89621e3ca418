// The lab's real forwarding plane, as the device uses it.

import { type ConfigTree } from "../../lib/junos/index";
import { killLeftDaemons } from "../dataplane/bgp";
import {
  compile,
  Dataplane,
  type DataplanePlan,
  type DataplaneState,
  type Warning,
} from "../dataplane/index";
import {
  type ClearRequest,
  type ForwardingPlane,
  type PingReply,
  type PingRequest,
} from "./dataplane";
import { type DeviceSpec } from "./spec";
import { command } from "../topology/commands";

/** Namespaces and kernel of this machine. */
export class KernelPlane implements ForwardingPlane<DataplanePlan> {
  private readonly dataplane: Dataplane;
  private clean: Promise<void> | undefined;

  constructor(private readonly spec: DeviceSpec) {
    const { name, dataNetns: netns, stateDir } = spec;
    this.dataplane = new Dataplane({ name, netns, stateDir });
  }

  compile(config: ConfigTree): { plan: DataplanePlan; warnings: readonly Warning[] } {
    const { interfaces, dhcp } = this.spec;
    return compile(config, { interfaces, ...(dhcp === undefined ? {} : { dhcp }) });
  }

  async apply(plan: DataplanePlan): Promise<void> {
    await (this.clean ??= removeLeftovers(this.spec));
    await this.dataplane.apply(plan);
  }

  state(): Promise<DataplaneState> {
    return this.dataplane.state();
  }

  ping(request: PingRequest): Promise<PingReply> {
    return this.dataplane.ping(request);
  }

  clear(request: ClearRequest): Promise<void> {
    return this.dataplane.clear(request);
  }

  stop(): Promise<void> {
    return this.dataplane.stop();
  }
}

/** A process of this device that was killed could not end its daemons, nor remove their namespaces and routes. */
async function removeLeftovers({ name: device, dataNetns }: DeviceSpec): Promise<void> {
  killLeftDaemons(device);
  await command(["ip", "-n", dataNetns, "route", "flush", "proto", "bgp"], { lenient: true });
  const all = (await command(["ip", "netns", "list"]))
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  const left = all.filter((name) => name.startsWith(`${device}.`) && /\.[0-9a-f]{6}$/.test(name));
  for (const name of left) {
    const pids = await command(["ip", "netns", "pids", name], { lenient: true });
    for (const pid of pids.split(/\s+/).filter((each) => each !== "")) {
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    }
    await command(["ip", "netns", "delete", name], { lenient: true });
  }
}
