// What nftables compares addresses with, written from ranges.
// The lab stands apart from the library in what it takes a configuration to mean; arithmetic on addresses has one answer and is shared.
import { type Family, isEverything, merged, type Range, rangeText } from "../../lib/net";

/** What nftables compares a packet's address with. */
export function matchText(
  side: "saddr" | "daddr",
  family: Family,
  ranges: readonly Range[],
  excluded = false,
): string {
  const own = merged(ranges.filter((range) => range.family === family));
  const [only] = own;
  if (only !== undefined && isEverything(only)) return "";
  const words = own.map(rangeText);
  const set = words.length === 1 ? (words[0] ?? "") : `{ ${words.join(", ")} }`;
  return `${family === "inet" ? "ip" : "ip6"} ${side} ${excluded ? "!= " : ""}${set}`;
}
