// Addresses that no host has behind a router: multicast, broadcast, loopback and link-local (RFC 6890).
import { contains } from "../net";

const NO_HOSTS = [
  "224.0.0.0/4",
  "240.0.0.0/4",
  "127.0.0.0/8",
  "0.0.0.0/8",
  "169.254.0.0/16",
  "ff00::/8",
  "fe80::/10",
  "::1/128",
];

/** The range without hosts that an address or a prefix is in; undefined where there may be some. */
export const rangeWithoutHosts = (prefix: string): string | undefined =>
  NO_HOSTS.find((each) => contains(each, prefix));
