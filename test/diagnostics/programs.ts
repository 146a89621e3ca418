// For each rule of the constructs, a small program that breaks it.
import { Construct } from "constructs";
import {
  AwsSite,
  DynamicEndpointGateway,
  ExistingSite,
  Gateway,
  type GatewayProps,
  Host,
  Nat,
  NatDevice,
  PolicyBasedVpn,
  RouteBasedVpn,
  type StackScope,
  suites,
} from "../../lib";
import type { ConstructRuleId } from "../../lib/diagnostics";
import { tunnelUnit } from "../../lib/vpn/tunnel-units";
import { awsSite, ends, KEY, twoGateways } from "../lab-site";
import { AWS_PROGRAMS } from "./aws-programs";

type Build = (scope: StackScope) => unknown;
type More = Record<string, unknown>;

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

function gateway(scope: StackScope, name: string, n: number, more: Partial<GatewayProps> = {}) {
  return new Gateway(scope, name, {
    existing: reach,
    external: { interface: "ge-0/0/0", address: `203.0.113.${n}/24` },
    internal: { interface: "ge-0/0/1", address: `10.${n}.0.1/24` },
    ...more,
  });
}

const pair = (
  scope: StackScope,
  left: Partial<GatewayProps> = {},
  right: Partial<GatewayProps> = {},
) => ({ left: gateway(scope, "left", 1, left), right: gateway(scope, "right", 2, right) });

/** A route-based VPN between two bare devices. */
const routed =
  (more: More = {}, left: Partial<GatewayProps> = {}, right: Partial<GatewayProps> = {}): Build =>
  (scope) =>
    new RouteBasedVpn(scope, "vpn1", {
      ...ends(pair(scope, left, right)),
      presharedKey: "k",
      ...more,
    });

const policies =
  (more: More = {}, left: Partial<GatewayProps> = {}, right: Partial<GatewayProps> = {}): Build =>
  (scope) =>
    new PolicyBasedVpn(scope, "vpn1", {
      ...ends(pair(scope, left, right)),
      presharedKey: "k",
      ...more,
    });

const single =
  (more: Partial<GatewayProps>): Build =>
  (scope) =>
    gateway(scope, "left", 1, more);

/** A VPN whose ends are given in part. */
const between =
  (initiator: More, responder: More = {}): Build =>
  (scope) => {
    const both = ends(pair(scope));
    return new RouteBasedVpn(scope, "vpn1", {
      initiator: { ...both.initiator, ...initiator },
      responder: { ...both.responder, ...responder },
      presharedKey: "k",
    });
  };

const branchOf = (scope: StackScope, name: string, n: number, more: Partial<GatewayProps> = {}) =>
  new Gateway(scope, name, {
    existing: reach,
    external: { address: "192.168.1.2/24" },
    internal: { address: `10.${n}.0.1/24` },
    nat: Nat.source(),
    ...more,
  });

interface HubCase {
  readonly hub?: More;
  readonly gateway?: Partial<GatewayProps>;
  readonly branch?: Partial<GatewayProps>;
  readonly options?: More;
}

const hub =
  ({ hub: own = {}, gateway: site = {}, branch = {}, options = {} }: HubCase): Build =>
  (scope) =>
    new DynamicEndpointGateway(scope, "hub", {
      gateway: gateway(scope, "hq", 200, site),
      ...own,
    }).connect(branchOf(scope, "paris", 1, branch), { presharedKey: "k", ...options });

/** A hub with two branches. */
const branches =
  (first: More, second: More, network = 2): Build =>
  (scope) =>
    new DynamicEndpointGateway(scope, "hub", { gateway: gateway(scope, "hq", 200) })
      .connect(branchOf(scope, "paris", 1), { presharedKey: "k", ...first })
      .connect(branchOf(scope, "rome", network), { presharedKey: "l", ...second });

const natDevice =
  (use: (device: NatDevice, target: Gateway, other: Gateway) => unknown): Build =>
  (scope) => {
    const { site, left, right } = twoGateways(scope);
    const nat = new NatDevice(scope, "nat", {
      site,
      outside: left.external,
      inside: right.external,
    });
    return use(nat, right, left);
  };

const cluster =
  (members: Readonly<Record<string, readonly string[]>>, more: More = {}): Build =>
  (scope) =>
    gateway(scope, "left", 1, {
      external: { interface: "reth0", address: "203.0.113.1/24" },
      cluster: { members, ...more },
    });

const inAws =
  (external: string, more: Partial<GatewayProps> = {}): Build =>
  (scope) => {
    const site = awsSite(scope);
    return new Gateway(scope, "left", {
      site,
      external: site.subnet(external),
      internal: site.subnet("10.1.11.0/24"),
      ...more,
    });
  };

const atAws =
  (address: string, second?: string): Build =>
  (scope) => {
    const site = awsSite(scope);
    const network = site.subnet("10.1.12.0/24");
    new Gateway(scope, "left", {
      site,
      external: { network, address },
      internal: second === undefined ? site.subnet("10.1.11.0/24") : { network, address: second },
    });
  };

const RETH = { reth0: ["ge-0/0/1", "ge-8/0/1"] };
const certificates = { hub: "a", branch: "b", trustedCa: "c" };
const IPV6 = { external: { interface: "ge-0/0/0", address: "2001:db8:f::1/64" } };
const IPV6_PEER = { external: { interface: "ge-0/0/0", address: "2001:db8:f::2/64" } };
const LAN6 = { internal: { interface: "ge-0/0/1", address: "2001:db8:1::1/64" } };
const LAN6_PEER = { internal: { interface: "ge-0/0/1", address: "2001:db8:2::1/64" } };

class Picky extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => ["not like this"] });
  }
}

const IN_SHOP = { interface: "ge-0/0/1", address: "10.1.0.1/24", zone: "shop", instance: "shop" };
const PROVIDER = { interface: "ge-0/0/3", address: "198.51.100.2/24", nextHop: "198.51.100.1" };

const DEFAULT = { routes: { "0.0.0.0/0": "203.0.113.254" } };

/** A VPN whose initiator is shown to its peer under other addresses. */
const translated =
  (translateAs: string | Record<string, string>, networks?: readonly string[]): Build =>
  (scope) => {
    const { initiator, responder } = ends(pair(scope));
    return new RouteBasedVpn(scope, "vpn1", {
      initiator: { ...initiator, translateAs, ...(networks && { networks }) },
      responder,
      presharedKey: "k",
    });
  };

/** Programs by the rule that they break. A rule without one doesn't compile. */
export const PROGRAMS: Readonly<Record<ConstructRuleId, Build>> = {
  "behind-next-hop": (scope) =>
    gateway(scope, "left", 1, {
      protects: [{ prefix: "192.168.50.0/24", behind: { nextHop: "10.9.0.7" } }],
    }),
  "behind-outside-aws": (scope) =>
    gateway(scope, "left", 1, {
      protects: [
        {
          prefix: "192.168.50.0/24",
          behind: { transitGatewayId: "tgw-1", attachedIn: [awsSite(scope).subnet("10.1.5.0/24")] },
        },
      ],
    }),
  "behind-subnet": (scope) =>
    twoGateways(scope, {
      left: {
        protects: [
          { prefix: "192.168.50.0/24", behind: { transitGatewayId: "tgw-1", attachedIn: [] } },
        ],
      },
    }),
  ...AWS_PROGRAMS,
  acknowledgement: routed({ acknowledge: { nonsense: "x" } }),
  "acknowledgement-unused": routed({ acknowledge: { weak: "x" } }),
  "address-reserved": atAws("10.1.12.1"),
  "aws-address-twice": atAws("10.1.12.9", "10.1.12.9"),
  "aws-ipv6-network": inAws("2001:db8:1::/64"),
  "aws-ipv6-protected": (scope) =>
    new RouteBasedVpn(scope, "vpn1", {
      ...ends(twoGateways(scope, { left: { protects: ["2001:db8:1::/64"] } })),
      presharedKey: "k",
    }),
  "branch-credentials": hub({ hub: { certificates } }),
  "branch-key-id": hub({ options: { identity: { type: "key-id", value: "7" } } }),
  "branch-outside-group": hub({
    hub: { certificates, groupIdentity: "example.net", tunnelInterfaces: "multipoint" },
    options: { presharedKey: undefined, identity: "paris.example.org" },
  }),
  "branch-networks-routing": hub({
    hub: { routing: "ospf" },
    options: { networks: ["10.1.0.0/25"] },
  }),
  "branch-preference": hub({ hub: { routing: "bgp" }, options: { preference: 2000 } }),
  "branch-preference-selectors": hub({ options: { preference: 5 } }),
  "branch-twice": (scope) => {
    const paris = branchOf(scope, "paris", 1);
    new DynamicEndpointGateway(scope, "hub", { gateway: gateway(scope, "hq", 200) })
      .connect(paris, { presharedKey: "k" })
      .connect(paris, { presharedKey: "k" });
  },
  "branches-one-identity": branches({ identity: "x.example.net" }, { identity: "x.example.net" }),
  "branches-overlap": branches({}, {}, 1),
  "cluster-id": cluster(RETH, { id: 256 }),
  "cluster-in-aws": inAws("10.1.12.0/24", { cluster: { members: RETH } }),
  "config-object": single({ config: { system: { hostNam: "x" } } as never }),
  conflict: routed({}, { config: { security: { flow: { tcpMss: { ipsecVpn: { mss: 1000 } } } } } }),
  "construct-name": (scope) => gateway(scope, "a b", 1),
  "default-unknown-peer": (scope) => {
    const left = gateway(scope, "left", 1, DEFAULT);
    const head = gateway(scope, "head", 3, { protects: ["0.0.0.0/0"] });
    const far = new Gateway(scope, "far", {
      existing: reach,
      external: { interface: "ge-0/0/0", address: "192.0.2.9/24" },
      internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
      nat: Nat.source(),
    });
    new RouteBasedVpn(scope, "all", { ...ends({ left, right: head }), presharedKey: "k" });
    new RouteBasedVpn(scope, "more", { ...ends({ left: far, right: left }), presharedKey: "k" });
  },
  "dependency-circle": (scope) => {
    const { left, right } = pair(scope);
    left.node.addDependency(right);
    right.node.addDependency(left);
  },
  "dependency-on-owner": (scope) => {
    const left = gateway(scope, "left", 1);
    new ExistingSite(left, "room").node.addDependency(left);
  },
  "device-without-place": single({ existing: undefined }),
  "distinguished-name-with-key": between({ identity: "CN=left" }),
  "ends-one-gateway": (scope) => {
    const { left } = pair(scope);
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right: left }), presharedKey: "k" });
  },
  "ends-one-identity": between({ identity: "a@b.c" }, { identity: "a@b.c" }),
  "dynamic-identity-twice": (scope) => {
    const hq = gateway(scope, "hq", 9);
    for (const [n, id] of ["left", "right"].entries()) {
      const external = { interface: "ge-0/0/0", dhcp: true };
      new RouteBasedVpn(scope, `vpn${n + 1}`, {
        initiator: {
          gateway: gateway(scope, id, n + 1, { external }),
          identity: "branch.example.net",
        },
        responder: { gateway: hq, identity: "hq.example.net" },
        presharedKey: `k${n}`,
      });
    }
  },
  "management-in-tunnel": routed(
    {},
    { existing: { ...reach, address: "203.0.113.1" }, ...DEFAULT },
    { protects: ["0.0.0.0/0"], internet: {} },
  ),
  "everything-untranslated": routed({}, DEFAULT, { protects: ["0.0.0.0/0"] }),
  "external-loopback": single({ external: { interface: "lo0", address: "203.0.113.1/32" } }),
  "external-interface": between({ externalInterface: "ge-0/0/1.0" }),
  "gateway-without-external": single({ external: undefined }),
  "hide-address": natDevice((nat) => nat.hide({ to: "nowhere" })),
  "hide-in-vpc": natDevice((nat) => nat.hide({ to: "10.1.12.200" })),
  "hide-not-persistent": natDevice((nat) => nat.hide({ to: "172.16.0.0/24", persistent: false })),
  "host-outside-aws": (scope) =>
    new Host(scope, "host", { network: gateway(scope, "left", 1).external, ami: "ami-1" }),
  "hub-credentials": hub({ hub: { certificates, presharedKey: "k" } }),
  "hub-duplicates": hub({ hub: { duplicates: "reject" } }),
  "hub-group-identity": hub({
    hub: { certificates, groupIdentity: "192.0.2.7", tunnelInterfaces: "multipoint" },
    options: { presharedKey: undefined },
  }),
  "hub-group-interfaces": hub({
    hub: { certificates, groupIdentity: "example.net" },
    options: { presharedKey: undefined, identity: "paris.example.net" },
  }),
  "hub-group-key": hub({ hub: { groupIdentity: "example.net" } }),
  "hub-main-mode": hub({ hub: { ike: suites.modernV1 } }),
  "hub-multipoint-daemon": hub({ hub: { tunnelInterfaces: "multipoint", routing: "bgp" } }),
  "hub-multipoint-ipv6": hub({
    hub: { tunnelInterfaces: "multipoint" },
    gateway: { protects: ["2001:db8:1::/64"] },
  }),
  "hub-multipoint-selectors": hub({
    hub: { tunnelInterfaces: "multipoint", routing: "selectors" },
  }),
  "hub-proposals": (scope) => {
    const hq = gateway(scope, "hq", 200);
    const key = { presharedKey: "k" };
    new DynamicEndpointGateway(scope, "old", { gateway: hq, ike: suites.compatible }).connect(
      branchOf(scope, "paris", 1),
      key,
    );
    new DynamicEndpointGateway(scope, "new", { gateway: hq }).connect(
      branchOf(scope, "rome", 2),
      key,
    );
  },
  "hub-reach": hub({ hub: { branchToBranch: true, reach: ["192.0.2.0/24"] } }),
  "hub-responder-only": hub({ hub: { responderOnly: true }, gateway: { release: "20.2R2" } }),
  "hub-routing-ipv6": hub({
    hub: { routing: "bgp" },
    gateway: { protects: ["2001:db8:1::/64"] },
  }),
  "identity-hidden": (scope) => {
    const left = gateway(scope, "left", 1, { nat: Nat.static("198.51.100.9") });
    const { initiator, responder } = ends({
      left,
      right: gateway(scope, "right", 2, {
        external: { interface: "ge-0/0/0", address: "192.0.2.2/24" },
      }),
    });
    new RouteBasedVpn(scope, "vpn1", {
      initiator: { ...initiator, identity: "203.0.113.1" },
      responder,
      presharedKey: "k",
    });
  },
  "ike-gateway-shared": (scope) => {
    const gateways = pair(scope);
    for (const name of ["vpn1", "vpn2"])
      new RouteBasedVpn(scope, name, { ...ends(gateways), presharedKey: `key of ${name}` });
  },
  "inner-families": routed({}, { protects: ["2001:db8:1::/64"] }),
  "instance-interfaces": (scope) => {
    const site = awsSite(scope);
    new Gateway(scope, "left", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: [site.subnet("10.1.11.0/24"), site.subnet("10.1.13.0/24")],
    });
  },
  "interface-address": single({ external: { address: "somewhere" } }),
  "interface-address-outside": (scope) => {
    const site = awsSite(scope);
    new Gateway(scope, "left", {
      site,
      external: { network: site.subnet("10.1.12.0/24"), address: "10.9.9.9" },
      internal: site.subnet("10.1.11.0/24"),
    });
  },
  "interface-dhcp": routed(
    {},
    { external: { interface: "ge-0/0/0", address: "203.0.113.1/24", dhcp: true } },
  ),
  "interface-pppoe": routed(
    {},
    {
      external: {
        interface: "ge-0/0/0",
        address: "203.0.113.1/24",
        pppoe: { user: "branch@isp.example.net", password: "p" },
      },
    },
  ),
  "interface-twice": single({ internal: { interface: "ge-0/0/0", address: "10.1.0.1/24" } }),
  "interface-without-address": (scope) =>
    single({ external: new ExistingSite(scope, "room").network("10.9.0.0/24") })(scope),
  "instance-aws": inAws("10.1.12.0/24", {
    internal: { interface: "ge-0/0/1", address: "10.1.11.5/24", instance: "shop" },
  }),
  "instance-hub": hub({ branch: { internal: IN_SHOP } }),
  "instance-policy-based": (scope) =>
    new PolicyBasedVpn(scope, "vpn1", {
      ...ends(pair(scope, { internal: IN_SHOP })),
      presharedKey: "k",
    }),
  "internet-aws": inAws("10.1.12.0/24", { internet: {} }),
  "internet-family": routed(
    {},
    { internet: { sources: ["2001:db8:1::/64"] }, protects: ["2001:db8:1::/64"] },
  ),
  "internet-instance": single({ internet: {}, internal: IN_SHOP }),
  "internet-source": routed({}, { internet: { sources: ["10.77.0.0/24"] } }),
  "internet-zone": routed(
    {},
    { internet: {}, internal: { interface: "ge-0/0/1", address: "10.1.0.1/24", zone: "untrust" } },
  ),
  "internet-twice": routed(
    {},
    { ...DEFAULT, internet: {} },
    { protects: ["0.0.0.0/0"], internet: {} },
  ),
  "keepalive-range": routed({ natKeepaliveSeconds: 301 }),
  "keepalive-too-slow": routed(
    { natKeepaliveSeconds: 60 },
    { external: { address: "192.168.1.1/24" }, nat: Nat.source({ idleSeconds: 60 }) },
  ),
  "main-mode-unknown-peer": routed(
    { ike: suites.classic },
    { external: { address: "192.168.1.1/24" }, nat: Nat.source() },
  ),
  "management-open": (scope) =>
    awsSite(scope, { management: { from: "0.0.0.0/0", publicKey: KEY } }),
  "nat-address": natDevice((nat, target) => nat.translate(target, { to: "x" })),
  "nat-address-in-vpc": natDevice((nat, target) => nat.translate(target, { to: "10.1.99.1" })),
  "nat-address-own-subnet": natDevice((nat, target) =>
    nat.translate(target, { to: "10.1.31.200" }),
  ),
  "nat-address-twice": natDevice((nat, target, other) =>
    nat.translate(target, { to: "172.16.21.1" }).translate(other, { to: "172.16.21.1" }),
  ),
  "nat-elastic-ip": natDevice((nat, target) =>
    nat.translate(target, { to: "172.16.21.1", nat: Nat.elasticIp() }),
  ),
  "nat-traversal-off": routed(
    {},
    {
      external: { address: "192.168.1.1/24" },
      nat: Nat.source(),
      override: ["set security ike gateway vpn1 no-nat-traversal"],
    },
  ),
  "network-host-bits": (scope) => new ExistingSite(scope, "room").network("10.1.0.1/24"),
  "network-of-another-site": (scope) => {
    const site = awsSite(scope);
    const other = new AwsSite(scope, "other", { ...site.props, cidr: "10.2.0.0/16" });
    new Gateway(scope, "left", {
      site,
      external: other.subnet("10.2.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
    });
  },
  "network-prefix": (scope) => new ExistingSite(scope, "room").network("here"),
  "no-path": (scope) => {
    // Each NAT device is inside what the other is outside of: neither leads on to the internet.
    const { left, right } = pair(
      scope,
      {},
      { external: { interface: "ge-0/0/0", address: "198.51.100.2/24" } },
    );
    const near = { network: left.external.network, address: "203.0.113.8" };
    const far = {
      network: new ExistingSite(scope, "room").network("192.0.2.0/24"),
      address: "192.0.2.8",
    };
    new NatDevice(scope, "there", { existing: reach, inside: near, outside: far });
    new NatDevice(scope, "back", {
      existing: reach,
      inside: { ...far, address: "192.0.2.9" },
      outside: { ...near, address: "203.0.113.9" },
    });
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
  },
  "no-preshared-key": routed({ presharedKey: "" }),
  "no-way-out": (scope) => {
    const site = awsSite(scope);
    const left = new Gateway(scope, "left", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
    });
    new RouteBasedVpn(scope, "vpn1", {
      ...ends({ left, right: gateway(scope, "right", 2) }),
      presharedKey: "k",
    });
  },
  "outer-families": routed({}, IPV6),
  "override-without-effect": single({ override: ["delete snmp"] }),
  "path-family": routed(
    {},
    { ...IPV6, nat: Nat.static("198.51.100.9") },
    { external: { interface: "ge-0/0/0", address: "2001:db8:e::2/64" } },
  ),
  "peer-address-twice": (scope) => {
    const seen = { nat: Nat.static("198.51.100.7") };
    const near = gateway(scope, "near", 9);
    for (const [name, n] of [
      ["one", 1],
      ["two", 2],
    ] as const) {
      const far = new Gateway(scope, name, {
        existing: reach,
        external: { interface: "ge-0/0/0", address: `192.0.2.${n}/24` },
        internal: { interface: "ge-0/0/1", address: `10.${n}.0.1/24` },
        ...seen,
      });
      new RouteBasedVpn(scope, `vpn-${name}`, {
        ...ends({ left: near, right: far }),
        presharedKey: "k",
      });
    }
  },
  "peer-in-tunnel": (scope) => {
    const near = gateway(scope, "near", 9);
    const far = new Gateway(scope, "far", {
      existing: reach,
      external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
      internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
      protects: ["0.0.0.0/0"],
    });
    return new RouteBasedVpn(scope, "vpn1", {
      ...ends({ left: near, right: far }),
      presharedKey: "k",
    });
  },
  "peer-unrouted": routed(
    {},
    {},
    { external: { interface: "ge-0/0/0", address: "198.51.100.2/24" } },
  ),
  "peers-one-proxy-identity": (scope) => {
    const gateways = pair(scope);
    for (const name of ["vpn1", "vpn2"])
      new RouteBasedVpn(scope, name, { ...ends(gateways), presharedKey: "k" });
  },
  "policy-based-cluster-ipv6": policies(
    {},
    { ...IPV6, ...LAN6, cluster: { members: RETH } },
    { ...IPV6_PEER, ...LAN6_PEER },
  ),
  "policy-based-daemon": policies({}, { daemon: "iked" }),
  "policy-based-everything": policies({}, {}, { protects: ["0.0.0.0/0"] }),
  "policy-based-family": policies({}, LAN6),
  "policy-based-ikev2": policies({ ike: suites.modern }),
  "policy-based-ipv6-model": policies({}, { ...IPV6, ...LAN6 }, { ...IPV6_PEER, ...LAN6_PEER }),
  "policy-based-translate": (scope) => {
    const { initiator, responder } = ends(pair(scope));
    return new PolicyBasedVpn(scope, "vpn1", {
      initiator: { ...initiator, translateAs: "10.77.0.0/24" },
      responder,
      presharedKey: "k",
    });
  },
  "preshared-key-change": routed({
    presharedKey: { current: "k", next: "l", inForce: "both" as "next" },
  }),
  "preshared-key-length": routed({ presharedKey: "k".repeat(256) }),
  "networks-two-instances": routed(
    {},
    { internal: [{ interface: "ge-0/0/2", address: "10.8.0.1/24" }, IN_SHOP] },
  ),
  "outside-aws": inAws("10.1.12.0/24", { providers: [PROVIDER] }),
  "provider-instance": single({
    providers: [
      PROVIDER,
      {
        ...PROVIDER,
        interface: "ge-0/0/4",
        address: "198.51.101.2/24",
        nextHop: "198.51.101.1",
        instance: "provider-ge-0-0-3",
        zone: "third",
      },
    ],
  }),
  "provider-next-hop": single({ providers: [{ ...PROVIDER, nextHop: "198.51.101.1" }] }),
  "zone-two-instances": single({ internal: { ...IN_SHOP, zone: "untrust" } }),
  "network-two-tunnels": (scope) => {
    const { left, right } = pair(scope);
    const third = gateway(scope, "third", 3, { protects: right.protects });
    for (const [id, peer] of [
      ["vpn1", right],
      ["vpn2", third],
    ] as const) {
      new RouteBasedVpn(scope, id, {
        initiator: { gateway: left, identity: "left.example.net" },
        responder: { gateway: peer, identity: `${peer.name}.example.net` },
        presharedKey: "k",
      });
    }
  },
  "protected-overlap": routed({}, { protects: ["10.0.0.0/8"] }),
  "pulumi-name-twice": (scope) => {
    const site = new ExistingSite(scope, "a");
    new ExistingSite(site, "b-c");
    new ExistingSite(scope, "a-b-c");
  },
  "responder-unreachable": routed({}, {}, { nat: Nat.source({ address: "198.51.100.2" }) }),
  "reth-member-missing": cluster({ reth0: ["ge-0/0/1"] }),
  "reth-member-twice": cluster({ ...RETH, reth1: ["ge-0/0/1", "ge-8/0/2"] }),
  "reth-members-one-node": cluster({ reth0: ["ge-0/0/1", "ge-0/0/2"] }),
  "reth-name": cluster({ ...RETH, ae0: ["ge-0/0/2", "ge-8/0/2"] }),
  "reth-without-members": cluster({ reth1: ["ge-0/0/2", "ge-8/0/2"] }),
  "route-family": single({ routes: { "::/0": "203.0.113.254" } }),
  "route-to-itself": single({ routes: { "0.0.0.0/0": "203.0.113.1" } }),
  "selector-families": routed({
    selectors: { odd: { local: "10.1.0.0/24", remote: "2001:db8::/64" } },
  }),
  "shared-preshared-key": (scope) =>
    new DynamicEndpointGateway(scope, "hub", {
      gateway: gateway(scope, "hq", 200),
      presharedKey: "k",
    }).connect([branchOf(scope, "paris", 1), branchOf(scope, "rome", 2)]),
  "statement-name-length": (scope) =>
    new RouteBasedVpn(scope, "v".repeat(33), { ...ends(pair(scope)), presharedKey: "k" }),
  "subnet-full": (scope) => {
    const site = awsSite(scope);
    const network = site.subnet("10.1.12.0/28");
    for (let n = 0; n < 12; n += 1) new Host(scope, `h${n}`, { network, ami: "ami-1" });
  },
  "subnet-outside-vpc": inAws("10.2.12.0/24"),
  "subnet-size": inAws("10.1.12.0/29"),
  "subnets-overlap": inAws("10.1.11.128/25"),
  syntax: single({ raw: ['set "open'] }),
  "translate-routing": hub({ hub: { routing: "bgp" }, options: { translateAs: "10.77.0.0/24" } }),
  "translate-several": translated("10.77.0.0/24", ["10.1.0.0/25", "10.1.0.128/25"]),
  "translate-size": translated("10.77.0.0/25"),
  "translate-taken": translated("203.0.113.0/24"),
  "translate-uncarried": translated({ "10.3.0.0/24": "10.77.0.0/24" }),
  "tunnel-address-twice": between(
    { tunnelAddress: "10.9.0.1/30" },
    { tunnelAddress: "10.9.0.1/30" },
  ),
  "tunnel-addresses-apart": between(
    { tunnelAddress: "10.9.0.1/30" },
    { tunnelAddress: "10.8.0.1/30" },
  ),
  "tunnel-interfaces-exhausted": (scope) => {
    const hq = gateway(scope, "hq", 200);
    for (let n = 0; n < 16_000; n += 1) tunnelUnit.claim(hq, `vpn${n}`);
    const own = new DynamicEndpointGateway(scope, "hub", { gateway: hq, presharedKey: "k" });
    own.connect(branchOf(scope, "paris", 1));
  },
  "tunnel-network": hub({ hub: { tunnelNetwork: "2001:db8::/64", routing: "bgp" } }),
  "tunnel-network-size": (scope) =>
    new DynamicEndpointGateway(scope, "hub", {
      gateway: gateway(scope, "hq", 200),
      presharedKey: "k",
      routing: "bgp",
      tunnelNetwork: "169.254.64.0/30",
    }).connect([branchOf(scope, "paris", 1), branchOf(scope, "rome", 2)]),
  "tunnel-unit": between({ tunnelUnit: 16_000 }),
  "tunnel-unit-twice": (scope) => {
    const { left, right } = pair(scope);
    const both = ends({ left, right });
    for (const name of ["vpn1", "vpn2"])
      new RouteBasedVpn(scope, name, {
        initiator: { ...both.initiator, tunnelUnit: 5 },
        responder: both.responder,
        presharedKey: "k",
      });
  },
  "tunnels-per-address": (scope) => {
    const own = new DynamicEndpointGateway(scope, "hub", {
      gateway: gateway(scope, "hq", 200),
      presharedKey: "k",
    });
    for (let n = 0; n < 1001; n += 1)
      own.connect(
        branchOf(scope, `b${n}`, 0, {
          internal: { address: `10.${n >> 8}.${n & 255}.1/24` },
          nat: Nat.source({ address: "198.51.100.7" }),
        }),
      );
  },
  validation: (scope) => new Picky(scope, "picky"),
  "vpc-prefix": (scope) => awsSite(scope, { cidr: "10.0.0.0/8" }),
  "zone-refuses-ike": routed(
    {},
    {
      external: {
        interface: "ge-0/0/0",
        address: "203.0.113.1/24",
        hostInbound: { systemServices: ["ping"] },
      },
    },
  ),
};
