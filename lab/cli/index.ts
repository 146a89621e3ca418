// The door of this room, for those who run a lab by a program instead of at a terminal.
export { type LabClient } from "./client";
export { programEnvironment } from "./environment";
export { LabError } from "./errors";
export { LabFolder, projectRoot } from "./folder";
export { type LabState, labState, stopWorld } from "./lab-process";
export { look } from "./look";
export { type LabNode, type NodeKind, type NodeReport } from "./nodes";
export { deviceCommand, stackCommand } from "./operator";
export { type Change } from "./progress";
export { type LabReport } from "./report";
export { type TunnelFacts } from "./tunnels";
export { type EndpointReport, type TunnelReport } from "./verify";
