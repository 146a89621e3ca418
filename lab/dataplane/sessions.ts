// Sessions of the forwarding plane, as the kernel's connection tracking lists them.

import type { FlowSession, FlowWing } from "./types";

/** Where the kernel lists what it tracks in a namespace. */
export const TRACKED = "/proc/net/nf_conntrack";

/**
 * Reads the kernel's list. Sessions of another zone are those of an earlier generation, which nobody sees any more.
 *
 * @param zone - the zone whose sessions count
 */
export function sessionsIn(text: string, zone: number): readonly FlowSession[] {
  return text.split("\n").flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [, , protocol, , timeout] = words;
    if (protocol === undefined || Number(valueOf(words, "zone")) !== zone) return [];
    const second = words.findLastIndex((word) => word.startsWith("src="));
    const [incoming, outgoing] = [wing(words.slice(0, second)), wing(words.slice(second))];
    if (incoming === undefined || outgoing === undefined) return [];
    return [
      {
        id: numberOf(`${protocol} ${JSON.stringify({ ...incoming, packets: 0, bytes: 0 })}`),
        protocol: protocol === "icmpv6" ? "icmp6" : protocol,
        // What has no time left to be counted is shown with a state in its place.
        timeoutSeconds: Number(timeout) || 0,
        incoming,
        outgoing,
      },
    ];
  });
}

const valueOf = (words: readonly string[], key: string): string | undefined =>
  words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);

function wing(words: readonly string[]): FlowWing | undefined {
  const [source, destination] = [valueOf(words, "src"), valueOf(words, "dst")];
  if (source === undefined || destination === undefined) return undefined;
  const port = (key: string): number => Number(valueOf(words, key) ?? 0);
  // Junos shows the number of an echo in place of a port.
  const id = valueOf(words, "id");
  return {
    source,
    destination,
    sourcePort: id === undefined ? port("sport") : Number(id),
    destinationPort: id === undefined ? port("dport") : Number(id),
    packets: port("packets"),
    bytes: port("bytes"),
  };
}

/** A number for a session that stays the same as long as it lives: the kernel's list has none. */
function numberOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 0x7fff_ffff;
  return hash + 1;
}
