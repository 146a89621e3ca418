// An IPsec gateway: one interface towards its peers, one or more towards the networks it protects.
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import { addressAt, contains, type Family, familyOf, overlaps, parsePrefix } from "../net";
import { type Attachment, type HostInbound, isPort, type Port } from "./attachment";
import { Device } from "./device";
import type { Fragment } from "./fragment";
import { GATEWAY_SHAPE, type GatewayProps } from "./gateway-props";
import { type Internet, internetConfig, internetMistakes } from "./internet";
import type { Token } from "./node-options";
import { syslogConfig } from "./syslog";

/** An SRX or vSRX that ends IPsec tunnels. */
export class Gateway extends Device {
  /** @internal */
  readonly token: Token = "vsrx:index:Gateway";
  readonly role = "gateway";
  readonly external: Attachment;
  readonly internals: readonly Attachment[];
  private readonly hasExternal: boolean;
  /** Families whose default route a VPN takes. */
  private readonly yielded = new Set<Family>();
  /** Zones of tunnels whose traffic may be for the internet. */
  private readonly onward = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    override readonly props: GatewayProps,
  ) {
    super(scope, id, props, GATEWAY_SHAPE);
    const outside: HostInbound = { systemServices: ["ike", "ping"] };
    const inside: HostInbound = { systemServices: ["ping"] };
    // A program in plain JavaScript, or one that casts, can leave it out: that must be an error with a path, not a crash.
    const external: Port | undefined = props.external;
    this.hasExternal = external !== undefined;
    this.external = this.attach(props.external, {
      role: "external",
      zone: "untrust",
      hostInbound: outside,
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
    const protects: unknown = this.props.protects;
    // A text in place of a list is told as such.
    return Array.isArray(protects)
      ? (protects as readonly string[])
      : this.internals.map((port) => port.network.cidr);
  }

  /** @internal A VPN leads everything into its tunnel: the default route outside makes way for routes to the peers. */
  yieldDefault(family: Family): void {
    this.yielded.add(family);
  }

  /** @internal */
  yieldsDefault(family: Family): boolean {
    return this.yielded.has(family);
  }

  /** @internal The next hop that leads to an address outside, also where the default route makes way for it. */
  nextHopOutside(address: string): string | undefined {
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
      parsePrefix(prefix)?.length === 0 && this.yieldsDefault(familyOf(prefix));
    const all = { ...this.routesInward(), ...super.routes() };
    return Object.fromEntries(Object.entries(all).filter(([prefix]) => !isYielded(prefix)));
  }

  /** To protected networks that no interface is on: in AWS the inner subnet's router leads to every subnet, and on by its table. */
  private routesInward(): Readonly<Record<string, string>> {
    const inner = this.internal;
    const isMade = this.site.kind === "aws" && this.existing === undefined && !this.unmanaged;
    if (!isMade || inner === undefined) return {};
    const isElsewhere = (prefix: string): boolean => {
      const parsed = parsePrefix(prefix);
      return (
        parsed?.family === "inet" &&
        parsed.length > 0 &&
        !this.internals.some((port) => contains(port.network.cidr, prefix))
      );
    };
    const router = addressAt(inner.network.cidr, 1);
    return Object.fromEntries(this.protects.filter(isElsewhere).map((each) => [each, router]));
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
    return [
      ...super.fragments(),
      ...(syslog === undefined
        ? []
        : [{ device: this, origin, config: syslogConfig(syslog, daemon) }]),
      ...translated.map((config): Fragment => ({ device: this, origin, config, last: true })),
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
      return [...super.check(), ...this.remarks(), ...internetMistakes(this, isMadeInAws)];
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
