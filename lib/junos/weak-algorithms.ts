// Algorithms that Junos still takes and nobody should ask for any more, and why.

/** By Junos's word for the algorithm. */
export const WEAK_ALGORITHMS: Readonly<Record<string, string>> = {
  "des-cbc": "DES can be broken by trying all keys",
  "3des-cbc": "3DES has 64-bit blocks (CVE-2016-2183)",
  md5: "MD5 is broken",
  "hmac-md5-96": "MD5 is broken",
  sha1: "SHA-1 is broken for signatures and retired by NIST",
  "hmac-sha1-96": "SHA-1 is broken for signatures and retired by NIST",
  group1: "a 768-bit group is within reach of an attacker (RFC 8247)",
  group2: "a 1024-bit group is within reach of a state (RFC 8247)",
  group5: "a 1536-bit group is no longer recommended (RFC 8247)",
  group24: "group 24 is discouraged (RFC 8247)",
};
