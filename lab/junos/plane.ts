// The lab's real forwarding plane, as the device uses it.

import { type ConfigTree } from "../../lib/junos/index";
import { compile, Dataplane, type DataplanePlan, type DataplaneState, type Warning } from "../dataplane/index";
import {
  type ClearRequest,
  type ForwardingPlane,
  type PingReply,
  type PingRequest,
} from "./dataplane";
import { type DeviceSpec } from "./spec";

/** Namespaces and kernel of this machine. */
export class KernelPlane implements ForwardingPlane<DataplanePlan> {
  private readonly dataplane: Dataplane;

  constructor(private readonly spec: DeviceSpec) {
    const { name, dataNetns: netns, stateDir } = spec;
    this.dataplane = new Dataplane({ name, netns, stateDir });
  }

  compile(config: ConfigTree): { plan: DataplanePlan; warnings: readonly Warning[] } {
    const { interfaces, dhcp } = this.spec;
    return compile(config, { interfaces, ...(dhcp === undefined ? {} : { dhcp }) });
  }

  apply(plan: DataplanePlan): Promise<void> {
    return this.dataplane.apply(plan);
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
