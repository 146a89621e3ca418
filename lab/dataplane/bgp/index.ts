// BGP of the lab's devices, carried out by FRR.
export { compileBgp } from "./compile";
export { killLeftDaemons } from "./daemons";
export { type BgpPlan } from "./plan";
export { BgpSpeaker, NOWHERE, type Reach } from "./speaker";
