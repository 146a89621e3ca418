// Identifiers in EC2's form: a prefix and seventeen hexadecimal digits.

import { randomBytes } from "node:crypto";

/** The account that everything in the lab belongs to. */
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

/** The Amazon resource name of an EC2 object. */
export function ec2Arn(region: string, kind: string, id: string): string {
  return `arn:aws:ec2:${region}:${ACCOUNT_ID}:${kind}/${id}`;
}
