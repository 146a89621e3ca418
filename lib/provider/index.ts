// What others may ask of the provider's code: where names lead, and how a tunnel of a stack is, looked at as a refresh does.
export { wantedTunnel } from "./causes";
export { placementMistake } from "./placement";
export { readTunnel } from "./tunnel";
export { readTables, TunnelReads } from "./tunnel-reads";
export type { NatRuleSpec, TunnelSpec } from "./tunnel-spec";
export { type DeviceTables, type EndpointSpec, familiesOf, type View } from "./tunnel-view";
export { neverFailed } from "./idle";
export { checkTunnel, observeTunnel, portOf, viewOf } from "./verify";
export type { VerifiedTunnel } from "./verify";
