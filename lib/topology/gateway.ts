// An IPsec gateway: one interface towards its peers, one or more towards the networks it protects.
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import { contains, type Family, familyOf, firstHost, overlaps, parsePrefix } from "../net";
import { ETHERNET_MTU } from "./attach";
import { type Attachment, type HostInbound, isPort, type Port } from "./attachment";
import {
  behindMistakes,
  foreignNetworks,
  isBehind,
  prefixOf,
  type Protected,
  type ProtectedNetwork,
} from "./behind";
import { Device, leaseOf, mapNetwork } from "./device";
import type { JunosConfig } from "../junos";
import type { Fragment } from "./fragment";
import { GATEWAY_SHAPE, type GatewayProps } from "./gateway-props";
import { type Internet, internetConfig, internetMistakes } from "./internet";
import type { MapDevice } from "./nat-map";
import type { Token } from "./node-options";
import {
  loopbackPolicies,
  loopbackPort,
  type Provider,
  providerMistakes,
  providerPort,
  providerRoutes,
} from "./outsides";
import { isNatKind, outwardTranslation } from "./outward-nat";
import { syslogConfig } from "./syslog";

/** Bytes of the headers of IPv4 and TCP. */
const IP_AND_TCP = 40;

const OUTSIDE: HostInbound = { systemServices: ["ike", "ping"] };

/**
 * An SRX or vSRX that ends IPsec tunnels.
 *
 * @example
 * ```ts
 * new Gateway(stack, "hq", {
 *   site,
 *   external: site.subnet("10.1.12.0/24"),
 *   internal: site.subnet("10.1.11.0/24"),
 *   nat: Nat.elasticIp(),
 * });
 * ```
 */
export class Gateway extends Device {
  /** @internal */
  readonly token: Token = "vsrx:index:Gateway";
  /** It ends tunnels. */
  readonly role = "gateway";
  /** The interface that faces its peers, on which IKE ends unless a VPN says otherwise. */
  readonly external: Attachment;
  /** The interfaces that face the networks behind it, in the program's order. */
  readonly internals: readonly Attachment[];
  /** Interfaces by other providers, in the program's order. */
  readonly providers: readonly Attachment[];
  /** `lo0`, where IKE may end. */
  readonly loopback: Attachment | undefined;
  private readonly hasExternal: boolean;
  /** Families and instances whose default route a VPN takes. */
  private readonly yielded = new Set<string>();
  /** Zones of tunnels whose traffic may be for the internet. */
  private readonly onward = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    override readonly props: GatewayProps,
  ) {
    super(scope, id, props, GATEWAY_SHAPE);
    const inside: HostInbound = { systemServices: ["ping"] };
    // A program in plain JavaScript, or one that casts, can leave it out: that must be an error with a path, not a crash.
    const external: Port | undefined = props.external;
    this.hasExternal = external !== undefined;
    this.external = this.attach(props.external, {
      role: "external",
      zone: "untrust",
      hostInbound: OUTSIDE,
    });
    const internal = Array.isArray(props.internal) ? props.internal : [props.internal];
    this.internals = internal
      .filter((port: unknown) => isPort(port))
      .map((port: Port, index) =>
        this.attach(port, {
          role: index === 0 ? "internal" : `internal${index + 1}`,
          zone: "trust",
          hostInbound: inside,
        }),
      );
    const outside = (port: Port, role: string): Attachment =>
      this.attach(port, { role, zone: "untrust", hostInbound: OUTSIDE });
    const said: unknown = props.providers;
    this.providers = (Array.isArray(said) ? (said as readonly Provider[]) : [])
      .filter((each) => isPort(each) && typeof each.interface === "string")
      .map((each, index) => outside(providerPort(each), `provider${index + 2}`));
    const { loopback } = props;
    const isSaid = isPort(loopback) && typeof loopback.address === "string";
    this.loopback = isSaid ? outside(loopbackPort(loopback), "loopback") : undefined;
  }

  /** @internal Every interface that IKE may end on, the external one first. */
  get outsides(): readonly Attachment[] {
    const { external, providers, loopback } = this;
    return [external, ...providers, ...(loopback === undefined ? [] : [loopback])];
  }

  /** @internal The one of a logical name; the external one where there is none, which is told. */
  outsideNamed(logical: string | undefined): Attachment {
    return this.outsides.find((each) => each.logical === logical) ?? this.external;
  }

  /** @internal */
  idOnMap(outside: Attachment): string {
    const { path } = this.node;
    return outside === this.external ? path : `${path} ${outside.logical}`;
  }

  /** @internal */
  override onMapBeside(): readonly MapDevice[] {
    return this.outsides.slice(1).map((port): MapDevice => {
      const nat = this.props.providers?.[this.providers.indexOf(port)]?.nat;
      const shown = isNatKind(nat) ? outwardTranslation(this, nat, port.logical) : undefined;
      return {
        id: this.idOnMap(port),
        networks: [mapNetwork(port.network)],
        outer: { network: port.network.id, address: port.address },
        internet: shown ?? leaseOf(port),
        isRouted: this.site.kind !== "aws",
      };
    });
  }

  /** @internal The routing instances that networks stand in, undefined for the main one. */
  instancesOf(networks: readonly string[]): readonly (string | undefined)[] {
    return [...new Set(this.internalsOf(networks).map(({ instance }) => instance))];
  }

  /** The first internal interface. */
  get internal(): Attachment | undefined {
    return this.internals[0];
  }

  /** @internal The internal interfaces behind which networks are; all of them, where one of the networks is behind another router. */
  internalsOf(networks: readonly string[]): readonly Attachment[] {
    const holds = (network: string, port: Attachment): boolean =>
      overlaps(port.network.cidr, network);
    const areNear = networks.every((each) => this.internals.some((port) => holds(each, port)));
    return areNear
      ? this.internals.filter((port) => networks.some((each) => holds(each, port)))
      : this.internals;
  }

  /** Prefixes that its VPNs protect. */
  get protects(): readonly string[] {
    const { said } = this;
    if (said === undefined) return this.internals.map((port) => port.network.cidr);
    return said.flatMap((each) => prefixOf(each) ?? []);
  }

  /** What the program says of them. A text in place of a list is told as such. */
  private get said(): readonly Protected[] | undefined {
    const protects: unknown = this.props.protects;
    return Array.isArray(protects) ? (protects as readonly Protected[]) : undefined;
  }

  /** @internal Those of them that it reaches by way of something else. */
  get behind(): readonly ProtectedNetwork[] {
    return (this.said ?? []).filter((each) => isBehind(each));
  }

  /** @internal A VPN leads everything into its tunnel: the default route outside makes way for routes to the peers. */
  yieldDefault(family: Family, instance: string | undefined): void {
    this.yielded.add(`${family} ${instance ?? ""}`);
  }

  /** @internal */
  yieldsDefault(family: Family, instance: string | undefined): boolean {
    return this.yielded.has(`${family} ${instance ?? ""}`);
  }

  /** @internal The next hop that leads to an address outside, also where the default route makes way for it. */
  nextHopOutside(address: string, outside: Attachment): string | undefined {
    const provider = this.providers.indexOf(outside);
    if (provider >= 0) {
      const said = this.props.providers?.[provider];
      return said?.nextHop ?? (outside.beneath === undefined ? undefined : outside.logical);
    }
    const all = Object.entries(super.routes()).filter(([prefix]) =>
      parsePrefix(address) === undefined ? prefix === "0.0.0.0/0" : contains(prefix, address),
    );
    const lengthOf = (prefix: string): number => parsePrefix(prefix)?.length ?? 0;
    const [best] = all.sort(([a], [b]) => lengthOf(b) - lengthOf(a));
    return best === undefined || ["discard", "reject"].includes(best[1]) ? undefined : best[1];
  }

  /** Static routes: prefix → next hop. */
  override routes(): Readonly<Record<string, string>> {
    const isYielded = (prefix: string): boolean =>
      parsePrefix(prefix)?.length === 0 &&
      this.yieldsDefault(familyOf(prefix), this.external.instance);
    const all = { ...this.routesInward(), ...super.routes() };
    return Object.fromEntries(Object.entries(all).filter(([prefix]) => !isYielded(prefix)));
  }

  /** @internal Whether the stack makes it, in AWS. */
  get isMade(): boolean {
    return this.site.kind === "aws" && this.existing === undefined && !this.unmanaged;
  }

  /** To protected networks that no interface is on: in AWS the inner subnet's router leads to every subnet, and on by its table. */
  private routesInward(): Readonly<Record<string, string>> {
    const hops = this.behind.flatMap(({ prefix, behind }): readonly [string, string][] =>
      "nextHop" in behind ? [[prefix, behind.nextHop]] : [],
    );
    const inner = this.internal;
    if (!this.isMade || inner === undefined) return Object.fromEntries(hops);
    const isElsewhere = (prefix: string): boolean => {
      const parsed = parsePrefix(prefix);
      return (
        parsed?.family === "inet" &&
        parsed.length > 0 &&
        !this.internals.some((port) => contains(port.network.cidr, prefix))
      );
    };
    const router = firstHost(inner.network.cidr);
    return Object.fromEntries([
      ...this.protects.filter(isElsewhere).map((each): [string, string] => [each, router]),
      ...hops,
    ]);
  }

  /** @internal What comes out of tunnels in this zone goes on to the internet. */
  leadOn(zone: string): void {
    this.onward.add(zone);
  }

  /** @internal */
  get onwardZones(): readonly string[] {
    return [...this.onward];
  }

  /** @internal How its hosts go to the internet. */
  get internet(): Internet | undefined {
    return this.props.internet;
  }

  /** @internal */
  override fragments(): readonly Fragment[] {
    const origin = this.node.path;
    const translated = this.isWhole ? internetConfig(this) : [];
    const { syslog, daemon = "kmd" } = this.props;
    const beside = this.providers.map((port, index) => {
      const said = this.props.providers?.[index];
      return said === undefined ? {} : providerRoutes(said, port);
    });
    const { loopback } = this;
    const ingress = loopback === undefined ? [] : [this.external.zone];
    return [
      ...super.fragments(),
      ...[...beside, ...(loopback === undefined ? [] : [loopbackPolicies(loopback, ingress)])].map(
        (config): Fragment => ({ device: this, origin, config }),
      ),
      ...this.segments().map((config): Fragment => ({ device: this, origin, config })),
      ...(syslog === undefined
        ? []
        : [{ device: this, origin, config: syslogConfig(syslog, daemon) }]),
      ...translated.map((config): Fragment => ({ device: this, origin, config, last: true })),
    ];
  }

  /** TCP segments of hosts that go to the internet, where the way there takes less than Ethernet's packets. */
  private segments(): readonly JunosConfig[] {
    const mtu = Math.min(...this.outsides.map((port) => port.mtu));
    if (this.internet === undefined || mtu >= ETHERNET_MTU) return [];
    return [{ security: { flow: { tcpMss: { allTcp: { mss: mtu - IP_AND_TCP } } } } }];
  }

  /** Subnets, addresses and groups of AWS are planned for one external interface. */
  private outsideInAws(): readonly Mistake[] {
    const more = this.outsides.slice(1).map(({ logical }) => logical);
    if (more.length === 0) return [];
    return [
      {
        rule: "outside-aws",
        what: "a gateway that the stack creates in AWS has one external interface",
        found: more.join(", "),
        allowed: "providers and loopback on gateways that exist, or that somebody else runs",
        fix: "leave providers and loopback out",
      },
    ];
  }

  private remarks(): readonly Mistake[] {
    const found: Mistake[] = [];
    const foreign = this.protects.filter((each) => isPublic(each));
    if (foreign.length > 0) {
      found.push({
        rule: "protects-public",
        severity: "warning",
        what: "a protected network is a public one: its owner's traffic to and from you would go into the tunnel",
        found: foreign.join(", "),
        allowed: "private networks (RFC 1918, RFC 6598), or public ones that are yours",
        fix: "change protects, unless the network is yours",
      });
    }
    const inner = this.internals.find((port) => port.zone === this.external.zone);
    if (inner !== undefined) {
      found.push({
        rule: "one-zone",
        severity: "warning",
        what: "the protected network is in the zone of the internet: what a policy permits within the zone passes between the two",
        found: `zone ${inner.zone} with ${inner.logical} and ${this.external.logical}`,
        allowed: "a zone for each side",
        fix: "give the internal interface another zone",
      });
    }
    return found;
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    if (this.hasExternal) {
      const isMadeInAws = this.site.kind === "aws" && this.existing === undefined;
      const said = this.props.providers ?? [];
      return [
        ...super.check(),
        ...this.remarks(),
        ...externalLoopback(this.external),
        ...internetMistakes(this, isMadeInAws),
        ...behindMistakes(this.behind, this),
        ...foreignNetworks(this.said ?? [], this.site),
        ...providerMistakes(
          this.external,
          this.providers.flatMap((port, index) => {
            const own = said[index];
            return own === undefined ? [] : [{ said: own, port }];
          }),
        ),
        ...(isMadeInAws ? this.outsideInAws() : []),
      ];
    }
    return [
      {
        rule: "gateway-without-external",
        what: "a gateway has no external network",
        found: "external missing",
        allowed: "a subnet, another interface's network, or { interface, address }",
        fix: "give external: the network that faces the peers",
      },
    ];
  }
}

/** A gateway of which nobody knows by which interface its packets leave. */
function externalLoopback({ interface: name, address }: Attachment): readonly Mistake[] {
  if (!/^lo\d/.test(name)) return [];
  return [
    {
      rule: "external-loopback",
      what: "the external interface is the loopback interface, by which no packet leaves",
      found: name,
      allowed: "an interface with a cable; IKE may end on lo0 behind it",
      fix: `give external the interface that faces the provider, loopback: { address: "${address}" }, and externalInterface: "lo0.0" at the VPN's end`,
    },
  ];
}

/** Prefixes that are no public ones: private, shared, for documentation and benchmarks (RFC 1918, 6598, 5737, 2544). */
const NOT_PUBLIC = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "198.18.0.0/15",
];

function isPublic(prefix: string): boolean {
  const parsed = parsePrefix(prefix);
  return (
    parsed?.family === "inet" &&
    parsed.length > 0 &&
    !NOT_PUBLIC.some((each) => overlaps(each, prefix))
  );
}
