// Where the pure tree meets Pulumi.
export * from "./collector";
export { grow } from "./grow";
export {
  type DescribedDevice,
  type DescribedInterface,
  type DescribedTranslation,
  type DescribedTunnel,
  describeNetwork,
  type NetworkDescription,
} from "./network-description";
export * from "./resources";
export * from "./synthesize";
export * from "./vpn-stack";
export * from "./vsrx-image";
export { VsrxProvider } from "./vsrx-provider";
