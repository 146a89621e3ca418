// Policies that can never match, because an earlier one between the same zones takes everything they would.
import { contains, isEverything } from "../net";
import {
  AddressBooks,
  Applications,
  type ConfigNode,
  type ConfigTree,
  holdsTraffic,
  type MeantAddress,
  type MeantTraffic,
} from "../junos";

/** A policy that does nothing, and the one ahead of it that takes its packets. */
export interface Shadowed {
  readonly from: string;
  readonly to: string;
  readonly policy: string;
  /** The VPN that it would lead into; undefined for an ordinary policy. */
  readonly vpn: string | undefined;
  readonly by: string;
  readonly byVpn: string | undefined;
  /** What the earlier one matches, in Junos's words. */
  readonly byMatch: string;
}

/** One thing behind a name; what nobody can tell here stands for itself alone. */
type Addresses = MeantAddress | { readonly kind: "unknown"; readonly statement: string };

interface Policy {
  readonly name: string;
  readonly vpn: string | undefined;
  readonly source: readonly Addresses[];
  readonly destination: readonly Addresses[];
  readonly traffic: readonly MeantTraffic[];
  /** It matches less than its addresses and applications say. */
  readonly isNarrowed: boolean;
  readonly text: string;
}

/** Conditions that leave out something of what addresses and applications match. */
const NARROWING = ["source-identity", "dynamic-application", "url-category"];

/**
 * Look at every pair of zones with a policy that leads into a tunnel; the others are the user's own affair.
 * @param config what counts: groups applied, inactive statements left out
 */
export function shadowedPolicies(config: ConfigTree): readonly Shadowed[] {
  const found: Shadowed[] = [];
  const names = {
    books: new AddressBooks(config.root),
    applications: new Applications(config.root),
  };
  for (const from of config.get("security policies from-zone")?.entries() ?? []) {
    for (const to of from.entries("to-zone")) {
      const list = to.entries("policy");
      if (!list.some((policy) => policy.has("then permit tunnel"))) continue;
      const policies = list.map((policy) => read(policy, names, from.name, to.name));
      for (const [index, policy] of policies.entries()) {
        const earlier = policies.slice(0, index).find((each) => takesAll(each, policy));
        if (earlier === undefined) continue;
        found.push({
          from: from.name,
          to: to.name,
          policy: policy.name,
          vpn: policy.vpn,
          by: earlier.name,
          byVpn: earlier.vpn,
          byMatch: earlier.text,
        });
      }
    }
  }
  return found;
}

interface Names {
  readonly books: AddressBooks;
  readonly applications: Applications;
}

function read(policy: ConfigNode, names: Names, from: string, to: string): Policy {
  const addresses = (name: string, zone: string): readonly Addresses[] =>
    names.books.meaning(name, zone) ?? [{ kind: "unknown", statement: `${zone} ${name}` }];
  const source = policy.names("match source-address");
  const destination = policy.names("match destination-address");
  const applications = policy.names("match application");
  const narrowed = NARROWING.some((word) =>
    policy.names(`match ${word}`).some((value) => value !== "any"),
  );
  return {
    name: policy.name,
    vpn: policy.text("then permit tunnel ipsec-vpn"),
    source: source.flatMap((name) => addresses(name, from)),
    destination: destination.flatMap((name) => addresses(name, to)),
    traffic: applications.flatMap(
      (name) => names.applications.meaning(name) ?? [{ statement: name, beyond: name }],
    ),
    isNarrowed:
      narrowed ||
      policy.has("scheduler-name") ||
      policy.has("match source-address-excluded") ||
      policy.has("match destination-address-excluded"),
    text: `${source.join(", ")} to ${destination.join(", ")}, application ${applications.join(", ")}`,
  };
}

function takesAll(earlier: Policy, later: Policy): boolean {
  // What a policy excludes is more than the names it has: such a later one is left alone.
  if (earlier.isNarrowed || later.isNarrowed) return false;
  const covers = (wide: readonly Addresses[], narrow: readonly Addresses[]): boolean =>
    narrow.length > 0 &&
    (isEveryAddress(wide) || narrow.every((each) => wide.some((other) => holds(other, each))));
  return (
    later.traffic.length > 0 &&
    later.traffic.every((each) => earlier.traffic.some((other) => takes(other, each))) &&
    covers(earlier.destination, later.destination) &&
    covers(earlier.source, later.source)
  );
}

/** Every address of both families takes even what can't be told. */
function isEveryAddress(addresses: readonly Addresses[]): boolean {
  const families = addresses.flatMap((each) =>
    each.kind === "range" && isEverything(each.range) ? [each.range.family] : [],
  );
  return new Set(families).size === 2;
}

/** What can't be told is within what it says itself, and within whatever is around all that it can be. */
function holds(wide: Addresses, narrow: Addresses): boolean {
  if (wide.statement === narrow.statement) return true;
  const inner =
    narrow.kind === "range" ? narrow.range : narrow.kind === "wildcard" ? narrow.around : undefined;
  return wide.kind === "range" && inner !== undefined && contains(wide.range, inner);
}

function takes(wide: MeantTraffic, narrow: MeantTraffic): boolean {
  return (
    (wide.statement === narrow.statement && wide.beyond === narrow.beyond) ||
    holdsTraffic(wide, narrow)
  );
}
