// Addresses and prefixes of both families as ranges of numbers, and the words that nftables has for them.

export type Family = "inet" | "inet6";

/** All addresses from first to last. */
export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS: Readonly<Record<Family, number>> = { inet: 32, inet6: 128 };

export function familyOf(text: string): Family {
  return text.includes(":") ? "inet6" : "inet";
}

/** An address as a number. */
export function numberOf(address: string): bigint {
  if (familyOf(address) === "inet") {
    return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  }
  const [head = "", tail] = address.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array<string>(Math.max(0, zeros)).fill("0"), ...after];
  return all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** A number as an address. */
export function addressOf(number: bigint, family: Family): string {
  const [size, width] = family === "inet" ? [4, 8n] : [8, 16n];
  const parts = Array.from({ length: size }, (_, index) => {
    const part = (number >> (BigInt(size - 1 - index) * width)) & ((1n << width) - 1n);
    return part.toString(family === "inet" ? 10 : 16);
  });
  return parts.join(family === "inet" ? "." : ":");
}

/** `10.1.1.7/24` → every address of 10.1.1.0/24; without a length the one address. */
export function rangeOf(prefix: string): Range {
  const [address = "", length] = prefix.split("/");
  const family = familyOf(address);
  const free = BigInt(BITS[family] - Number(length ?? BITS[family]));
  const first = (numberOf(address) >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

/** From one address to another. */
export function rangeBetween(low: string, high: string): Range {
  const first = rangeOf(low).first;
  return { family: familyOf(low), first, last: rangeOf(high).last };
}

export function contains(range: Range, address: string): boolean {
  const number = numberOf(address);
  return range.family === familyOf(address) && range.first <= number && number <= range.last;
}

export function isEverything(range: Range): boolean {
  return range.first === 0n && range.last === (1n << BigInt(BITS[range.family])) - 1n;
}

/** `10.1.1.7/24` → `10.1.1.0/24`. */
export function networkOf(prefix: string): string {
  const range = rangeOf(prefix);
  const length = prefix.split("/")[1] ?? String(BITS[range.family]);
  return `${addressOf(range.first, range.family)}/${length}`;
}

/** A range as nftables writes it. */
export function rangeText({ family, first, last }: Range): string {
  const low = addressOf(first, family);
  return first === last ? low : `${low}-${addressOf(last, family)}`;
}

/** Ranges of one family without overlaps, in order: nftables refuses a set whose elements overlap. */
export function merged(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const out: Range[] = [];
  for (const range of sorted) {
    const before = out.at(-1);
    if (before !== undefined && range.first <= before.last + 1n) {
      const last = range.last > before.last ? range.last : before.last;
      out[out.length - 1] = { ...before, last };
    } else out.push(range);
  }
  return out;
}

/** What nftables compares a packet's address with. */
export function matchText(
  side: "saddr" | "daddr",
  family: Family,
  ranges: readonly Range[],
  excluded = false,
): string {
  const own = merged(ranges.filter((range) => range.family === family));
  const [only] = own;
  if (only !== undefined && isEverything(only)) return "";
  const words = own.map(rangeText);
  const set = words.length === 1 ? (words[0] ?? "") : `{ ${words.join(", ")} }`;
  return `${family === "inet" ? "ip" : "ip6"} ${side} ${excluded ? "!= " : ""}${set}`;
}
