// Topology: devices, networks and NAT, as constructs that know nothing of Pulumi.
export * from "./acknowledge";
export * from "./address-plan";
export * from "./assemble";
export * from "./attachment";
export type {
  BehindInterface,
  BehindPeering,
  BehindRouter,
  BehindTransitGateway,
  Protected,
  ProtectedNetwork,
} from "./behind";
export { boxName } from "./box";
export * from "./cluster";
export * from "./conversation";
export { placeOf } from "./creation-site";
export * from "./deferred-values";
export * from "./device";
export type {
  CommitSettings,
  DeviceProps,
  ExistingDevice,
  GatewayTransforms,
  HostTransforms,
  IkeDaemon,
  ProxyCommand,
} from "./device-props";
export * from "./device-ref";
export { instanceConnectMistakes } from "./instance-connect";
export { EXISTING_DEVICE, FUNCTION, PROBE_HOST, PROXY_COMMAND } from "./device-shape";
export * from "./validate-tree";
export * from "./fragment";
export * from "./gateway";
export * from "./gateway-props";
export * from "./host";
export { instancesConfig, routesConfig, routingOptions } from "./interface-statements";
export { isManagedBy } from "./in-band";
export { exemptionConfig, type Internet, throughTrafficConfig } from "./internet";
export * from "./name-hash";
export * from "./nat-device";
export * from "./nat-device-props";
export * from "./nat-kinds";
export * from "./names";
export * from "./nat-map";
export * from "./nat-rules";
export * from "./nat-solver";
export { rangeWithoutHosts } from "./no-hosts";
export * from "./node";
export * from "./node-options";
export type { Loopback, Provider } from "./outsides";
export * from "./outputs";
export * from "./outward-nat";
export * from "./path-problems";
export * from "./paths";
export { type Placed, type Pins } from "./placement";
export type { Pppoe } from "./pppoe";
export * from "./records";
export * from "./scope";
export * from "./shape";
export * from "./site";
export type { Syslog, SyslogServer } from "./syslog";
export * from "./verification";
export { TEXT_FORMS, type TextForm, textMistake } from "./text-forms";
