// The public key that devices are reached with: which text is one, and what to say of a text that isn't. A private key is never shown.
import type { Mistake } from "../diagnostics";

/** Kinds of key, each with the property of Junos's configuration that takes it. */
export const KEY_STATEMENTS: Readonly<Record<string, "sshEd25519" | "sshRsa" | "sshEcdsa">> = {
  "ssh-ed25519": "sshEd25519",
  "ssh-rsa": "sshRsa",
  "ecdsa-sha2-nistp256": "sshEcdsa",
  "ecdsa-sha2-nistp384": "sshEcdsa",
  "ecdsa-sha2-nistp521": "sshEcdsa",
};

/** What a program was supplied with for want of its configuration, when nobody knows the value. */
const isSupplied = (key: string): boolean => /^⟨[^⟨⟩]*⟩$/.test(key);

/**
 * The property that takes a key; for one that nobody knows any.
 * @throws RangeError for a public key that Junos has no statement for
 */
export function keyStatementOf(key: string): string {
  const type = isSupplied(key) ? "ssh-ed25519" : (key.trim().split(/\s+/)[0] ?? "");
  const property = KEY_STATEMENTS[type];
  if (property !== undefined) return property;
  throw new RangeError(
    `the management public key is of a kind that Junos has no statement for: found type "${type}"; allowed: ${Object.keys(KEY_STATEMENTS).join(", ")}; fix: give the .pub file's line of such a key`,
  );
}

/**
 * What is wrong with a public key that is known.
 * @param options.forEc2 whether EC2 is given it too, which takes RSA and ED25519 (API reference, ImportKeyPair)
 */
export function publicKeyMistake(
  key: unknown,
  { forEc2 }: { readonly forEc2: boolean },
): Mistake | undefined {
  const wrong = (found: string): Mistake => ({
    rule: "public-key",
    what: "management.publicKey is not a public key that a vSRX accepts",
    found,
    allowed: `one line in OpenSSH form, of the kinds ${Object.keys(KEY_STATEMENTS).join(", ")}`,
    fix: "give the text of the .pub file that belongs to management.privateKey",
  });
  if (typeof key !== "string") return wrong(`a value of type ${typeof key}`);
  if (isSupplied(key)) return undefined;
  if (/PRIVATE KEY|^PuTTY-User-Key-File/.test(key)) return wrong("a private key");
  const [kind = "", body = "", ...comment] = key.trim().split(/[ \t]+/);
  if (!Object.hasOwn(KEY_STATEMENTS, kind)) {
    return wrong(
      /^[a-z0-9@.-]{1,40}$/.test(kind) && body !== ""
        ? `a key of kind "${kind}"`
        : "a text of another form",
    );
  }
  if (/[\r\n]/.test(key.trim())) return wrong("several lines");
  if (/["\\]/.test(comment.join(" "))) return wrong("a quote or backslash in its comment");
  if (forEc2 && kind.startsWith("ecdsa-")) {
    return {
      ...wrong(`a key of kind "${kind}", which EC2 does not take for a key pair`),
      allowed: "ssh-ed25519 or ssh-rsa; any kind with keyName, a key pair that is there",
      fix: "give an ED25519 key, or management.keyName",
    };
  }
  return isBodyOf(body, kind) ? undefined : wrong(`a key of kind "${kind}" whose body is not one`);
}

/** The body of a key begins with its kind's length and name, in base64. */
function isBodyOf(body: string, kind: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return false;
  const bytes = Buffer.from(body, "base64");
  return (
    bytes.length >= 4 + kind.length &&
    bytes.subarray(4, 4 + kind.length).toString("latin1") === kind
  );
}
