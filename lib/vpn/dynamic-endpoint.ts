// A hub that knows its branches by identity alone: wherever a branch's packets come from, its key and its name admit it.
import { everythingRemarks } from "./everything";
import { familyOf, hostOf } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import {
  type ConfigSource,
  type CarriedTraffic,
  type Fragment,
  type Gateway,
  innerOf,
  StackScope,
  type Token,
  type Tunnel,
  type TunnelEnd,
  type TunnelSource,
  type View,
  VpnNode,
} from "../topology";
import { branchConfig } from "./hub/branch-config";
import { hubCommon, hubOnward, hubConfig } from "./hub/hub-config";
import { HubPlan } from "./hub/plan";
import { branchProblems, hubProblems, mutualProblems, proposalProblems } from "./hub/problems";
import { CONNECT_SHAPE, HUB_SHAPE } from "./hub/hub-shape";
import type { Branch, ConnectOptions, DynamicEndpointProps } from "./hub/props";
import { preferenceOf } from "./hub/routing";
import type { Identity } from "./identity";
import { keepKey, type PresharedKey } from "./preshared-key";
import { type Suite, weaknesses } from "./suites";
import { tunnelUnit } from "./tunnel-units";
import { GATEWAY } from "./vpn-shape";

export type {
  ConnectOptions,
  DynamicEndpointProps,
  HubCertificates,
  HubRouting,
} from "./hub/props";

/** The hubs of a gateway. */
const hubsOf = (gateway: Gateway): HubPlan[] =>
  StackScope.of(gateway).table(`hubs of ${gateway.node.path}`, (): HubPlan[] => []);

/** A gateway as a branch, of each of its hubs. */
const connectionsOf = (gateway: Gateway): Branch[] =>
  StackScope.of(gateway).table(`connections of ${gateway.node.path}`, (): Branch[] => []);

/** Whether another hub is preferred. */
const isStandby = (branch: Branch): boolean =>
  connectionsOf(branch.gateway).some((other) => preferenceOf(other) < preferenceOf(branch));

/**
 * The end that answers, and the branches it admits. It needs no branch's address: a branch may stand behind any NAT that
 * lets it out, and its address may change (Juniper, NAT-T topic, dynamic endpoint VPN).
 *
 * Numbers of tunnel interfaces and tunnel addresses follow from names, so that another branch in the middle of a
 * program changes nothing for the others.
 *
 * @example
 * ```ts
 * new DynamicEndpointGateway(stack, "hub", { gateway: hq })
 *   .connect(paris, { presharedKey: config.requireSecret("parisKey") })
 *   .connect(oslo, { presharedKey: config.requireSecret("osloKey") });
 * ```
 */
export class DynamicEndpointGateway extends VpnNode {
  /** @internal */
  readonly token: Token = "vsrx:index:DynamicEndpointGateway";
  private readonly plan: HubPlan;
  private readonly branches: Branch[] = [];
  private readonly byName = new Map<string, Branch>();

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    readonly props: DynamicEndpointProps,
  ) {
    super(scope, id, props);
    this.accepts(HUB_SHAPE, props);
    this.plan = new HubPlan(this, props);
    if (!this.isWhole) return;
    hubsOf(props.gateway).push(this.plan);
    if (props.presharedKey !== undefined) {
      this.keep(this.plan.sharedKeyName, props.presharedKey);
    }
    if (this.plan.multipoint) tunnelUnit.claim(props.gateway, this.lastingPath);
  }

  private keep(name: string, key: PresharedKey): void {
    const mistake = keepKey(StackScope.of(this), name, this.node.path, key);
    if (mistake !== undefined) this.problem(mistake);
  }

  /** The algorithms that hub and branches are given: `ike` of its properties, or `suites.modern`. */
  get suite(): Suite {
    return this.plan.suite;
  }

  /** Admit a branch, or several. Each gets an identity and, unless they share the hub's, a key of its own. */
  connect(branch: Gateway | readonly Gateway[], options: ConnectOptions = {}): this {
    const branches: readonly unknown[] = Array.isArray(branch) ? branch : [branch];
    const isRight = this.accepts(CONNECT_SHAPE, options, "connect");
    for (const [index, gateway] of branches.entries()) {
      const where = Array.isArray(branch) ? `connect(branch[${index}])` : "connect(branch)";
      const isGateway = this.accepts(GATEWAY, gateway, where);
      if (isRight && isGateway && this.isWhole) this.admit(gateway as Gateway, options);
    }
    return this;
  }

  private admit(gateway: Gateway, options: ConnectOptions): void {
    if (this.byName.has(gateway.node.path)) {
      this.problem({
        rule: "branch-twice",
        what: "a branch is connected twice to one hub",
        found: gateway.node.path,
        allowed: "once",
        fix: "remove one connect()",
      });
      return;
    }
    const branch = { gateway, options, keyName: this.keyNameFor(gateway, options) };
    this.branches.push(branch);
    connectionsOf(gateway).push(branch);
    this.byName.set(gateway.node.path, branch);
    this.plan.claim(branch);
  }

  /** Where the branch's key is kept: its own, or the hub's. */
  private keyNameFor(gateway: Gateway, { presharedKey: own }: ConnectOptions): string | undefined {
    const { certificates, presharedKey: shared } = this.props;
    if (own !== undefined && certificates !== undefined) {
      this.problem({
        rule: "branch-credentials",
        what: "a branch has a pre-shared key, and its hub certificates",
        found: gateway.node.path,
        allowed: "one way to prove who it is",
        fix: "remove presharedKey",
      });
    }
    if (certificates !== undefined) return undefined;
    if (own === undefined) {
      if (shared === undefined) {
        this.problem({
          rule: "no-preshared-key",
          what: "a branch has no pre-shared key",
          found: `${gateway.node.path}: presharedKey missing, and the hub has none for all`,
          allowed: "1 to 255 characters, as a secret",
          fix: `connect(${gateway.name}, { presharedKey: config.requireSecret("…") })`,
        });
      }
      return this.plan.sharedKeyName;
    }
    const name = this.plan.keyNameOf(gateway);
    this.keep(name, own);
    return name;
  }

  /** @internal */
  fragments(): readonly Fragment[] {
    const { plan, branches } = this;
    if (!this.isWhole) return [];
    const origin = this.node.path;
    const said = (device: Gateway, configs: readonly Fragment["config"][]): readonly Fragment[] =>
      configs.map((config) => ({ device, origin, config }));
    return [
      ...said(plan.gateway, hubCommon(plan, branches)),
      ...branches.flatMap((branch) => [
        ...said(plan.gateway, hubConfig(plan, branch)),
        ...said(plan.gateway, hubOnward(plan, branch)).map((each) => ({ ...each, last: true })),
        ...said(branch.gateway, branchConfig(plan, branch)),
      ]),
    ];
  }

  /** @internal */
  tunnels(): readonly Tunnel[] {
    return this.branches.flatMap((branch) => this.tunnelOf(branch) ?? []);
  }

  private tunnelOf(branch: Branch): Tunnel | undefined {
    const { plan } = this;
    const path = plan.path(branch);
    if (path === undefined) return undefined;
    const link = plan.addresses(branch);
    const [hub, own] = [this.shownIdentity(path.a), plan.identityOf(branch)];
    const address = (text: string | undefined): string | undefined =>
      text === undefined ? undefined : hostOf(text);
    const onHub = plan.hubNames(plan.group === undefined ? branch : undefined);
    const onBranch = plan.branchNames(branch);
    const ends: readonly [TunnelEnd, TunnelEnd] = [
      {
        view: path.b,
        role: "initiator",
        vpn: onBranch.vpn,
        ikeGateway: onBranch.ikeGateway,
        bindInterface: `st0.${plan.branchUnit(branch)}`,
        peerAddress: path.a.address,
        identity: own,
        peerIdentity: hub,
        pingSource: address(link?.branch),
        pingTarget: address(link?.hub),
      },
      {
        view: path.a,
        role: "responder",
        vpn: onHub.vpn,
        ikeGateway: onHub.ikeGateway,
        bindInterface: `st0.${plan.hubUnit(branch)}`,
        peerAddress: undefined,
        identity: hub,
        peerIdentity: own,
        pingSource: address(link?.hub),
        pingTarget: address(link?.branch),
      },
    ];
    return {
      name: `${this.name}-${branch.gateway.name}`,
      branch: branch.gateway,
      path,
      initiator: path.b,
      responder: path.a,
      initiatorPrefixes: plan.networksOf(branch),
      responderPrefixes: plan.reachOf(branch),
      initiatorShown: plan.shownOf(branch),
      ends,
      carried: this.carriedTo(branch),
    };
  }

  /** What a branch and the hub's own networks have with each other; what other branches have goes through their tunnels too. */
  private carriedTo(branch: Branch): CarriedTraffic {
    const { plan, props } = this;
    const own = plan.ownNetworksFor(branch);
    const shown = plan.shownOf(branch);
    const pairs = plan
      .networksOf(branch)
      .filter((network, index) => shown[index] === network)
      .flatMap((initiator) =>
        own
          .filter((responder) => familyOf(responder) === familyOf(initiator))
          .map((responder) => ({ initiator, responder })),
      );
    return {
      kind: "route-based",
      isNarrow: plan.routing === "selectors",
      isOnTraffic: false,
      ...(isStandby(branch) ? { isStandby: true } : {}),
      pairs,
      ends: [
        { zone: plan.zone, inner: innerOf(branch.gateway) },
        { zone: plan.zone, inner: innerOf(plan.gateway) },
      ],
      ...(props.without?.includes("tcp-mss") === true ? {} : { tcpMss: props.tcpMss ?? 1350 }),
      ...(props.verify === undefined ? {} : { verify: props.verify }),
    };
  }

  private shownIdentity(seen: View): Identity {
    return this.props.identifyByAddress === true
      ? { type: "inet", value: seen.address ?? seen.external.address }
      : this.plan.ownIdentity;
  }

  /** A key that many know is nobody's secret. */
  private sharedKeyRemarks(): readonly Mistake[] {
    const isShared =
      this.props.presharedKey !== undefined &&
      this.branches.filter(({ options }) => options.presharedKey === undefined).length > 1;
    if (!isShared) return [];
    return [
      {
        rule: "shared-preshared-key",
        severity: "warning",
        what: "several branches share one pre-shared key: one that leaks it opens the door to all",
        fix: "give each its own with connect(branch, { presharedKey })",
      },
    ];
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    const { plan, branches } = this;
    return [
      ...hubProblems(plan, branches),
      ...proposalProblems(plan, hubsOf(plan.gateway)),
      ...branches.flatMap((branch) => branchProblems(plan, branch)),
      ...everythingRemarks(
        branches.map((branch) => ({
          gateway: plan.gateway,
          peer: branch.gateway,
          isWay: plan.takesEverythingOf(branch),
        })),
      ),
      ...mutualProblems(plan, branches),
      ...this.sharedKeyRemarks(),
      ...weaknesses(this.suite),
    ];
  }
}

// Not `implements`: what a stack asks of its constructs is no part of the public surface.
DynamicEndpointGateway.prototype satisfies ConfigSource & TunnelSource;
