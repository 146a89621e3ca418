// What route-based and policy-based VPNs share: two gateways that know each other, one set of intentions for both.
import { contains, familyOf } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import {
  type Attachment,
  type ConfigSource,
  exemptionConfig,
  explain,
  type Fragment,
  type Gateway,
  NAME_LIMIT,
  natPath,
  type NatPath,
  type NodeOptions,
  pathProblems,
  type Shape,
  StackScope,
  type Tunnel,
  type TunnelEnd,
  type TunnelSource,
  type CarriedTraffic,
  innerOf,
  type VerifyProps,
  type View,
  VpnNode,
} from "../topology";
import {
  dynamicIdentity,
  type Identity,
  identity,
  type IdentityLike,
  sameIdentity,
} from "./identity";
import { isClash, ownInPlace } from "./everything";
import { identityMistake } from "./identity-text";
import { sameName } from "./names";
import { type PeerWay, peerRouteConfig, peerRouteMistakes } from "./peer-route";
import { keepKey, keyForm, type PresharedKey } from "./preshared-key";
import { PEER } from "./role";
import {
  type IkePlace,
  sharedGateway,
  type SharesGateway,
  sharingMistakes,
} from "./shared-gateway";
import {
  type DeadPeerDetection,
  type Establish,
  type Names,
  type Phase1,
  phase1Config,
  type Phase2,
  phase2Config,
  tcpMssConfig,
} from "./statements";
import { type Suite, weaknesses } from "./suites";
import { shownNetworks, type TranslateAs, translationMistakes } from "./translated";

/** One end of a VPN. */
export interface EndProps {
  /** The gateway at this end: one that is made, one that exists, or one that somebody else runs. */
  readonly gateway: Gateway;
  /** The name under which this end proves itself: `user@host`, a host name, or an address. */
  readonly identity: IdentityLike;
  /**
   * Logical interface that the gateway statement names, whose address the peer dials: the gateway's external one, one of its
   * providers', or `lo0.0` of its loopback. @default the external interface
   */
  readonly externalInterface?: string;
  /**
   * Networks behind this gateway that this VPN carries, each of them one that the gateway protects or a part of one. Policies,
   * address books, routes, selectors and, in AWS, routes and rules follow them. @default what the gateway protects
   */
  readonly networks?: readonly string[];
  /**
   * What the peer sees in place of networks, where both sites have the same: a prefix of the same length, or several as
   * `{ network: prefix }`. Static NAT at the tunnel interface (Juniper, Static NAT), both ways; selectors, routes and the
   * peer's policies have the translated ones. Names in DNS stay the user's to translate. Route-based VPNs only.
   * @default the networks themselves
   */
  readonly translateAs?: TranslateAs;
}

/** Statements that the library adds on its own, each with Junos's words, so that a program can leave one out. */
export type DefaultStatement =
  "version" | "nat-keepalive" | "dead-peer-detection" | "df-bit" | "tcp-mss" | "establish-tunnels";

/** What a VPN between two gateways takes, whichever way traffic finds its tunnel. */
export interface SiteToSiteProps<End extends EndProps> extends NodeOptions {
  /** The end that initiates. */
  readonly initiator: End;
  /** The end that responds. It must be reachable from outside. */
  readonly responder: End;
  /**
   * The key both ends share: 1–255 printable ASCII characters, or `{ hex }` of any bytes. Kept secret in state, preview and
   * logs. To change it, `{ current, next }`: `inForce` says which of both devices have.
   */
  readonly presharedKey: PresharedKey;
  /** Who sets the tunnel up unasked: the initiator, both, or nobody until traffic comes. @default "initiator" */
  readonly establish?: "initiator" | "both" | "on-traffic";
  /** Seconds between keepalives that hold a NAT translation open, 1–300. @default 20 */
  readonly natKeepaliveSeconds?: number;
  /** How each end notices that its peer is gone (RFC 3706). @default probe when idle, every 10 s, dead after 5 */
  readonly dpd?: {
    /** As the initiator probes. */
    readonly initiator?: DeadPeerDetection;
    /** As the responder probes. */
    readonly responder?: DeadPeerDetection;
  };
  /** Largest TCP segment through the tunnel, 64–65535. @default 1350 */
  readonly tcpMss?: number;
  /** Names of the statements on both devices. @default the construct's name for all */
  readonly names?: Partial<Names>;
  /** Defaults of the library to leave out, by name. @default none */
  readonly without?: readonly DefaultStatement[];
  /** How the tunnel is verified. @default by traffic, for 180 s */
  readonly verify?: VerifyProps;
}

/** A VPN between two gateways, whichever way traffic finds its tunnel. */
export abstract class SiteToSiteVpn<End extends EndProps> extends VpnNode {
  /** The algorithms that both ends are given: `ike` of its properties, or the default of its kind. */
  abstract readonly suite: Suite;
  private solved: { readonly path: NatPath | undefined } | undefined;

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    readonly props: SiteToSiteProps<End>,
    shape: Shape,
  ) {
    super(scope, id, props);
    this.accepts(shape, props);
    const mistake = keepKey(StackScope.of(this), this.keyName, this.node.path, props.presharedKey);
    if (mistake !== undefined) this.problem(mistake);
    if (this.isWhole) sharedGateway.claim<SiteToSiteVpn<EndProps>>(this.ikePlace, this);
  }

  private get ikePlace(): IkePlace {
    return [this.props.initiator, this.props.responder].map(({ gateway, externalInterface }) => ({
      gateway,
      interface: gateway.outsideNamed(externalInterface).logical,
    }));
  }

  /** The VPN whose IKE gateway this one uses: the first between the same interfaces. */
  private get ikeOwner(): SiteToSiteVpn<EndProps> | undefined {
    const owner = sharedGateway.ownerOf<SiteToSiteVpn<EndProps>>(this.ikePlace);
    return owner === this ? undefined : owner;
  }

  /** What its IKE gateway says, end by end. */
  private get ikeShare(): SharesGateway {
    const { presharedKey, dpd, initiator, responder } = this.props;
    const byGateway = (one: unknown, other: unknown): unknown =>
      Object.fromEntries(
        [
          [initiator.gateway.node.path, one],
          [responder.gateway.node.path, other],
        ].sort(),
      );
    const { name, version, mode, ike } = this.suite;
    return {
      origin: this.node.path,
      presharedKey,
      phase1: {
        ike: [name, version, mode, ike],
        identity: byGateway(this.identities.initiator, this.identities.responder),
        natKeepaliveSeconds: this.keepalive,
        dpd: byGateway(dpd?.initiator, dpd?.responder),
        without: (["version", "nat-keepalive", "dead-peer-detection"] as const).filter(
          (each) => !this.emits(each),
        ),
      },
    };
  }

  /** @internal */
  protected get keyName(): string {
    return `${this.node.path}/pre-shared-key`;
  }

  /** The name of the VPN on both devices. */
  override get name(): string {
    return this.names.vpn;
  }

  /**
   * Names of its statements on both devices. Between the same two interfaces, VPNs share the IKE statements of the
   * first.
   */
  get names(): Names {
    const own = { ...sameName(super.name), ...this.props.names };
    const shared = this.isWhole ? this.ikeOwner?.names : undefined;
    if (shared === undefined) return own;
    const { ikeProposal, ikePolicy, ikeGateway } = shared;
    return { ...own, ikeProposal, ikePolicy, ikeGateway };
  }

  /** @internal */
  protected emits(statement: DefaultStatement): boolean {
    return !(this.props.without ?? []).includes(statement);
  }

  /** @internal The interface that IKE ends on. */
  protected outsideOf(end: "initiator" | "responder"): Attachment {
    const { gateway, externalInterface } = this.props[end];
    return gateway.outsideNamed(externalInterface);
  }

  /** @internal The routing instance of the networks that it carries of one end; several are told. */
  protected instanceOf(end: "initiator" | "responder"): string | undefined {
    return this.props[end].gateway.instancesOf(this.networksOf(end))[0];
  }

  /** @internal What this VPN carries of the networks behind one end. */
  protected networksOf(end: "initiator" | "responder"): readonly string[] {
    const { gateway, networks } = this.props[end];
    return networks ?? gateway.protects;
  }

  /** @internal The same as the peer sees them. */
  protected shownOf(end: "initiator" | "responder"): readonly string[] {
    return shownNetworks(this.networksOf(end), this.props[end].translateAs);
  }

  /** @internal One end as what is carried matters: its gateway's name, and its networks. */
  protected carriedOf(end: "initiator" | "responder"): Carried {
    const { gateway } = this.props[end];
    return {
      gateway,
      name: gateway.name,
      external: this.outsideOf(end),
      protects: this.networksOf(end),
      shown: this.shownOf(end),
    };
  }

  /** @internal The way between the two gateways; undefined when nothing connects them. Needs the finished tree. */
  get path(): NatPath | undefined {
    // Solved again as long as the program may still add devices: only the finished tree is cached.
    if (this.node.root.node.locked && this.solved !== undefined) return this.solved.path;
    const { initiator, responder } = this.props;
    const path = natPath(responder.gateway, initiator.gateway, {
      a: this.outsideOf("responder"),
      b: this.outsideOf("initiator"),
    });
    this.solved = { path };
    return path;
  }

  /** @internal */
  protected views(): Views | undefined {
    const { path } = this;
    return path === undefined ? undefined : { path, initiator: path.b, responder: path.a };
  }

  /** @internal */
  protected get identities(): { readonly initiator: Identity; readonly responder: Identity } {
    return {
      initiator: identity(this.props.initiator.identity),
      responder: identity(this.props.responder.identity),
    };
  }

  /** @internal How a gateway names its peer: by the address it sees, or by identity alone. */
  protected peerOf(seen: View, peerIdentity: Identity): Phase1["peer"] {
    return seen.address === undefined
      ? { dynamic: dynamicIdentity(peerIdentity) }
      : { address: seen.address };
  }

  /** @internal */
  protected phase1(end: "initiator" | "responder"): Phase1 | undefined {
    const views = this.views();
    if (views === undefined) return undefined;
    const other = end === "initiator" ? "responder" : "initiator";
    const peer = this.peerOf(views[other], this.identities[other]);
    return {
      names: this.names,
      suite: this.suite,
      mode: this.suite.version === "v1-only",
      credentials: {
        presharedKey: this.keyText,
        form: keyForm(this.props.presharedKey),
      },
      peer,
      localIdentity: this.identities[end],
      remoteIdentity: "dynamic" in peer ? undefined : this.identities[other],
      externalInterface: this.props[end].externalInterface ?? this.outsideOf(end).logical,
      version: this.emits("version"),
      natKeepaliveSeconds: this.emits("nat-keepalive") ? this.keepalive : undefined,
      dpd: this.props.dpd?.[end] ?? (this.emits("dead-peer-detection") ? DEFAULT_DPD : undefined),
    };
  }

  /** @internal */
  protected get keyText(): string {
    return StackScope.of(this).values.placeholderFor(this.keyName);
  }

  /** @internal */
  protected get keepalive(): number {
    return this.props.natKeepaliveSeconds ?? 20;
  }

  /** @internal */
  protected establishes(end: "initiator" | "responder"): Establish | undefined {
    if (!this.emits("establish-tunnels")) return undefined;
    switch (this.props.establish ?? "initiator") {
      case "both":
        return "immediately";
      case "on-traffic":
        return "on-traffic";
      case "initiator":
        return end === "initiator" ? "immediately" : "on-traffic";
    }
  }

  /** @internal */
  protected phase2(
    end: "initiator" | "responder",
    more: Pick<Phase2, "bindInterface" | "selectors">,
  ): Phase2 {
    return {
      names: this.names,
      suite: this.suite,
      establish: this.establishes(end),
      dfBit: this.emits("df-bit") ? "clear" : undefined,
      ...more,
    };
  }

  /** @internal */
  protected common(end: "initiator" | "responder", phase2: Phase2): readonly Fragment[] {
    const phase1 = this.phase1(end);
    if (phase1 === undefined) return [];
    const device = this.props[end].gateway;
    const origin = this.node.path;
    const far = this.shownOf(PEER[end]);
    return [
      ...(this.ikeOwner === undefined ? [{ device, origin, config: phase1Config(phase1) }] : []),
      { device, origin, config: phase2Config(phase2) },
      ...[...exemptionConfig(device, this.names.vpn, far), ...peerRouteConfig(this.wayOf(end))].map(
        (config) => ({ device, origin, config }),
      ),
      ...(this.emits("tcp-mss")
        ? [{ device, origin, config: tcpMssConfig(this.props.tcpMss ?? DEFAULT_MSS) }]
        : []),
    ];
  }

  /** One end and its way to the peer. Traffic finds a policy-based VPN by policies, which hold for none of IKE's. */
  private wayOf(end: "initiator" | "responder"): PeerWay {
    const { gateway } = this.props[end];
    const other = PEER[end];
    const isRouted = this.tunnelEnd(end).bindInterface !== undefined;
    return {
      gateway,
      peer: this.props[other].gateway.name,
      address: this.views()?.[other].address,
      far: isRouted ? this.shownOf(other) : [],
      external: this.outsideOf(end),
      instance: this.instanceOf(end),
    };
  }

  /** @internal */
  abstract fragments(): readonly Fragment[];

  /** @internal */
  protected abstract tunnelEnd(end: "initiator" | "responder"): {
    readonly bindInterface: string | undefined;
    readonly pingSource: string | undefined;
    readonly pingTarget: string | undefined;
  };

  /** @internal */
  protected abstract carries(): Pick<
    CarriedTraffic,
    "kind" | "isNarrow" | "isStandby" | "pairs"
  > & {
    readonly zones: readonly [string, string];
    readonly applications?: readonly string[] | undefined;
  };

  private get carried(): CarriedTraffic {
    const { zones, applications, ...rest } = this.carries();
    const { initiator, responder, verify, establish, tcpMss } = this.props;
    return {
      ...rest,
      isOnTraffic: establish === "on-traffic" || !this.emits("establish-tunnels"),
      ends: [
        { zone: zones[0], inner: innerOf(initiator.gateway) },
        { zone: zones[1], inner: innerOf(responder.gateway) },
      ],
      ...(this.emits("tcp-mss") ? { tcpMss: tcpMss ?? DEFAULT_MSS } : {}),
      ...(applications === undefined ? {} : { applications }),
      ...(verify === undefined ? {} : { verify }),
    };
  }

  /** @internal Networks that both ends know by one address: what is translated, no address of a gateway stands for. */
  protected plainNetworksOf(end: "initiator" | "responder"): readonly string[] {
    const shown = this.shownOf(end);
    return this.networksOf(end).filter((network, index) => shown[index] === network);
  }

  /** @internal Pairs of networks of one family, as the program has them. */
  protected networkPairs(): CarriedTraffic["pairs"] {
    return this.plainNetworksOf("initiator").flatMap((initiator) =>
      this.plainNetworksOf("responder")
        .filter((responder) => familyOf(responder) === familyOf(initiator))
        .map((responder) => ({ initiator, responder })),
    );
  }

  /** @internal */
  tunnels(): readonly Tunnel[] {
    const views = this.isWhole ? this.views() : undefined;
    if (views === undefined) return [];
    const end = (role: "initiator" | "responder"): TunnelEnd => {
      const other = role === "initiator" ? "responder" : "initiator";
      return {
        view: views[role],
        role,
        vpn: this.names.vpn,
        ikeGateway: this.names.ikeGateway,
        peerAddress: views[other].address,
        identity: this.identities[role],
        peerIdentity: this.identities[other],
        ...(this.instanceOf(role) === undefined ? {} : { instance: this.instanceOf(role) }),
        ...this.tunnelEnd(role),
      };
    };
    return [
      {
        name: super.name,
        path: views.path,
        initiator: views.initiator,
        responder: views.responder,
        initiatorPrefixes: this.networksOf("initiator"),
        responderPrefixes: this.networksOf("responder"),
        initiatorShown: this.shownOf("initiator"),
        responderShown: this.shownOf("responder"),
        ends: [end("initiator"), end("responder")],
        ikeVersion: this.suite.version,
        carried: this.carried,
      },
    ];
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    const { initiator, responder } = this.props;
    const owner = this.ikeOwner;
    const problems: Mistake[] = [
      ...weaknesses(this.suite),
      ...this.nameProblems(),
      ...(owner === undefined ? [] : sharingMistakes(this.ikeShare, owner.ikeShare)),
    ];
    if (initiator.gateway === responder.gateway) {
      return [
        ...problems,
        {
          rule: "ends-one-gateway",
          what: "both ends of the VPN are one gateway",
          found: initiator.gateway.node.path,
          allowed: "two gateways",
          fix: "name another gateway for one end",
        },
      ];
    }
    problems.push(
      ...this.endProblems(),
      ...overlapProblems(this.carriedOf("initiator"), this.carriedOf("responder")),
      ...familyProblems(this.carriedOf("initiator"), this.carriedOf("responder")),
      ...this.keepaliveProblems(),
    );
    const views = this.views();
    if (views === undefined) {
      problems.push({
        rule: "no-path",
        what: "nothing connects the two gateways",
        found: `${initiator.gateway.name} on ${this.outsideOf("initiator").network.cidr}, ${responder.gateway.name} on ${this.outsideOf("responder").network.cidr}`,
        allowed: "a common network or VPC, a NAT device between them, or the internet",
        fix: "place a NatDevice between their networks, or put both on one",
      });
      return problems;
    }
    problems.push(
      ...pathProblems(views.initiator, views.responder),
      ...this.idleProblems(views),
      ...this.identityProblems(views),
      ...this.interfaceProblems(initiator),
      ...this.interfaceProblems(responder),
      ...peerRouteMistakes(this.wayOf("initiator")),
      ...peerRouteMistakes(this.wayOf("responder")),
    );
    return problems;
  }

  private nameProblems(): readonly Mistake[] {
    const names = Object.entries(this.names) as [keyof Names, string][];
    const wrong = names.find(([, name]) => name.length < 1 || name.length > NAME_LIMIT);
    if (wrong === undefined) return [];
    const [what, name] = wrong;
    return [
      {
        rule: "statement-name-length",
        what: `the name of the ${WORDS[what]} is too long for Junos`,
        found: `"${name}" with ${name.length} characters`,
        allowed: `1 to ${NAME_LIMIT} characters`,
        fix: `rename the construct, or give names: { ${what}: "…" }`,
      },
    ];
  }

  /** Each end has an identity of its own and something to protect. */
  private endProblems(): readonly Mistake[] {
    const { initiator, responder } = this.props;
    const problems: Mistake[] = [];
    for (const role of ["initiator", "responder"] as const) {
      const { gateway, networks = [] } = this.props[role];
      const mistake = identityMistake(this.identities[role], gateway.name);
      if (mistake !== undefined) problems.push(mistake);
      const { translateAs: as } = this.props[role];
      problems.push(...translationMistakes({ gateway, networks: this.networksOf(role), as }));
      const foreign = networks.filter(
        (each) => !gateway.protects.some((whole) => contains(whole, each)),
      );
      if (foreign.length > 0) {
        problems.push({
          rule: "network-unprotected",
          what: "a VPN is to carry a network that its gateway does not protect",
          found: `${foreign.join(", ")} of ${gateway.name}`,
          allowed: `${gateway.protects.join(", ")}, or parts of them`,
          fix: "change networks, or add the network to the gateway's protects",
        });
      }
      if (this.networksOf(role).length > 0) continue;
      problems.push({
        rule: "protects-nothing",
        what: "a gateway of the VPN protects no network, so that nothing could go through the tunnel",
        found: `nothing behind ${gateway.name}`,
        allowed: "one network or more",
        fix: "leave protects out, or name the networks",
      });
    }
    if (sameIdentity(this.identities.initiator, this.identities.responder)) {
      problems.push({
        rule: "ends-one-identity",
        what: "both ends of the VPN have one identity",
        found: `"${this.identities.initiator.value}" for ${initiator.gateway.name} and ${responder.gateway.name}`,
        allowed: "a different identity for each end",
        fix: "rename one of them",
      });
    }
    return problems;
  }

  private keepaliveProblems(): readonly Mistake[] {
    const { keepalive } = this;
    if (Number.isInteger(keepalive) && keepalive >= 1 && keepalive <= 300) return [];
    return [
      {
        rule: "keepalive-range",
        what: "the NAT keepalive interval is outside Junos's range",
        found: `${keepalive} s`,
        allowed: "1 to 300 s",
        fix: "set natKeepaliveSeconds within it",
      },
    ];
  }

  /** A NAT that forgets sooner than keepalives come closes the way in. */
  private idleProblems({ path, initiator, responder }: Views): readonly Mistake[] {
    const { keepalive } = this;
    if (path.idleSeconds === undefined || keepalive < path.idleSeconds) return [];
    return [
      {
        rule: "keepalive-too-slow",
        what: "keepalives are too slow for the NAT in the path, which forgets an idle tunnel",
        found: `one every ${keepalive} s`,
        allowed: `less than ${path.idleSeconds} s (${explain(initiator) || explain(responder)})`,
        fix: "set natKeepaliveSeconds to 20, or leave it out",
      },
    ];
  }

  /** The interface that IKE packets come in by must be the one named, and its zone must let them in. */
  private interfaceProblems(end: End): readonly Mistake[] {
    const problems: Mistake[] = [];
    const { gateway } = end;
    const named = end.externalInterface;
    const outside = gateway.outsideNamed(named);
    if (named !== undefined && named !== outside.logical) {
      problems.push({
        rule: "external-interface",
        what: `the external interface of ${gateway.name} does not face its peer`,
        found: `${named}, which ${named.startsWith("lo0.") ? "has an address that nobody has said" : gateway.attachments().some((port) => port.logical === named) ? "faces the protected network" : "is not one of its interfaces"}`,
        allowed: `${gateway.outsides.map(({ logical }) => logical).join(", ")}, which receive the peer's IKE packets`,
        fix: "leave externalInterface out, or say providers or loopback of the gateway",
      });
    }
    const services = outside.hostInbound.systemServices ?? [];
    if (
      gateway.ownsInterfaces &&
      !services.some((service) => service === "ike" || service === "all")
    ) {
      problems.push({
        rule: "zone-refuses-ike",
        what: `zone ${outside.zone} of ${gateway.name} does not let IKE in`,
        found: `host-inbound system services ${services.length === 0 ? "none" : services.join(", ")}`,
        allowed: "ike among them",
        fix: 'add "ike" to external.hostInbound.systemServices',
      });
    }
    return problems;
  }

  /** An identity that is an address must be one that translation leaves true, and a hidden address is no identity. */
  private identityProblems(views: Views): readonly Mistake[] {
    const problems: Mistake[] = [];
    for (const role of ["initiator", "responder"] as const) {
      const { type, value } = this.identities[role];
      const seen = views[role];
      if ((type === "inet" || type === "inet6") && seen.hidden && value === seen.external.address) {
        problems.push({
          rule: "identity-hidden",
          what: `the identity of ${seen.gateway.name} is the address that NAT hides`,
          found: `${value}, hidden by ${explain(seen)}`,
          allowed: `a host name, a user at a host name${seen.address === undefined ? "" : `, or the address others see`}`,
          fix: `give ${seen.gateway.name} an identity such as "${seen.gateway.name}.example.net"`,
        });
      }
      const isOwn = [seen.address, seen.external.address].includes(value);
      if ((type === "inet" || type === "inet6") && !isOwn) {
        problems.push({
          rule: "identity-address",
          severity: "warning",
          what: `the identity of ${seen.gateway.name} is an address that is not its own`,
          found: `${value}; it has ${seen.external.address}${seen.hidden ? `, hidden by ${explain(seen)}` : ""}`,
          allowed: "a name, or an address of the gateway",
          fix: `give ${seen.gateway.name} an identity such as "${seen.gateway.name}.example.net"`,
        });
      }
      if (type === "distinguished-name") {
        problems.push({
          rule: "distinguished-name-with-key",
          what: "a distinguished name cannot be the identity for a pre-shared key",
          found: `${role} ${seen.gateway.name}`,
          allowed: "a host name, a user at a host name, an address, a key id",
          fix: "take another kind of identity: distinguished names come from certificates",
        });
      }
    }
    const { suite } = this;
    if (
      suite.version === "v1-only" &&
      (suite.mode ?? "main") === "main" &&
      views.initiator.address === undefined
    ) {
      problems.push({
        rule: "main-mode-unknown-peer",
        what: "IKEv1 main mode with a pre-shared key needs the peer's address, which nobody knows here",
        found: `${views.initiator.gateway.name} behind ${explain(views.initiator)}`,
        allowed: "IKEv2, or IKEv1 aggressive mode",
        fix: "use suites.modern, or say which address the NAT shows",
      });
    }
    return problems;
  }
}

// Not `implements`: what a stack asks of its constructs is no part of the public surface.
SiteToSiteVpn.prototype satisfies ConfigSource & TunnelSource;

/** The way between both ends, and how each looks to the other. */
interface Views {
  readonly path: NatPath;
  readonly initiator: View;
  readonly responder: View;
}

/** A gateway, and what a VPN carries of the networks behind it. */
interface Carried {
  readonly gateway: Gateway;
  readonly name: string;
  readonly external: Attachment;
  readonly protects: readonly string[];
  /** The same as the peer sees them. */
  readonly shown: readonly string[];
}

const FAMILY = { inet: "IPv4", inet6: "IPv6" } as const;

/**
 * Networks behind the two gateways that have an address in common: nobody could tell which one is meant. Where one end
 * carries everything, what the other has is nearer.
 */
function overlapProblems(initiator: Carried, responder: Carried): readonly Mistake[] {
  const all = [
    ...meetings(initiator.protects, responder.shown),
    ...meetings(initiator.shown, responder.protects),
    ...meetings(initiator.shown, responder.shown),
    ...ownInPlace(initiator.gateway, responder.shown),
    ...ownInPlace(responder.gateway, initiator.shown).map(
      ([own, theirs]) => [theirs, own] as const,
    ),
  ];
  const seen = new Set<string>();
  return all.flatMap(([mine, theirs]) => {
    const found = `${mine} behind ${initiator.name}, ${theirs} behind ${responder.name}`;
    if (seen.has(found)) return [];
    seen.add(found);
    return [
      {
        rule: "protected-overlap",
        what: "the networks behind the two gateways overlap",
        found,
        allowed: "networks without a common address, as each end sees the other's",
        fix: "renumber one of them, or show both under other addresses with translateAs",
        related: [
          { construct: initiator.gateway.node.path, what: `has ${mine} behind it` },
          { construct: responder.gateway.node.path, what: `has ${theirs} behind it` },
        ],
      },
    ];
  });
}

function meetings(
  near: readonly string[],
  far: readonly string[],
): readonly (readonly [string, string])[] {
  return near.flatMap((mine) =>
    far.filter((theirs) => isClash(mine, theirs)).map((theirs) => [mine, theirs] as const),
  );
}

/** A tunnel's two outer addresses are of one family, and a network reaches only networks of its own. */
function familyProblems(initiator: Carried, responder: Carried): readonly Mistake[] {
  const problems: Mistake[] = [];
  const ends = [initiator.gateway, responder.gateway];
  const outside = [initiator, responder].map(({ external }) => familyOf(external.address));
  const [mine, theirs] = outside;
  if (mine !== undefined && theirs !== undefined && mine !== theirs) {
    problems.push({
      rule: "outer-families",
      what: "the two gateways' external addresses are of different families",
      found: `${initiator.external.address} of ${initiator.name} is ${FAMILY[mine]}, ${responder.external.address} of ${responder.name} is ${FAMILY[theirs]}`,
      allowed: "two IPv4 addresses, or two IPv6 addresses",
      fix: "give one gateway an external address of the other's family: inside, families may differ from it",
    });
  }
  for (const [gateway, peer] of [
    [initiator, responder],
    [responder, initiator],
  ] as const) {
    for (const prefix of gateway.protects) {
      const family = familyOf(prefix);
      if (peer.protects.length > 0 && !peer.protects.some((each) => familyOf(each) === family)) {
        problems.push({
          rule: "inner-families",
          what: `nothing behind ${peer.name} can reach an ${FAMILY[family]} network behind ${gateway.name}`,
          found: `${prefix} behind ${gateway.name}, ${peer.protects.join(", ")} behind ${peer.name}`,
          allowed: "networks of one family at both ends",
          fix: `protect an ${FAMILY[family]} network at ${peer.name} too, or leave ${prefix} out of protects`,
        });
      }
      if (family === "inet6" && ends.some(({ site }) => site.kind === "aws")) {
        problems.push({
          rule: "aws-ipv6-protected",
          what: "an IPv6 network cannot be routed in an AWS site, which is IPv4 only here",
          found: `${prefix} behind ${gateway.name}`,
          allowed: "IPv4 networks, where one end is in AWS",
          fix: `leave ${prefix} out of protects, or use gateways that exist`,
        });
      }
    }
  }
  return problems;
}

/** Bytes of a TCP segment that fits, whatever algorithms and NAT add. */
const DEFAULT_MSS = 1350;

const DEFAULT_DPD: DeadPeerDetection = {
  mode: "probe-idle-tunnel",
  intervalSeconds: 10,
  threshold: 5,
};

const WORDS: Readonly<Record<keyof Names, string>> = {
  ikeProposal: "IKE proposal",
  ikePolicy: "IKE policy",
  ikeGateway: "IKE gateway",
  ipsecProposal: "IPsec proposal",
  ipsecPolicy: "IPsec policy",
  vpn: "VPN",
};
