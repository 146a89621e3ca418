// What a commit is asked for with, and what comes of it.

import { type ConfigTree } from "../../junos";
import { type Redactor } from "../../secrets";
import { type CommitEntry, type SystemInformation } from "../replies/system";

/** Times of the procedure. All have sensible defaults. */
export interface CommitTimes {
  /** Seconds to wait for a device that doesn't answer yet or can't forward yet. @default 1200 */
  readonly readyTimeoutSeconds?: number;
  /** Seconds to wait for somebody else's lock. @default 60 */
  readonly lockTimeoutSeconds?: number;
  /** Seconds that a single load, check or commit may take. @default 180 */
  readonly commitTimeoutSeconds?: number;
  /** Minutes after which the device rolls back unless we could prove that all is well. 1 to 65535. @default 5 */
  readonly confirmMinutes?: number;
}

/** What a program takes a device for. */
export interface Claims {
  /** The IKE daemon. */
  readonly daemon?: "kmd" | "iked";
  /** The beginning of its Junos release, such as `24.4R1`. */
  readonly release?: string;
}

/** What to commit. */
export interface CommitRequest extends CommitTimes {
  /** Set and delete lines that lead from the active configuration to the wanted one; none when they are equal. */
  readonly plan: (active: ConfigTree) => readonly string[] | Promise<readonly string[]>;
  /** A word in the device's commit log about where this comes from. */
  readonly log: string;
  /** Hears the commit log, newest first, before each plan. */
  readonly onLog?: (entries: readonly CommitEntry[]) => void;
  /** What the plan adds to `log`, behind the token: up to 300 characters. */
  readonly remark?: () => string;
  /** What the program takes the device for: one that says otherwise gets nothing. @default nothing */
  readonly claims?: Claims;
  /** VPNs (by name) that must be up before the commit is confirmed. @default none */
  readonly probeVpns?: readonly string[];
  /**
   * Waits on behalf of a commit that is not confirmed yet: others may work meanwhile, and their commits may be what it
   * waits for. @default just waits
   */
  readonly aside?: (wait: () => Promise<void>) => Promise<void>;
  /** Only lets the device check the candidate: nothing is committed, and the candidate is discarded. @default false */
  readonly checkOnly?: boolean;
  /** Cleans messages. @default masks only what Junos marks as secret */
  readonly redactor?: Redactor;
  /** Hears what is being waited for. */
  readonly status?: (message: string) => void;
  /** Milliseconds of the device's minute: emulated devices may live faster. @default 60000 */
  readonly minute?: number;
}

/** How a commit went. */
export interface CommitResult {
  /** False when the device had everything already. */
  readonly changed: boolean;
  /** What the device said it changed, or would change after a check alone, secrets masked. */
  readonly diff: string;
  /** Warnings of the device, secrets masked. */
  readonly warnings: readonly string[];
  readonly system: SystemInformation;
}
