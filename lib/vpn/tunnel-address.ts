// Addresses of tunnel interfaces, each for itself and the two against each other.
import type { Mistake } from "../diagnostics";
import { BITS, contains, hostOf, parsePrefix } from "../net";

/** What is wrong with one address. */
function addressMistake(address: string, gateway: string): Mistake | undefined {
  const wrong = (found: string, fix: string): Mistake => ({
    rule: "tunnel-address",
    what: `the tunnel interface of ${gateway} has no usable address`,
    found,
    allowed: "an address of a host with its length, such as 10.1.100.1/24",
    fix,
  });
  const prefix = parsePrefix(address);
  if (prefix === undefined) return wrong(`"${address}"`, "write an address with its length");
  if (!address.includes("/"))
    return wrong(address, `write ${address}/30, or the length of its network`);
  const full = BITS[prefix.family];
  const host = parsePrefix(hostOf(address))?.first;
  if (prefix.family === "inet6" || prefix.length >= full - 1) return undefined;
  if (host === prefix.first)
    return wrong(`${address}, the network's own address`, "take another address of it");
  if (host === prefix.last)
    return wrong(`${address}, the broadcast address`, "take another address of it");
  return undefined;
}

interface End {
  readonly gateway: { readonly name: string };
  readonly tunnelAddress?: string;
}

/** What is wrong with the two ends' addresses, where they have any. */
export function tunnelAddressMistakes(initiator: End, responder: End): readonly Mistake[] {
  const own = [initiator, responder].flatMap(({ gateway, tunnelAddress }) =>
    tunnelAddress === undefined ? [] : (addressMistake(tunnelAddress, gateway.name) ?? []),
  );
  const [a, b] = [initiator.tunnelAddress, responder.tunnelAddress];
  if (own.length > 0 || (a === undefined && b === undefined)) return own;
  const both = (
    rule: Mistake["rule"],
    what: string,
    severity: "error" | "warning" = "error",
  ): readonly Mistake[] => [
    {
      rule,
      severity,
      what,
      found: `${a ?? "none"} and ${b ?? "none"}`,
      allowed: "two addresses of one network, with one length",
      fix: "change tunnelAddress at one end",
    },
  ];
  if (a === undefined || b === undefined) {
    return both(
      "tunnel-address-alone",
      "one tunnel interface has an address, and the other none: nothing answers at the far end",
      "warning",
    );
  }
  if (hostOf(a) === hostOf(b))
    return both("tunnel-address-twice", "both tunnel interfaces have one address");
  if (!contains(a, hostOf(b)) || !contains(b, hostOf(a))) {
    return both(
      "tunnel-addresses-apart",
      "the tunnel interfaces' addresses are not in one network",
    );
  }
  if (parsePrefix(a)?.length !== parsePrefix(b)?.length) {
    return both("tunnel-lengths", "the tunnel interfaces' networks have different lengths");
  }
  return [];
}
