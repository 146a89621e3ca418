// What operational commands and the command line see of the device.

import { type ConfigTree } from "../../lib/junos";
import { type ClusterControl } from "./cluster/control";
import { type CommitRecord } from "./configuration/store";
import { type ForwardingPlane } from "./dataplane";
import { type Message } from "./messages";
import { type DeviceSpec } from "./spec";

/** Everything a reply may need. */
export interface DeviceView {
  readonly order: DeviceSpec;
  /** From the active configuration; the order's name without one. */
  readonly hostName: string;
  /** What is in force, and what came before it. */
  readonly configuration: {
    readonly active: ConfigTree;
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
  readonly plane: Pick<ForwardingPlane, "state" | "ping" | "clear">;
  /** The two nodes; none on a device that is no cluster. */
  readonly cluster?: ClusterControl | undefined;
  /** Milliseconds since 1970. */
  readonly bootTime: number;
  /** False while the forwarding plane still starts. */
  readonly forwardingReady: boolean;
  /** Who asks. */
  readonly user: string;
  /** Off and on again, after the reply is out. */
  restart(): void;
}

/** Which candidate a session edits. */
export type EditMode = "shared" | "private" | "exclusive";

/** How to commit. */
export interface CommitOptions {
  readonly log?: string;
  /** Minutes until it is undone unless confirmed. 1 to 65535. */
  readonly confirmMinutes?: number;
}

/**
 * One session's access to the configuration. What the device refuses is thrown as a `Refusal` with all its
 * messages; what it only warns of is returned.
 */
export interface ConfigurationAccess {
  /** The tree this session edits: change it by `load` only. */
  readonly candidate: ConfigTree;
  readonly mode: EditMode;
  /** Takes a private candidate, or the shared one for oneself. Returns the warning devices give. */
  open(mode: EditMode): Message[];
  /** Gives the private candidate or the lock back. */
  close(): void;
  lock(): void;
  unlock(): void;
  /** Words of configuration mode, such as "set system host-name a". */
  set(lines: string): Message[];
  load(
    request: {
      readonly action: "merge" | "replace" | "override" | "update" | "set";
      readonly format: "text" | "xml" | "set";
    },
    text: string,
  ): Message[];
  /** Puts rollback 0 to 49 into the candidate. */
  rollback(number: number): void;
  loadRescue(): void;
  /** Text of `show | compare`. */
  compare(rollback?: number): string;
  check(): Message[];
  commit(options?: CommitOptions): Promise<Message[]>;
  /** Whether the candidate holds what isn't committed. */
  readonly dirty: boolean;
}
