// What nftables compares addresses with, written from ranges.
// Arithmetic on addresses, and what a name in a configuration stands for, have one answer and are shared with the library; what a
// device does with it is the lab's own.
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
