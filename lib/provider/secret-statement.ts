// Which statements hold secrets: asked of the schema, with a guess for what is outside it.

import { ConfigTree } from "../junos/index";

const SUSPICIOUS =
  /^(?:ascii-text|hexadecimal|secret|passphrase|authentication-key|key-phrase|[\w-]*password)$/;

/** True when the value that follows these words must never be shown. */
export function isSecretStatement(path: readonly string[]): boolean {
  if (SUSPICIOUS.test(path.at(-1) ?? "")) return true;
  try {
    const tree = new ConfigTree();
    tree.applySet([`set ${path.map((word) => JSON.stringify(word)).join(" ")} "x"`]);
    return tree.statements().some(({ secret }) => secret);
  } catch {
    return false;
  }
}
