// What a hub's properties come to: names, units, addresses, ways and selectors, for it and for each branch.
import { addressAt, contains, familyOf, hostOf, isEverything, parsePrefix } from "../../net";
import {
  type Gateway,
  junosName,
  natPath,
  type NatPath,
  StackScope,
  type VpnNode,
} from "../../topology";
import { asNumber } from "../as-numbers";
import { type Identity, identity } from "../identity";
import { sameName } from "../names";
import { policyNames } from "../policy-names";
import { keyForm } from "../preshared-key";
import type { DefaultStatement } from "../site-to-site";
import { type PeerWay } from "../peer-route";
import type { Credentials, Names, TrafficSelector } from "../statements";
import { type Suite, suites } from "../suites";
import { type Link, tunnelLink } from "../tunnel-links";
import { shownNetworks } from "../translated";
import { tunnelUnit } from "../tunnel-units";
import type { Branch, DynamicEndpointProps, HubRouting } from "./props";

/** Prefix length of the tunnel network of one branch. */
const LINK = 30;
const HUB_AS = 64_512;

/** Addresses of a tunnel's two interfaces, with their length. */
export interface LinkAddresses {
  readonly hub: string;
  readonly branch: string;
}

export class HubPlan {
  readonly suite: Suite;
  private readonly ways = new Map<Branch, NatPath>();

  constructor(
    private readonly node: VpnNode,
    readonly props: DynamicEndpointProps,
  ) {
    this.suite = props.ike ?? suites.modern;
  }

  get id(): string {
    return this.node.name;
  }

  /** Path of the construct, which its statements come from. */
  get origin(): string {
    return this.node.node.path;
  }

  get gateway(): Gateway {
    return this.props.gateway;
  }

  get multipoint(): boolean {
    return this.props.tunnelInterfaces === "multipoint";
  }

  /** The identity that all branches share; undefined where each has a gateway statement of its own. */
  get group(): Identity | undefined {
    return this.props.groupIdentity === undefined ? undefined : identity(this.props.groupIdentity);
  }

  get routing(): HubRouting {
    // Junos takes no selector for everything.
    const isStatic = this.multipoint || this.reach.some(isEverything);
    return this.props.routing ?? (isStatic ? "static" : "selectors");
  }

  get zone(): string {
    return this.props.zone ?? "vpn";
  }

  get reach(): readonly string[] {
    return this.props.reach ?? this.gateway.protects;
  }

  /** What a branch reaches through the hub. */
  reachOf(branch: Branch): readonly string[] {
    return branch.options.reach ?? this.reach;
  }

  /** Networks behind a branch that this hub's VPN carries. */
  networksOf(branch: Branch): readonly string[] {
    return branch.options.networks ?? branch.gateway.protects;
  }

  /** Networks behind a branch, as the hub and others see them. */
  shownOf(branch: Branch): readonly string[] {
    return shownNetworks(this.networksOf(branch), branch.options.translateAs);
  }

  /** Whether a branch sends everything to the hub. */
  takesEverythingOf(branch: Branch): boolean {
    return this.reachOf(branch).some(isEverything);
  }

  /** The two ends' ways to each other. */
  wayOf(branch: Branch, end: "hub" | "branch"): PeerWay {
    return end === "hub"
      ? {
          gateway: this.gateway,
          peer: branch.gateway.name,
          address: undefined,
          far: this.shownOf(branch),
          external: this.gateway.external,
          instance: undefined,
        }
      : {
          gateway: branch.gateway,
          peer: this.gateway.name,
          address: this.path(branch)?.a.address,
          far: this.reachOf(branch),
          external: branch.gateway.external,
          instance: undefined,
        };
  }

  /** The hub's own networks, as far as a branch reaches them. */
  ownNetworksFor(branch: Branch): readonly string[] {
    const { protects } = this.gateway;
    const { reach } = branch.options;
    if (reach === undefined) return protects;
    const met = protects.flatMap((own) =>
      reach.flatMap((each) => (contains(each, own) ? [own] : contains(own, each) ? [each] : [])),
    );
    return [...new Set(met)];
  }

  /** Seconds between NAT keepalives. */
  get keepalive(): number {
    return this.props.natKeepaliveSeconds ?? 20;
  }

  get ownIdentity(): Identity {
    return identity(this.props.identity ?? this.id);
  }

  /** Whether policies are ours to say. */
  get permits(): boolean {
    return this.props.policies ?? true;
  }

  get importPolicy(): string {
    return junosName(`${this.id}-import`, 63);
  }

  get exportPolicy(): string {
    return junosName(`${this.id}-export`, 63);
  }

  get autonomousSystem(): number {
    return this.props.autonomousSystem ?? HUB_AS;
  }

  get answersOnly(): boolean {
    return this.props.responderOnly ?? knowsResponderOnly(this.gateway);
  }

  get sharedKeyName(): string {
    return `${this.origin}/pre-shared-key`;
  }

  keyNameOf(branch: Gateway): string {
    return `${this.origin}/${branch.node.path}/pre-shared-key`;
  }

  /** How an end proves who it is. */
  credentials(end: "hub" | "branch", branch: Branch | undefined): Credentials {
    const { certificates } = this.props;
    if (certificates !== undefined) {
      const { trustedCa, method = "rsa-signatures" } = certificates;
      return { certificate: certificates[end], method, ...(trustedCa && { trustedCa }) };
    }
    const key = branch?.options.presharedKey ?? this.props.presharedKey;
    return {
      presharedKey: StackScope.of(this.node).values.placeholderFor(
        branch?.keyName ?? this.sharedKeyName,
      ),
      form: keyForm(key),
    };
  }

  identityOf(branch: Branch): Identity {
    return identity(branch.options.identity ?? branch.gateway.name);
  }

  emits(statement: DefaultStatement): boolean {
    return !(this.props.without ?? []).includes(statement);
  }

  linkName(branch: Branch): string {
    return `${this.node.lastingPath}/${branch.gateway.lastingPath}`;
  }

  get tunnelNetwork(): string {
    return this.props.tunnelNetwork ?? "169.254.64.0/18";
  }

  /** How many branches find an address in the tunnel network. */
  get linkCapacity(): number {
    const network = parsePrefix(this.tunnelNetwork);
    if (network === undefined) return 0;
    const size = Number(network.last - network.first) + 1;
    // One network for the hub and all its branches, or one of four addresses for each.
    return this.multipoint ? Math.max(0, size - 3) : Math.floor(size / 4);
  }

  get needsAddresses(): boolean {
    return this.multipoint || this.routing === "bgp" || this.routing === "ospf";
  }

  claim(branch: Branch): void {
    const { tunnelAddress, tunnelUnit: unit } = branch.options;
    const pinned = tunnelAddress === undefined ? undefined : this.numberOf(tunnelAddress.branch);
    // An address from elsewhere takes no number.
    if (tunnelAddress === undefined || pinned !== undefined) {
      tunnelLink.claim(this.link(branch), pinned);
    }
    if (!this.multipoint) tunnelUnit.claim(this.gateway, this.linkName(branch), unit?.hub);
    tunnelUnit.claim(branch.gateway, this.node.lastingPath, unit?.branch);
    this.claimNumber(branch);
    const { gateway: device } = branch;
    policyNames.claim({ device: this.gateway, zone: this.zone, peer: device.name }, this.id);
    policyNames.claim({ device, zone: this.zone, peer: this.id }, this.id);
    for (const network of this.reachOf(branch)) {
      if (!isEverything(network)) continue;
      device.yieldDefault(familyOf(network), undefined);
      this.gateway.leadOn(this.zone);
    }
  }

  /** With BGP every device has an AS number, the hub too. */
  private claimNumber({ gateway, options }: Branch): void {
    if (this.routing !== "bgp") return;
    const scope = StackScope.of(this.node);
    asNumber.claim(scope, this.node.lastingPath, this.autonomousSystem);
    asNumber.claim(scope, gateway.lastingPath, options.autonomousSystem);
  }

  private link(branch: Branch): Link {
    return {
      scope: StackScope.of(this.node),
      network: this.tunnelNetwork,
      name: this.linkName(branch),
      size: this.linkCapacity,
    };
  }

  /** The number of the tunnel network that an address lies in, which nobody else is to get then. */
  private numberOf(address: string): number | undefined {
    const [network, own] = [parsePrefix(this.tunnelNetwork), parsePrefix(hostOf(address))];
    if (network === undefined || own === undefined) return undefined;
    if (!contains(this.tunnelNetwork, hostOf(address))) return undefined;
    const offset = Number(own.first - network.first);
    const number = this.multipoint ? offset - 2 : Math.floor(offset / 4);
    return number >= 0 && number < this.linkCapacity ? number : undefined;
  }

  /** Addresses of the two tunnel interfaces of a branch, by its name. */
  addresses(branch: Branch): LinkAddresses | undefined {
    const { tunnelAddress } = branch.options;
    if (tunnelAddress !== undefined) return tunnelAddress;
    const network = parsePrefix(this.tunnelNetwork);
    if (!this.needsAddresses || network === undefined) return undefined;
    const number = tunnelLink.of(this.link(branch));
    if (number === undefined) return undefined;
    if (this.multipoint) {
      return {
        hub: this.sharedAddress ?? "",
        branch: `${addressAt(this.tunnelNetwork, number + 2)}/${network.length}`,
      };
    }
    return {
      hub: `${addressAt(this.tunnelNetwork, number * 4 + 1)}/${LINK}`,
      branch: `${addressAt(this.tunnelNetwork, number * 4 + 2)}/${LINK}`,
    };
  }

  /** The hub's address on a tunnel interface that all branches share: the network's first. */
  get sharedAddress(): string | undefined {
    const network = parsePrefix(this.tunnelNetwork);
    if (!this.multipoint || network === undefined || this.linkCapacity === 0) return undefined;
    return `${addressAt(this.tunnelNetwork, 1)}/${network.length}`;
  }

  autonomousSystemOf(branch: Branch): number {
    const { gateway, options } = branch;
    return options.autonomousSystem ?? asNumber.of(StackScope.of(this.node), gateway.lastingPath);
  }

  hubUnit(branch?: Branch): number {
    const name =
      this.multipoint || branch === undefined ? this.node.lastingPath : this.linkName(branch);
    return tunnelUnit.of(this.gateway, name);
  }

  branchUnit(branch: Branch): number {
    return tunnelUnit.of(branch.gateway, this.node.lastingPath);
  }

  /** Names of a branch's statements on the hub; of the only ones there, where branches share an identity. */
  hubNames(branch?: Branch): Names {
    const { id } = this;
    const name = branch === undefined ? id : junosName(`${id}-${branch.gateway.name}`);
    return {
      // Peers without an address are told apart only after the first proposal was taken: they share one.
      ...sameName(id),
      ikePolicy: branch?.options.presharedKey === undefined ? id : name,
      ikeGateway: name,
      vpn: name,
      ...this.props.names,
      ...branch?.options.names?.hub,
    };
  }

  branchNames(branch: Branch): Names {
    return { ...sameName(this.id), ...this.props.names, ...branch.options.names?.branch };
  }

  /** The way to a branch. The solver keeps the hub's map, so that a thousand branches are one map and a thousand looks. */
  path(branch: Branch): NatPath | undefined {
    const known = this.ways.get(branch);
    if (known !== undefined && this.node.node.root.node.locked) return known;
    const path = natPath(this.gateway, branch.gateway);
    if (path !== undefined) this.ways.set(branch, path);
    return path;
  }

  selectors(branch: Branch, end: "hub" | "branch"): Readonly<Record<string, TrafficSelector>> {
    if (this.routing !== "selectors" || this.multipoint) return {};
    const pairs = this.reachOf(branch).flatMap((hub) =>
      this.shownOf(branch)
        .filter((remote) => familyOf(remote) === familyOf(hub))
        .map((remote) => ({ hub, branch: remote })),
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
}

export function knowsResponderOnly(gateway: Gateway): boolean {
  if (gateway.daemon === "iked") return true;
  const [, year, number] = /^(\d+)\.(\d+)/.exec(gateway.release ?? "") ?? [];
  const release = Number(year ?? 0) * 10 + Number(number ?? 0);
  return release >= 232;
}
