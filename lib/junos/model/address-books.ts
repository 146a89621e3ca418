// What a name for addresses means: which books a zone sees, and what stands behind a name in them.
import { parsePrefix, type Range, rangeAroundWildcard, rangeBetween } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";

/** One thing that a name stands for; a set of addresses stands for several. */
export type MeantAddress = {
  /** Where it is said, in Junos's words: `security address-book global address web`. */
  readonly statement: string;
} & (
  | {
      /** A prefix, or addresses from one to another. */
      readonly kind: "range";
      /** These addresses. */
      readonly range: Range;
    }
  | {
      /** A name that the device looks up: its addresses are known on the device alone. */
      readonly kind: "dns-name";
      /** That name. */
      readonly host: string;
    }
  | {
      /** An address and a mask with holes: more than one range, all of them within the one around them. */
      readonly kind: "wildcard";
      /** As it is written: `10.0.0.1/255.0.0.255`. */
      readonly text: string;
      /** The range around all of them; undefined for a text that is no such mask. */
      readonly around: Range | undefined;
    }
  | {
      /** An address that says nothing, or nothing yet. */
      readonly kind: "unknown";
      /** As it is written; empty where nothing is. */
      readonly text: string;
    }
);

/** The names that mean addresses without being in a book (Juniper: security policies, match source-address). */
const EVERYTHING: Readonly<Record<string, readonly MeantAddress[]>> = {
  any: [meantPrefix("0.0.0.0/0", "any-ipv4"), meantPrefix("::/0", "any-ipv6")],
  "any-ipv4": [meantPrefix("0.0.0.0/0", "any-ipv4")],
  "any-ipv6": [meantPrefix("::/0", "any-ipv6")],
};

/** A book with the words that lead to it. */
interface Book {
  readonly node: ConfigNode;
  readonly path: string;
}

/**
 * The address books of a configuration in force. A zone sees its own book or the one attached to it, and then the global one;
 * NAT, which has no zone where it names addresses, sees the global one alone (Juniper: address books and address sets).
 */
export class AddressBooks {
  private readonly usable = new Map<string, ReadonlySet<string>>();
  private readonly meant = new Map<string, readonly MeantAddress[] | undefined>();

  constructor(private readonly root: ConfigNode) {}

  /** Every name that a zone can use. */
  names(zone: string): ReadonlySet<string> {
    return this.named(`zone ${zone}`, () => this.seenBy(zone), Object.keys(EVERYTHING));
  }

  /** Every name that any zone can use. */
  everyName(): ReadonlySet<string> {
    const books = (): Book[] => [
      ...this.shared(),
      ...this.root.names("security zones security-zone").flatMap((zone) => this.ownOf(zone)),
    ];
    return this.named("every zone", books, Object.keys(EVERYTHING));
  }

  /** What the global book has, which is all that NAT can name. */
  globalNames(): ReadonlySet<string> {
    return this.named("global", () => this.seenBy(undefined), []);
  }

  /**
   * What a name means to a zone; without a zone, what the global book says. One that holds nothing is an empty list.
   * @returns undefined when no book that the zone sees has the name.
   */
  meaning(name: string, zone?: string): readonly MeantAddress[] | undefined {
    const key = `${zone ?? ""} ${name}`;
    if (!this.meant.has(key)) this.meant.set(key, this.look(name, zone));
    return this.meant.get(key);
  }

  private look(name: string, zone: string | undefined): readonly MeantAddress[] | undefined {
    const everything = EVERYTHING[name];
    if (everything !== undefined) return everything;
    for (const book of this.seenBy(zone)) {
      const found = inBook(book, name, new Set());
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private seenBy(zone: string | undefined): readonly Book[] {
    const shared = this.shared();
    return [
      ...shared.filter(({ node }) => zone !== undefined && isAttached(node, zone)),
      ...(zone === undefined ? [] : this.ownOf(zone)),
      ...shared.filter(({ node }) => node.name === "global"),
    ];
  }

  private named(
    key: string,
    books: () => readonly Book[],
    more: readonly string[],
  ): ReadonlySet<string> {
    let names = this.usable.get(key);
    if (names === undefined) {
      const own = books().flatMap(({ node }) => [
        ...node.names("address"),
        ...node.names("address-set"),
      ]);
      this.usable.set(key, (names = new Set([...more, ...own])));
    }
    return names;
  }

  private shared(): readonly Book[] {
    return this.root
      .entries("security address-book")
      .map((node) => ({ node, path: `security address-book ${node.name}` }));
  }

  private ownOf(zone: string): readonly Book[] {
    const path = ["security", "zones", "security-zone", zone, "address-book"];
    const node = this.root.get(path);
    return node === undefined ? [] : [{ node, path: path.join(" ") }];
  }
}

/** A zone that is known later may be any. */
function isAttached(book: ConfigNode, zone: string): boolean {
  return book.names("attach zone").some((each) => each === zone || hasPlaceholder(each));
}

/** A set's members are of its own book. One that holds itself ends there. */
function inBook(
  book: Book,
  name: string,
  around: ReadonlySet<string>,
): readonly MeantAddress[] | undefined {
  const address = book.node.get(["address", name]);
  if (address !== undefined) return [meantAddress(address, `${book.path} address ${name}`)];
  const set = book.node.get(["address-set", name]);
  if (set === undefined) return undefined;
  if (around.has(name)) return [];
  const inside = new Set([...around, name]);
  return [...set.names("address"), ...set.names("address-set")].flatMap(
    (member) =>
      inBook(book, member, inside) ?? [
        {
          kind: "unknown",
          text: member,
          statement: `${book.path} address-set ${name} address ${member}`,
        },
      ],
  );
}

function meantAddress(address: ConfigNode, statement: string): MeantAddress {
  const prefix = address.text();
  if (prefix !== undefined) return meantPrefix(prefix, statement);
  for (const kind of ["range-address", "address-range"]) {
    const [low] = address.entries(kind);
    if (low !== undefined) return meantRange(low.name, low.text("to") ?? low.name, statement);
  }
  const [host] = address.names("dns-name");
  if (host !== undefined) return { kind: "dns-name", host, statement };
  const [mask] = address.names("wildcard-address");
  if (mask !== undefined)
    return { kind: "wildcard", text: mask, around: rangeAroundWildcard(mask), statement };
  return { kind: "unknown", text: "", statement };
}

function meantPrefix(text: string, statement: string): MeantAddress {
  const prefix = parsePrefix(text);
  if (prefix === undefined) return { kind: "unknown", text, statement };
  const { family, first, last } = prefix;
  return { kind: "range", range: { family, first, last }, statement };
}

function meantRange(low: string, high: string, statement: string): MeantAddress {
  const [first, last] = [parsePrefix(low), parsePrefix(high)];
  return first === undefined || last === undefined
    ? { kind: "unknown", text: `${low} to ${high}`, statement }
    : { kind: "range", range: rangeBetween(low, high), statement };
}
