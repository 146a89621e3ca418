// The public surface.
export { AwsSite, type AwsSiteProps, type Management } from "./aws";
export {
  Configuration,
  type ConfigurationArgs,
  type ConnectionArgs,
  Tunnel,
  type TunnelArgs,
  type TunnelEndpoint,
  type TunnelOutput,
  VpnStack,
} from "./stack";
export {
  type Attachment,
  clusterCommands,
  type ClusterNode,
  type ClusterProps,
  type ControlPort,
  type CommitSettings,
  ExistingSite,
  type ExistingDevice,
  Gateway,
  type GatewayProps,
  type GatewayTransforms,
  type HideOptions,
  Host,
  type HostInbound,
  type HostProps,
  type InterfaceSpec,
  Nat,
  NatDevice,
  type NatDeviceProps,
  type NatKind,
  type Network,
  type Port,
  StackScope,
  type TranslateOptions,
} from "./topology";
export * from "./vpn";
