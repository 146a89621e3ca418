// Where the pure tree meets Pulumi.
export * from "./collector";
export { grow } from "./grow";
export type { DescribedTunnel, NetworkDescription } from "./network-description";
export * from "./resources";
export * from "./synthesize";
export * from "./vpn-stack";
