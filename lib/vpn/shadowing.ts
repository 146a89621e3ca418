// Policies that can never match, because an earlier one between the same zones takes everything they would.
import { type Family, parsePrefix } from "../net";
import type { ConfigNode, ConfigTree } from "../junos";

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

/** Addresses from first to last; one whose numbers nobody knows stands for itself alone. */
interface Span {
  readonly name: string;
  readonly family: Family | undefined;
  readonly first: bigint;
  readonly last: bigint;
}

interface Policy {
  readonly name: string;
  readonly vpn: string | undefined;
  readonly source: readonly Span[];
  readonly destination: readonly Span[];
  readonly applications: readonly string[];
  /** It matches less than its addresses and applications say. */
  readonly isNarrowed: boolean;
  readonly text: string;
}

const EVERYTHING: Readonly<Record<string, readonly string[]>> = {
  any: ["0.0.0.0/0", "::/0"],
  "any-ipv4": ["0.0.0.0/0"],
  "any-ipv6": ["::/0"],
};

/** Conditions that leave out something of what addresses and applications match. */
const NARROWING = ["source-identity", "dynamic-application", "url-category"];

/** Look at every pair of zones with a policy that leads into a tunnel; the others are the user's own affair. */
export function shadowedPolicies(config: ConfigTree): readonly Shadowed[] {
  const found: Shadowed[] = [];
  const books = new Books(config);
  for (const from of config.get("security policies from-zone")?.entries() ?? []) {
    for (const to of from.entries("to-zone")) {
      const list = to.entries("policy").filter(({ inactive }) => !inactive);
      if (!list.some((policy) => policy.has("then permit tunnel"))) continue;
      const policies = list.map((policy) => read(policy, books, from.name, to.name));
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

function read(policy: ConfigNode, books: Books, from: string, to: string): Policy {
  const source = policy.names("match source-address");
  const destination = policy.names("match destination-address");
  const applications = policy.names("match application");
  const narrowed = NARROWING.some((word) =>
    policy.names(`match ${word}`).some((value) => value !== "any"),
  );
  return {
    name: policy.name,
    vpn: policy.text("then permit tunnel ipsec-vpn"),
    source: source.flatMap((name) => books.spans(name, from)),
    destination: destination.flatMap((name) => books.spans(name, to)),
    applications,
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
  const covers = (wide: readonly Span[], narrow: readonly Span[]): boolean =>
    narrow.length > 0 && narrow.every((span) => wide.some((each) => holds(each, span)));
  const all = earlier.applications.includes("any");
  return (
    (all || later.applications.every((name) => earlier.applications.includes(name))) &&
    later.applications.length > 0 &&
    covers(earlier.destination, later.destination) &&
    covers(earlier.source, later.source)
  );
}

function holds(wide: Span, narrow: Span): boolean {
  if (wide.family === undefined || narrow.family === undefined) return wide.name === narrow.name;
  return wide.family === narrow.family && wide.first <= narrow.first && narrow.last <= wide.last;
}

/** Address books, each name looked up once for each zone. */
class Books {
  private readonly known = new Map<string, readonly Span[]>();

  constructor(private readonly config: ConfigTree) {}

  spans(name: string, zone: string): readonly Span[] {
    const key = `${zone} ${name}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    // A set that holds itself ends here.
    this.known.set(key, []);
    const spans = this.look(name, zone);
    this.known.set(key, spans);
    return spans;
  }

  private look(name: string, zone: string): readonly Span[] {
    const everything = EVERYTHING[name];
    if (everything !== undefined) return everything.map((prefix) => spanOf(prefix));
    for (const book of this.seenBy(zone)) {
      const address = book.get(["address", name]);
      if (address !== undefined) return [spanOf(address.text() ?? "", `${zone} ${name}`)];
      const set = book.get(["address-set", name]);
      if (set !== undefined) {
        return [...set.names("address"), ...set.names("address-set")].flatMap((member) =>
          this.spans(member, zone),
        );
      }
    }
    // A prefix may stand where a name does.
    return [spanOf(name, `${zone} ${name}`)];
  }

  private seenBy(zone: string): readonly ConfigNode[] {
    const own = this.config.get(["security", "zones", "security-zone", zone, "address-book"]);
    const books = this.config.get("security address-book")?.entries() ?? [];
    return [
      ...books.filter((book) => book.names("attach zone").includes(zone)),
      ...(own === undefined ? [] : [own]),
      ...books.filter((book) => book.name === "global"),
    ];
  }
}

function spanOf(prefix: string, name = prefix): Span {
  const known = parsePrefix(prefix);
  return {
    name,
    family: known?.family,
    first: known?.first ?? 0n,
    last: known?.last ?? 0n,
  };
}
