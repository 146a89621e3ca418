// What NAT rules make of a packet, in Junos's order: static and destination NAT before the route, static and source NAT after the policy.
import {
  AddressBooks,
  Applications,
  type ConfigNode,
  type ConfigTree,
  holdsTraffic,
} from "../junos";
import { addressOf, contains, hostOf, parsePrefix } from "../net";
import type { TracedPacket } from "./packet";

/** Where a packet came in, or goes out. */
export interface Side {
  /** `ge-0/0/0.0`; undefined for the device itself. */
  readonly logical: string | undefined;
  readonly zone: string;
}

/** What a rule did. */
export interface Translated {
  readonly packet: TracedPacket;
  readonly statement: string;
  readonly text: string;
}

/** More exact contexts first (Juniper: NAT rule sets): interface, then zone, then routing instance. */
const CONTEXTS = ["interface", "zone", "routing-instance"] as const;

/** The default instance's name. */
const DEFAULT_INSTANCE = "default";

function contextRank(set: ConfigNode, word: "from" | "to", { logical, zone }: Side): number {
  return CONTEXTS.findIndex((kind) => {
    const names = set.names(`${word} ${kind}`);
    if (kind === "interface") return logical !== undefined && names.includes(logical);
    return names.includes(kind === "zone" ? zone : DEFAULT_INSTANCE);
  });
}

export class NatTable {
  private readonly books: AddressBooks;
  private readonly applications: Applications;

  constructor(private readonly tree: ConfigTree) {
    this.books = new AddressBooks(tree.root);
    this.applications = new Applications(tree.root);
  }

  /** What is sent to a translated address goes to the one behind it. */
  inward(packet: TracedPacket, from: Side): Translated | undefined {
    return this.staticInward(packet, from) ?? this.destination(packet, from);
  }

  /** What comes from behind gets another source. */
  outward(
    packet: TracedPacket,
    from: Side,
    to: Side,
    address: (logical: string) => string | undefined,
  ): Translated | undefined {
    return this.staticOutward(packet, to) ?? this.source(packet, from, to, address);
  }

  private sets(kind: string, rank: (set: ConfigNode) => number): readonly ConfigNode[] {
    return this.tree.root
      .entries(`security nat ${kind} rule-set`)
      .map((set) => ({ set, rank: rank(set) }))
      .filter((each) => each.rank >= 0)
      .sort((a, b) => a.rank - b.rank)
      .map(({ set }) => set);
  }

  private staticInward(packet: TracedPacket, from: Side): Translated | undefined {
    for (const set of this.sets("static", (each) => contextRank(each, "from", from))) {
      for (const rule of set.entries("rule")) {
        const pair = staticPair(rule);
        if (pair === undefined || !contains(pair.outside, packet.destination)) continue;
        if (!this.matches(rule, packet, ["source-address"])) continue;
        const destination = moved(packet.destination, pair.outside, pair.inside);
        return told(["static", set, rule], { ...packet, destination }, [
          packet.destination,
          destination,
        ]);
      }
    }
    return undefined;
  }

  /** Both ways: what leaves towards the place where the rule stands shows the outer address. */
  private staticOutward(packet: TracedPacket, to: Side): Translated | undefined {
    for (const set of this.sets("static", (each) => contextRank(each, "from", to))) {
      for (const rule of set.entries("rule")) {
        const pair = staticPair(rule);
        if (pair === undefined || !contains(pair.inside, packet.source)) continue;
        const source = moved(packet.source, pair.inside, pair.outside);
        return told(["static", set, rule], { ...packet, source }, [packet.source, source]);
      }
    }
    return undefined;
  }

  private destination(packet: TracedPacket, from: Side): Translated | undefined {
    for (const set of this.sets("destination", (each) => contextRank(each, "from", from))) {
      for (const rule of set.entries("rule")) {
        if (!this.matches(rule, packet, ["source-address", "destination-address"])) continue;
        const name = rule.text("then destination-nat pool");
        if (name === undefined) return undefined;
        const pool = this.tree.get(["security", "nat", "destination", "pool", name]);
        const address = pool?.text("address") ?? pool?.names("address")[0];
        if (address === undefined) return undefined;
        const destination = hostOf(address);
        const port = pool?.text("address port") ?? pool?.text("port");
        const changed = {
          ...packet,
          destination,
          ...(port === undefined ? {} : { destinationPort: Number(port) }),
        };
        return told(["destination", set, rule], changed, [packet.destination, destination]);
      }
    }
    return undefined;
  }

  private source(
    packet: TracedPacket,
    from: Side,
    to: Side,
    address: (logical: string) => string | undefined,
  ): Translated | undefined {
    const rank = (set: ConfigNode): number => {
      const [first, second] = [contextRank(set, "from", from), contextRank(set, "to", to)];
      return first < 0 || second < 0 ? -1 : first + second;
    };
    for (const set of this.sets("source", rank)) {
      for (const rule of set.entries("rule")) {
        if (!this.matches(rule, packet, ["source-address", "destination-address"])) continue;
        if (rule.has("then source-nat off")) return undefined;
        const name =
          rule.text("then source-nat pool pool-name") ?? rule.text("then source-nat pool");
        const pool =
          name === undefined
            ? undefined
            : this.tree.get(["security", "nat", "source", "pool", name]);
        const shown =
          pool === undefined
            ? to.logical === undefined
              ? undefined
              : address(to.logical)
            : pool.names("address")[0];
        if (shown === undefined) return undefined;
        const source = hostOf(shown);
        return told(["source", set, rule], { ...packet, source }, [packet.source, source]);
      }
    }
    return undefined;
  }

  /** Conditions of a rule; what isn't said is anything. */
  private matches(
    rule: ConfigNode,
    packet: TracedPacket,
    words: readonly ("source-address" | "destination-address")[],
  ): boolean {
    const addresses = words.every((word) => {
      const address = word === "source-address" ? packet.source : packet.destination;
      const one = rule.text(`match ${word}`);
      const prefixes = one === undefined ? rule.names(`match ${word}`) : [one];
      const names = rule.names(`match ${word}-name`);
      if (prefixes.length + names.length === 0) return true;
      return (
        prefixes.some((prefix) => contains(prefix, address)) ||
        names.some((name) =>
          (this.books.meaning(name) ?? []).some(
            (each) => each.kind === "range" && contains(each.range, address),
          ),
        )
      );
    });
    return addresses && this.isTraffic(rule, packet);
  }

  private isTraffic(rule: ConfigNode, packet: TracedPacket): boolean {
    const protocols = rule.names("match protocol");
    const named = rule.names("match application");
    const port = packet.destinationPort;
    const ports = rule.entries("match destination-port");
    const isPort =
      ports.length === 0 ||
      (port !== undefined &&
        ports.some((each) => {
          const low = Number(each.name);
          return low <= port && port <= Number(each.text("to") ?? each.text("to high") ?? low);
        }));
    const own = {
      statement: "the packet",
      protocol: packet.protocol,
      ...(port === undefined ? {} : { destinationPort: { first: port, last: port } }),
    };
    const isApplication =
      named.length === 0 ||
      named.some((name) =>
        (this.applications.meaning(name) ?? []).some((each) => holdsTraffic(each, own)),
      );
    const isProtocol =
      protocols.length === 0 ||
      protocols.some(
        (name) => name === String(packet.protocol) || NUMBERS[name] === packet.protocol,
      );
    return isPort && isApplication && isProtocol;
  }
}

const NUMBERS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, esp: 50 };

function staticPair(
  rule: ConfigNode,
): { readonly outside: string; readonly inside: string } | undefined {
  const outside =
    rule.text("match destination-address") ?? rule.names("match destination-address")[0];
  const inside = rule.text("then static-nat prefix") ?? rule.names("then static-nat prefix")[0];
  return outside === undefined || inside === undefined ? undefined : { outside, inside };
}

/** The same place in the other prefix. */
function moved(address: string, from: string, to: string): string {
  const [own, here, there] = [parsePrefix(address), parsePrefix(from), parsePrefix(to)];
  if (own === undefined || here === undefined || there === undefined) return address;
  return addressOf(there.first + own.value - here.first, there.family);
}

const told = (
  [kind, set, rule]: readonly [string, ConfigNode, ConfigNode],
  packet: TracedPacket,
  [before, after]: readonly [string, string],
): Translated => ({
  packet,
  statement: `security nat ${kind} rule-set ${set.name} rule ${rule.name}`,
  text: `${kind} NAT: ${before} becomes ${after}`,
});
