// VPNs as intent: who talks to whom, under which names and algorithms.
export * from "./identity";
export * from "./policy-based";
export * from "./route-based";
export { judgeTunnels } from "./rules";
export * from "./site-to-site";
export {
  type DeadPeerDetection,
  type Establish,
  type Names,
  type TrafficSelector,
} from "./statements";
export * from "./suites";
export * from "./dynamic-endpoint";
