// One network behind two tunnels: traffic for one peer could go to the other, unless one of them is only the other's backup.
import type { Diagnostic } from "../diagnostics";
import type { ConfigTree } from "../junos";
import type { Device } from "../topology";
import { staticRoutes } from "./thrown-away";

/** A network that routes of one rank lead into several tunnels. */
export interface TwoWays {
  readonly prefix: string;
  /** Tunnel interfaces, in the order of the program. */
  readonly tunnels: readonly string[];
}

/** @param config what counts: groups applied, inactive statements left out */
export function twoWays(config: ConfigTree): readonly TwoWays[] {
  return staticRoutes(config).flatMap((route) => {
    const tunnels = route.names("next-hop").filter((hop) => /^st0\.\d+$/.test(hop));
    return tunnels.length > 1 ? [{ prefix: route.name, tunnels }] : [];
  });
}

/** @param nameOf the VPN behind a tunnel interface of the device */
export function twoWaysMistake(
  construct: string,
  device: Device,
  { prefix, tunnels }: TwoWays,
  nameOf: (tunnel: string) => string | undefined,
): Diagnostic {
  const ways = tunnels.map((tunnel) => `${tunnel} of ${nameOf(tunnel) ?? "another VPN"}`);
  return {
    rule: "network-two-tunnels",
    severity: "error",
    construct,
    device: device.name,
    statement: `routing-options static route ${prefix}`,
    subject: prefix,
    what: `one network lies behind two tunnels of ${device.name}: traffic for one peer could go to the other`,
    found: `${prefix} by ${ways.join(" and ")}`,
    allowed: "one tunnel for a network, or one that is the other's backup",
    fix: "give one VPN backupOf: the other one (a branch of two hubs: preference), or give them networks apart",
  };
}
