// Whether a password is the one that the configuration keeps as a hash: SHA-512 and SHA-256 as Unix has them.

import { createHash, timingSafeEqual } from "node:crypto";
import { decode9, is9 } from "../../../lib/junos/index";

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ROUNDS = 5000;

/** The order in which the digest's bytes are written, three to four letters. */
const ORDER_512 = Array.from({ length: 21 }, (_, i) => [i, i + 21, i + 42]).map((triple, i) =>
  rotate(triple, i % 3),
);
const ORDER_256 = Array.from({ length: 10 }, (_, i) => [i, i + 10, i + 20]).map((triple, i) =>
  rotate(triple, (3 - (i % 3)) % 3),
);

/** Compares a password with what is kept: a hash, or a secret that can be read. */
export function isPassword(kept: string, given: string): boolean {
  const kind = /^\$([56])\$/.exec(kept)?.[1];
  if (kind !== undefined) return same(crypt(kept, given, kind === "6" ? "sha512" : "sha256"), kept);
  if (is9(kept)) return same(decode9(kept), given);
  // Other hashes are not for us to open.
  return !kept.startsWith("$") && kept !== "" && same(kept, given);
}

function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Hashes with the salt and the number of rounds of a kept hash. */
function crypt(kept: string, given: string, hash: "sha512" | "sha256"): string {
  const [, prefix = "", roundsText, saltText = ""] =
    /^(\$[56]\$)(?:rounds=(\d+)\$)?([^$]{0,16})/.exec(kept) ?? [];
  const rounds =
    roundsText === undefined ? ROUNDS : Math.min(999_999, Math.max(1000, Number(roundsText)));
  const password = Buffer.from(given);
  const salt = Buffer.from(saltText);
  const digest = (...parts: readonly Buffer[]): Buffer => {
    const running = createHash(hash);
    for (const part of parts) running.update(part);
    return running.digest();
  };
  const b = digest(password, salt, password);
  const first: Buffer[] = [password, salt, fill(b, password.length)];
  for (let length = password.length; length > 0; length >>= 1) {
    first.push((length & 1) === 1 ? b : password);
  }
  let a = digest(...first);
  const p = fill(digest(...Array.from({ length: password.length }, () => password)), password.length);
  const s = fill(digest(...Array.from({ length: 16 + (a[0] ?? 0) }, () => salt)), salt.length);
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    const parts = [odd ? p : a];
    if (round % 3 !== 0) parts.push(s);
    if (round % 7 !== 0) parts.push(p);
    parts.push(odd ? a : p);
    a = digest(...parts);
  }
  const rounds_ = roundsText === undefined ? "" : `rounds=${rounds}$`;
  return `${prefix}${rounds_}${saltText}$${encode(a, hash)}`;
}

/** Repeats until it is that long. */
function fill(block: Buffer, length: number): Buffer {
  const out = Buffer.alloc(length);
  for (let at = 0; at < length; at += block.length) block.copy(out, at);
  return out;
}

function encode(digest: Buffer, hash: "sha512" | "sha256"): string {
  const at = (index: number): number => digest[index] ?? 0;
  const letters = (value: number, count: number): string =>
    Array.from({ length: count }, (_, i) => ALPHABET[(value >> (6 * i)) & 63]).join("");
  const triples = (hash === "sha512" ? ORDER_512 : ORDER_256)
    .map(([x = 0, y = 0, z = 0]) => letters((at(x) << 16) | (at(y) << 8) | at(z), 4))
    .join("");
  return (
    triples +
    (hash === "sha512" ? letters(at(63), 2) : letters((at(31) << 8) | at(30), 3))
  );
}

function rotate(triple: readonly number[], by: number): number[] {
  return [...triple.slice(by), ...triple.slice(0, by)];
}
