// What boxes older than 15.1X49, and some locked-down ones, offer and nothing better: allowed for one device by its setting.

/** Key exchange with SHA-1, and ciphers in CBC mode. What is weaker still (group 1, RC4, MD5) is never spoken. */
export const OLD_ALGORITHMS = {
  kex: ["diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1"],
  cipher: ["aes256-cbc", "aes192-cbc", "aes128-cbc", "3des-cbc"],
} as const;
