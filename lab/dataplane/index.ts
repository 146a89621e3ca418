// The forwarding plane of the lab's devices: from a committed configuration to the kernel and strongSwan.
export { compile, type Hardware } from "./compile";
export { type Clearing, Dataplane, type PingOptions } from "./dataplane";
export type { PingResult } from "./ping";
export type { DataplanePlan } from "./plan";
export type { BgpPeer, BgpRoute, DataplaneState, Warning } from "./types";
