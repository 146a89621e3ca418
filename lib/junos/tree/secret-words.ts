// Which words outside the schema are secrets: by the word before them, or by the form that Junos stores secrets in.

const INTRODUCES =
  /^(.*[-_])?(password|passwd|secret|passphrase|shared-key|privacy-key|authentication-key|auth[-_]key|admin-key|ascii-text|hexadecimal)$|-password-value$|^key$/;
const STORED = /^\$(9|8|6|5|1|sha1)\$/;

/** Whether the last of some words is a secret. */
export function endsInSecret(words: readonly string[]): boolean {
  const last = words.at(-1);
  if (last === undefined || words.length < 2) return false;
  return STORED.test(last) || (INTRODUCES.test(words.at(-2) ?? "") && !INTRODUCES.test(last));
}
