// Identifiers in EC2's form: a prefix and seventeen hexadecimal digits.

import { randomBytes } from "node:crypto";

/** The account of whoever does not say that it is another one. */
export const ACCOUNT_ID = "123456789012";

/** A new identifier such as `vpc-0a1b2c3d4e5f60718`. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString("hex")}`;
}

/** A new unicast, locally administered hardware address. */
export function newMac(): string {
  const bytes = randomBytes(6);
  bytes[0] = 0x02;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

/** What a key pair is held by: its name is the provider's id of it, in each region of each account by itself. */
export const keyPairKey = (ownerId: string, region: string, name: string): string =>
  `${ownerId}/${region}/${name}`;
