// The forwarding plane of the lab's devices: from a committed configuration to the kernel and strongSwan.
export { compile, type Hardware } from "./compile";
export { type Clearing, Dataplane, type PingOptions } from "./dataplane";
export type { Lease } from "./interfaces";
export type { PingResult } from "./ping";
export type { DataplanePlan } from "./plan";
export { killLeftDaemons } from "./bgp";
export type {
  BgpPeer,
  BgpRoute,
  DataplaneState,
  FlowSession,
  FlowWing,
  IkeSa,
  IpsecSa,
  NatHits,
  PolicyHits,
  TunnelEvent,
  Warning,
} from "./types";
export { type ActiveNode, physicalLink } from "./wiring";
