// One route and one rule, as a plan has them.
import type { Attachment, Network } from "../topology";

/** A route in a subnet's table. */
export interface PlannedRoute {
  readonly network: Network;
  /** A prefix, perhaps with a placeholder. */
  readonly destination: string;
  readonly via: Attachment;
}

/** A rule of the security group of one interface. */
export interface PlannedRule {
  readonly direction: "ingress" | "egress";
  /** `udp`, `tcp`, `50` for ESP, `-1` for everything. */
  readonly protocol: string;
  readonly port?: number;
  /** The other side: a prefix, perhaps with a placeholder. */
  readonly cidr: string;
  readonly description: string;
}
