// The device's own SSH key: made at the first boot, the same ever after.

import { newKeyPair } from "../../../lib/key-pair";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { utils } from "ssh2";

/** The private key, in OpenSSH's form. */
export function hostKey(folder: string): string {
  const path = join(folder, "ssh_host_ed25519_key");
  try {
    return readFileSync(path, "utf8");
  } catch {
    const key = newKeyPair().private;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, key, { mode: 0o600 });
    return key;
  }
}

/** The public half as in a known_hosts file, without the host. */
export function publicHalf(privateKey: string): string {
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  return `${parsed.type} ${parsed.getPublicSSH().toString("base64")}`;
}
