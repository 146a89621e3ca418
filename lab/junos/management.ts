// Whether the device can be reached: its management interface and the way back are configuration too.

import { type ConfigNode, type ConfigTree } from "../../lib/junos";
import { contains, sameHost } from "../../lib/net";

/**
 * Whether packets between the management address and a client still pass.
 * @param config - the configuration in force
 * @param client - the client's address; an unknown one is taken for one of the same network
 */
export function isReachable({ root }: ConfigTree, address: string, client?: string): boolean {
  const device = root.get("interfaces fxp0");
  const inet = device?.get("unit 0 family inet");
  if (device === undefined || inet === undefined) return false;
  if (device.has("disable") || device.has("unit 0 disable")) return false;
  // A lease brings the default route along.
  if (inet.has("dhcp")) return true;
  const own = inet.names("address").find((each) => sameHost(each, address));
  if (own === undefined) return false;
  if (client === undefined || isIn(own, client)) return true;
  return routesOf(root).some((prefix) => isIn(prefix, client));
}

/** Destinations of static routes of the management instance, or of the only one when there is none. */
function routesOf(root: ConfigNode): string[] {
  const place = root.has("system management-instance")
    ? root.get("routing-instances mgmt_junos routing-options static")
    : root.get("routing-options static");
  return (place?.entries("route") ?? [])
    .filter((route) => !route.has("discard") && !route.has("reject"))
    .map(({ name }) => (name === "default" ? "0.0.0.0/0" : name));
}

/** A socket of both families shows a client of IPv4 as a mapped address (RFC 4291, 2.5.5.2). */
function isIn(prefix: string, client: string): boolean {
  return contains(prefix, client.replace(/^::ffff:(?=\d+\.)/, ""));
}
