// What a DHCP server says to a client, and what becomes of the client's lease by it.

import type { DhcpBinding, Lease } from "../types";

/** An interface that asks for its address. */
export interface Asking {
  /** `ge-0/0/1` */
  readonly device: string;
  /** `ge-0/0/1.0` */
  readonly logical: string;
  readonly link: string;
}

/** A lease with what its server said beside the address. */
export type Granted = NonNullable<DhcpBinding["granted"]>;

/** What is heard of a client: udhcpc names its events so. */
export type Heard =
  { readonly event: "bound" | "renew"; readonly granted: Granted } | { readonly event: "deconfig" };

/** Begins each line that the client's script writes; all else is the client's own talk. */
const MARK = "lease";

/** Said for each event: its name, then address, length, seconds, server and routers. */
export const SCRIPT = `echo "${MARK} $0 $ip $mask $lease $serverid $router"\n`;

/** udhcpc's events; each is said by a file of that name. */
export const EVENTS = ["deconfig", "bound", "renew", "nak", "leasefail"] as const;

/** What a line of the client says; undefined for one that changes nothing. */
export function heardIn(line: string, now: number): Heard | undefined {
  const [mark, event, address, length, seconds, server = "", gateway] = line.trim().split(/\s+/);
  if (mark !== MARK) return undefined;
  if (event === "deconfig") return { event };
  if ((event !== "bound" && event !== "renew") || address === undefined) return undefined;
  const granted = {
    address: `${address}/${length ?? "32"}`,
    ...(gateway === undefined ? {} : { gateway }),
    server,
    leaseSeconds: Number(seconds ?? 0),
    since: now,
  };
  return { event, granted };
}

/** Whether two leases mean the same for what is forwarded: a renewal alone changes nothing. */
export const sameLease = (a: Lease | undefined, b: Lease | undefined): boolean =>
  a?.address === b?.address && a?.gateway === b?.gateway;
