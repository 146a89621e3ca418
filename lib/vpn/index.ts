// VPNs as intent: who talks to whom, under which names and algorithms.
export {
  type ConnectOptions,
  DynamicEndpointGateway,
  type DynamicEndpointProps,
  type HubCertificates,
  type HubRouting,
} from "./dynamic-endpoint";
export type { Identity, IdentityLike, IdentityType } from "./identity";
export { type PolicyBasedEnd, PolicyBasedVpn, type PolicyBasedVpnProps } from "./policy-based";
export { type RouteBasedEnd, RouteBasedVpn, type RouteBasedVpnProps } from "./route-based";
export type { KeyChange, PlainKey, PresharedKey } from "./preshared-key";
export type { Role } from "./role";
export { validateTunnels } from "./rules";
export {
  type DefaultStatement,
  type EndProps,
  type SiteToSiteProps,
  SiteToSiteVpn,
} from "./site-to-site";
export type { DeadPeerDetection, Establish, Names, TrafficSelector } from "./statements";
export {
  type DhGroup,
  type EspCipher,
  type EspIntegrity,
  type IkeCipher,
  type IkeIntegrity,
  type IkeProposal,
  type IpsecProposal,
  type ReadySuites,
  type Suite,
  suites,
} from "./suites";
export type { TranslateAs } from "./translated";
