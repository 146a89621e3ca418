// Algorithms in Junos's words, in strongSwan's.

const CIPHER: Readonly<Record<string, string>> = {
  "des-cbc": "des",
  "3des-cbc": "3des",
  "aes-128-cbc": "aes128",
  "aes-192-cbc": "aes192",
  "aes-256-cbc": "aes256",
  "aes-128-gcm": "aes128gcm16",
  "aes-192-gcm": "aes192gcm16",
  "aes-256-gcm": "aes256gcm16",
  "chacha20-poly1305": "chacha20poly1305",
};

const INTEGRITY: Readonly<Record<string, string>> = {
  md5: "md5",
  sha1: "sha1",
  "sha-256": "sha256",
  "sha-384": "sha384",
  "sha-512": "sha512",
  "hmac-md5-96": "md5",
  "hmac-sha1-96": "sha1",
  "hmac-sha-256-128": "sha256",
  "hmac-sha-256-96": "sha256_96",
  "hmac-sha-384": "sha384",
  "hmac-sha-512": "sha512",
};

const GROUP: Readonly<Record<string, string>> = {
  group1: "modp768",
  group2: "modp1024",
  group5: "modp1536",
  group14: "modp2048",
  group15: "modp3072",
  group16: "modp4096",
  group19: "ecp256",
  group20: "ecp384",
  group21: "ecp521",
  group24: "modp2048s256",
};

/** The pseudo-random function that goes with a group, for suites whose cipher brings its own integrity. */
const PRF: Readonly<Record<string, string>> = {
  group20: "prfsha384",
  group21: "prfsha512",
};

export interface Algorithms {
  readonly cipher?: string;
  readonly integrity?: string;
  readonly group?: string;
}

function known(table: Readonly<Record<string, string>>, word: string): string {
  const found = table[word];
  if (found === undefined) throw new RangeError(`the lab does not support the algorithm "${word}"`);
  return found;
}

/** `aes-256-gcm`, group20 → `aes256gcm16-prfsha384-ecp384`. */
export function ikeProposal({
  cipher = "3des-cbc",
  integrity,
  group = "group2",
}: Algorithms): string {
  const middle =
    integrity === undefined ? (PRF[group] ?? "prfsha256") : known(INTEGRITY, integrity);
  return [known(CIPHER, cipher), middle, known(GROUP, group)].join("-");
}

/** `3des-cbc`, `hmac-sha1-96`, group2 → `3des-sha1-modp1024`. Without a cipher ESP only authenticates. */
export function espProposal({ cipher, integrity, group }: Algorithms): string {
  return [
    cipher === undefined ? "null" : known(CIPHER, cipher),
    ...(integrity === undefined ? [] : [known(INTEGRITY, integrity)]),
    ...(group === undefined ? [] : [known(GROUP, group)]),
  ].join("-");
}

/** Junos's ready-made IKE proposals, by the name of the set. */
export const IKE_SETS: Readonly<Record<string, readonly Algorithms[]>> = {
  basic: [
    { cipher: "des-cbc", integrity: "sha1", group: "group2" },
    { cipher: "des-cbc", integrity: "md5", group: "group2" },
  ],
  compatible: [
    { cipher: "3des-cbc", integrity: "sha1", group: "group2" },
    { cipher: "3des-cbc", integrity: "md5", group: "group2" },
    { cipher: "des-cbc", integrity: "sha1", group: "group2" },
    { cipher: "des-cbc", integrity: "md5", group: "group2" },
  ],
  standard: [
    { cipher: "3des-cbc", integrity: "sha1", group: "group2" },
    { cipher: "aes-128-cbc", integrity: "sha1", group: "group2" },
  ],
};

/** Junos's ready-made IPsec proposals, by the name of the set. */
export const ESP_SETS: Readonly<Record<string, readonly Algorithms[]>> = {
  basic: [
    { cipher: "des-cbc", integrity: "hmac-sha1-96" },
    { cipher: "des-cbc", integrity: "hmac-md5-96" },
  ],
  compatible: [
    { cipher: "3des-cbc", integrity: "hmac-sha1-96" },
    { cipher: "3des-cbc", integrity: "hmac-md5-96" },
    { cipher: "des-cbc", integrity: "hmac-sha1-96" },
    { cipher: "des-cbc", integrity: "hmac-md5-96" },
  ],
  standard: [
    { cipher: "3des-cbc", integrity: "hmac-sha1-96" },
    { cipher: "aes-128-cbc", integrity: "hmac-sha1-96" },
  ],
};
