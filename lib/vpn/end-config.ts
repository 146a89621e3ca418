// One end of a tunnel as its finished configuration has it, and what may be wrong with it.
import type { Mistake } from "../diagnostics";
import type { ConfigNode, ConfigTree } from "../junos";
import type { TunnelEnd } from "../topology";

/** What one end's device says about the tunnel. */
export interface EndConfig {
  readonly end: TunnelEnd;
  readonly tree: ConfigTree;
  readonly name: string;
  readonly gateway: ConfigNode;
  readonly ikePolicy: ConfigNode | undefined;
  readonly vpn: ConfigNode;
  readonly ipsecPolicy: ConfigNode | undefined;
}

/** A mistake with its weight. */
export type EndMistake = Mistake & {
  readonly severity: "error" | "warning";
  /** The device whose statement it is about. */
  readonly device?: string;
};
