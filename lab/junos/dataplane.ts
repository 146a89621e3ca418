// What the device needs of a forwarding plane, and one that forwards nothing.

import { type ConfigTree } from "../../lib/junos";
import { type TakeConnection } from "./in-band/doorkeeper";
import type { ActiveNode, DataplaneState, FlowSession, Warning } from "../dataplane";

/** What to ping. */
export interface PingRequest {
  readonly destination: string;
  readonly source?: string;
  /** Routing instance that it is sent from. @default the main one */
  readonly instance?: string;
  readonly count?: number;
  /** Bytes of data. @default 56 */
  readonly size?: number;
  /** Forbid everybody on the way to cut the packet. @default false */
  readonly doNotFragment?: boolean;
  /** One right after the other. @default false */
  readonly rapid?: boolean;
}

export interface PingReply {
  readonly sent: number;
  readonly received: number;
  /** What the system's ping wrote. */
  readonly output: string;
}

/** Which security associations to end, all when nothing is said; or that all sessions are to be forgotten. */
export interface ClearRequest {
  readonly kind: "ike" | "ipsec" | "sessions";
  readonly gateway?: string;
  readonly vpn?: string;
  readonly index?: number;
}

/** What carries out a configuration. */
export interface ForwardingPlane<Plan = unknown> {
  /** @param activeNode - in a chassis cluster: the node that is active for a redundancy group */
  compile(
    config: ConfigTree,
    activeNode?: ActiveNode,
  ): { readonly plan: Plan; readonly warnings: readonly Warning[] };
  apply(plan: Plan): Promise<void>;
  state(): Promise<DataplaneState>;
  /** What passes now. */
  sessions(): Promise<readonly FlowSession[]>;
  ping(request: PingRequest): Promise<PingReply>;
  clear(request: ClearRequest): Promise<void>;
  /** Be told when what `compile` goes by has changed outside of the configuration: a lease came, changed or went. */
  watch?(listener: () => void): void;
  /** Who takes connections to SSH and NETCONF that the device's zones let in. @default nobody, they are refused */
  serve?(take: TakeConnection): void;
  /** Has an interface ask its DHCP server for more time now. */
  renew?(logical: string): void;
  /** Which interfaces have link now. */
  links(): Promise<ReadonlyMap<string, boolean>>;
  /** Switches interfaces off that nobody asked to be on. */
  silence(interfaces: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A plane that forwards nothing and reports what it is told to. */
export class IdlePlane implements ForwardingPlane<ConfigTree> {
  /** What it reports. */
  reported: DataplaneState = { ike: [], ipsec: [], events: [], nat: [] };
  passing: readonly FlowSession[] = [];
  /** What was carried out last. */
  applied: ConfigTree | undefined;
  readonly cleared: ClearRequest[] = [];
  /** Interfaces that were to ask their DHCP server again. */
  readonly renewed: string[] = [];
  warnings: readonly Warning[] = [];
  /** Whether interfaces have link, where a test says so. */
  readonly carrier = new Map<string, boolean>();
  /** Interfaces that were to be switched off. */
  readonly silenced = new Set<string>();
  /** Which node is active for a redundancy group, as it was told last. */
  activeNode: ActiveNode | undefined;

  compile(
    config: ConfigTree,
    activeNode?: ActiveNode,
  ): { plan: ConfigTree; warnings: readonly Warning[] } {
    this.activeNode = activeNode;
    return { plan: config, warnings: this.warnings };
  }

  apply(plan: ConfigTree): Promise<void> {
    this.applied = plan;
    return Promise.resolve();
  }

  state(): Promise<DataplaneState> {
    return Promise.resolve(this.reported);
  }

  sessions(): Promise<readonly FlowSession[]> {
    return Promise.resolve(this.passing);
  }

  ping({ destination, count = 5 }: PingRequest): Promise<PingReply> {
    const up = this.reported.ipsec.some(({ state }) => state === "UP");
    return Promise.resolve({
      sent: count,
      received: up ? count : 0,
      output: `PING ${destination}`,
    });
  }

  clear(request: ClearRequest): Promise<void> {
    this.cleared.push(request);
    return Promise.resolve();
  }

  renew(logical: string): void {
    this.renewed.push(logical);
  }

  links(): Promise<ReadonlyMap<string, boolean>> {
    return Promise.resolve(this.carrier);
  }

  silence(interfaces: readonly string[]): Promise<void> {
    for (const name of interfaces) this.silenced.add(name);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
