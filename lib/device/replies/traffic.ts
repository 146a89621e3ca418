// What decides about traffic, asked of the device itself: the policy that a packet would meet, and the way it would leave.

import { find, findAll, leaf, numberAt, textAt, type XmlElement } from "../xml";
import { ProtocolError } from "../errors";
import { requireAnswer } from "./understood";

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

/** RPC for {@link readPolicyHits} (Juniper: show security policies hit-count). */
export const POLICY_HITS = "<get-security-policies-hit-count/>";

/** How often a policy decided about a new session. */
export interface PolicyHits {
  readonly from: string;
  readonly to: string;
  readonly policy: string;
  readonly hits: number;
}

/**
 * Reads the policies' hit counts.
 *
 * @throws ProtocolError when the reply holds no list, or an entry that is not whole
 */
export function readPolicyHits(root: XmlElement): PolicyHits[] {
  requireAnswer(root, "policies' hit counts", "policy-hit-count");
  return findAll(root, "policy-hit-count-entry").map((entry) => {
    const at = (name: string): string | undefined => textAt(entry, `policy-hit-count-${name}`);
    const [from, to, policy] = [at("from-zone"), at("to-zone"), at("policy-name")];
    const hits = numberAt(entry, "policy-hit-count-count");
    if (from === undefined || to === undefined || policy === undefined || hits === undefined)
      throw new ProtocolError(
        "The device was asked for policies' hit counts, and one is not whole.",
      );
    return { from, to, policy, hits };
  });
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

/** The table of Junos's own instance for management, which no tunnel uses. */
const isManagement = (table: string): boolean => table.startsWith("mgmt_junos.");

/** The same, undefined where tables of other instances answer too: nobody says which of them is asked for then. */
export function readOnlyNextHops(root: XmlElement): NextHop[] | undefined {
  requireAnswer(root, "a route", "route-information");
  const names = findAll(root, "route-table").map((table) => textAt(table, "table-name") ?? "");
  const isOnly = names.every((name) => isManagement(name) || /^inet6?\.0$/.test(name));
  return isOnly ? readNextHops(root) : undefined;
}

/**
 * Reads `show route ADDRESS`: the active ways, of one instance's tables alone.
 * @param instance the routing instance. @default the main one
 */
export function readNextHops(root: XmlElement, instance?: string): NextHop[] {
  const front = instance === undefined ? "" : `${instance}.`;
  const tables = [`${front}inet.0`, `${front}inet6.0`];
  return findAll(root, "route-table")
    .filter((table) => tables.includes(textAt(table, "table-name") ?? ""))
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
