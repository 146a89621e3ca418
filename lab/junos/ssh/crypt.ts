// Passwords as the configuration keeps them: SHA-512 and SHA-256 in the crypt form.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

interface Method {
  readonly hash: string;
  readonly size: number;
  /** Which three bytes of the digest make four letters, in order; missing ones are zero. */
  readonly order: readonly (readonly number[])[];
}

const SHA512: Method = {
  hash: "sha512",
  size: 64,
  order: [
    ...Array.from({ length: 21 }, (_, index) => {
      const three = [index, index + 21, index + 42];
      const turn = index % 3;
      return [...three.slice(turn), ...three.slice(0, turn)];
    }),
    [63],
  ],
};

const SHA256: Method = {
  hash: "sha256",
  size: 32,
  order: [
    ...Array.from({ length: 10 }, (_, index) => {
      const three = [index, index + 10, index + 20];
      const turn = (3 - (index % 3)) % 3;
      return [...three.slice(turn), ...three.slice(0, turn)];
    }),
    [31, 30],
  ],
};

const ROUNDS = 5000;

/** Whether the password is the one that was kept. */
export function verifyPassword(password: string, kept: string): boolean {
  const parts = /^\$([56])\$(?:rounds=(\d+)\$)?([^$]{0,16})[^$]*\$(.+)$/.exec(kept);
  if (parts === null) return false;
  const [, kind, rounds, salt = "", digest = ""] = parts;
  const method = kind === "6" ? SHA512 : SHA256;
  const computed = crypt(
    method,
    Buffer.from(password),
    Buffer.from(salt),
    rounds === undefined ? ROUNDS : Number(rounds),
  );
  const a = Buffer.from(computed);
  const b = Buffer.from(digest);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A password as it is kept: hashed, with a salt of its own. */
export function hashPassword(password: string): string {
  const salt = [...randomBytes(8)].map((byte) => ALPHABET[byte % 64] ?? "").join("");
  return `$6$${salt}$${crypt(SHA512, Buffer.from(password), Buffer.from(salt), ROUNDS)}`;
}

function digestOf(method: Method, ...parts: readonly Buffer[]): Buffer {
  const hash = createHash(method.hash);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** As many bytes as wanted, by repeating. */
function stretch(bytes: Buffer, length: number): Buffer {
  const out = Buffer.alloc(length);
  for (let at = 0; at < length; at += bytes.length)
    bytes.copy(out, at, 0, Math.min(bytes.length, length - at));
  return out;
}

function crypt(method: Method, key: Buffer, salt: Buffer, wanted: number): string {
  const rounds = Math.min(999_999_999, Math.max(1000, wanted));
  const b = digestOf(method, key, salt, key);
  const first: Buffer[] = [key, salt, stretch(b, key.length)];
  for (let bits = key.length; bits > 0; bits >>= 1) first.push((bits & 1) === 1 ? b : key);
  let a = digestOf(method, ...first);
  const dp = digestOf(method, ...Array.from({ length: key.length }, () => key));
  const p = stretch(dp, key.length);
  const ds = digestOf(method, ...Array.from({ length: 16 + (a[0] ?? 0) }, () => salt));
  const s = stretch(ds, salt.length);
  for (let round = 0; round < rounds; round += 1) {
    const parts: Buffer[] = [round % 2 === 1 ? p : a];
    if (round % 3 !== 0) parts.push(s);
    if (round % 7 !== 0) parts.push(p);
    parts.push(round % 2 === 1 ? a : p);
    a = digestOf(method, ...parts);
  }
  return method.order.map((group) => letters(a, group)).join("");
}

function letters(digest: Buffer, group: readonly number[]): string {
  let value = group.reduce((sum, index) => sum * 256 + (digest[index] ?? 0), 0);
  const count = group.length === 3 ? 4 : group.length === 2 ? 3 : 2;
  let out = "";
  for (let index = 0; index < count; index += 1) {
    out += ALPHABET[value % 64] ?? "";
    value = Math.floor(value / 64);
  }
  return out;
}
