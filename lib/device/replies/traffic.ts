// What decides about traffic, asked of the device itself: the policy that a packet would meet, and the way it would leave.

import { find, findAll, leaf, textAt, type XmlElement } from "../xml";
import { ProtocolError } from "../errors";

/** A packet, and the zones that it goes between. */
export interface PolicyQuestion {
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly destination: string;
  /** Number of the IP protocol. */
  readonly protocol: number;
  readonly port: number;
}

/** Any port that a client may come from. */
const CLIENT_PORT = 40_000;

/** RPC for {@link readPolicyAnswer} (Juniper: show security match-policies). */
export function matchPolicies(question: PolicyQuestion): string {
  const { from, to, source, destination, protocol, port } = question;
  const words = [
    leaf("from-zone", from),
    leaf("to-zone", to),
    leaf("source-ip", source),
    leaf("destination-ip", destination),
    leaf("source-port", CLIENT_PORT),
    leaf("destination-port", port),
    leaf("protocol", protocol),
  ];
  return `<match-firewall-policies>${words.join("")}</match-firewall-policies>`;
}

/** What a device would do with the packet. */
export interface PolicyAnswer {
  readonly permits: boolean;
  /** Name of the policy; undefined where none matched and the default decided. */
  readonly policy?: string;
}

/**
 * Reads what `show security match-policies` answers.
 *
 * @throws ProtocolError when there is no verdict in it: that is not the same as a denial
 */
export function readPolicyAnswer(root: XmlElement): PolicyAnswer {
  const policy = find(root, "policy-information");
  const action = policy === undefined ? undefined : find(policy, "action-type")?.text.trim();
  if (policy === undefined || action === undefined || action === "")
    throw new ProtocolError("The device was asked which policy matches, and named no action.");
  // `deny-all` and `permit-all` are the default policy's.
  const isDefault = action.endsWith("-all");
  const name = textAt(policy, "policy-name");
  return {
    permits: action.startsWith("permit"),
    ...(isDefault || name === undefined ? {} : { policy: name }),
  };
}

/** RPC for {@link readNextHops}: the way to one address. */
export const routeTo = (address: string): string =>
  `<get-route-information>${leaf("destination", address)}</get-route-information>`;

/** One way that a device would send a packet. */
export interface NextHop {
  /** Prefix of the route. */
  readonly prefix: string;
  /** Logical interface by which it leaves; undefined where it is thrown away or stays. */
  readonly via?: string;
  readonly to?: string;
}

/** Reads `show route ADDRESS`: the active ways, of the main tables alone. */
export function readNextHops(root: XmlElement): NextHop[] {
  return findAll(root, "route-table")
    .filter((table) => /^inet6?\.0$/.test(textAt(table, "table-name") ?? ""))
    .flatMap((table) => findAll(table, "rt"))
    .flatMap((route) => {
      const prefix = textAt(route, "rt-destination") ?? "";
      const active = findAll(route, "rt-entry").filter(
        (entry) =>
          find(entry, "current-active") !== undefined || textAt(entry, "active-tag") === "*",
      );
      return active.flatMap((entry): NextHop[] => {
        const hops = findAll(entry, "nh").filter((hop) => textAt(hop, "via") !== undefined);
        if (hops.length === 0) return [{ prefix }];
        return hops.map((hop) => {
          const to = textAt(hop, "to");
          return { prefix, via: textAt(hop, "via"), ...(to === undefined ? {} : { to }) };
        });
      });
    });
}
