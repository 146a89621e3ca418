// Whose device is it? A host key is given or recorded once, and from then on nothing else is accepted.

import { createHash } from "node:crypto";
import { type Connection, portOf } from "./connection";
import { HostKeyError } from "./errors";
import { entriesFor } from "./known-hosts";

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

/** All that is pinned for one device. */
export interface Pinned {
  readonly keys: readonly PinnedKey[];
  /** Fingerprints of keys that must never be accepted. */
  readonly revoked: readonly string[];
}

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/;

/** Reads `ssh-ed25519 AAAA…`, optionally with a comment, or `SHA256:…`. */
export function parseHostKey(text: string): PinnedKey {
  const trimmed = text.trim();
  if (FINGERPRINT.test(trimmed)) return { fingerprint: trimmed.replace(/=$/, "") };
  const [type, base64] = trimmed.split(/\s+/);
  const key = Buffer.from(base64 ?? "", "base64");
  if (type === undefined || key.length < 16 || keyType(key) !== type) {
    throw new HostKeyError(
      `"${trimmed.slice(0, 60)}" is not a host key. Give the line that ssh-keyscan prints ("ssh-ed25519 AAAA…", with or ` +
        `without the host before it), the text of a known_hosts file, or a fingerprint ("SHA256:…").`,
    );
  }
  return { fingerprint: fingerprint(key), type };
}

const isKey = (line: string): boolean => {
  try {
    return parseHostKey(line).fingerprint !== "";
  } catch {
    return false;
  }
};

/**
 * What is pinned for a connection: one key or fingerprint, or the lines of a known_hosts file that are about its host.
 *
 * @throws HostKeyError when the text is neither, or says nothing about the host
 */
export function pinnedFor(
  connection: Pick<Connection, "host" | "port" | "hostKey">,
): Pinned | undefined {
  const { host, hostKey } = connection;
  if (hostKey === undefined) return undefined;
  const lines = hostKey.split("\n").filter((line) => !/^\s*(?:#|$)/.test(line));
  const [only] = lines;
  if (
    only !== undefined &&
    lines.length === 1 &&
    (isKey(only) || only.trim().split(/\s+/).length < 3)
  )
    return { keys: [parseHostKey(only)], revoked: [] };
  const entries = lines.flatMap((line) =>
    isKey(line) ? [{ key: line, isRevoked: false }] : entriesFor(line, host, portOf(connection)),
  );
  const keys = entries.filter(({ isRevoked }) => !isRevoked).map(({ key }) => parseHostKey(key));
  if (keys.length === 0) {
    throw new HostKeyError(
      `hostKey has ${lines.length} lines of a known_hosts file, and none of them gives a key for ${host}, port ` +
        `${portOf(connection)}. Add what "ssh-keyscan -p ${portOf(connection)} ${host}" prints, once compared with the device.`,
    );
  }
  const revoked = entries.filter(({ isRevoked }) => isRevoked);
  return { keys, revoked: revoked.map(({ key }) => parseHostKey(key).fingerprint) };
}

/** The host key algorithms to offer, so that a device with several keys shows a pinned one. */
export function algorithmsFor(pinned: Pinned | undefined): string[] | undefined {
  const types = pinned?.keys.map(({ type }) => type) ?? [];
  const known = types.filter((type) => type !== undefined);
  if (known.length === 0 || known.length < types.length) return undefined;
  return [...new Set(known)].flatMap((type) =>
    // One RSA key serves three signature algorithms.
    type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type],
  );
}
