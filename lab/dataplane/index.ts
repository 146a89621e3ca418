// The forwarding plane of the lab's devices: from a committed configuration to the kernel and strongSwan.
export { compile, type Hardware } from "./compile";
export { type Clearing, Dataplane, type PingOptions } from "./dataplane";
export type { PingResult } from "./ping";
export type { DataplanePlan } from "./plan";
export { killLeftDaemons } from "./bgp";
export { killLeftClients } from "./dhcp";
export type {
  BgpPeer,
  BgpRoute,
  DataplaneState,
  DhcpBinding,
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
