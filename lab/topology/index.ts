// The door of this room: which nodes, cables and devices there are, and how the kernel gets them.
export { type BareLab, bareDevices, bareNodes } from "./bare";
export { end, isRunning, killLeft } from "./children";
export { command } from "./commands";
export {
  type BootDelays,
  type DeviceOrder,
  Devices,
  type LaunchDevice,
  type RunningDevice,
  type WantedDevice,
} from "./devices";
export { readTopology } from "./file";
export { Kernel } from "./kernel";
export { NetworkPlan } from "./network";
export { type Node, type NodeKind } from "./node";
export { planTopology } from "./plan";
