// Another management key, the same one in every run: a program is previewed and brought up by processes of their own.
import { createPrivateKey, createPublicKey } from "node:crypto";

const SEED = Buffer.alloc(32, "next");

const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** RFC 8410: what stands before the 32 bytes of a private key in DER. */
const PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const pair = createPrivateKey({
  key: Buffer.concat([PREFIX, SEED]),
  format: "der",
  type: "pkcs8",
});
const point = createPublicKey(pair).export({ format: "der", type: "spki" }).subarray(-32);
const blob = Buffer.concat([text("ssh-ed25519"), text(point)]);

/** OpenSSH's own form (PROTOCOL.key), without a passphrase. */
const secret = Buffer.concat([
  Buffer.alloc(8),
  blob,
  text(Buffer.concat([SEED, point])),
  text("next"),
]);
const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, index) => index + 1));
const file = Buffer.concat([
  Buffer.from("openssh-key-v1\0"),
  text("none"),
  text("none"),
  text(""),
  Buffer.from([0, 0, 0, 1]),
  text(blob),
  text(Buffer.concat([secret, padding])),
]);

export const nextKey = {
  publicKey: `ssh-ed25519 ${blob.toString("base64")} next`,
  privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${file.toString("base64")}\n-----END OPENSSH PRIVATE KEY-----\n`,
};
