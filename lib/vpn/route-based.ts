// A route-based VPN: a tunnel interface on each gateway, and routes that lead into it.
import { PEER, type Role } from "./role";
import { contains, familyOf, hostOf, isEverything } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import {
  type CarriedTraffic,
  type Fragment,
  type Gateway,
  instancesConfig,
  object,
  routesConfig,
  StackScope,
  throughTrafficConfig,
  type Token,
} from "../topology";
import { type EndProps, SiteToSiteVpn, type SiteToSiteProps } from "./site-to-site";
import {
  addressesOf,
  type Addresses,
  innerZones,
  localBooks,
  type Passage,
  passagePolicies,
  remoteBook,
} from "./passage";
import { tunnelInterfaceConfig, type TrafficSelector } from "./statements";
import { type PolicyPlace, policyNames } from "./policy-names";
import { selectorMistakes } from "./selector-mistakes";
import { type Suite, suites } from "./suites";
import { backupRoutesConfig } from "./routing-statements";
import { tunnelAddressMistakes } from "./tunnel-address";
import { tunnelUnit, unitsExhausted } from "./tunnel-units";
import { everythingRemarks } from "./everything";
import { translationConfig, translations } from "./translated";
import { ROUTE_BASED, ROUTE_BASED_END, type Table } from "./vpn-shape";

/** One end of a route-based VPN. */
export interface RouteBasedEnd extends EndProps {
  /** Address of the tunnel interface with its length, such as `10.1.100.1/24`. @default none: an unnumbered interface */
  readonly tunnelAddress?: string;
  /** Unit of st0, 0–15999. @default one that depends on the names of gateway and VPN alone */
  readonly tunnelUnit?: number;
  /** Names of addresses in the address books: prefix → name. @default gateway's name and the prefix */
  readonly addressNames?: Readonly<Record<string, string>>;
  /** Names of its two policies. @default `to-PEER` and `from-PEER` */
  readonly policyNames?: {
    /** Of the one that lets traffic into the tunnel. */
    readonly to?: string;
    /** Of the one that lets traffic out of the tunnel. */
    readonly from?: string;
  };
}

/** What a program says of a route-based VPN: both ends, their key, and how traffic is led into the tunnel. */
export interface RouteBasedVpnProps extends SiteToSiteProps<RouteBasedEnd> {
  /** Algorithms, and the version of IKE. @default suites.modern */
  readonly ike?: Suite;
  /**
   * Security zone of the tunnel interfaces. In a zone of their own, nothing that should go through the tunnel is
   * permitted out in clear while it is down. @default "vpn"
   */
  readonly zone?: string;
  /** Address books: one for the protected side, one for the peer's. @default named as their zones */
  readonly addressBooks?: {
    /** With the networks behind the device itself. */
    readonly local?: string;
    /** With the networks behind its peer. */
    readonly remote?: string;
  };
  /**
   * Traffic selectors by name, as the initiator sees them; the responder's mirror them.
   * @default none: any to any; one for each pair of networks of one family, where IPv6 networks are protected and
   * IPv4 is involved too
   */
  readonly selectors?: Readonly<Record<string, TrafficSelector>>;
  /**
   * Another VPN that leads to the same networks: this one carries their traffic only while that one is down. Two VPNs
   * that lead one network into two tunnels are refused without it. @default none
   */
  readonly backupOf?: RouteBasedVpn;
  /** Applications that the policies permit, in Junos's names. @default any */
  readonly applications?: readonly string[];
}

/** Behind that of a static route, which is 5 (Juniper, Route Preferences). */
const BACKUP_PREFERENCE = 10;

ROUTE_BASED_END satisfies Table<RouteBasedEnd>;
const SHAPE = object(ROUTE_BASED satisfies Table<RouteBasedVpnProps>, "the VPN's properties");

/** An interface of a zone, and the routing instance that it stands in. */
interface ZoneMember {
  /** Known once the program is at its end. */
  readonly logical: () => string;
  readonly instance: string | undefined;
}

/** Tunnel interfaces that stand in a zone of a gateway, as far as the program has come. */
const zoneMembers = (gateway: Gateway, zone: string): ZoneMember[] =>
  StackScope.of(gateway).table(`zone ${zone} of ${gateway.node.path}`, (): ZoneMember[] => []);

/**
 * A tunnel between two gateways, each with an st0 unit and routes into it.
 *
 * @example
 * ```ts
 * new RouteBasedVpn(stack, "paris-hq", {
 *   initiator: { gateway: paris, identity: "paris.example.net", tunnelAddress: "10.1.100.1/24" },
 *   responder: { gateway: hq, identity: "hq.example.net", tunnelAddress: "10.1.100.2/24" },
 *   presharedKey: config.requireSecret("presharedKey"),
 * });
 * ```
 */
export class RouteBasedVpn extends SiteToSiteVpn<RouteBasedEnd> {
  /** @internal */
  readonly token: Token = "vsrx:index:RouteBasedVpn";
  /** The algorithms that both ends are given. */
  readonly suite: Suite;

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    override readonly props: RouteBasedVpnProps,
  ) {
    super(scope, id, props, SHAPE);
    this.suite = props.ike ?? suites.modern;
    if (!this.isWhole) return;
    for (const role of ["initiator", "responder"] as const) {
      tunnelUnit.claim(props[role].gateway, this.lastingPath, props[role].tunnelUnit);
      policyNames.claim(this.policyPlace(role), super.name);
      if (this.carriesEverything(role)) props[role].gateway.leadOn(this.zone);
      zoneMembers(props[role].gateway, this.zone).push({
        logical: () => this.tunnelInterface(role),
        instance: this.instanceOf(role),
      });
      for (const network of this.networksOf(PEER[role])) {
        if (isEverything(network))
          props[role].gateway.yieldDefault(familyOf(network), this.instanceOf(role));
      }
    }
  }

  private unit(role: Role): number {
    return tunnelUnit.of(this.props[role].gateway, this.lastingPath);
  }

  /** The tunnel interface of one end: `st0.0`. */
  tunnelInterface(role: Role): string {
    return `st0.${this.unit(role)}`;
  }

  private policyPlace(role: Role): PolicyPlace {
    const peer = this.props[PEER[role]].gateway.name;
    return { device: this.props[role].gateway, zone: this.zone, peer };
  }

  private get zone(): string {
    return this.props.zone ?? "vpn";
  }

  /** @internal */
  protected tunnelEnd(role: Role): {
    readonly bindInterface: string;
    readonly pingSource: string | undefined;
    readonly pingTarget: string | undefined;
  } {
    const mine = this.props[role].tunnelAddress;
    const theirs = this.props[PEER[role]].tunnelAddress;
    // What no selector holds finds no way through, the tunnel's own addresses neither.
    const both = mine !== undefined && theirs !== undefined && !this.isSelective;
    return {
      bindInterface: this.tunnelInterface(role),
      pingSource: both ? hostOf(mine) : undefined,
      pingTarget: both ? hostOf(theirs) : undefined,
    };
  }

  /** @internal */
  protected carries(): Pick<CarriedTraffic, "kind" | "isNarrow" | "isStandby" | "pairs"> & {
    readonly zones: readonly [string, string];
    readonly applications?: readonly string[] | undefined;
  } {
    const isPlain = (role: Role, network: string): boolean =>
      this.plainNetworksOf(role).some((each) => contains(each, network));
    const selectors = Object.values(this.selectors);
    return {
      kind: "route-based",
      isNarrow: selectors.length > 0,
      ...(this.props.backupOf === undefined ? {} : { isStandby: true }),
      pairs:
        selectors.length > 0
          ? selectors
              .filter(
                ({ local, remote }) => isPlain("initiator", local) && isPlain("responder", remote),
              )
              .map(({ local, remote }) => ({ initiator: local, responder: remote }))
          : this.networkPairs(),
      zones: [this.zone, this.zone],
      applications: this.props.applications,
    };
  }

  /** @internal */
  fragments(): readonly Fragment[] {
    return this.isWhole
      ? [...this.endFragments("initiator"), ...this.endFragments("responder")]
      : [];
  }

  /** True when IPv6 networks are protected, and there is IPv4 inside or outside too. */
  private get isMixed(): boolean {
    const inside = [...this.networksOf("initiator"), ...this.networksOf("responder")];
    const outside = (["initiator", "responder"] as const).map(
      (role) => this.outsideOf(role).address,
    );
    const families = new Set([...inside, ...outside].map(familyOf));
    return families.size > 1 && inside.some((prefix) => familyOf(prefix) === "inet6");
  }

  /** True when selectors of ours narrow the tunnel. */
  private get isSelective(): boolean {
    return this.props.selectors === undefined && this.isMixed;
  }

  /** The selectors, as the initiator sees them. */
  private get selectors(): Readonly<Record<string, TrafficSelector>> {
    if (!this.isSelective) return this.props.selectors ?? {};
    const pairs = this.shownOf("initiator").flatMap((local) =>
      this.shownOf("responder")
        .filter((remote) => familyOf(remote) === familyOf(local))
        .map((remote) => ({ local, remote })),
    );
    return Object.fromEntries(pairs.map((pair, index) => [`pair-${index + 1}`, pair]));
  }

  private selectorsOf(role: Role): Readonly<Record<string, TrafficSelector>> {
    const selectors = Object.entries(this.selectors);
    return Object.fromEntries(
      selectors.map(([name, { local, remote }]) => [
        name,
        role === "initiator" ? { local, remote } : { local: remote, remote: local },
      ]),
    );
  }

  private endFragments(role: Role): readonly Fragment[] {
    const end = this.props[role];
    const far = this.shownOf(PEER[role]);
    const device = end.gateway;
    const origin = this.node.path;
    const say = (config: Fragment["config"]): Fragment => ({ device, origin, config });
    const shared = device.attachments().some((port) => port.zone === this.zone);
    const st0 = this.tunnelInterface(role);
    const selectors = this.selectorsOf(role);

    const passage = this.passage(role);
    return [
      say(
        tunnelInterfaceConfig({
          unit: this.unit(role),
          address: end.tunnelAddress,
          zone: this.zone,
          families: [...new Set(far.map(familyOf))],
          services: shared ? [] : ["ping"],
        }),
      ),
      say(instancesConfig([{ instance: this.instanceOf(role), logical: st0 }])),
      // With traffic selectors the device makes the routes itself, while the tunnel is up.
      ...(Object.keys(selectors).length > 0
        ? []
        : [say(this.routes(far, st0, this.instanceOf(role)))]),
      ...[
        ...localBooks(passage),
        remoteBook(passage),
        ...passagePolicies(passage),
        ...translationConfig(
          this.names.vpn,
          st0,
          translations(this.networksOf(role), end.translateAs),
        ),
      ].map(say),
      ...(this.carriesEverything(role)
        ? throughTrafficConfig(device, this.names.vpn, { zone: this.zone, networks: far })
        : []
      ).map((config) => ({ ...say(config), last: true })),
      ...this.common(role, this.phase2(role, { bindInterface: st0, selectors })),
    ];
  }

  /** Whether the peer sends everything here. */
  private carriesEverything(role: Role): boolean {
    return this.networksOf(role).some(isEverything);
  }

  private routes(
    far: readonly string[],
    tunnel: string,
    instance: string | undefined,
  ): Fragment["config"] {
    return this.props.backupOf === undefined
      ? routesConfig(Object.fromEntries(far.map((prefix) => [prefix, tunnel])), instance)
      : backupRoutesConfig(far, tunnel, BACKUP_PREFERENCE, instance);
  }

  private passage(role: Role): Passage {
    const end = this.props[role];
    const place = this.policyPlace(role);
    // Beside another VPN to the same peer, this one's policies permit no more than it carries.
    const carried = policyNames.isShared(place) ? Object.values(this.selectorsOf(role)) : [];
    const addresses = (side: Role, which: "local" | "remote"): Addresses => {
      const { gateway, addressNames } = this.props[side];
      // Junos looks policies up between the two translations: its own networks are the real ones, the peer's the shown ones.
      const [known, shown] = [this.networksOf(side), this.shownOf(side)];
      const own = (each: string): string => known[shown.indexOf(each)] ?? each;
      const said = carried.length > 0 ? carried.map((each) => each[which]) : shown;
      const prefixes = which === "local" ? said.map(own) : said;
      return addressesOf(gateway.name, prefixes, addressNames);
    };
    return {
      inner: innerZones(end.gateway, end.networks),
      zone: this.zone,
      books: this.props.addressBooks,
      names: { ...policyNames.of(place, super.name), ...end.policyNames },
      local: addresses(role, "local"),
      remote: addresses(PEER[role], "remote"),
      applications: this.props.applications,
    };
  }

  /** What selectors may hold of one end: its networks as the peer sees them. */
  private selectedOf(role: Role): { readonly name: string; readonly protects: readonly string[] } {
    return { name: this.props[role].gateway.name, protects: this.shownOf(role) };
  }

  /** In a zone with other interfaces, a policy for them lets the tunnel's traffic out in clear while it is down. */
  private zoneRemarks(): readonly Mistake[] {
    const shared = [this.props.initiator, this.props.responder].flatMap(({ gateway }) =>
      gateway
        .attachments()
        .filter((port) => port.zone === this.zone)
        .map((port) => `${port.logical} of ${gateway.name}`),
    );
    if (shared.length === 0) return [];
    return [
      {
        rule: "tunnel-zone",
        severity: "warning",
        what: "the tunnel interfaces share their security zone with other interfaces: what policies permit there may leave in clear while the tunnel is down",
        found: `zone ${this.zone}, which has ${shared.join(", ")} too`,
        allowed: "a zone of its own for the tunnels",
        fix: "leave zone out",
      },
    ];
  }

  /** One instance for all that an end carries, and zones that belong to it alone. */
  private instanceProblems(role: Role): readonly Mistake[] {
    const { gateway } = this.props[role];
    const nameOf = (instance: string | undefined): string => instance ?? "the main instance";
    const all = gateway.instancesOf(this.networksOf(role));
    const found: Mistake[] = [];
    if (all.length > 1) {
      found.push({
        rule: "networks-two-instances",
        subject: gateway.name,
        what: `one VPN carries networks of ${gateway.name} that stand in two routing instances`,
        found: `${this.networksOf(role).join(", ")} in ${all.map(nameOf).join(" and ")}`,
        allowed: "networks of one instance",
        fix: "give each instance a VPN, with networks of its own",
      });
    }
    const own = this.instanceOf(role);
    const ports = gateway
      .attachments()
      .filter(({ zone }) => zone === this.zone)
      .map(({ logical, instance }): ZoneMember => ({ logical: () => logical, instance }));
    const other = [...ports, ...zoneMembers(gateway, this.zone)].find(
      ({ instance }) => instance !== own,
    );
    if (other !== undefined) {
      found.push({
        rule: "zone-two-instances",
        subject: `${gateway.name} ${this.zone}`,
        what: `a security zone of ${gateway.name} has interfaces in two routing instances`,
        found: `zone ${this.zone} with ${this.tunnelInterface(role)} in ${nameOf(own)}, ${other.logical()} in ${nameOf(other.instance)}`,
        allowed: "the interfaces of one instance in one zone",
        fix: "give this VPN a zone of its own",
      });
    }
    return found;
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    const problems = [
      ...super.check(),
      ...this.instanceProblems("initiator"),
      ...this.instanceProblems("responder"),
    ];
    const { initiator, responder } = this.props;
    for (const end of [initiator, responder]) {
      const unit = end.tunnelUnit;
      if (unit !== undefined && (!Number.isInteger(unit) || unit < 0 || unit > 15999)) {
        problems.push({
          rule: "tunnel-unit",
          what: "the unit of the tunnel interface is outside Junos's range",
          found: `st0.${unit} on ${end.gateway.name}`,
          allowed: "0 to 15999 (units from 16000 are Junos's own)",
          fix: "choose another tunnelUnit, or leave it out",
        });
      }
    }
    for (const { gateway } of [initiator, responder]) {
      if (tunnelUnit.isBeyond(gateway, this.lastingPath)) problems.push(unitsExhausted(gateway));
    }
    const clash = [initiator, responder]
      .map((end) => tunnelUnit.clash(end.gateway, this.lastingPath))
      .find((text) => text !== undefined);
    if (clash !== undefined) {
      problems.push({
        rule: "tunnel-unit-twice",
        what: "two VPNs ask for one tunnel interface",
        found: clash,
        allowed: "an st0 unit of its own for each VPN of a gateway",
        fix: "change one tunnelUnit, or leave it out",
      });
    }
    for (const [name, { local, remote }] of Object.entries(this.props.selectors ?? {})) {
      if (familyOf(local) === familyOf(remote)) continue;
      problems.push({
        rule: "selector-families",
        what: "a traffic selector joins networks of different families",
        found: `${name}: ${local} and ${remote}`,
        allowed: "two IPv4 networks, or two IPv6 networks",
        fix: "give each family a selector of its own",
      });
    }
    problems.push(
      ...tunnelAddressMistakes(initiator, responder),
      ...selectorMistakes(
        this.props.selectors ?? {},
        this.selectedOf("initiator"),
        this.selectedOf("responder"),
      ),
      ...this.zoneRemarks(),
      ...everythingRemarks([
        {
          gateway: initiator.gateway,
          peer: responder.gateway,
          isWay: this.carriesEverything("initiator"),
        },
        {
          gateway: responder.gateway,
          peer: initiator.gateway,
          isWay: this.carriesEverything("responder"),
        },
      ]),
    );
    return problems;
  }
}
