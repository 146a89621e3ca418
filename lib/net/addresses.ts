// IP arithmetic on text as people and devices write it: addresses, prefixes and ranges of both families, with no state.
import { Address4, Address6 } from "ip-address";

/** The family of an address: IPv4 is `inet`, IPv6 is `inet6`. */
export type Family = "inet" | "inet6";

/** The bits of an address in each family. */
export const BITS: Readonly<Record<Family, number>> = { inet: 32, inet6: 128 };

/** All addresses from first to last. */
export interface Range {
  /** IPv4 or IPv6: numbers of the two say nothing to each other. */
  readonly family: Family;
  /** The lowest address, as a number. */
  readonly first: bigint;
  /** The highest address, as a number. */
  readonly last: bigint;
}

/** A prefix such as `10.1.0.0/16`, or a host inside one such as `10.1.0.1/24`. */
export interface Prefix extends Range {
  /** The host part as written, without the length. */
  readonly address: string;
  /** The host part as a number. */
  readonly value: bigint;
  readonly length: number;
  /** The network's first address in canonical text (RFC 5952), without the length. */
  readonly network: string;
}

const SHAPE = /^[0-9A-Fa-f.:]+(?:\/\d+)?$/;

function parsed(text: string): Address4 | Address6 | undefined {
  // The library tells what is no address by exceptions, which cost more than all the rest.
  if (!SHAPE.test(text)) return undefined;
  try {
    return text.includes(":") ? new Address6(text) : new Address4(text);
  } catch {
    return undefined;
  }
}

/** The same few texts are asked for again and again; forgotten when there are too many. */
const known = new Map<string, Prefix | undefined>();
const KNOWN_LIMIT = 100_000;

/** The prefix in `text`, or undefined when it is not one. A text without a length is a single host. */
export function parsePrefix(text: string): Prefix | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= KNOWN_LIMIT) known.clear();
  const prefix = read(text);
  known.set(text, prefix);
  return prefix;
}

function read(text: string): Prefix | undefined {
  const address = parsed(text);
  if (address === undefined) return undefined;
  const family = address instanceof Address4 ? "inet" : "inet6";
  const value = address.bigInt();
  const length = address.subnetMask;
  const hostBits = (1n << BigInt(BITS[family] - length)) - 1n;
  const last = value | hostBits;
  const first = last ^ hostBits;
  const network = value === first ? address.correctForm() : addressOf(first, family);
  return { family, address: hostOf(text), value, length, network, first, last };
}

/** True for a plain host address, without a prefix length. */
export function isHost(text: string): boolean {
  return !text.includes("/") && parsePrefix(text) !== undefined;
}

/** The host part of `10.1.1.1/24`. */
export function hostOf(text: string): string {
  return text.split("/")[0] ?? text;
}

/** Whether two texts name one host, whatever length they have and however they are written; false when one is no address. */
export function sameHost(a: string, b: string): boolean {
  const [left, right] = [parsePrefix(a), parsePrefix(b)];
  return left !== undefined && left.family === right?.family && left.value === right.value;
}

/** The length in `10.1.1.1/24`, or the family's full length when there is none. */
export function lengthOf(text: string): number {
  return parsePrefix(text)?.length ?? BITS.inet;
}

/** `10.1.1.7/20` → `255.255.240.0`: the netmask of an IPv4 prefix, in dotted form. */
export function netmaskOf(prefix: string): string {
  const ones = [0, 8, 16, 24].map((first) => Math.min(8, Math.max(0, lengthOf(prefix) - first)));
  return ones.map((count) => 256 - 2 ** (8 - count)).join(".");
}

/** `10.1.1.7/24` → `10.1.1.0/24`. */
export function networkOf(text: string): string {
  const prefix = parsePrefix(text);
  return prefix === undefined ? text : `${prefix.network}/${prefix.length}`;
}

/** One host as a prefix: `/32`, or `/128` for IPv6. A text that is not an address (one known later) is taken for IPv4. */
export function hostPrefix(address: string): string {
  return `${address}/${BITS[familyOf(address)]}`;
}

/** The family of an address or prefix. A text that is neither is taken for IPv4, such as a placeholder. */
export function familyOf(text: string): Family {
  return parsePrefix(text)?.family ?? "inet";
}

const asRange = (given: string | Range): Range | undefined =>
  typeof given === "string" ? parsePrefix(given) : given;

/** Whether two prefixes or ranges share an address; false when one is not an address. */
export function overlaps(a: string | Range, b: string | Range): boolean {
  const [left, right] = [asRange(a), asRange(b)];
  if (left === undefined || right === undefined) return false;
  return left.family === right.family && left.first <= right.last && right.first <= left.last;
}

/** True when every address of `inner` lies in `outer`. */
export function contains(outer: string | Range, inner: string | Range): boolean {
  const [o, i] = [asRange(outer), asRange(inner)];
  if (o === undefined || i === undefined) return false;
  return o.family === i.family && o.first <= i.first && i.last <= o.last;
}

/** Whether bits of the host part are set. */
export const hasHostBits = (prefix: Prefix): boolean => prefix.value !== prefix.first;

/** The one address that a prefix was written with, as a prefix of full length. */
export function hostPrefixOf(prefix: Prefix): Prefix {
  return prefixOf(addressOf(prefix.value, prefix.family));
}

function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new RangeError(`not an IP address or prefix: "${text}"`);
  return prefix;
}

/** An address as a number. @throws RangeError when the text is not an address */
export const numberOf = (address: string): bigint => prefixOf(address).value;

/** The canonical text of an address (IPv6: RFC 5952). */
export function addressOf(number: bigint, family: Family): string {
  return family === "inet"
    ? Address4.fromBigInt(number).correctForm()
    : Address6.fromBigInt(number).correctForm();
}

/** `10.1.1.7/24` → every address of 10.1.1.0/24; without a length the one address. @throws RangeError when the text is neither */
export function rangeOf(text: string): Range {
  const { family, first, last } = prefixOf(text);
  return { family, first, last };
}

/** From one address to another. @throws RangeError when one is not an address */
export function rangeBetween(low: string, high: string): Range {
  const { family, first } = rangeOf(low);
  return { family, first, last: rangeOf(high).last };
}

/** Whether an address is the first or the last of its network, which no host of IPv4 may have where there are others. */
export const isEdge = ({ value, first, last }: Prefix): boolean =>
  value === first || value === last;

/** From the lowest to the highest address of IPv4 that `10.0.0.1/255.0.0.255` matches, a mask with holes; undefined for another text. */
export function rangeAroundWildcard(text: string): Range | undefined {
  const [address = "", mask = "", more] = text.split("/");
  const [given, fixed] = [parsePrefix(address), parsePrefix(mask)];
  if (given?.family !== "inet" || fixed?.family !== "inet" || more !== undefined) return undefined;
  const first = given.value & fixed.value;
  const free = fixed.value ^ ((1n << BigInt(BITS.inet)) - 1n);
  return { family: "inet", first, last: first | free };
}

/** Whether a range or prefix is all of its family; false when a text is not a prefix. */
export function isEverything(given: string | Range): boolean {
  const range = asRange(given);
  if (range === undefined) return false;
  return range.first === 0n && range.last === (1n << BigInt(BITS[range.family])) - 1n;
}

/** An address of one prefix at the same place in another; undefined when one of the three is not an address, or it lies outside. */
export function movedTo(address: string, from: string, to: string): string | undefined {
  const [own, here, there] = [parsePrefix(address), parsePrefix(from), parsePrefix(to)];
  if (own === undefined || here === undefined || there === undefined) return undefined;
  if (!contains(here, own)) return undefined;
  return addressOf(there.first + own.first - here.first, there.family);
}

/** Every wider prefix around one, the narrowest first. */
export function* supernetsOf(text: string): Iterable<string> {
  const prefix = parsePrefix(text);
  if (prefix === undefined) return;
  const { family, first, length } = prefix;
  for (let wider = length - 1; wider >= 0; wider--) {
    const bits = BigInt(BITS[family] - wider);
    yield `${addressOf((first >> bits) << bits, family)}/${wider}`;
  }
}

/** `10.1.1.0-10.1.1.255`; one address stands alone. */
export function rangeText({ family, first, last }: Range): string {
  const low = addressOf(first, family);
  return first === last ? low : `${low}-${addressOf(last, family)}`;
}

/** Ranges of one family in order, joined where they overlap or touch. */
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

/** The fewest prefixes that hold exactly the addresses of a range. */
export function prefixesOf({ family, first, last }: Range): readonly string[] {
  const out: string[] = [];
  for (let at = first; at <= last;) {
    let free = 0;
    // Grow while the block still begins at `at` and does not reach beyond the last address.
    while (
      free < BITS[family] &&
      at % (1n << BigInt(free + 1)) === 0n &&
      at + (1n << BigInt(free + 1)) - 1n <= last
    )
      free++;
    out.push(`${addressOf(at, family)}/${BITS[family] - free}`);
    at += 1n << BigInt(free);
  }
  return out;
}

/** The `index`th address of a network, counted from its first. @throws RangeError when there is none */
export function addressAt(cidr: string, index: number | bigint): string {
  const prefix = prefixOf(cidr);
  const value = prefix.first + BigInt(index);
  if (value > prefix.last) throw new RangeError(`${cidr} has no address number ${index}`);
  return addressOf(value, prefix.family);
}

/** A network's first usable address; in AWS the subnet's router. A network of one address has no other. */
export function firstHost(cidr: string): string {
  const prefix = prefixOf(cidr);
  return addressAt(cidr, prefix.first === prefix.last ? 0 : 1);
}
