// Whether the device can be reached: its management interface is configuration too.

import { type ConfigTree } from "../../lib/junos/index";

/** Whether packets to the management address still arrive. */
export function isReachable(active: ConfigTree, address: string): boolean {
  const { root } = active.effective();
  const device = root.get("interfaces fxp0");
  const inet = device?.get("unit 0 family inet");
  if (device === undefined || inet === undefined) return false;
  if (device.has("disable") || device.has("unit 0 disable")) return false;
  return inet.has("dhcp") || inet.names("address").some((each) => each.split("/")[0] === address);
}
