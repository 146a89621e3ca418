// IKE identities: the name under which an end proves that it holds the key.
import { isHost } from "../net";

/** Kinds of IKE identity, in Junos's words. */
export type IdentityType =
  "hostname" | "user-at-hostname" | "inet" | "inet6" | "distinguished-name" | "key-id";

/** An identity with its kind said, where its text alone would be taken for another kind. */
export interface Identity {
  /** Its kind. `inet` and `inet6` are IPv4 and IPv6 addresses. */
  readonly type: IdentityType;
  /** 1–255 characters of ASCII in the form of its kind; what is none is refused. */
  readonly value: string;
}

/**
 * An identity, or its text: `a@b.c` is a user at a host, an IP address is one, `CN=a, O=b` a distinguished name,
 * anything else a host name.
 */
export type IdentityLike = string | Identity;

export function identity(from: IdentityLike): Identity {
  if (typeof from !== "string") return from;
  if (isHost(from)) return { type: from.includes(":") ? "inet6" : "inet", value: from };
  if (/^[A-Za-z]+ *=/.test(from)) return { type: "distinguished-name", value: from };
  return { type: from.includes("@") ? "user-at-hostname" : "hostname", value: from };
}

export function sameIdentity(a: Identity, b: Identity): boolean {
  return a.type === b.type && a.value.toLowerCase() === b.value.toLowerCase();
}

/** The peer's identity, inside a gateway's `dynamic` statement. */
export function dynamicIdentity({ type, value }: Identity): object {
  switch (type) {
    case "hostname":
      return { hostname: value };
    case "user-at-hostname":
      return { userAtHostname: value };
    case "inet":
      return { inet: value };
    case "inet6":
      return { inet6: value };
    case "distinguished-name":
      return { distinguishedName: { wildcard: value } };
    case "key-id":
      return { generalIkeid: true };
  }
}
