// Lines of OpenSSH's known_hosts file: which of them are about a host. The format is that of sshd(8).

import { createHmac } from "node:crypto";

/** A key that a line gives for a host. */
export interface KnownHost {
  /** `ssh-ed25519 AAAA…` */
  readonly key: string;
  readonly isRevoked: boolean;
}

/** What a line says about a host: nothing, or its key. A certificate authority is no key of a device. */
export function entriesFor(line: string, host: string, port: number): KnownHost[] {
  const words = line.trim().split(/\s+/);
  const marker = words[0]?.startsWith("@") === true ? words.shift() : undefined;
  const [patterns = "", type = "", base64 = ""] = words;
  if (marker === "@cert-authority" || base64 === "") return [];
  const name = (port === 22 ? host : `[${host}]:${port}`).toLowerCase();
  if (!isAbout(patterns, name)) return [];
  return [{ key: `${type} ${base64}`, isRevoked: marker === "@revoked" }];
}

function isAbout(patterns: string, name: string): boolean {
  if (patterns.startsWith("|1|")) return isHashOf(patterns, name);
  const all = patterns.toLowerCase().split(",");
  const isExcluded = all.some((each) => each.startsWith("!") && glob(each.slice(1)).test(name));
  return !isExcluded && all.some((each) => !each.startsWith("!") && glob(each).test(name));
}

/** `|1|salt|hash`: the host's name, keyed with the salt. */
function isHashOf(hashed: string, name: string): boolean {
  const [, , salt = "", hash = ""] = hashed.split("|");
  const made = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64");
  return made === hash;
}

/** `*` stands for any letters, `?` for one. */
function glob(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
