// Topology: devices, networks and NAT, as constructs that know nothing of Pulumi.
export * from "./acknowledge";
export * from "./assemble";
export * from "./cluster";
export * from "./conversation";
export * from "./device";
export * from "./examine";
export * from "./gateway";
export * from "./host";
export * from "./late-values";
export * from "./nat-device";
export * from "./nat-kinds";
export * from "./node";
export * from "./numbers";
export * from "./paths";
export * from "./scope";
export * from "./site";
export { each, routesConfig } from "./statements";
