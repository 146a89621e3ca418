// A policy-based VPN: no tunnel interface; what a policy matches goes into the tunnel.
import { PEER, type Role } from "./role";
import type { JunosConfig } from "../junos";
import { familyOf, isEverything } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import { type CarriedTraffic, type Fragment, object, type Token } from "../topology";
import { type EndProps, SiteToSiteVpn, type SiteToSiteProps } from "./site-to-site";
import {
  addressesOf,
  addressName,
  innerZones,
  type Addresses,
  localBooks,
  policyPair,
  remoteBook,
} from "./passage";
import { type PolicyPlace, policyNames } from "./policy-names";
import { type Suite, suites } from "./suites";
import { END, POLICY_BASED, type Table } from "./vpn-shape";

/** One end of a policy-based VPN. */
export interface PolicyBasedEnd extends EndProps {
  /** Names of addresses in the address books: prefix → name. @default gateway's name and the prefix */
  readonly addressNames?: Readonly<Record<string, string>>;
  /** Names of its policies, outward and inward; a number follows where there are several. @default `to-PEER` and `from-PEER` */
  readonly policyNames?: {
    /** Of those that lead traffic to the peer into the tunnel. */
    readonly to?: string;
    /** Of those that take traffic of the peer out of the tunnel. */
    readonly from?: string;
  };
}

/**
 * What a program says of a policy-based VPN: both ends, their key, and which traffic the policies lead into the tunnel.
 */
export interface PolicyBasedVpnProps extends SiteToSiteProps<PolicyBasedEnd> {
  /** Algorithms. IKEv1 only: Junos takes no other with a policy-based VPN. @default suites.modernV1 */
  readonly ike?: Suite;
  /**
   * What goes into the tunnel: the networks behind the two gateways, a policy for each pair, or everything between
   * the two zones. @default "networks"
   */
  readonly traffic?: "networks" | "any";
  /** Tie each policy to its counterpart in the other direction, so that both share one IPsec SA. @default true */
  readonly pairPolicies?: boolean;
  /** Address books: one for the protected side, one for the peer's. @default named as their zones */
  readonly addressBooks?: {
    /** With the networks behind the device itself. */
    readonly local?: string;
    /** With the networks behind its peer. */
    readonly remote?: string;
  };
  /** Applications that go into the tunnel, in Junos's names. @default any */
  readonly applications?: readonly string[];
}

END satisfies Table<PolicyBasedEnd>;
const SHAPE = object(POLICY_BASED satisfies Table<PolicyBasedVpnProps>, "the VPN's properties");

/**
 * A tunnel between two gateways that ordinary security policies lead traffic into.
 *
 * Outside and inside are of one family, IPv4 or IPv6. Its policies stand in the order of the program, ahead of every
 * other policy between the same zones; one that an earlier policy leaves nothing to match is a mistake.
 *
 * @example
 * ```ts
 * new PolicyBasedVpn(stack, "partner", {
 *   initiator: { gateway: paris, identity: "paris.example.net" },
 *   responder: { gateway: hq, identity: "hq.example.net" },
 *   presharedKey: config.requireSecret("presharedKey"),
 *   applications: ["junos-https"],
 * });
 * ```
 */
export class PolicyBasedVpn extends SiteToSiteVpn<PolicyBasedEnd> {
  /** @internal */
  readonly token: Token = "vsrx:index:PolicyBasedVpn";
  /** The algorithms that both ends are given. */
  readonly suite: Suite;

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    override readonly props: PolicyBasedVpnProps,
  ) {
    super(scope, id, props, SHAPE);
    this.suite = props.ike ?? suites.modernV1;
    if (!this.isWhole) return;
    for (const role of ["initiator", "responder"] as const) {
      policyNames.claim(this.policyPlace(role), super.name);
    }
  }

  private policyPlace(role: Role): PolicyPlace {
    const { gateway: device } = this.props[role];
    return { device, zone: this.outsideOf(role).zone, peer: this.props[PEER[role]].gateway.name };
  }

  /** @internal */
  protected tunnelEnd(): {
    readonly bindInterface: undefined;
    readonly pingSource: undefined;
    readonly pingTarget: undefined;
  } {
    return { bindInterface: undefined, pingSource: undefined, pingTarget: undefined };
  }

  /** @internal */
  protected carries(): Pick<CarriedTraffic, "kind" | "isNarrow" | "pairs"> & {
    readonly zones: readonly [string, string];
    readonly applications?: readonly string[] | undefined;
  } {
    const { applications } = this.props;
    return {
      kind: "policy-based",
      isNarrow: true,
      pairs: this.networkPairs(),
      zones: [this.outsideOf("initiator").zone, this.outsideOf("responder").zone],
      applications,
    };
  }

  /** @internal */
  fragments(): readonly Fragment[] {
    return this.isWhole
      ? [...this.endFragments("initiator"), ...this.endFragments("responder")]
      : [];
  }

  /** Pairs of networks, in the order of the program and the same at both ends: each becomes one pair of policies. */
  private pairs(
    role: Role,
  ): readonly { readonly local: string | undefined; readonly remote: string | undefined }[] {
    if (this.props.traffic === "any") return [{ local: undefined, remote: undefined }];
    return this.networksOf("initiator").flatMap((left) =>
      this.networksOf("responder").map((right) =>
        role === "initiator" ? { local: left, remote: right } : { local: right, remote: left },
      ),
    );
  }

  /** Junos's word for all addresses that the tunnel can carry. */
  private get everything(): string {
    return this.isOuterIpv6 ? "any-ipv6" : "any";
  }

  private get isOuterIpv6(): boolean {
    return familyOf(this.outsideOf("initiator").address) === "inet6";
  }

  /** Models of which Juniper doesn't say that they can. */
  private modelRemarks(): readonly Mistake[] {
    if (!this.isOuterIpv6) return [];
    const ends = [this.props.initiator, this.props.responder];
    const other = ends.filter(({ gateway }) => !IPV6_MODELS.includes(gateway.model.toUpperCase()));
    return other.map(({ gateway }) => ({
      rule: "policy-based-ipv6-model",
      severity: "warning",
      what: `Juniper states IPv6 in a policy-based VPN for ${IPV6_MODELS.join(", ")}, and says nothing of ${gateway.model}, the model of ${gateway.name}`,
      fix: "try it on the device before you rely on it, use RouteBasedVpn, or set model if it is another one",
    }));
  }

  private endFragments(role: Role): readonly Fragment[] {
    const { gateway, networks } = this.props[role];
    const origin = this.node.path;
    const say = (config: Fragment["config"]): Fragment => ({ device: gateway, origin, config });
    const sides = {
      gateway,
      inner: innerZones(gateway, networks),
      zone: this.outsideOf(role).zone,
      local: this.addresses(role),
      remote: this.addresses(PEER[role]),
      books: this.props.addressBooks,
    };
    const books = this.props.traffic === "any" ? [] : [...localBooks(sides), remoteBook(sides)];
    return [
      ...[...books, ...this.policies(role)].map(say),
      ...this.common(role, this.phase2(role, { bindInterface: undefined, selectors: {} })),
    ];
  }

  private addresses(role: Role): Addresses {
    const { gateway, addressNames } = this.props[role];
    return addressesOf(gateway.name, this.networksOf(role), addressNames);
  }

  private policies(role: Role): readonly JunosConfig[] {
    const [end, peer] = [this.props[role], this.props[PEER[role]]];
    const names = { ...policyNames.of(this.policyPlace(role), super.name), ...end.policyNames };
    const nameOf = (side: PolicyBasedEnd, prefix: string | undefined): string =>
      prefix === undefined
        ? this.everything
        : (side.addressNames?.[prefix] ?? addressName(side.gateway.name, prefix));
    const pairs = this.pairs(role);
    return pairs.flatMap(({ local, remote }, index) => {
      const number = pairs.length === 1 ? "" : `-${index + 1}`;
      return policyPair({
        inner: innerZones(
          end.gateway,
          end.networks && local !== undefined ? [local] : end.networks,
        ),
        zone: this.outsideOf(role).zone,
        names: { to: `${names.to}${number}`, from: `${names.from}${number}` },
        local: [nameOf(end, local)],
        remote: [nameOf(peer, remote)],
        applications: this.props.applications,
        tunnel: { vpn: this.names.vpn, isPaired: this.props.pairPolicies ?? true },
      });
    });
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    const problems = [...super.check()];
    if (this.suite.version !== "v1-only") {
      problems.push({
        rule: "policy-based-ikev2",
        what: "a policy-based VPN does not support IKEv2",
        found: `suite "${this.suite.name}" with ${this.suite.version}`,
        allowed: "an IKEv1 suite: suites.modernV1, or a RouteBasedVpn for IKEv2",
        fix: "leave ike out, or use RouteBasedVpn",
      });
    }
    for (const { gateway } of [this.props.initiator, this.props.responder]) {
      if (gateway.daemon === "iked") {
        problems.push({
          rule: "policy-based-daemon",
          what: "a gateway with the iked daemon has no policy-based VPNs",
          found: `${gateway.name} with daemon "iked" (package junos-ike)`,
          allowed: 'daemon "kmd", or a RouteBasedVpn',
          fix: "use RouteBasedVpn, or another gateway",
        });
      }
    }
    return [
      ...problems,
      ...this.interfaceNeeds(),
      ...this.familyProblems(),
      ...this.modelRemarks(),
    ];
  }

  /** What needs a tunnel interface, which a policy-based VPN has none of. */
  private interfaceNeeds(): readonly Mistake[] {
    return (["initiator", "responder"] as const).flatMap((role): readonly Mistake[] => {
      const { gateway, translateAs } = this.props[role];
      const instance =
        this.outsideOf(role).instance ??
        gateway.internals.find((port) => port.instance !== undefined)?.instance;
      const all = this.networksOf(role).find(isEverything);
      return [
        ...(instance === undefined
          ? []
          : [
              {
                rule: "instance-policy-based" as const,
                subject: role,
                what: "a policy-based VPN stands in the main routing instance: traffic finds it between zones of one instance",
                found: `instance "${instance}" of ${gateway.name}`,
                allowed: "interfaces of the main instance, or a RouteBasedVpn",
                fix: "use RouteBasedVpn",
              },
            ]),
        ...(translateAs === undefined
          ? []
          : [
              {
                rule: "policy-based-translate" as const,
                subject: role,
                what: "a policy-based VPN cannot show networks under other addresses: the rules of NAT stand at the tunnel interface, and it has none",
                found: `translateAs for ${gateway.name}`,
                allowed: "translateAs in a RouteBasedVpn",
                fix: "use RouteBasedVpn",
              },
            ]),
        ...(all === undefined
          ? []
          : [
              {
                rule: "policy-based-everything" as const,
                subject: role,
                what: "a policy-based VPN cannot lead everything into its tunnel: what leaves again by the same zone matches no policy of it",
                found: `${all} behind ${gateway.name}`,
                allowed: "networks of their own behind each gateway, or a RouteBasedVpn",
                fix: "use RouteBasedVpn",
              },
            ]),
      ];
    });
  }

  /** Junos carries IPv4 in IPv4 and IPv6 in IPv6 into a policy-based VPN, and never one in the other. */
  private familyProblems(): readonly Mistake[] {
    const problems: Mistake[] = [];
    const outer = this.isOuterIpv6 ? "inet6" : "inet";
    for (const role of ["initiator", "responder"] as const) {
      const { gateway } = this.props[role];
      const foreign = this.networksOf(role).find((prefix) => familyOf(prefix) !== outer);
      if (foreign !== undefined) {
        problems.push({
          rule: "policy-based-family",
          what: "a policy-based VPN carries only networks of its outer addresses' own family",
          found: `${foreign} behind ${gateway.name}, whose external address is ${this.outsideOf(role).address}`,
          allowed: "IPv4 networks between IPv4 addresses, or IPv6 networks between IPv6 addresses",
          fix: "use RouteBasedVpn, which carries either family over the other and both at once",
        });
      }
      if (this.isOuterIpv6 && gateway.props.cluster !== undefined) {
        problems.push({
          rule: "policy-based-cluster-ipv6",
          what: "a chassis cluster has no policy-based VPNs with IPv6",
          found: `${gateway.name}, a cluster with the external address ${this.outsideOf(role).address}`,
          allowed: "a single device, IPv4 addresses, or a RouteBasedVpn",
          fix: "use RouteBasedVpn",
        });
      }
    }
    return problems;
  }
}

/** The models for which Juniper states IPv6 in policy-based VPNs. */
const IPV6_MODELS: readonly string[] = ["SRX300", "SRX320", "SRX340", "SRX345", "SRX550HM"];
