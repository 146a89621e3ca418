// Management in band: a device is reached by an address of one of its own interfaces, whose zone has to let that in.
import { isHost, sameHost } from "../net";
import type { HostInbound } from "./attachment";
import type { DeviceRef } from "./device-ref";

/** The port that NETCONF over SSH has to itself (RFC 6242); on any other one, SSH is what a zone lets in. */
const NETCONF_PORT = 830;

/** Whether the device is reached by this address of its own. */
export function isManagedBy({ existing }: Pick<DeviceRef, "existing">, address: string): boolean {
  const host: unknown = existing?.address;
  return typeof host === "string" && isHost(host) && isHost(address) && sameHost(host, address);
}

/** What an interface's zone accepts, with the way in by which the device is managed. */
export function withWayIn(
  device: Pick<DeviceRef, "existing">,
  address: string | undefined,
  hostInbound: HostInbound,
): HostInbound {
  if (address === undefined || !isManagedBy(device, address)) return hostInbound;
  const { systemServices = [] } = hostInbound;
  const service = device.existing?.port === NETCONF_PORT ? "netconf" : "ssh";
  return { ...hostInbound, systemServices: [...new Set([...systemServices, service])] };
}
