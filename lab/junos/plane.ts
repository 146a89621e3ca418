// The lab's real forwarding plane, as the device uses it.

import { type ConfigTree } from "../../lib/junos";
import {
  type ActiveNode,
  compile,
  Dataplane,
  type DataplanePlan,
  type DataplaneState,
  type FlowSession,
  killLeftClients,
  killLeftDaemons,
  physicalLink,
  type Warning,
} from "../dataplane";
import {
  type ClearRequest,
  type ForwardingPlane,
  type PingReply,
  type PingRequest,
} from "./dataplane";
import { Doorkeeper, type TakeConnection } from "./in-band/doorkeeper";
import { type DeviceSpec } from "./spec";
import { command } from "../topology";

/** Namespaces and kernel of this machine. */
export class KernelPlane implements ForwardingPlane<DataplanePlan> {
  private readonly dataplane: Dataplane;
  private readonly door: Doorkeeper;
  private clean: Promise<void> | undefined;

  constructor(private readonly spec: DeviceSpec) {
    const { dataNetns: netns, stateDir } = spec;
    // A machine's name may become another's while both run; its namespace is its own.
    this.dataplane = new Dataplane({ name: netns, netns, stateDir });
    this.door = new Doorkeeper(netns);
  }

  compile(
    config: ConfigTree,
    activeNode?: ActiveNode,
  ): { plan: DataplanePlan; warnings: readonly Warning[] } {
    const { interfaces, dhcp } = this.spec;
    return compile(config, {
      interfaces,
      ...(dhcp === undefined ? {} : { dhcp }),
      leases: this.dataplane.leases(),
      ...(activeNode === undefined ? {} : { activeNode }),
    });
  }

  async apply(plan: DataplanePlan): Promise<void> {
    await (this.clean ??= removeLeftovers(this.spec));
    await this.dataplane.apply(plan);
    await this.door.keep(plan.isManagedInBand);
  }

  state(): Promise<DataplaneState> {
    return this.dataplane.state();
  }

  sessions(): Promise<readonly FlowSession[]> {
    return this.dataplane.sessions();
  }

  ping(request: PingRequest): Promise<PingReply> {
    return this.dataplane.ping(request);
  }

  clear(request: ClearRequest): Promise<void> {
    return this.dataplane.clear(request);
  }

  serve(take: TakeConnection): void {
    this.door.serve(take);
  }

  watch(listener: () => void): void {
    this.dataplane.watchLeases(listener);
  }

  renew(logical: string): void {
    this.dataplane.renew(logical);
  }

  async links(): Promise<ReadonlyMap<string, boolean>> {
    const { dataNetns, interfaces } = this.spec;
    const answer = await command(["ip", "-json", "-netns", dataNetns, "link", "show"]);
    const seen = JSON.parse(answer) as readonly { ifname: string; flags: readonly string[] }[];
    const up = new Set(
      seen.filter(({ flags }) => flags.includes("LOWER_UP")).map(({ ifname }) => ifname),
    );
    return new Map(interfaces.map((name) => [name, up.has(physicalLink(name))]));
  }

  async silence(interfaces: readonly string[]): Promise<void> {
    const lines = interfaces.map((name) => `link set ${physicalLink(name)} down\n`);
    const { dataNetns: namespace } = this.spec;
    await command(["ip", "-batch", "-"], { namespace, input: lines.join("") });
  }

  async stop(): Promise<void> {
    await this.door.keep(false);
    await this.dataplane.stop();
  }
}

/** A process of this device that was killed could not end its daemons, nor remove their namespaces and routes. */
async function removeLeftovers({ name: device, dataNetns }: DeviceSpec): Promise<void> {
  killLeftDaemons(device);
  killLeftClients(dataNetns);
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
