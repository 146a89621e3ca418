// Where a packet goes through the configurations of all devices, and which line stops it: pure, and without a device.
export { TraceDevice } from "./device";
export type { Trace } from "./packet";
export { Tracer } from "./walk";
