// One end of a tunnel of a stack as its finished configuration has it.
import type { EndConfig } from "../junos";
import type { TunnelEnd } from "../topology";

/** What one end's device says about the tunnel. */
export interface TunnelEndConfig extends EndConfig {
  readonly end: TunnelEnd;
}
