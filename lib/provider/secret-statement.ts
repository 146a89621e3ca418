// Which statements hold secrets: asked of the schema, with a guess for what is outside it.

import { ConfigTree, statementKey } from "../junos";

const SUSPICIOUS =
  /^(?:ascii-text|hexadecimal|secret|passphrase|authentication-key|key-phrase|[\w-]*password)$/;

/** Answers so far: the same statements are asked for several times in one run. */
const known = new Map<string, boolean>();
const MAX_KNOWN = 100_000;

/** True when the value that follows these words must never be shown. */
export function isSecretStatement(path: readonly string[]): boolean {
  if (SUSPICIOUS.test(path.at(-1) ?? "")) return true;
  const key = statementKey({ path });
  let answer = known.get(key);
  if (answer === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    answer = askSchema(key);
    known.set(key, answer);
  }
  return answer;
}

function askSchema(key: string): boolean {
  try {
    const tree = new ConfigTree();
    tree.applySet([`set ${key} x`]);
    return tree.statements().some(({ secret }) => secret);
  } catch {
    return false;
  }
}
