// The network that should exist, as data: namespaces, cables between them, and what the kernel is told in each.

/** One end of a cable. */
export interface Plug {
  readonly namespace: string;
  /** The link's name there: at most 15 characters. */
  readonly link: string;
  /** Its hardware address. @default the kernel chooses */
  readonly mac?: string;
}

/** Two plugs that see each other. */
export interface Cable {
  readonly ends: readonly [Plug, Plug];
}

/** The kinds of statement that `ip` can add and delete. */
export type StatementKind = "address" | "neighbour" | "route" | "rule";

/** One statement in the words of `ip`, such as `10.0.0.0/8 via 10.1.1.1 dev eth0`. */
export interface Statement {
  readonly kind: StatementKind;
  readonly text: string;
}

/** One network namespace. */
export interface Namespace {
  readonly name: string;
  /** A namespace whose generation changes is made anew, with everything in it. */
  readonly generation: string;
  /** Passes packets on between its links. */
  readonly forwarding: boolean;
  /** Joins all its links to one segment, as a switch does. */
  readonly bridge: boolean;
  /** Answers ARP on behalf of whatever it has a route to. */
  readonly proxyArp: boolean;
  readonly statements: readonly Statement[];
  /** nftables by `family table`; the text is what stands between the table's braces. */
  readonly rulesets: ReadonlyMap<string, string>;
  /** Kernel settings below /proc/sys/net, such as `netfilter/nf_conntrack_udp_timeout`. */
  readonly settings: ReadonlyMap<string, string>;
  /** Links on which addresses are handed out by DHCP, each with the own address there, which is the router. */
  readonly dhcp: ReadonlyMap<string, string>;
}

/** Everything. */
export interface Network {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** By {@link cableKey}. */
  readonly cables: ReadonlyMap<string, Cable>;
  /** Parts that this network does not mention may exist all the same: a change broke off half way. */
  readonly uncertain?: boolean;
}

/** What makes a cable the same one. */
function cableKey({ ends }: Cable): string {
  return ends.map(({ namespace, link, mac }) => `${namespace}/${link}/${mac ?? ""}`).join(" ");
}

/** A network without anything. */
export const EMPTY: Network = { namespaces: new Map(), cables: new Map() };

interface Draft extends Namespace {
  readonly statements: Statement[];
  readonly rulesets: Map<string, string>;
  readonly settings: Map<string, string>;
  readonly dhcp: Map<string, string>;
}

/** Collects a network part by part. */
export class NetworkPlan implements Network {
  readonly namespaces = new Map<string, Draft>();
  readonly cables = new Map<string, Cable>();

  /** Declares a namespace; everything else about it may follow in any order. */
  namespace(
    name: string,
    options: Partial<Pick<Namespace, "generation" | "forwarding" | "proxyArp" | "bridge">> = {},
  ): void {
    this.namespaces.set(name, {
      name,
      generation: options.generation ?? "",
      forwarding: options.forwarding ?? false,
      proxyArp: options.proxyArp ?? false,
      bridge: options.bridge ?? false,
      statements: [],
      rulesets: new Map(),
      settings: new Map(),
      dhcp: new Map(),
    });
  }

  cable(a: Plug, b: Plug): void {
    const cable: Cable = { ends: [a, b] };
    this.cables.set(cableKey(cable), cable);
  }

  address(namespace: string, link: string, address: string): void {
    // Without duplicate address detection an IPv6 address is usable at once.
    const now = address.includes(":") ? " nodad" : "";
    this.state(namespace, "address", `${address} dev ${link}${now}`);
  }

  /** A neighbour whose hardware address is known beforehand, so that nobody has to ask for it. */
  neighbour(namespace: string, link: string, address: string, mac: string): void {
    this.state(namespace, "neighbour", `${address} lladdr ${mac} dev ${link} nud permanent`);
  }

  route(namespace: string, text: string): void {
    this.state(namespace, "route", text);
  }

  rule(namespace: string, text: string): void {
    this.state(namespace, "rule", text);
  }

  /** Gives the namespace one nftables table; `table` is family and name, such as `ip aws`. */
  ruleset(namespace: string, table: string, text: string): void {
    this.draft(namespace).rulesets.set(table, text);
  }

  setting(namespace: string, path: string, value: string): void {
    this.draft(namespace).settings.set(path, value);
  }

  /** Hands out addresses on a link by DHCP; `address` is the own one there, with its length. */
  serveDhcp(namespace: string, link: string, address: string): void {
    this.draft(namespace).dhcp.set(link, address);
  }

  private state(namespace: string, kind: StatementKind, text: string): void {
    this.draft(namespace).statements.push({ kind, text });
  }

  private draft(name: string): Draft {
    const draft = this.namespaces.get(name);
    if (draft === undefined) throw new Error(`the network plan has no namespace "${name}"`);
    return draft;
  }
}
