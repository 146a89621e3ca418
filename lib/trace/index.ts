// Where a packet goes through the configurations of all devices, and which line stops it: pure, and without a device.
export { TraceDevice } from "./device";
export { CLIENT_PORT, type Trace } from "./packet";
export { traceLines } from "./text";
export { Tracer } from "./walk";
