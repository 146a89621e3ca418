// The forwarding plane of the lab's devices: from a committed configuration to the kernel and strongSwan.
export { compile, type Hardware } from "./compile";
export { type Clearing, Dataplane, type DataplaneOptions, type PingOptions } from "./dataplane";
export type { Lease } from "./interfaces";
export type { PingResult } from "./ping";
export type { DataplanePlan } from "./plan";
export type {
  BgpPeer,
  BgpRoute,
  BgpState,
  DataplaneState,
  IkeSa,
  IpsecSa,
  NatHits,
  TunnelEvent,
  Warning,
} from "./types";
