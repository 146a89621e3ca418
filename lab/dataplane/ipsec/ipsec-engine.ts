// What the forwarding plane asks of IPsec, and what it must provide for it.
import type { Reach } from "../bgp";
import type { EspErrors, IkeSa, IpsecSa, TunnelEvent } from "../types";

/** Interfaces that IPsec adds to a device's data namespace. */
export const IKE_LINK_PREFIX = "ike";

/** The IPsec part of a device. */
export interface IpsecEngine<Plan> {
  /** Make the running tunnels equal to the plan; tunnels that the plan does not change stay up. */
  apply(plan: Plan): Promise<void>;
  sas(): Promise<{ readonly ike: readonly IkeSa[]; readonly ipsec: readonly IpsecSa[] }>;
  events(): readonly TunnelEvent[];
  errors(): EspErrors;
  /** Be told, without delay, whenever IPsec SAs come or go. */
  watch(listener: () => void): void;
  /**
   * The tunnel interfaces that have SAs are up, the others have no link, but for those that wait for traffic to ask for
   * their tunnel.
   * @returns those that lost their link now
   */
  link(up: ReadonlySet<string>): Promise<readonly string[]>;
  /** What the device can reach now, by whatever brought its routes. */
  follow(reach: Reach): void;
  /** Take security associations down; tunnels that are to be established immediately come back. */
  clear(what: {
    readonly kind: "ike" | "ipsec";
    readonly gateway?: string;
    readonly vpn?: string;
  }): Promise<void>;
  stop(): Promise<void>;
}
