// What commands, requests and the command line see of the device.

import { type ConfigTree } from "../../lib/junos";
import { type ClusterControl } from "./cluster/control";
import { type CommitRecord } from "./configuration/store";
import { type ForwardingPlane } from "./dataplane";
import { type DeviceSpec } from "./spec";
import { type TunnelLedger } from "./tunnel-ledger";

/** Everything a reply may need. */
export interface DeviceView {
  readonly spec: DeviceSpec;
  /** From the active configuration; the device's own name without one. */
  readonly hostName: string;
  /** What is in force, and what came before it. */
  readonly configuration: {
    readonly active: ConfigTree;
    /** The active configuration with its groups applied. */
    readonly effective: ConfigTree;
    /** The candidate that everybody shares. */
    readonly candidate: ConfigTree;
    /** Newest first: the place is the rollback's number. */
    readonly commits: readonly CommitRecord[];
    /** Milliseconds since 1970 at which the newest commit is undone unless it is confirmed. */
    readonly undoneAt: number | undefined;
    /** Rollback 0 to 49; undefined when there is none. */
    rollback(number: number): ConfigTree | undefined;
    /** The configuration that was saved to fall back on. */
    rescue(): ConfigTree | undefined;
    saveRescue(): void;
    deleteRescue(): void;
  };
  readonly plane: Pick<ForwardingPlane, "state" | "sessions" | "ping" | "clear" | "renew">;
  /** Numbers of tunnels, and what was cleared. */
  readonly tunnels: TunnelLedger;
  /** The two nodes; none on a device that is no cluster. */
  readonly cluster?: ClusterControl | undefined;
  /** Milliseconds since 1970. */
  readonly bootTime: number;
  /** False while the forwarding plane still starts. */
  readonly forwardingReady: boolean;
  /** False for a moment after the first VPN was committed: the IKE daemon has only begun to start. */
  readonly ikeReady: boolean;
  /** Who asks. */
  readonly user: string;
  /** Off and on again, after the reply is out. */
  restart(): void;
}
