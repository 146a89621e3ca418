// Internet addresses and networks as numbers, for comparing them.
import { isIP } from "node:net";

/** A network, or one address with the length of its family. */
export interface Network {
  readonly family: 4 | 6;
  /** The address as written, host part and all. */
  readonly address: bigint;
  readonly length: number;
}

function number4(text: string): bigint {
  return text.split(".").reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

function number6(text: string): bigint {
  let source = text.replace(/%.*$/, "");
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (dotted) {
    const low = number4(dotted[2] ?? "");
    source = `${dotted[1] ?? ""}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const [head = "", tail] = source.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...middle, ...right].reduce(
    (sum, part) => (sum << 16n) + BigInt(`0x${part}`),
    0n,
  );
}

/** The address or network that a text says, or undefined when it says none. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const family = isIP(address);
  if (family !== 4 && family !== 6) return undefined;
  // A leading zero means octal to some and is refused by Junos.
  if (family === 4 && /(^|\.)0\d/.test(address)) return undefined;
  const whole = family === 4 ? 32 : 128;
  const digits = slash < 0 ? String(whole) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > whole) return undefined;
  return {
    family,
    address: family === 4 ? number4(address) : number6(address),
    length: Number(digits),
  };
}

const shift = (network: Network, length: number): bigint =>
  network.address >> BigInt((network.family === 4 ? 32 : 128) - length);

/** Whether one network lies within another. */
export function contains(outer: Network, inner: Network): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    shift(outer, outer.length) === shift(inner, outer.length)
  );
}

/** Whether two networks share addresses. */
export const overlaps = (a: Network, b: Network): boolean => contains(a, b) || contains(b, a);

/** Whether bits of the host part are set. */
export function hasHostBits(network: Network): boolean {
  const bits = BigInt((network.family === 4 ? 32 : 128) - network.length);
  return (network.address & ((1n << bits) - 1n)) !== 0n;
}
