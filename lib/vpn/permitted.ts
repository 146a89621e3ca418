// What the policies of a finished configuration let through from one zone to another: whether any of them matches a pair of networks.
import { AddressBooks, type ConfigNode, type ConfigTree, type MeantAddress } from "../junos";
import { overlaps, parsePrefix, type Range } from "../net";

/** Addresses that a policy matches; `everything` also where only the device can tell. */
type Matched = "everything" | readonly Range[];

/** A policy that lets something through. */
interface Permit {
  readonly source: Matched;
  readonly destination: Matched;
  /** What it matches, in its own words. */
  readonly text: string;
}

/** Policies from one zone to another. */
class ZonePair {
  private readonly bySpan = new Map<string, Permit[]>();

  constructor(readonly permits: readonly Permit[]) {
    for (const permit of permits) {
      for (const matched of [permit.source, permit.destination]) {
        if (matched === "everything") continue;
        for (const range of matched) {
          const here = this.bySpan.get(spanOf(range));
          if (here === undefined) this.bySpan.set(spanOf(range), [permit]);
          else here.push(permit);
        }
      }
    }
  }

  /** Whether a policy matches some of what goes from one network to another. */
  takes(source: string, destination: string): boolean {
    const ends = [parsePrefix(source), parsePrefix(destination)];
    const [from, to] = ends;
    // What is known later can be anything.
    if (from === undefined || to === undefined) return true;
    const isIt = (permit: Permit): boolean =>
      meets(permit.source, from) && meets(permit.destination, to);
    // A policy for just one of the networks is found at once, however many there are.
    const near = [from, to].flatMap((range) => this.bySpan.get(spanOf(range)) ?? []);
    return near.some(isIt) || this.permits.some(isIt);
  }
}

const spanOf = ({ family, first, last }: Range): string => `${family} ${first} ${last}`;

const meets = (matched: Matched, range: Range): boolean =>
  matched === "everything" || matched.some((each) => overlaps(each, range));

/** All policies of one device. */
export class Permitted {
  private readonly books: AddressBooks;
  private readonly pairs = new Map<string, ZonePair>();

  /** @param tree what counts: groups applied, inactive statements left out */
  constructor(private readonly tree: ConfigTree) {
    this.books = new AddressBooks(tree.root);
  }

  /**
   * Policies from one zone to another that permit.
   * @param vpn only those that lead into this VPN. @default those that permit at all
   */
  between(from: string, to: string, vpn?: string): ZonePair {
    const key = JSON.stringify([from, to, vpn]);
    let pair = this.pairs.get(key);
    if (pair === undefined) this.pairs.set(key, (pair = this.read(from, to, vpn)));
    return pair;
  }

  private read(from: string, to: string, vpn: string | undefined): ZonePair {
    const policies = this.tree
      .get(["security", "policies", "from-zone", from, "to-zone", to])
      ?.entries("policy")
      .filter((policy) =>
        vpn === undefined
          ? policy.has("then permit")
          : policy.text("then permit tunnel ipsec-vpn") === vpn,
      );
    return new ZonePair((policies ?? []).map((policy) => this.permit(policy, from, to)));
  }

  private permit(policy: ConfigNode, from: string, to: string): Permit {
    const names = (word: string): readonly string[] => policy.names(`match ${word}`);
    const matched = (word: string, zone: string): Matched =>
      policy.has(`match ${word}-excluded`)
        ? "everything"
        : rangesOf(names(word).map((name) => this.books.meaning(name, zone)));
    return {
      source: matched("source-address", from),
      destination: matched("destination-address", to),
      text: `${names("source-address").join(", ")} to ${names("destination-address").join(", ")}`,
    };
  }
}

function rangesOf(meant: readonly (readonly MeantAddress[] | undefined)[]): Matched {
  const ranges: Range[] = [];
  for (const addresses of meant) {
    if (addresses === undefined) return "everything";
    for (const each of addresses) {
      const range =
        each.kind === "range" ? each.range : each.kind === "wildcard" ? each.around : undefined;
      if (range === undefined) return "everything";
      ranges.push(range);
    }
  }
  return ranges;
}
