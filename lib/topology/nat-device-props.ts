// What a program says of a NAT device, and what that has to be.
import type { Port } from "./attachment";
import type { DeviceProps } from "./device-props";
import { DEVICE, PORT, type Table } from "./device-shape";
import { object, oneOf, optional } from "./shape";

/** What a program says of a NAT device. */
export interface NatDeviceProps extends DeviceProps {
  /** The network on which it shows translated addresses. */
  readonly outside: Port;
  /** The network of the devices it hides. */
  readonly inside: Port;
  /**
   * What it forwards: `ike` only IKE and ESP in UDP between the gateways it translates and their peers, `any` everything.
   * @default "ike"
   */
  readonly permits?: "ike" | "any";
}

const NAT_DEVICE: Table<NatDeviceProps> = {
  ...DEVICE,
  outside: PORT,
  inside: PORT,
  permits: optional(oneOf("ike", "any")),
};

export const NAT_DEVICE_SHAPE = object(NAT_DEVICE, "the NAT device's properties");
