// What a VPN statement says that it carries: traffic selectors, or a proxy identity, or everything.
import { networkOf } from "../../net";
import type { ConfigNode } from "../tree/node";

/** What one end protects, and what it reaches at the other. */
export interface Pair {
  /** Prefix behind the device. */
  readonly local: string;
  /** Prefix behind its peer. */
  readonly remote: string;
}

const EVERYTHING = "any";

/** The pairs of a VPN statement; one of everything where it names none. */
export function pairsOf(vpn: ConfigNode): readonly Pair[] {
  const selectors = vpn.entries("traffic-selector").flatMap((selector) => {
    const terms = selector.entries("term");
    return [selector, ...terms].flatMap((node): readonly Pair[] => {
      const [local, remote] = [node.text("local-ip"), node.text("remote-ip")];
      return local === undefined || remote === undefined ? [] : [{ local, remote }];
    });
  });
  if (selectors.length > 0) return selectors;
  const proxy = (word: string): string => vpn.text(["ike", "proxy-identity", word]) ?? EVERYTHING;
  return [{ local: proxy("local"), remote: proxy("remote") }];
}

/** A prefix in one spelling; everything of IPv4 is the same as nothing said. */
export function networksOf(prefix: string): string {
  return prefix === "0.0.0.0/0" ? EVERYTHING : networkOf(prefix);
}
