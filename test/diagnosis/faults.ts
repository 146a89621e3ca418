// What somebody may change behind a program's back, by the numbers of the table of known failure modes, and what has to be named.
import type { Entered } from "./world";

/** One row, or a part of it. */
export interface Fault {
  readonly row: number;
  readonly name: string;
  readonly world: "route-based" | "policy-based";
  readonly entered: Entered;
  /** What the first cause has to say, in the device's or the statement's name. */
  readonly said: RegExp;
  /** True where two or more configurations alone, without the program, don't show it for certain. */
  readonly isProgramOnly?: boolean;
}

const one = (device: string, ...lines: string[]): Entered => ({ [device]: lines });
const GATEWAY = "security ike gateway vpn1";
const VPN = "security ipsec vpn vpn1";
const RULE = "security nat static rule-set static rule";

const inWorld =
  (world: Fault["world"]) =>
  (row: number, name: string, entered: Entered, said: RegExp, isProgramOnly = false): Fault => ({
    row,
    name,
    world,
    entered,
    said,
    isProgramOnly,
  });

const route = inWorld("route-based");
const policy = inWorld("policy-based");

const DESIGN: readonly Fault[] = [
  route(
    1,
    "identity of its own",
    one("srx2", `set ${GATEWAY} local-identity user-at-hostname other@example.net`),
    /^IKE: srx1 expects another identity of srx2/,
  ),
  route(
    1,
    "no identity of its own",
    one("srx2", `delete ${GATEWAY} local-identity`),
    /^IKE: srx1 expects another identity of srx2/,
  ),
  route(
    2,
    "no identity expected",
    one("srx1", `delete ${GATEWAY} remote-identity`),
    /^IKE: srx1 expects another identity of srx2/,
  ),
  route(
    4,
    "both ends only respond",
    {
      srx1: [`set ${VPN} establish-tunnels responder-only`],
      srx2: [`set ${VPN} establish-tunnels responder-only`],
    },
    /^IKE: both ends only respond/,
  ),
  route(
    5,
    "NAT traversal forbidden",
    one("srx1", `set ${GATEWAY} no-nat-traversal`),
    /^IKE: srx1 is forbidden NAT traversal/,
  ),
  route(
    8,
    "another version",
    one("srx1", `set ${GATEWAY} version v2-only`),
    /^IKE: .*versions of IKE/,
  ),
  route(
    8,
    "another version at the responder",
    one("srx2", `set ${GATEWAY} version v2-only`),
    /^IKE: .*versions of IKE/,
  ),
  route(
    9,
    "another key",
    one("srx2", "set security ike policy vpn1 pre-shared-key ascii-text someone-elses-key"),
    /^IKE: .*different pre-shared keys/,
  ),
  route(
    9,
    "another key, as a device shows it",
    one(
      "srx2",
      'set security ike policy vpn1 pre-shared-key ascii-text "$9$JSUi.QF/0BEP5BEcyW8ZUj"',
    ),
    /^IKE: .*different pre-shared keys/,
  ),
  route(
    9,
    "no key",
    one("srx2", "delete security ike policy vpn1 pre-shared-key"),
    /^IKE: srx2 has no pre-shared key/,
  ),
  route(
    9,
    "another group",
    one("srx1", "set security ike proposal vpn1 dh-group group14"),
    /^IKE: .*no IKE proposal/,
  ),
  route(
    9,
    "another cipher of IKE",
    one("srx2", "set security ike proposal vpn1 encryption-algorithm aes-128-cbc"),
    /^IKE: .*no IKE proposal/,
  ),
  route(
    9,
    "another hash of IKE",
    one("srx2", "set security ike proposal vpn1 authentication-algorithm sha-256"),
    /^IKE: .*no IKE proposal/,
  ),
  route(
    9,
    "another cipher of ESP",
    one("srx1", "set security ipsec proposal vpn1 encryption-algorithm aes-256-cbc"),
    /^IPsec: .*no IPsec proposal/,
  ),
  route(
    9,
    "another group of new keys",
    one("srx1", "set security ipsec policy vpn1 perfect-forward-secrecy keys group14"),
    /^IPsec: .*perfect forward secrecy/,
  ),
  route(
    9,
    "no group of new keys",
    one("srx2", "delete security ipsec policy vpn1 perfect-forward-secrecy"),
    /^IPsec: .*perfect forward secrecy/,
  ),
  route(
    9,
    "another mode",
    one("srx1", "set security ike policy vpn1 mode aggressive"),
    /^IKE: .*modes of IKEv1/,
  ),
  route(
    18,
    "a proxy identity at one end",
    one(
      "srx1",
      `set ${VPN} ike proxy-identity local 10.1.11.0/24`,
      `set ${VPN} ike proxy-identity remote 10.1.21.0/24`,
    ),
    /^IPsec: .*do not mirror/,
  ),
  route(
    18,
    "a selector at one end",
    one(
      "srx2",
      `set ${VPN} traffic-selector a local-ip 10.1.21.0/24`,
      `set ${VPN} traffic-selector a remote-ip 10.1.11.0/25`,
    ),
    /^IPsec: .*selectors/,
  ),
  policy(
    23,
    "source NAT that catches the tunnel",
    one(
      "chicago",
      "set security nat source rule-set s from zone trust",
      "set security nat source rule-set s to zone untrust",
      "set security nat source rule-set s rule r match source-address 0.0.0.0/0",
      "set security nat source rule-set s rule r then source-nat interface",
    ),
    /^traffic: .*translated at chicago/,
    true,
  ),
  route(
    23,
    "source NAT into the tunnel's zone",
    one(
      "srx1",
      "set security nat source rule-set s from zone trust",
      "set security nat source rule-set s to zone vpn",
      "set security nat source rule-set s rule r match source-address 0.0.0.0/0",
      "set security nat source rule-set s rule r then source-nat interface",
    ),
    /^traffic: .*translated at srx1/,
  ),
];

const CONFIGURATION: readonly Fault[] = [
  route(
    27,
    "no IKE from outside at the responder",
    one(
      "srx2",
      "delete security zones security-zone untrust host-inbound-traffic system-services ike",
    ),
    /^path: srx2 does not let IKE in/,
  ),
  route(
    27,
    "no IKE from outside at the initiator",
    one(
      "srx1",
      "delete security zones security-zone untrust host-inbound-traffic system-services ike",
    ),
    /^path: srx1 does not let IKE in/,
  ),
  route(
    28,
    "the wrong external interface",
    one("srx2", `set ${GATEWAY} external-interface ge-0/0/1.0`),
    /^path: /,
  ),
  route(
    28,
    "the wrong external interface at the initiator",
    one("srx1", `set ${GATEWAY} external-interface ge-0/0/1.0`),
    /^path: /,
  ),
  route(
    29,
    "a next hop of its own",
    one(
      "srx1",
      "delete routing-options static route 0.0.0.0/0",
      "set routing-options static route 0.0.0.0/0 next-hop 10.1.12.69",
    ),
    /^path: srx1 has no route to its peer/,
  ),
  route(
    29,
    "a next hop on no network",
    one(
      "srx1",
      "delete routing-options static route 0.0.0.0/0",
      "set routing-options static route 0.0.0.0/0 next-hop 192.0.2.77",
    ),
    /^path: srx1 has no route to its peer/,
  ),
  route(
    30,
    "no route into the tunnel",
    one("srx1", "delete routing-options static route 10.1.21.0/24"),
    /^traffic: .*does not go into the tunnel at srx1/,
  ),
  route(
    30,
    "no route back",
    one("srx2", "delete routing-options static route 10.1.11.0/24"),
    /^traffic: .*srx2/,
  ),
  route(
    30,
    "a policy gone",
    one("srx1", "delete security policies from-zone trust to-zone vpn policy to-srx2"),
    /^traffic: .*stopped at srx1/,
  ),
  route(
    30,
    "the policy of the other direction gone",
    one("srx2", "delete security policies from-zone vpn to-zone trust policy from-srx1"),
    /^traffic: .*stopped at srx2/,
  ),
  route(
    30,
    "a policy that refuses",
    one(
      "srx2",
      "delete security policies from-zone vpn to-zone trust policy from-srx1 then permit",
      "set security policies from-zone vpn to-zone trust policy from-srx1 then deny",
    ),
    /^traffic: .*stopped at srx2/,
  ),
  route(
    30,
    "a policy for other applications",
    one(
      "srx1",
      "delete security policies from-zone trust to-zone vpn policy to-srx2 match application any",
      "set security policies from-zone trust to-zone vpn policy to-srx2 match application junos-dns-udp",
    ),
    /^traffic: .*stopped at srx1/,
  ),
  route(
    30,
    "the VPN switched off",
    one("srx2", `deactivate ${VPN}`),
    /^statements: srx2 has no VPN vpn1/,
    true,
  ),
  route(
    30,
    "the IKE gateway switched off",
    one("srx1", `deactivate ${GATEWAY}`),
    /^statements: srx1 has no IKE gateway vpn1/,
    true,
  ),
  route(
    30,
    "another tunnel interface",
    one(
      "srx1",
      "set interfaces st0 unit 9 family inet",
      "set security zones security-zone vpn interfaces st0.9",
      `set ${VPN} bind-interface st0.9`,
    ),
    /^IPsec: VPN vpn1 of srx1 is bound to another interface/,
    true,
  ),
  route(
    30,
    "the tunnel interface switched off",
    one("srx2", "set interfaces st0 unit 6540 disable"),
    /^IPsec: the tunnel interface of srx2 is switched off/,
  ),
  route(
    30,
    "the tunnel interface in no zone",
    one("srx2", "delete security zones security-zone vpn interfaces st0.6540"),
    /^IPsec: the tunnel interface of srx2 is in no zone/,
  ),
  route(
    30,
    "the tunnel interface without a family",
    one(
      "srx1",
      "delete interfaces st0 unit 6540 family inet",
      "set interfaces st0 unit 6540 description x",
    ),
    /^IPsec: the tunnel interface of srx1 carries no address family/,
  ),
  route(
    31,
    "the default route into the tunnel",
    one(
      "srx1",
      "delete routing-options static route 0.0.0.0/0",
      "set routing-options static route 0.0.0.0/0 next-hop st0.6540",
    ),
    /^path: the way of srx1 to its peer leaves by st0\.6540/,
  ),
  route(
    31,
    "the peer's own address into the tunnel",
    one("srx1", "set routing-options static route 172.16.21.1/32 next-hop st0.6540"),
    /^path: the way of srx1 to its peer leaves by st0\.6540/,
  ),
  route(
    32,
    "two default routes",
    one("srx1", "set routing-options static route 0.0.0.0/0 next-hop 10.1.11.254"),
    /^path: srx1 has two ways to its peer/,
  ),
  route(
    65,
    "no way out at all",
    one("srx1", "delete routing-options static route 0.0.0.0/0"),
    /^path: srx1 has no route to its peer/,
  ),
  route(
    65,
    "another address dialled",
    one("srx1", `delete ${GATEWAY} address`, `set ${GATEWAY} address 172.16.21.9`),
    /^path: srx1 dials another address/,
    true,
  ),
  route(
    65,
    "another address dialled by the responder",
    one("srx2", `delete ${GATEWAY} address`, `set ${GATEWAY} address 10.1.12.70`),
    /^path: /,
    true,
  ),
  route(
    65,
    "the outside switched off",
    one("srx2", "set interfaces ge-0/0/0 disable"),
    /^path: the external interface of srx2 is switched off/,
  ),
  route(
    65,
    "the outside in no zone",
    one("srx2", "delete security zones security-zone untrust interfaces ge-0/0/0.0"),
    /^path: the external interface of srx2 is in no zone/,
  ),
  route(
    65,
    "the outside without its address",
    one("srx1", "delete interfaces ge-0/0/0 unit 0 family inet address 10.1.12.69/24"),
    /^path: the external interface of srx1 has no address/,
  ),
];

const NAT: readonly Fault[] = [
  route(
    67,
    "the NAT rule deleted",
    one("nat", `delete ${RULE} srx2`),
    /^path: .*172\.16\.21\.1/,
    true,
  ),
  route(
    67,
    "the NAT rule to another host",
    one("nat", `set ${RULE} srx2 then static-nat prefix 10.1.31.99/32`),
    /^path: /,
  ),
  route(
    67,
    "the NAT device's policy gone",
    one("nat", "delete security policies from-zone untrust to-zone trust policy srx2-in"),
    /^path: IKE from srx1 to srx2 ends at nat/,
  ),
  route(
    67,
    "the NAT device's rule for another zone",
    one(
      "nat",
      "delete security nat static rule-set static from zone untrust",
      "set security nat static rule-set static from zone trust",
    ),
    /^path: /,
    true,
  ),
  route(
    40,
    "port 4500 stopped on the way",
    one(
      "nat",
      "delete security policies from-zone untrust to-zone trust policy srx2-in match application junos-ike-nat",
    ),
    /^path: IKE from srx1 to srx2 ends at nat/,
  ),
  policy(
    67,
    "the NAT rule of the initiator deleted",
    one("chicago-nat", `delete ${RULE} chicago`),
    /^path: /,
    true,
  ),
  policy(
    30,
    "a policy without the tunnel",
    one(
      "chicago",
      "delete security policies from-zone trust to-zone untrust policy to-sunnyvale then permit tunnel",
    ),
    /^traffic: .*chicago/,
  ),
  policy(
    30,
    "a policy gone",
    one(
      "sunnyvale",
      "delete security policies from-zone untrust to-zone trust policy from-chicago",
    ),
    /^traffic: .*stopped at sunnyvale/,
  ),
];

export const FAULTS: readonly Fault[] = [...DESIGN, ...CONFIGURATION, ...NAT];
