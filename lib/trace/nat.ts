// What NAT rules make of a packet, in Junos's order: static and destination NAT before the route, static and source NAT after the policy.
import {
  AddressBooks,
  Applications,
  type ConfigNode,
  type ConfigTree,
  destinationPool,
  holdsTraffic,
  protocolNumber,
  staticTranslations,
} from "../junos";
import { contains, hostOf, movedTo } from "../net";
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
        const destination = firstOf(staticTranslations(rule), ({ outside, inside }) =>
          movedTo(packet.destination, outside, inside),
        );
        if (destination === undefined) continue;
        if (!this.matches(rule, packet, ["source-address"])) continue;
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
        const source = firstOf(staticTranslations(rule), ({ outside, inside }) =>
          movedTo(packet.source, inside, outside),
        );
        if (source === undefined) continue;
        return told(["static", set, rule], { ...packet, source }, [packet.source, source]);
      }
    }
    return undefined;
  }

  private destination(packet: TracedPacket, from: Side): Translated | undefined {
    for (const set of this.sets("destination", (each) => contextRank(each, "from", from))) {
      for (const rule of set.entries("rule")) {
        if (!this.matches(rule, packet, ["source-address", "destination-address"])) continue;
        const pool = destinationPool(this.tree, rule);
        if (pool === undefined) return undefined;
        const destination = hostOf(pool.address);
        const { port } = pool;
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
      protocols.length === 0 || protocols.some((name) => protocolNumber(name) === packet.protocol);
    return isPort && isApplication && isProtocol;
  }
}

/** The first answer that there is. */
function firstOf<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Answer | undefined,
): Answer | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
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
