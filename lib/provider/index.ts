// What others may ask of the provider's code: where names lead, and how a tunnel of a stack is, looked at as a refresh does.
export { wantedTunnel } from "./causes";
export { placementMistake } from "./placement";
export { readTunnel } from "./tunnel";
export { TunnelReads } from "./tunnel-reads";
export type { TunnelSpec } from "./tunnel-spec";
export { checkTunnel } from "./verify";
export type { VerifiedTunnel } from "./verify";
