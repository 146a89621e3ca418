// The networks that devices may be managed from: what a security group's rules can say, and never everybody.
import type { Mistake } from "../diagnostics";
import { hasPlaceholder } from "../junos";
import { hostPrefix, isHost, parsePrefix } from "../net";

/** As prefixes, each once: one address is its own, and each prefix becomes one rule. */
export function managementPrefixes(from: string | readonly string[]): readonly string[] {
  const list = typeof from === "string" ? [from] : from;
  return [...new Set(list.map((each) => (isHost(each) ? hostPrefix(each) : each)))];
}

const ALLOWED = "IPv4 prefixes of your own networks";
const FIX = "name the networks you manage from, such as 198.51.100.0/24";

/** What is wrong with them. */
export function managementMistakes(prefixes: readonly string[]): readonly Mistake[] {
  const wrong = (found: string, fix = FIX): Mistake => ({
    rule: "management-from",
    what: "management.from is nothing that a security group's rule can say",
    found,
    allowed: ALLOWED,
    fix,
  });
  if (prefixes.length === 0)
    return [wrong("an empty list: nobody could reach the devices, not this program either")];
  const known = prefixes.filter((each) => !hasPlaceholder(each));
  const own = known.flatMap((each): readonly Mistake[] => {
    const prefix = parsePrefix(each);
    if (prefix === undefined) return [wrong(`"${each}"`)];
    if (prefix.family === "inet6") return [wrong(`${each}, which is IPv6`)];
    const whole = `${prefix.network}/${prefix.length}`;
    if (parsePrefix(prefix.address)?.first !== prefix.first)
      return [wrong(`${each}, with bits set beyond its length`, `write ${whole}`)];
    return [];
  });
  // Halves of everything are everything too.
  const addresses = known
    .flatMap((each) => parsePrefix(each) ?? [])
    .filter(({ family }) => family === "inet")
    .reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
  if (addresses < 1n << 31n) return own;
  return [
    ...own,
    {
      rule: "management-open",
      what: "management must not be open to everyone",
      found: `management.from ${known.join(", ")}`,
      allowed: ALLOWED,
      fix: FIX,
    },
  ];
}
