// Address books: which addresses a name means, seen from a zone.

import { type Range, rangeBetween, rangeOf } from "../../lib/net";
import type { JunosConfig } from "../../lib/junos";
import { contents, entries } from "./lists";

/** The addresses that a name can mean without being in a book. */
const ANY: Readonly<Record<string, readonly Range[]>> = {
  any: [rangeOf("0.0.0.0/0"), rangeOf("::/0")],
  "any-ipv4": [rangeOf("0.0.0.0/0")],
  "any-ipv6": [rangeOf("::/0")],
};

type Book = Exclude<NonNullable<NonNullable<JunosConfig["security"]>["addressBook"]>[string], true>;
type Shelf = Pick<Book, "address" | "addressSet">;

const PREFIX = /^[\d.]+(\/\d+)?$|^[\da-f]*:[\da-f:.]*(\/\d+)?$/i;

export class AddressBooks {
  constructor(
    private readonly config: JunosConfig,
    private readonly warn: (path: string, message: string) => void,
  ) {}

  /** The ranges of a name; none when nothing that the lab can tell stands behind it. */
  ranges(name: string, zone?: string): readonly Range[] {
    const any = ANY[name];
    if (any !== undefined) return any;
    const shelves = this.shelvesOf(zone);
    return this.look(name, shelves, new Set()) ?? (PREFIX.test(name) ? [rangeOf(name)] : []);
  }

  /** The books that a zone sees, its own before the global one. */
  private shelvesOf(zone: string | undefined): readonly Shelf[] {
    const books = entries(this.config.security?.addressBook);
    const attached = books.filter(
      ([, { attach }]) => zone !== undefined && Object.hasOwn(attach?.zone ?? {}, zone),
    );
    const own = entries(this.config.security?.zones?.securityZone)
      .filter(([name]) => name === zone)
      .flatMap(([, { addressBook }]) => contents<Shelf>(addressBook) ?? []);
    const global = books.filter(([name]) => name === "global");
    return [...attached.map(([, book]) => book), ...own, ...global.map(([, book]) => book)];
  }

  private look(
    name: string,
    shelves: readonly Shelf[],
    seen: ReadonlySet<string>,
  ): readonly Range[] | undefined {
    if (seen.has(name)) return [];
    for (const shelf of shelves) {
      const address = contents(shelf.address?.[name]);
      if (address !== undefined) return this.addressRanges(name, address);
      const set = contents(shelf.addressSet?.[name]);
      if (set !== undefined) {
        const inside = new Set([...seen, name]);
        return [...Object.keys(set.address ?? {}), ...Object.keys(set.addressSet ?? {})].flatMap(
          (member) => this.look(member, [shelf], inside) ?? [],
        );
      }
    }
    return undefined;
  }

  private addressRanges(
    name: string,
    address: Exclude<NonNullable<Shelf["address"]>[string], true>,
  ): readonly Range[] {
    if (address.ipPrefix !== undefined) return [rangeOf(address.ipPrefix)];
    const spans = [...entries(address.rangeAddress), ...entries(address.addressRange)];
    if (spans.length > 0) return spans.map(([low, { to }]) => rangeBetween(low, to ?? low));
    const what = address.dnsName === undefined ? "wildcard masks" : "names of the DNS";
    this.warn(
      `security address-book address ${name}`,
      `the lab does not resolve ${what}: the address matches nothing`,
    );
    return [];
  }
}
