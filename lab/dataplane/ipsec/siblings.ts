// VPNs that share an IKE gateway: one IKE SA carries all of them, and its daemon knows it by the first one's name.
import type { Connection, DaemonPlan } from "./plan";

/** All VPNs of a VPN's IKE gateway, itself among them. */
export const siblings = (plan: DaemonPlan, { gateway }: Connection): readonly Connection[] =>
  plan.connections.filter((each) => each.gateway === gateway);

/** What the daemon calls the IKE gateway's connection. */
export const ikeName = (plan: DaemonPlan, connection: Connection): string =>
  siblings(plan, connection)[0]?.vpn ?? connection.vpn;

/** Whether a child SA of this name is the VPN's. */
export const carries = ({ selectors }: Connection, child: string): boolean =>
  selectors.some(({ name }) => name === child);

/**
 * Whether a tunnel comes up when packets ask for it: its interface has to take them while it is down. Of a peer that is
 * known by identity alone nobody knows where to ask.
 */
export const isAskedForByTraffic = ({ establish, peers }: Connection): boolean =>
  establish === "on-traffic" && peers.length > 0;
