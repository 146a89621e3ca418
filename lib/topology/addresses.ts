// IP arithmetic on the text a person wrote: IPv4 and IPv6 prefixes and hosts, with no state.
import { Address4, Address6 } from "ip-address";

/** A prefix such as `10.1.0.0/16`, or a host inside one such as `10.1.0.1/24`. */
export interface Prefix {
  readonly family: 4 | 6;
  /** The host part as written, without the length. */
  readonly address: string;
  readonly length: number;
  /** The network's first address, without the length. */
  readonly network: string;
  readonly first: bigint;
  readonly last: bigint;
}

const SHAPE = /^[0-9A-Fa-f.:]+(?:\/\d+)?$/;

function parsed(text: string): Address4 | Address6 | undefined {
  // The library tells what is no address by exceptions, which cost more than all the rest.
  if (!SHAPE.test(text)) return undefined;
  const Family = text.includes(":") ? Address6 : Address4;
  return Family.isValid(text) ? new Family(text) : undefined;
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
  return {
    family: address instanceof Address4 ? 4 : 6,
    address: address.addressMinusSuffix ?? text,
    length: address.subnetMask,
    network: address.startAddress().correctForm(),
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
  };
}

/** True for a plain host address, without a prefix length. */
export function isHost(text: string): boolean {
  return !text.includes("/") && parsePrefix(text) !== undefined;
}

/** The host part of `10.1.1.1/24`. */
export function hostOf(text: string): string {
  return text.split("/")[0] ?? text;
}

/** The length in `10.1.1.1/24`, or the family's full length when there is none. */
export function lengthOf(text: string): number {
  return parsePrefix(text)?.length ?? 32;
}

/** `10.1.1.7/24` → `10.1.1.0/24`. */
export function networkOf(text: string): string {
  const prefix = parsePrefix(text);
  return prefix === undefined ? text : `${prefix.network}/${prefix.length}`;
}

/** One host as a prefix: `/32`, or `/128` for IPv6. A text that is not an address (one known later) is taken for IPv4. */
export function hostPrefix(address: string): string {
  return `${address}/${parsePrefix(address)?.family === 6 ? 128 : 32}`;
}

export function overlaps(a: string, b: string): boolean {
  const [left, right] = [parsePrefix(a), parsePrefix(b)];
  return (
    left !== undefined &&
    right !== undefined &&
    left.family === right.family &&
    left.first <= right.last &&
    right.first <= left.last
  );
}

/** True when every address of `inner` lies in `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [o, i] = [parsePrefix(outer), parsePrefix(inner)];
  return (
    o !== undefined &&
    i !== undefined &&
    o.family === i.family &&
    o.first <= i.first &&
    i.last <= o.last
  );
}

/** The `index`th address of a network, counted from its first. */
export function addressAt(cidr: string, index: number | bigint): string {
  const prefix = parsePrefix(cidr);
  if (prefix === undefined) throw new RangeError(`not an address prefix: "${cidr}"`);
  const value = prefix.first + BigInt(index);
  if (value > prefix.last) throw new RangeError(`${cidr} has no address number ${index}`);
  return prefix.family === 4
    ? Address4.fromBigInt(value).correctForm()
    : Address6.fromBigInt(value).correctForm();
}
