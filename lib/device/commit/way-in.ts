// Does a change touch the way that we come in by? Then the session that made it may be the one that it cuts off.

import { type ConfigTree } from "../../junos";
import { sameHost } from "../../net";

/** Statements that decide who gets in, and over what. */
const MANAGEMENT: readonly (readonly RegExp[])[] = [
  [/^interfaces$/, /^(?:fxp|em|me|vme|lo|fab)\d/],
  [/^routing-instances$/, /^mgmt_junos$/],
  [
    /^system$/,
    /^(?:services|login|root-authentication|authentication-order|management-instance|backup-router|ports|radius-server|tacplus-server|radius-options|tacplus-options|no-redirects|internet-options)$/,
  ],
  [/^firewall$/],
  [/^chassis$/],
  // What a group holds may land anywhere.
  [/^(?:groups|apply-groups|apply-groups-except)$/],
];

/** The same for a device that is reached through an interface of its traffic. */
const IN_BAND: readonly (readonly RegExp[])[] = [
  [/^security$/, /^(?:zones|forwarding-options|screen|flow)$/],
  [/^routing-options$/],
  [/^routing-instances$/],
  [/^protocols$/],
];

/**
 * True for lines that touch management, or the interface and zones that we come in by.
 *
 * @param lines - set, delete and other configuration commands
 * @param active - the configuration before them
 * @param host - the address that we connect to
 */
export function touchesWayIn(lines: readonly string[], active: ConfigTree, host: string): boolean {
  const inBand = interfaceOf(active, host);
  return lines.some((line) => {
    // "set", "delete", "activate", … and for "insert" and "rename" the path follows just so.
    const path = line.trim().split(/\s+/).slice(1);
    const matches = (pattern: readonly RegExp[]): boolean =>
      // A command on a container reaches all that is inside.
      path.every((word, index) => pattern[index]?.test(word) ?? true);
    if (path.length === 0 || MANAGEMENT.some(matches)) return true;
    if (inBand === undefined) return false;
    return (path[0] === "interfaces" && path[1] === inBand) || IN_BAND.some(matches);
  });
}

/** The interface of traffic that has the address; undefined for management interfaces and for addresses it doesn't have. */
function interfaceOf(active: ConfigTree, host: string): string | undefined {
  for (const line of active.toSet()) {
    const words = line.split(" ");
    if (words[1] !== "interfaces" || !words.some((word) => sameHost(word, host))) continue;
    const name = words[2] ?? "";
    return /^(?:fxp|em|me|vme)\d/.test(name) ? undefined : name;
  }
  return undefined;
}
