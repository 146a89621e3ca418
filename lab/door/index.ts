// The door for other people's tests, as `pulumi-vsrx/lab`: a lab of a test's own, by its program.
export { lab, type Lab, type LabOptions } from "./lab";
export { LabUpError, Net, type Diagnoses, type UpReport } from "./net";
export { RunningLab, type StatusOptions } from "./running";
export type { Cause, Evidence, Layer } from "../../lib/diagnosis";
export type { Capture } from "./capture";
export type { Ran, RunOptions } from "./inside";
export type { Broken, ClosedPort, DeadPeer, Fault, Restart, WrongKey } from "./faults";
export type { Choice } from "./choice";
export type { Change, EndpointReport, LabReport, NodeKind, NodeReport, TunnelReport } from "../cli";
