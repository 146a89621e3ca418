// Applications on the way to packets: what nftables compares, and a word where a packet's header doesn't tell.

import type { Applications, MeantTraffic, Ports } from "../../lib/junos";
import type { Family } from "../../lib/net";

/** One alternative of an application. */
export interface Term {
  /** Conditions of nftables; empty: everything. */
  readonly match: string;
  /** The only family that it can be of. */
  readonly family?: Family;
}

/** The protocols that nftables has words of its own for. */
const WORDS: Readonly<Record<number, string>> = {
  1: "icmp",
  6: "tcp",
  17: "udp",
  58: "icmpv6",
  132: "sctp",
};

export class KnownApplications {
  constructor(
    private readonly applications: Applications,
    private readonly warn: (path: string, message: string) => void,
  ) {}

  /** The alternatives of an application or a set of them, as far as a packet's header tells them. */
  terms(name: string): readonly Term[] {
    const meaning = this.applications.meaning(name);
    if (meaning === undefined) {
      this.warn(
        `applications application ${name}`,
        `the lab does not know the application "${name}": it matches nothing`,
      );
      return [];
    }
    return meaning.flatMap((traffic) => {
      if (traffic.beyond === undefined) return [termOf(traffic)];
      this.warn(
        traffic.statement,
        `the lab cannot tell such traffic (${traffic.beyond}): it matches nothing`,
      );
      return [];
    });
  }
}

function termOf(traffic: MeantTraffic): Term {
  const { protocol, family, sourcePort, destinationPort, icmpType, icmpCode } = traffic;
  if (protocol === undefined) return { match: "" };
  const word = WORDS[protocol] ?? "";
  const conditions = [
    sourcePort === undefined ? "" : `${word} sport ${portText(sourcePort)}`,
    destinationPort === undefined ? "" : `${word} dport ${portText(destinationPort)}`,
    icmpType === undefined ? "" : `${word} type ${icmpType}`,
    icmpCode === undefined ? "" : `${word} code ${icmpCode}`,
  ].filter((condition) => condition !== "");
  const match = conditions.length > 0 ? conditions.join(" ") : `meta l4proto ${protocol}`;
  return { match, ...(family !== undefined && { family }) };
}

const portText = ({ first, last }: Ports): string =>
  first === last ? String(first) : `${first}-${last}`;
