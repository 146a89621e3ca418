// Ed25519 key pairs in OpenSSH form.
import { utils } from "ssh2";

export interface KeyPair {
  readonly private: string;
  readonly public: string;
}

/**
 * A new ed25519 key pair.
 * @param comment what stands behind the public key
 */
export function newKeyPair(comment?: string): KeyPair {
  // Now and then ssh2 makes a private key that it cannot read itself (one whose first byte is zero).
  for (;;) {
    const pair = utils.generateKeyPairSync("ed25519", comment === undefined ? {} : { comment });
    if (!(utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}
