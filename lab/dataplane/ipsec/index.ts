// IPsec of the lab's devices: strongSwan, one daemon per peer.
export { compileIpsec } from "./compile";
export { IKE_LINK_PREFIX, type IpsecEngine } from "./ipsec-engine";
export { Ipsec } from "./strongswan";
export { clearLink } from "./links";
export { isAskedForByTraffic } from "./siblings";
export type { IpsecPlan } from "./plan";
