// Pings of the device's own: where they are sent from, and what the ping program says, in numbers.
import { familyOf, hostOf } from "../../lib/net";
import type { InstanceAddresses } from "./plan";

export interface PingResult {
  readonly sent: number;
  readonly received: number;
  /** Everything that it wrote. */
  readonly output: string;
}

export function parsePing(output: string, count: number): PingResult {
  const found = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(output);
  return { sent: Number(found?.[1] ?? count), received: Number(found?.[2] ?? 0), output };
}

/** What decides where a ping is sent from. */
export interface PingOrigin {
  readonly destination: string;
  /** Address or link that the device speaks from. */
  readonly source?: string;
  /** Routing instance that it is sent from. @default the main one */
  readonly instance?: string;
}

/**
 * The address that a ping is sent from, by which the kernel finds the instance's table: undefined lets the kernel choose.
 * A process of one instance has no address of another one (assumed; the words are FreeBSD's).
 */
export function pingSource(
  instances: readonly InstanceAddresses[],
  { destination, source, instance }: PingOrigin,
): string | undefined {
  const own = instances.find(({ name }) => name === instance);
  if (instance !== undefined && own === undefined)
    throw new Error(`routing instance ${instance} does not exist`);
  const hosts = (each: InstanceAddresses): readonly string[] => each.addresses.map(hostOf);
  if (source !== undefined) {
    const isOther = instances.some((each) => each !== own && hosts(each).includes(source));
    if (isOther || (own !== undefined && !hosts(own).includes(source)))
      throw new Error("bind: Can't assign requested address");
    return source;
  }
  if (own === undefined) return undefined;
  const first = hosts(own).find((host) => familyOf(host) === familyOf(destination));
  if (first === undefined) throw new Error("No route to host");
  return first;
}
