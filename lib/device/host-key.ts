// Whose device is it? A host key is given or recorded once, and from then on nothing else is accepted.

import { createHash } from "node:crypto";
import { HostKeyError } from "./errors";

/** The fingerprint as OpenSSH prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/** The key's type, which is its first field. */
function keyType(key: Buffer): string {
  if (key.length < 4) return "";
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString("latin1");
}

/** The key in the form of a known_hosts file, without the host. */
export function formatHostKey(key: Buffer): string {
  return `${keyType(key)} ${key.toString("base64")}`;
}

/** A pinned key: the whole key, or its fingerprint only. */
export interface PinnedKey {
  readonly fingerprint: string;
  /** The key's type, when it is known: then only this type is asked for. */
  readonly type?: string;
}

/** Reads `ssh-ed25519 AAAA…`, optionally with a comment, or `SHA256:…`. */
export function parseHostKey(text: string): PinnedKey {
  const trimmed = text.trim();
  if (/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(trimmed))
    return { fingerprint: trimmed.replace(/=$/, "") };
  const [type, base64] = trimmed.split(/\s+/);
  const key = Buffer.from(base64 ?? "", "base64");
  if (type === undefined || key.length < 16 || keyType(key) !== type) {
    throw new HostKeyError(
      `"${trimmed.slice(0, 60)}" is no host key. Give the line that ssh-keyscan prints without the host ` +
        `("ssh-ed25519 AAAA…"), or a fingerprint ("SHA256:…").`,
    );
  }
  return { fingerprint: fingerprint(key), type };
}

/** The host key algorithms to offer, so that a device with several keys shows the pinned one. */
export function algorithmsFor(pinned: PinnedKey | undefined): string[] | undefined {
  if (pinned?.type === undefined) return undefined;
  // One RSA key serves three signature algorithms.
  if (pinned.type === "ssh-rsa") return ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"];
  return [pinned.type];
}
