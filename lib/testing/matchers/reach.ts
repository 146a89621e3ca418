// A matcher for what gets through: a packet followed through the configurations of all devices of a stack.
import { ConfigTree, fillPlaceholders, placeholdersIn, protocolNumber } from "../../junos";
import { addressAt, addressOf, isHost, parsePrefix } from "../../net";
import { CLIENT_PORT, type Trace, traceLines, Tracer } from "../../trace";
import { checkedResult, type SynthResult } from "../result";
import type { Verdict } from "./verdict";

/** What is sent, and how it has to get there. */
export interface Reach {
  /** Name or number of the protocol. @default "tcp" */
  readonly protocol?: string | number;
  /** Destination port of TCP and UDP, 0 to 65535. @default 443 */
  readonly port?: number;
  /** Through a tunnel (true), or through none (false). @default either */
  readonly encrypted?: boolean;
}

/** Protocols that have ports. */
const WITH_PORTS: readonly number[] = [6, 17];

export const reachMatchers = {
  /** A host gets an answer from another one. */
  toReach(given: SynthResult, from: string, to: string, wanted: Reach = {}): Verdict {
    const trace = followed(checkedResult(given), from, to, wanted);
    const { encrypted, protocol = "tcp", port = 443 } = wanted;
    const passes = trace.verdict === "passes";
    const pass = passes && (encrypted === undefined || trace.isEncrypted === encrypted);
    const way = encrypted === undefined ? "" : ` through ${encrypted ? "a" : "no"} tunnel`;
    return {
      pass,
      message: () =>
        [
          `${from} should ${pass ? "not " : ""}reach ${to} by ${protocol} port ${port}${way}, but`,
          ...traceLines(trace).map((line) => `  ${line}`),
        ].join("\n"),
    };
  },
};

function followed({ devices }: SynthResult, from: string, to: string, wanted: Reach): Trace {
  const { protocol = "tcp", port = 443 } = wanted;
  const number = protocolNumber(String(protocol));
  if (number === undefined) {
    throw new TypeError(
      `toReach: unknown protocol: found "${protocol}"; allowed: a name such as tcp, or a number`,
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`toReach: wrong port: found ${port}; allowed: 0 to 65535`);
  const standIns = new StandIns();
  const known = Object.entries(devices).map(([name, { tree }]) => ({
    name,
    tree: standIns.in(tree),
  }));
  return new Tracer(known).trace({
    source: hostIn(from),
    destination: hostIn(to),
    protocol: number,
    ...(WITH_PORTS.includes(number) ? { sourcePort: CLIENT_PORT, destinationPort: port } : {}),
  });
}

/** The host, or the last one of a network: gateways and AWS's own addresses are the first. */
function hostIn(text: string): string {
  if (isHost(text)) return text;
  const prefix = parsePrefix(text);
  if (prefix === undefined) {
    throw new TypeError(
      `toReach: no address: found "${text}"; allowed: an address of a host, or a prefix such as 10.1.11.0/24`,
    );
  }
  const broadcast = prefix.family === "inet" && prefix.last - prefix.first > 1n ? 1n : 0n;
  return addressOf(prefix.last - broadcast, prefix.family);
}

/** A range for documentation (RFC 5737, TEST-NET-3). */
const DOCUMENTATION = "203.0.113.0/24";

/** Addresses for those that are known only later, alike on all devices; keys, too, need only be alike. */
class StandIns {
  private readonly values: Record<string, string> = {};

  in(tree: ConfigTree): ConfigTree {
    const text = tree.toSet().join("\n");
    for (const name of placeholdersIn(text))
      this.values[name] ??= addressAt(DOCUMENTATION, Object.keys(this.values).length % 256);
    return ConfigTree.fromSet(fillPlaceholders(text, this.values));
  }
}
