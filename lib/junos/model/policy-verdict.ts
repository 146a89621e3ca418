// Which security policy decides about a packet: those between its two zones in order, then the global ones, then the default.
import { contains } from "../../net";
import type { ConfigNode } from "../tree/node";
import { AddressBooks } from "./address-books";
import { Applications } from "./applications";
import { holdsTraffic, type MeantTraffic } from "./traffic";

/** One packet, the first of its session. */
export interface Packet {
  /** Address without a length. */
  readonly source: string;
  /** Address without a length: that of the inside, for policies are asked after static and destination NAT. */
  readonly destination: string;
  /** Number of the IP protocol. */
  readonly protocol: number;
  /** Port that it comes from, 0–65535; of TCP, UDP and SCTP. */
  readonly sourcePort?: number;
  /** Port that it goes to, 0–65535; of TCP, UDP and SCTP. */
  readonly destinationPort?: number;
  /** Type of its message, 0–255; of ICMP and ICMPv6. */
  readonly icmpType?: number;
}

/** What is decided about a packet, and by which statement. */
export interface PolicyVerdict {
  /** `unknown` where a policy that comes first may match, and the configuration alone doesn't tell. */
  readonly action: "permit" | "deny" | "reject" | "unknown";
  /** In Junos's words: `security policies from-zone trust to-zone vpn policy out`. */
  readonly statement: string;
  /** Name of the policy; undefined for the default. */
  readonly policy?: string;
  /** Whether the policy is one for all zones. */
  readonly isGlobal: boolean;
  /** The VPN into which a permitted packet goes, or of which it has to come. */
  readonly tunnel?: string;
}

/** Three answers: what the text alone doesn't tell is not taken for a no. */
type Answer = "yes" | "no" | "unknown";

const anyOf = (answers: readonly Answer[]): Answer =>
  answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";

const allOf = (answers: readonly Answer[]): Answer =>
  answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";

/** Decides by the policies of a configuration in force: groups applied, inactive statements left out. */
export class PolicyTable {
  private readonly books: AddressBooks;
  private readonly applications: Applications;

  constructor(private readonly root: ConfigNode) {
    this.books = new AddressBooks(root);
    this.applications = new Applications(root);
  }

  /** What happens to a packet between two zones (Juniper: Security Policies, policy lookup order). */
  verdict(from: string, to: string, packet: Packet): PolicyVerdict {
    const path = ["security", "policies", "from-zone", from, "to-zone", to];
    const pair = this.root.get(path)?.entries("policy") ?? [];
    const global = this.root.entries("security policies global policy");
    const between = `security policies from-zone ${from} to-zone ${to}`;
    return (
      this.first(pair, between, [from, to], packet) ??
      this.first(
        global.filter((policy) => isFor(policy, "from-zone", from) && isFor(policy, "to-zone", to)),
        "security policies global",
        undefined,
        packet,
      ) ?? {
        action:
          this.root.text("security policies default-policy") === "permit-all" ? "permit" : "deny",
        statement: "security policies default-policy",
        isGlobal: false,
      }
    );
  }

  private first(
    policies: readonly ConfigNode[],
    where: string,
    zones: readonly [string, string] | undefined,
    packet: Packet,
  ): PolicyVerdict | undefined {
    for (const policy of policies) {
      const answer = this.matches(policy, zones, packet);
      if (answer === "no") continue;
      const found = {
        statement: `${where} policy ${policy.name}`,
        policy: policy.name,
        isGlobal: zones === undefined,
      };
      return answer === "unknown"
        ? { ...found, action: "unknown" }
        : { ...found, ...actionOf(policy) };
    }
    return undefined;
  }

  private matches(
    policy: ConfigNode,
    zones: readonly [string, string] | undefined,
    { source, destination, ...traffic }: Packet,
  ): Answer {
    return allOf([
      this.side(policy, "source-address", zones?.[0], source),
      this.side(policy, "destination-address", zones?.[1], destination),
      anyOf(policy.names("match application").map((name) => this.application(name, traffic))),
      // Who sends it, or what it turns out to be, is not in its header.
      ...["source-identity", "dynamic-application", "url-category"].map((word): Answer =>
        policy.names(`match ${word}`).every((name) => name === "any" || name === "none")
          ? "yes"
          : "unknown",
      ),
      policy.has("scheduler-name") ? "unknown" : "yes",
    ]);
  }

  private side(
    policy: ConfigNode,
    word: "source-address" | "destination-address",
    zone: string | undefined,
    address: string,
  ): Answer {
    const answer = anyOf(
      policy.names(`match ${word}`).map((name) => this.address(name, zone, address)),
    );
    if (!policy.has(`match ${word}-excluded`) || answer === "unknown") return answer;
    return answer === "yes" ? "no" : "yes";
  }

  private address(name: string, zone: string | undefined, address: string): Answer {
    const meaning = this.books.meaning(name, zone);
    if (meaning === undefined) return "no";
    return anyOf(
      meaning.map((each): Answer => {
        if (each.kind === "range") return contains(each.range, address) ? "yes" : "no";
        const isOutside =
          each.kind === "wildcard" && each.around !== undefined && !contains(each.around, address);
        return isOutside ? "no" : "unknown";
      }),
    );
  }

  private application(name: string, packet: Omit<Packet, "source" | "destination">): Answer {
    const own = trafficOf(packet);
    const meaning = this.applications.meaning(name);
    if (meaning === undefined) return "unknown";
    return anyOf(
      meaning.map((each): Answer => {
        if (each.beyond === undefined) return holdsTraffic(each, own) ? "yes" : "no";
        return holdsTraffic({ ...each, beyond: undefined }, own) ? "unknown" : "no";
      }),
    );
  }
}

/** A global policy that names no zone is for all. */
const isFor = (policy: ConfigNode, word: "from-zone" | "to-zone", zone: string): boolean => {
  const names = policy.names(`match ${word}`);
  return names.length === 0 || names.includes("any") || names.includes(zone);
};

function actionOf(policy: ConfigNode): Pick<PolicyVerdict, "action" | "tunnel"> {
  if (policy.has("then reject")) return { action: "reject" };
  if (!policy.has("then permit")) return { action: "deny" };
  const tunnel = policy.text("then permit tunnel ipsec-vpn");
  return { action: "permit", ...(tunnel === undefined ? {} : { tunnel }) };
}

function trafficOf(packet: Omit<Packet, "source" | "destination">): MeantTraffic {
  const ports = (port: number | undefined): MeantTraffic["sourcePort"] =>
    port === undefined ? undefined : { first: port, last: port };
  const { protocol, sourcePort, destinationPort, icmpType } = packet;
  return {
    statement: "the packet",
    protocol,
    sourcePort: ports(sourcePort),
    destinationPort: ports(destinationPort),
    icmpType,
  };
}
