// Which words of a configuration are secrets when no model says so: by the word before them, or by the form they are stored in.

/** Words of Junos that a secret follows, and words that other vendors and releases use for the same. */
const INTRODUCES =
  /^(?:[\w-]*[-_])?(?:password|passwd|secret|passphrase|ascii-text|hexadecimal|token|psk|cak|preshared|shared-key|pre-shared-key|privacy-key|private-key|authentication-key|auth[-_]key|admin-key|api-key|client-key|encryption-key|password-value)$|^key$|^key-phrase$/;

/** How secrets begin that Junos has stored: `$9$` and `$8$` can be undone, the others are hashes. */
export const STORED_FORM = String.raw`\$(?:9|8|6|5|1|sha1|2[aby])\$`;
const STORED = new RegExp(`^${STORED_FORM}`);

/** A URL with a password in it. */
const CREDENTIALS = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:]{0,256}:([^\s/@]{1,1024})@/i;

/** Whether a secret follows this word. */
export const introducesSecret = (word: string): boolean =>
  word.length <= 64 && INTRODUCES.test(word);

/** Whether the word itself is a secret, wherever it stands: scrambled, hashed, or a URL with a password. */
export const looksSecret = (word: string): boolean => STORED.test(word) || CREDENTIALS.test(word);

/** Whether the last of some words is a secret. */
export function endsInSecret(words: readonly string[]): boolean {
  const last = words.at(-1);
  if (last === undefined || words.length < 2) return false;
  return looksSecret(last) || (introducesSecret(words.at(-2) ?? "") && !introducesSecret(last));
}
