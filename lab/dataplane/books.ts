// Address books on the way to packets: what the configuration alone doesn't tell matches nothing here, and is told.

import { type AddressBooks, type MeantAddress } from "../../lib/junos";
import type { Range } from "../../lib/net";

const WHY: Readonly<Record<Exclude<MeantAddress["kind"], "range">, string>> = {
  "dns-name": "the lab does not resolve names of the DNS",
  wildcard: "the lab does not resolve wildcard masks",
  unknown: "it says no address",
};

export class KnownAddresses {
  constructor(
    private readonly books: AddressBooks,
    private readonly warn: (path: string, message: string) => void,
  ) {}

  /** The addresses behind a name, as far as they can be told; without a zone the global book says it. */
  ranges(name: string, zone?: string): readonly Range[] {
    const meaning = this.books.meaning(name, zone);
    if (meaning === undefined) {
      const where = zone === undefined ? "the global book has" : `zone ${zone} sees`;
      this.warn("security address-book", `${where} no address "${name}": it matches nothing`);
      return [];
    }
    return meaning.flatMap((each) => {
      if (each.kind === "range") return [each.range];
      this.warn(each.statement, `${WHY[each.kind]}: the address matches nothing`);
      return [];
    });
  }
}
