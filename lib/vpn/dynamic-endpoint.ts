// A hub that knows its branches by identity alone: wherever a branch's packets come from, its key and its name admit it.
import type { Input } from "@pulumi/pulumi";
import type { Construct } from "constructs";
import {
  addressAt,
  contains,
  explain,
  type Fragment,
  type Gateway,
  hashed,
  hostOf,
  natPath,
  type NatPath,
  type NodeOptions,
  overlaps,
  parsePrefix,
  pathProblems,
  type Problem,
  routesConfig,
  type Speaker,
  StackScope,
  type Token,
  type Tunnel,
  type TunnelEnd,
  type TunnelSource,
  type View,
  VpnNode,
} from "../topology";
import { type Identity, identity, type IdentityLike, sameIdentity } from "./identity";
import { junosName, NAME_LIMIT } from "./names";
import {
  announceConfig,
  bgpConfig,
  ospfConfig,
  preferConfig,
  wholesConfig,
  zoneProtocolConfig,
} from "./routing-statements";
import { type DefaultStatement, dynamicIdentity } from "./site-to-site";
import {
  addressBookConfig,
  type DeadPeerDetection,
  type Names,
  phase1Config,
  phase2Config,
  policyConfig,
  tcpMssConfig,
  type TrafficSelector,
  tunnelInterfaceConfig,
} from "./statements";
import { type Suite, suites, weaknesses } from "./suites";
import { tunnelLink } from "./tunnel-links";
import { tunnelUnit } from "./tunnel-units";

/**
 * How routes get to the branches:
 * `selectors` by traffic selectors, from which the hub makes a route while the tunnel is up;
 * `static` by static routes into the tunnel interfaces;
 * `bgp` and `ospf` by these protocols, over numbered tunnel interfaces.
 */
export type HubRouting = "selectors" | "static" | "bgp" | "ospf";

export interface DynamicEndpointProps extends NodeOptions {
  /** The gateway that answers. It must be reachable from outside. */
  readonly gateway: Gateway;
  /** The hub's name to its branches. @default the construct's id, as a host name */
  readonly identity?: IdentityLike;
  /** Leave the hub's identity to its address, as where it is reached without NAT. @default false */
  readonly identifyByAddress?: boolean;
  /** Key of every branch that brings none of its own. A branch that leaks it opens the door to all. @default none */
  readonly presharedKey?: Input<string>;
  /** Algorithms, and the version of IKE. IKEv1 must be aggressive: main mode needs addresses. @default suites.modern */
  readonly ike?: Suite;
  /** @default "selectors" */
  readonly routing?: HubRouting;
  /** One tunnel interface for each branch, or one for all (as AutoVPN has it). @default "per-branch" */
  readonly tunnelInterfaces?: "per-branch" | "multipoint";
  /**
   * Prefixes that branches reach through the hub. One that is wider than a branch's network is announced as a whole.
   * @default those the hub protects
   */
  readonly reach?: readonly string[];
  /** Let branches reach each other through the hub; `reach` must then contain their networks. @default false */
  readonly branchToBranch?: boolean;
  /** Where tunnel interfaces get addresses, where they need any: a prefix of its own. @default "169.254.64.0/18" */
  readonly tunnelNetwork?: string;
  /** Most branches that may be connected at once, 1–4294967295. @default unlimited */
  readonly connectionsLimit?: number;
  /** The hub never begins: needs Junos 23.2 or iked. @default true where `release` says so, else on-traffic */
  readonly responderOnly?: boolean;
  /** AS number of the hub, for BGP. @default 64512 */
  readonly autonomousSystem?: number;
  /** Probes of silent branches. @default optimized, every 10 s, dead after 5 */
  readonly dpd?: DeadPeerDetection;
  /** Seconds between keepalives that hold a NAT translation open, 1–300. @default 20 */
  readonly natKeepaliveSeconds?: number;
  /** Largest TCP segment through the tunnels, 64–65535. @default 1350 */
  readonly tcpMss?: number;
  /** Security zone of the tunnel interfaces, at both ends. @default "vpn" */
  readonly zone?: string;
  /** Permit traffic between protected networks. False leaves policies to the program. @default true */
  readonly policies?: boolean;
  /** Defaults of the library to leave out, by name. @default none */
  readonly without?: readonly DefaultStatement[];
  /** Names of the statements that branches share. @default the construct's id */
  readonly names?: Partial<Pick<Names, "ikeProposal" | "ipsecProposal" | "ipsecPolicy">>;
}

export interface ConnectOptions {
  /** The branch's name to the hub. @default the branch gateway's id, as a host name */
  readonly identity?: IdentityLike;
  /** The branch's own key. @default the hub's */
  readonly presharedKey?: Input<string>;
  /**
   * Preference of its routes to this hub: the smaller wins, a backup hub has a greater one, 1–4294967295; with BGP
   * 1–1000, and for the way back too. @default 5
   */
  readonly preference?: number;
  /** Addresses of the two tunnel interfaces, with their length. @default by name, out of tunnelNetwork, where needed */
  readonly tunnelAddress?: { readonly hub: string; readonly branch: string };
  /** Units of st0, 0–15999. @default by name */
  readonly tunnelUnit?: { readonly hub?: number; readonly branch?: number };
  /** Names of the statements. @default HUB-BRANCH on the hub, HUB on the branch */
  readonly names?: { readonly hub?: Partial<Names>; readonly branch?: Partial<Names> };
  /** AS number of the branch, for BGP. @default by name, 64513–65534 */
  readonly autonomousSystem?: number;
  /** @default probe when idle, every 10 s, dead after 5: a branch whose address changed has to notice by itself */
  readonly dpd?: DeadPeerDetection;
}

interface Branch {
  readonly gateway: Gateway;
  readonly options: ConnectOptions;
  readonly keyName: string;
}

/** Prefix length of the tunnel network of one branch. */
const LINK = 30;
const FIRST_AS = 64_512;
const LAST_AS = 65_534;

export class DynamicEndpointGateway extends VpnNode implements Speaker, TunnelSource {
  readonly token: Token = "vsrx:index:DynamicEndpointGateway";
  readonly suite: Suite;
  private readonly branches: Branch[] = [];
  private readonly byName = new Map<string, Branch>();
  private readonly paths = new Map<Branch, NatPath>();

  constructor(
    scope: Construct,
    id: string,
    readonly props: DynamicEndpointProps,
  ) {
    super(scope, id, props);
    this.suite = props.ike ?? suites.modern;
    if (props.presharedKey !== undefined) {
      StackScope.of(this).values.text(this.sharedKeyName, props.presharedKey, { secret: true });
    }
    if (this.multipoint) tunnelUnit.claim(props.gateway, this.node.path);
  }

  /** Admit a branch, or several. Each gets an identity and, unless they share the hub's, a key of its own. */
  connect(branch: Gateway | readonly Gateway[], options: ConnectOptions = {}): this {
    for (const gateway of "node" in branch ? [branch] : branch) this.admit(gateway, options);
    return this;
  }

  private admit(gateway: Gateway, options: ConnectOptions): void {
    if (this.byName.has(gateway.node.path)) {
      this.problem({
        what: "a branch is connected twice to one hub",
        found: gateway.node.path,
        allowed: "once",
        fix: "remove one connect()",
      });
      return;
    }
    const own = options.presharedKey;
    const keyName =
      own === undefined
        ? this.sharedKeyName
        : `${this.node.path}/${gateway.node.path}/pre-shared-key`;
    if (own === undefined && this.props.presharedKey === undefined) {
      this.problem({
        what: "a branch has no pre-shared key",
        found: `${gateway.node.path}: presharedKey missing, and the hub has none for all`,
        allowed: "1 to 255 characters, as a secret",
        fix: `connect(${gateway.name}, { presharedKey: config.requireSecret("…") })`,
      });
    }
    if (own !== undefined) StackScope.of(this).values.text(keyName, own, { secret: true });
    const branch = { gateway, options, keyName };
    this.branches.push(branch);
    this.byName.set(gateway.node.path, branch);
    if (options.tunnelAddress === undefined) {
      tunnelLink.claim(StackScope.of(this), this.tunnelNetwork, this.linkName(branch));
    }
    if (!this.multipoint) {
      tunnelUnit.claim(this.props.gateway, this.linkName(branch), options.tunnelUnit?.hub);
    }
    tunnelUnit.claim(gateway, this.node.path, options.tunnelUnit?.branch);
  }

  private get sharedKeyName(): string {
    return `${this.node.path}/pre-shared-key`;
  }

  private get multipoint(): boolean {
    return this.props.tunnelInterfaces === "multipoint";
  }

  private get routing(): HubRouting {
    return this.props.routing ?? "selectors";
  }

  private get zone(): string {
    return this.props.zone ?? "vpn";
  }

  private get reach(): readonly string[] {
    return this.props.reach ?? this.props.gateway.protects;
  }

  private get ownIdentity(): Identity {
    return identity(this.props.identity ?? this.node.id);
  }

  private branchIdentity(branch: Branch): Identity {
    return identity(branch.options.identity ?? branch.gateway.name);
  }

  private linkName(branch: Branch): string {
    return `${this.node.path}/${branch.gateway.node.path}`;
  }

  private emits(statement: DefaultStatement): boolean {
    return !(this.props.without ?? []).includes(statement);
  }

  private hubNames(branch: Branch): Names {
    const id = this.node.id;
    const name = junosName(`${id}-${branch.gateway.name}`);
    return {
      // Peers without an address are told apart only after the first proposal was taken: they share one.
      ikeProposal: id,
      ikePolicy: branch.options.presharedKey === undefined ? id : name,
      ikeGateway: name,
      ipsecProposal: id,
      ipsecPolicy: id,
      vpn: name,
      ...this.props.names,
      ...branch.options.names?.hub,
    };
  }

  private branchNames(branch: Branch): Names {
    const id = this.node.id;
    return {
      ikeProposal: id,
      ikePolicy: id,
      ikeGateway: id,
      ipsecProposal: id,
      ipsecPolicy: id,
      vpn: id,
      ...this.props.names,
      ...branch.options.names?.branch,
    };
  }

  private hubUnit(branch: Branch): number {
    return this.multipoint
      ? tunnelUnit.of(this.props.gateway, this.node.path)
      : tunnelUnit.of(this.props.gateway, this.linkName(branch));
  }

  private branchUnit(branch: Branch): number {
    return tunnelUnit.of(branch.gateway, this.node.path);
  }

  private get needsAddresses(): boolean {
    return this.multipoint || this.routing === "bgp" || this.routing === "ospf";
  }

  private get tunnelNetwork(): string {
    return this.props.tunnelNetwork ?? "169.254.64.0/18";
  }

  /** Addresses of the two tunnel interfaces of a branch, by its name. */
  private addresses(branch: Branch): { readonly hub: string; readonly branch: string } | undefined {
    const { tunnelAddress } = branch.options;
    if (tunnelAddress !== undefined) return tunnelAddress;
    if (!this.needsAddresses) return undefined;
    const network = parsePrefix(this.tunnelNetwork);
    if (network === undefined) return undefined;
    const size = Number(network.last - network.first) + 1;
    const scope = StackScope.of(this);
    const name = this.linkName(branch);
    if (this.multipoint) {
      // One network for the hub and all its branches: the hub has its first address.
      const host = tunnelLink.of(scope, this.tunnelNetwork, name, size - 3);
      return {
        hub: `${addressAt(this.tunnelNetwork, 1)}/${network.length}`,
        branch: `${addressAt(this.tunnelNetwork, host + 2)}/${network.length}`,
      };
    }
    const first = tunnelLink.of(scope, this.tunnelNetwork, name, Math.floor(size / 4)) * 4;
    return {
      hub: `${addressAt(this.tunnelNetwork, first + 1)}/${LINK}`,
      branch: `${addressAt(this.tunnelNetwork, first + 2)}/${LINK}`,
    };
  }

  private autonomousSystem(branch: Branch): number {
    return (
      branch.options.autonomousSystem ??
      FIRST_AS + 1 + hashed(branch.gateway.node.path, LAST_AS - FIRST_AS)
    );
  }

  /** The way to a branch. The solver keeps the hub's map, so that a thousand branches are one map and a thousand looks. */
  private path(branch: Branch): NatPath | undefined {
    const known = this.paths.get(branch);
    if (known !== undefined && this.node.root.node.locked) return known;
    const path = natPath(this.props.gateway, branch.gateway);
    if (path !== undefined) this.paths.set(branch, path);
    return path;
  }

  private selectors(
    branch: Branch,
    end: "hub" | "branch",
  ): Readonly<Record<string, TrafficSelector>> {
    if (this.routing !== "selectors" || this.multipoint) return {};
    const pairs = this.reach.flatMap((hub) =>
      branch.gateway.protects.map((remote) => ({ hub, branch: remote })),
    );
    return Object.fromEntries(
      pairs.map((pair, index) => [
        `ts${index + 1}`,
        end === "hub"
          ? { local: pair.hub, remote: pair.branch }
          : { local: pair.branch, remote: pair.hub },
      ]),
    );
  }

  speak(): readonly Fragment[] {
    return [
      ...this.hubCommon(),
      ...this.branches.flatMap((branch) => [...this.hubHalf(branch), ...this.branchHalf(branch)]),
    ];
  }

  /** What the hub says once, however many branches there are. */
  private hubCommon(): readonly Fragment[] {
    const device = this.props.gateway;
    const say = (config: Fragment["config"]): Fragment => ({
      device,
      origin: this.node.path,
      config,
    });
    const inner = [...new Set(device.internals.map((port) => port.zone))];
    const fragments: Fragment[] = [];
    if (this.emits("tcp-mss")) fragments.push(say(tcpMssConfig(this.props.tcpMss ?? 1350)));
    if (this.props.branchToBranch === true && (this.props.policies ?? true)) {
      fragments.push(
        say(
          policyConfig({
            from: this.zone,
            to: this.zone,
            name: "branch-to-branch",
            source: ["any"],
            destination: ["any"],
            application: ["any"],
          }),
        ),
      );
    }
    if (this.props.policies ?? true) {
      const local = addresses(device);
      for (const zone of inner) fragments.push(say(addressBookConfig(zone, zone, local)));
    }
    if (this.routing === "bgp") {
      fragments.push(
        say(announceConfig(this.exportPolicy, this.reach)),
        ...(this.wholes.length === 0 ? [] : [say(wholesConfig(this.wholes))]),
        say(zoneProtocolConfig(this.zone, "bgp")),
      );
    }
    if (this.routing === "ospf") fragments.push(say(zoneProtocolConfig(this.zone, "ospf")));
    return fragments;
  }

  /** What the hub announces but knows in parts only: BGP announces what there is a route for. */
  private get wholes(): readonly string[] {
    const parts = this.branches.flatMap(({ gateway }) => gateway.protects);
    return this.reach.filter(
      (prefix) =>
        !this.props.gateway.protects.includes(prefix) &&
        parts.some((part) => part !== prefix && contains(prefix, part)),
    );
  }

  private get importPolicy(): string {
    return junosName(`${this.node.id}-import`, 63);
  }

  private get exportPolicy(): string {
    return junosName(`${this.node.id}-export`, 63);
  }

  private hubHalf(branch: Branch): readonly Fragment[] {
    const device = this.props.gateway;
    const origin = this.node.path;
    const say = (config: Fragment["config"]): Fragment => ({ device, origin, config });
    const names = this.hubNames(branch);
    const unit = this.hubUnit(branch);
    const tunnel = `st0.${unit}`;
    const link = this.addresses(branch);
    const shared = device.attachments().some((port) => port.zone === this.zone);
    const remote = addresses(branch.gateway);
    const local = addresses(device);
    const inner = [...new Set(device.internals.map((port) => port.zone))];
    const limit = this.props.connectionsLimit;
    return [
      say(
        tunnelInterfaceConfig({
          unit,
          address: link?.hub,
          zone: this.zone,
          services: shared ? [] : ["ping"],
          multipoint: this.multipoint,
        }),
      ),
      say(
        phase1Config({
          names,
          suite: this.suite,
          // Main mode with a pre-shared key needs an address: a dynamic peer never gets the statement unless aggressive.
          mode: this.suite.version === "v1-only" && this.suite.mode === "aggressive",
          presharedKey: StackScope.of(this).values.reserve(branch.keyName),
          peer: {
            dynamic: {
              ...dynamicIdentity(this.branchIdentity(branch)),
              ...(limit === undefined ? {} : { connectionsLimit: limit }),
            },
          },
          localIdentity: this.props.identifyByAddress === true ? undefined : this.ownIdentity,
          remoteIdentity: undefined,
          externalInterface: device.external.logical,
          version: this.emits("version"),
          natKeepaliveSeconds: this.emits("nat-keepalive")
            ? (this.props.natKeepaliveSeconds ?? 20)
            : undefined,
          dpd: this.props.dpd ?? (this.emits("dead-peer-detection") ? HUB_DPD : undefined),
        }),
      ),
      say(
        phase2Config({
          names,
          suite: this.suite,
          bindInterface: tunnel,
          establish: this.emits("establish-tunnels")
            ? this.answersOnly
              ? "responder-only"
              : "on-traffic"
            : undefined,
          dfBit: this.emits("df-bit") ? "clear" : undefined,
          selectors: this.selectors(branch, "hub"),
        }),
      ),
      ...(this.routing === "static"
        ? [
            say(
              routesConfig(
                Object.fromEntries(branch.gateway.protects.map((prefix) => [prefix, tunnel])),
              ),
            ),
          ]
        : []),
      ...this.protocol(branch, "hub", device, tunnel),
      ...((this.props.policies ?? true)
        ? [
            say(addressBookConfig(this.zone, this.zone, remote)),
            ...inner.flatMap((zone) => [
              say(
                policyConfig({
                  from: zone,
                  to: this.zone,
                  name: junosName(`to-${branch.gateway.name}`, 63),
                  source: Object.keys(local),
                  destination: Object.keys(remote),
                  application: ["any"],
                }),
              ),
              say(
                policyConfig({
                  from: this.zone,
                  to: zone,
                  name: junosName(`from-${branch.gateway.name}`, 63),
                  source: Object.keys(remote),
                  destination: Object.keys(local),
                  application: ["any"],
                }),
              ),
            ]),
          ]
        : []),
    ];
  }

  private get answersOnly(): boolean {
    return this.props.responderOnly ?? knowsResponderOnly(this.props.gateway);
  }

  private protocol(
    branch: Branch,
    end: "hub" | "branch",
    device: Gateway,
    tunnel: string,
  ): readonly Fragment[] {
    const origin = this.node.path;
    const say = (config: Fragment["config"]): Fragment => ({ device, origin, config });
    const link = this.addresses(branch);
    const hub = this.props.autonomousSystem ?? FIRST_AS;
    if (this.routing === "bgp" && link !== undefined) {
      const own = end === "hub" ? hub : this.autonomousSystem(branch);
      const mine = hostOf(end === "hub" ? link.hub : link.branch);
      const theirs = hostOf(end === "hub" ? link.branch : link.hub);
      return [
        say(
          bgpConfig({
            group: junosName(
              end === "hub" ? `${this.node.id}-${branch.gateway.name}` : this.node.id,
              63,
            ),
            localAs: own,
            peerAs: end === "hub" ? this.autonomousSystem(branch) : hub,
            localAddress: mine,
            peerAddress: theirs,
            importPolicy: end === "branch" ? this.importPolicy : undefined,
            exportPolicy: this.exportPolicy,
            holdSeconds: 30,
          }),
        ),
      ];
    }
    if (this.routing === "ospf") {
      return [
        say(
          ospfConfig(
            tunnel,
            device.internals.map((port) => port.logical),
            branch.options.preference ?? PREFERENCE,
          ),
        ),
      ];
    }
    return [];
  }

  private branchHalf(branch: Branch): readonly Fragment[] {
    const device = branch.gateway;
    const origin = this.node.path;
    const say = (config: Fragment["config"]): Fragment => ({ device, origin, config });
    const path = this.path(branch);
    if (path?.a.address === undefined) return [];
    const names = this.branchNames(branch);
    const tunnel = `st0.${this.branchUnit(branch)}`;
    const link = this.addresses(branch);
    const shared = device.attachments().some((port) => port.zone === this.zone);
    const inner = [...new Set(device.internals.map((port) => port.zone))];
    const local = addresses(device);
    const remote = Object.fromEntries(
      this.reach.map((prefix) => [
        this.props.gateway.protects.includes(prefix)
          ? addressName(this.props.gateway.name, prefix)
          : addressName(this.node.id, prefix),
        prefix,
      ]),
    );
    const preference = branch.options.preference;
    return [
      say(
        tunnelInterfaceConfig({
          unit: this.branchUnit(branch),
          address: link?.branch,
          zone: this.zone,
          services: shared ? [] : ["ping"],
        }),
      ),
      say(
        phase1Config({
          names,
          suite: this.suite,
          mode: this.suite.version === "v1-only",
          presharedKey: StackScope.of(this).values.reserve(branch.keyName),
          peer: { address: path.a.address },
          localIdentity: this.branchIdentity(branch),
          remoteIdentity: this.props.identifyByAddress === true ? undefined : this.ownIdentity,
          externalInterface: device.external.logical,
          version: this.emits("version"),
          natKeepaliveSeconds: this.emits("nat-keepalive")
            ? (this.props.natKeepaliveSeconds ?? 20)
            : undefined,
          dpd: branch.options.dpd ?? (this.emits("dead-peer-detection") ? BRANCH_DPD : undefined),
        }),
      ),
      say(
        phase2Config({
          names,
          suite: this.suite,
          bindInterface: tunnel,
          establish: "immediately",
          dfBit: this.emits("df-bit") ? "clear" : undefined,
          selectors: this.selectors(branch, "branch"),
        }),
      ),
      ...(this.routing === "static" || (this.multipoint && this.routing === "selectors")
        ? [say(branchRoutes(this.reach, tunnel, preference))]
        : []),
      ...this.protocol(branch, "branch", device, tunnel),
      ...(this.routing === "bgp"
        ? [
            say(preferConfig(this.importPolicy, BEST_PREFERENCE - (preference ?? PREFERENCE))),
            // The hubs know the way back from each other by the same number.
            say(announceConfig(this.exportPolicy, device.protects, preference ?? PREFERENCE)),
            say(zoneProtocolConfig(this.zone, "bgp")),
          ]
        : []),
      ...(this.routing === "ospf" ? [say(zoneProtocolConfig(this.zone, "ospf"))] : []),
      ...(this.emits("tcp-mss") ? [say(tcpMssConfig(this.props.tcpMss ?? 1350))] : []),
      ...((this.props.policies ?? true)
        ? [
            ...inner.map((zone) => say(addressBookConfig(zone, zone, local))),
            say(addressBookConfig(this.zone, this.zone, remote)),
            ...inner.flatMap((zone) => [
              say(
                policyConfig({
                  from: zone,
                  to: this.zone,
                  name: junosName(`to-${this.node.id}`, 63),
                  source: Object.keys(local),
                  destination: Object.keys(remote),
                  application: ["any"],
                }),
              ),
              say(
                policyConfig({
                  from: this.zone,
                  to: zone,
                  name: junosName(`from-${this.node.id}`, 63),
                  source: Object.keys(remote),
                  destination: Object.keys(local),
                  application: ["any"],
                }),
              ),
            ]),
          ]
        : []),
    ];
  }

  tunnels(): readonly Tunnel[] {
    return this.branches.flatMap((branch) => {
      const path = this.path(branch);
      if (path === undefined) return [];
      const link = this.addresses(branch);
      const end = (role: "initiator" | "responder"): TunnelEnd => {
        const hub = role === "responder";
        const names = hub ? this.hubNames(branch) : this.branchNames(branch);
        const mine = hub ? link?.hub : link?.branch;
        const theirs = hub ? link?.branch : link?.hub;
        return {
          view: hub ? path.a : path.b,
          role,
          vpn: names.vpn,
          ikeGateway: names.ikeGateway,
          bindInterface: `st0.${hub ? this.hubUnit(branch) : this.branchUnit(branch)}`,
          peerAddress: hub ? undefined : path.a.address,
          identity: hub ? this.shownIdentity(path.a) : this.branchIdentity(branch),
          peerIdentity: hub ? this.branchIdentity(branch) : this.shownIdentity(path.a),
          pingSource: mine === undefined ? undefined : hostOf(mine),
          pingTarget: theirs === undefined ? undefined : hostOf(theirs),
        };
      };
      return [
        {
          name: `${this.node.id}-${branch.gateway.name}`,
          path,
          initiator: path.b,
          responder: path.a,
          initiatorPrefixes: branch.gateway.protects,
          responderPrefixes: this.reach,
          ends: [end("initiator"), end("responder")],
        },
      ];
    });
  }

  private shownIdentity(seen: View): Identity {
    return this.props.identifyByAddress === true
      ? { type: "inet", value: seen.address ?? seen.gateway.external.address }
      : this.ownIdentity;
  }

  warnings(): readonly string[] {
    const shared =
      this.props.presharedKey === undefined ||
      this.branches.filter(({ options }) => options.presharedKey === undefined).length < 2
        ? []
        : [
            `[${this.node.path}] several branches share one pre-shared key: one that leaks it opens the door to all; give each its own with connect(branch, { presharedKey })`,
          ];
    return [
      ...shared,
      ...weaknesses(this.suite).map(
        (weakness) =>
          `[${this.node.path}] weak algorithm in suite "${this.suite.name}": ${weakness}`,
      ),
    ];
  }

  protected override check(): readonly Problem[] {
    return [
      ...this.hubProblems(),
      ...this.branches.flatMap((branch) => this.branchProblems(branch)),
      ...this.mutualProblems(),
    ];
  }

  private hubProblems(): readonly Problem[] {
    const problems: Problem[] = [];
    const { gateway } = this.props;
    if (this.node.id.length > NAME_LIMIT) {
      problems.push({
        what: "the hub's name is too long for Junos",
        found: `"${this.node.id}" with ${this.node.id.length} characters`,
        allowed: `1 to ${NAME_LIMIT} characters`,
        fix: "rename the construct",
      });
    }
    if (this.suite.version === "v1-only" && this.suite.mode !== "aggressive") {
      problems.push({
        what: "IKEv1 main mode with a pre-shared key needs each branch's address, which a hub does not know",
        found: `suite "${this.suite.name}"`,
        allowed: "IKEv2, or an IKEv1 suite with mode: aggressive",
        fix: "use suites.modern",
      });
    }
    if (this.multipoint && this.props.routing === "selectors") {
      problems.push({
        what: "traffic selectors need a tunnel interface for each branch",
        found: 'tunnelInterfaces: "multipoint" with routing: "selectors"',
        allowed: 'per-branch interfaces, or routing "static", "bgp" or "ospf"',
        fix: "leave one of the two out",
      });
    }
    if (this.multipoint && gateway.daemon === "kmd") {
      problems.push({
        what: "one multipoint tunnel interface with pre-shared keys (AutoVPN) needs the iked daemon",
        found: `${gateway.name} with daemon "kmd"`,
        allowed: 'daemon "iked" (package junos-ike), or per-branch tunnel interfaces',
        fix: "leave tunnelInterfaces out",
      });
    }
    if (this.props.branchToBranch === true && this.routing !== "bgp" && this.routing !== "ospf") {
      for (const { gateway: branch } of this.branches) {
        for (const prefix of branch.protects) {
          if (this.reach.some((wide) => contains(wide, prefix))) continue;
          problems.push({
            what: "branches cannot reach each other through the hub: reach does not contain their networks",
            found: `${prefix} behind ${branch.name}; reach ${this.reach.join(", ")}`,
            allowed: "prefixes that contain every branch's networks",
            fix: 'widen reach, such as reach: ["10.0.0.0/8"]',
          });
          return problems;
        }
      }
    }
    if (this.props.responderOnly === true && !knowsResponderOnly(gateway)) {
      problems.push({
        what: "the hub's Junos may not know responder-only",
        found: `release ${gateway.release ?? "not given"}, daemon ${gateway.daemon}`,
        allowed: "release 23.2R1 or newer, or daemon iked",
        fix: "leave responderOnly out, or say the release",
      });
    }
    return problems;
  }

  private branchProblems(branch: Branch): readonly Problem[] {
    const problems: Problem[] = [];
    const path = this.path(branch);
    if (path === undefined) {
      return [
        {
          what: `nothing connects ${branch.gateway.name} with the hub`,
          found: `${branch.gateway.external.network.cidr} and ${this.props.gateway.external.network.cidr}`,
          allowed: "a common network or VPC, a NAT device between them, or the internet",
          fix: "place a NatDevice between their networks, or put both on one",
        },
      ];
    }
    problems.push(...pathProblems(path, path.b, path.a));
    const keepalive = this.props.natKeepaliveSeconds ?? 20;
    if (path.idleSeconds !== undefined && keepalive >= path.idleSeconds) {
      problems.push({
        what: `keepalives are too slow for the NAT in front of ${branch.gateway.name}`,
        found: `one every ${keepalive} s`,
        allowed: `less than ${path.idleSeconds} s (${explain(path.b)})`,
        fix: "set natKeepaliveSeconds to 20, or leave it out",
      });
    }
    const { preference } = branch.options;
    if (this.routing === "bgp" && preference !== undefined && !isPreference(preference)) {
      problems.push({
        what: "a branch's preference for its hub has no place in BGP",
        found: `${preference} for ${branch.gateway.name}`,
        allowed: `1 to ${BEST_PREFERENCE}, the smaller the better`,
        fix: "take a smaller number, such as 5 for the first hub and 10 for the second",
      });
    }
    const own = this.branchIdentity(branch);
    if (own.type === "distinguished-name" || this.ownIdentity.type === "distinguished-name") {
      problems.push({
        what: "a distinguished name is no identity for a pre-shared key",
        found: branch.gateway.name,
        allowed: "a host name, a user at a host name, an address",
        fix: "take another kind of identity: distinguished names come from certificates",
      });
    }
    if (sameIdentity(own, this.ownIdentity)) {
      problems.push({
        what: "a branch and its hub have one identity",
        found: `"${own.value}"`,
        allowed: "a different identity for each end",
        fix: `give ${branch.gateway.name} another identity`,
      });
    }
    for (const mine of branch.gateway.protects) {
      for (const theirs of this.props.gateway.protects) {
        if (!overlaps(mine, theirs)) continue;
        problems.push({
          what: "the networks behind a branch and behind the hub overlap",
          found: `${mine} behind ${branch.gateway.name}, ${theirs} behind ${this.props.gateway.name}`,
          allowed: "networks without a common address",
          fix: "renumber one of them",
        });
      }
    }
    return problems;
  }

  /** Branches against each other: identities, networks. Sorted, so that a thousand of them take no million comparisons. */
  private mutualProblems(): readonly Problem[] {
    const problems: Problem[] = [];
    const names = new Map<string, Branch>();
    const prefixes: { first: bigint; last: bigint; text: string; branch: Branch }[] = [];
    for (const branch of this.branches) {
      const { type, value } = this.branchIdentity(branch);
      const key = `${type} ${value.toLowerCase()}`;
      const twin = names.get(key);
      if (twin !== undefined) {
        problems.push({
          what: "two branches have one identity",
          found: `"${value}" for ${twin.gateway.name} and ${branch.gateway.name}`,
          allowed: "an identity of its own for each branch: the hub knows them by nothing else",
          fix: "rename one of them",
        });
      }
      names.set(key, branch);
      for (const text of branch.gateway.protects) {
        const prefix = parsePrefix(text);
        if (prefix?.family === 4) prefixes.push({ ...prefix, text, branch });
      }
    }
    prefixes.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
    for (const [index, each] of prefixes.entries()) {
      const next = prefixes[index + 1];
      if (next === undefined || next.first > each.last || next.branch === each.branch) continue;
      problems.push({
        what: "the networks behind two branches overlap",
        found: `${each.text} behind ${each.branch.gateway.name}, ${next.text} behind ${next.branch.gateway.name}`,
        allowed: "networks without a common address: the hub has one route for each",
        fix: "renumber one of them",
      });
    }
    return problems;
  }
}

const HUB_DPD: DeadPeerDetection = { mode: "optimized", intervalSeconds: 10, threshold: 5 };
const BRANCH_DPD: DeadPeerDetection = {
  mode: "probe-idle-tunnel",
  intervalSeconds: 10,
  threshold: 5,
};

/** A branch's preference for a hub that nobody gave one. */
const PREFERENCE = 5;

/** BGP's local preference grows where Junos's preference falls: the two add up to this. */
const BEST_PREFERENCE = 1_000;

function isPreference(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= BEST_PREFERENCE;
}

function knowsResponderOnly(gateway: Gateway): boolean {
  if (gateway.daemon === "iked") return true;
  const [, year, number] = /^(\d+)\.(\d+)/.exec(gateway.release ?? "") ?? [];
  const release = Number(year ?? 0) * 10 + Number(number ?? 0);
  return release >= 232;
}

function addressName(owner: string, prefix: string): string {
  return `${owner}-${prefix.replace("/", "_")}`;
}

function addresses(gateway: Gateway): Record<string, string> {
  return Object.fromEntries(
    gateway.protects.map((prefix) => [addressName(gateway.name, prefix), prefix]),
  );
}

/** Routes into the tunnel; one of several hubs is preferred by number. */
function branchRoutes(
  prefixes: readonly string[],
  tunnel: string,
  preference: number | undefined,
): Fragment["config"] {
  if (preference === undefined) {
    return routesConfig(Object.fromEntries(prefixes.map((prefix) => [prefix, tunnel])));
  }
  return {
    routingOptions: {
      static: {
        route: Object.fromEntries(
          prefixes.map((prefix) => [prefix, { qualifiedNextHop: { [tunnel]: { preference } } }]),
        ),
      },
    },
  };
}
