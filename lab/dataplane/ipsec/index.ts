// IPsec of the lab's devices: strongSwan, one daemon per peer.
export { compileIpsec, type Surroundings } from "./compile";
export { IKE_LINK_PREFIX, type IpsecEngine } from "./contract";
export { Ipsec, type IpsecOptions } from "./engine";
export { clearLink } from "./links";
export type { Connection, DaemonPlan, IpsecPlan, Selector } from "./plan";
