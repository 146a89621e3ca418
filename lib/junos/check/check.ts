// The offline commit check: what Junos would refuse, and what it accepts although it cannot work.
import type { ConfigTree } from "../tree/tree";
import type { Finding } from "./finding";

/** What the check assumes about the device. */
export interface CheckOptions {
  /** Junos release, such as 24.4R1. */
  readonly release?: string;
  /** The daemon that negotiates: kmd knows policy-based VPNs, iked is newer. Default kmd. */
  readonly ikeDaemon?: "kmd" | "iked";
}

/** Findings about a configuration, errors first. */
export function check(_tree: ConfigTree, _options: CheckOptions = {}): Finding[] {
  return [];
}
