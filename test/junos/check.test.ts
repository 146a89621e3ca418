// The offline commit check: one fault at a time in a configuration without any, and the rule that finds it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, ConfigTree, placeholder, type CheckOptions } from "../../lib/junos";

const CLEAN = readFileSync(join(__dirname, "data/gateway.set"), "utf8");
const OUT = "security policies from-zone trust to-zone untrust policy";
const GW = "security ike gateway";

function found(lines: readonly string[], options: CheckOptions = {}): string[] {
  const tree = ConfigTree.fromSet(CLEAN);
  expect(tree.applySet(lines)).toEqual([]);
  return check(tree, options).map(({ severity, rule }) => `${severity} ${rule}`);
}

test("a sound configuration has no findings", () => {
  expect(check(ConfigTree.fromSet(CLEAN))).toEqual([]);
});

const ERRORS: readonly (readonly [name: string, rule: string, ...lines: string[]])[] = [
  ["misspelled leaf", "unknown-statement", `set ${GW} fixed nat-keepalives 20`],
  ["misspelled container", "unknown-statement", "set security flows tcp-mss ipsec-vpn mss 1350"],
  ["misspelled top", "unknown-statement", "set snnmp community x"],
  [
    "statement in the wrong place",
    "unknown-statement",
    "set security ike external-interface ge-0/0/0.0",
  ],
  ["wrong word", "value", "set security ike policy fixed mode mian"],
  ["wrong word for when", "value", "set security ipsec vpn routed establish-tunnels immediate"],
  [
    "no such group",
    "value",
    "set security ipsec policy strong perfect-forward-secrecy keys group99",
  ],
  ["keepalive too long", "value", `set ${GW} fixed nat-keepalive 301`],
  ["interval too short", "value", `set ${GW} fixed dead-peer-detection interval 1`],
  ["lifetime too short", "value", "set security ipsec proposal strong lifetime-seconds 179"],
  ["text for a number", "value", "set chassis cluster reth-count two"],
  ["bad address", "value", `set ${GW} fixed address 198.51.100.777`],
  ["bad prefix", "value", "set security address-book global address far 10.7.0.0/99"],
  [
    "hexadecimal key of letters",
    "value",
    "set security ike policy fixed pre-shared-key hexadecimal xyz",
  ],
  ["bad interface name", "name", 'set interfaces "reth zero!" mtu 1400'],
  ["blank in a name", "name", 'set security ipsec policy "two words" proposals strong'],
  [
    "name too long",
    "name",
    "set security ipsec vpn a-name-of-more-than-thirty-two-characters ike gateway fixed",
  ],
  [
    "unknown service",
    "name",
    "set security zones security-zone trust host-inbound-traffic system-services pingg",
  ],
  ["undefined IKE policy", "undefined-ike-policy", `set ${GW} roaming ike-policy nope`],
  ["undefined gateway", "undefined-gateway", "set security ipsec vpn selected ike gateway nope"],
  [
    "undefined IPsec policy",
    "undefined-ipsec-policy",
    "set security ipsec vpn selected ike ipsec-policy nope",
  ],
  [
    "undefined IKE proposal",
    "undefined-ike-proposal",
    "set security ike policy fixed proposals nope",
  ],
  [
    "undefined IPsec proposal",
    "undefined-ipsec-proposal",
    "set security ipsec policy strong proposals nope",
  ],
  [
    "undefined zone of a policy",
    "undefined-zone",
    "set security policies from-zone tust to-zone untrust policy p match source-address any",
    "set security policies from-zone tust to-zone untrust policy p match destination-address any",
    "set security policies from-zone tust to-zone untrust policy p match application any",
    "set security policies from-zone tust to-zone untrust policy p then deny",
  ],
  [
    "undefined address",
    "undefined-address",
    `set ${OUT} web match source-address lann`,
    `delete ${OUT} web match source-address any`,
  ],
  ["undefined application", "undefined-application", `set ${OUT} web match application none`],
  [
    "undefined VPN of a policy",
    "undefined-vpn",
    `set ${OUT} classic-out then permit tunnel ipsec-vpn nope`,
  ],
  [
    "undefined pair",
    "undefined-pair-policy",
    `set ${OUT} classic-out then permit tunnel pair-policy nope`,
  ],
  [
    "pair that names another",
    "pair-policy",
    "delete security policies from-zone untrust to-zone trust policy classic-in then permit tunnel pair-policy",
  ],
  [
    "policy into a route-based VPN",
    "tunnel-route-based",
    `set ${OUT} classic-out then permit tunnel ipsec-vpn routed`,
  ],
  [
    "undefined tunnel interface",
    "undefined-interface",
    "set security ipsec vpn routed bind-interface st0.9",
  ],
  ["bound to no tunnel", "bind-st0", "set security ipsec vpn routed bind-interface ge-0/0/1.0"],
  ["reserved tunnel unit", "bind-st0", "set security ipsec vpn routed bind-interface st0.16000"],
  [
    "tunnel interface without family",
    "bind-family",
    "delete interfaces st0 unit 1 family",
    "delete security ipsec vpn selected traffic-selector",
  ],
  [
    "one tunnel interface, two VPNs",
    "st0-shared",
    "set security ipsec vpn selected bind-interface st0.0",
  ],
  [
    "undefined external interface",
    "undefined-interface",
    `set ${GW} fixed external-interface ge-9/0/0.0`,
  ],
  ["address of another interface", "local-address", `set ${GW} fixed local-address 10.1.0.1`],
  [
    "zone interface undefined",
    "undefined-interface",
    "set security zones security-zone trust interfaces ge-0/0/7.0",
  ],
  [
    "interface in two zones",
    "two-zones",
    "set security zones security-zone vpn interfaces ge-0/0/1.0",
  ],
  [
    "management interface in a zone",
    "zone-interface",
    "set security zones security-zone vpn interfaces fxp0.0",
  ],
  [
    "undefined pool",
    "undefined-pool",
    "set security nat source rule-set out rule rest then source-nat pool nope",
  ],
  ["undefined zone of NAT", "undefined-zone", "set security nat static rule-set in from zone nope"],
  [
    "rule without action",
    "incomplete-nat-rule",
    "delete security nat static rule-set in rule web then",
  ],
  [
    "networks of two sizes",
    "static-size",
    "set security nat static rule-set in rule web then static-nat prefix 10.1.0.0/24",
  ],
  ["pool without address", "incomplete-pool", "set security nat source pool empty description x"],
  [
    "address in two pools",
    "pool-overlap",
    "set security nat source pool second address 198.51.100.48/29",
  ],
  [
    "main mode for an unknown address",
    "main-mode-dynamic",
    "set security ike policy roaming mode main",
  ],
  ["gateway without address", "incomplete-gateway", `delete ${GW} fixed address`],
  ["gateway without policy", "incomplete-gateway", `delete ${GW} fixed ike-policy`],
  ["gateway without interface", "incomplete-gateway", `delete ${GW} fixed external-interface`],
  [
    "dynamic without identity",
    "incomplete-gateway",
    `delete ${GW} roaming dynamic hostname`,
    `set ${GW} roaming dynamic connections-limit 5`,
  ],
  [
    "remote identity of a dynamic peer",
    "remote-identity-dynamic",
    `set ${GW} roaming remote-identity hostname x`,
  ],
  ["general identity and remote identity", "general-ikeid", `set ${GW} fixed general-ikeid`],
  ["general identity without group", "general-ikeid", `set ${GW} roaming dynamic general-ikeid`],
  [
    "shared identity without users",
    "shared-ike-id",
    `set ${GW} roaming dynamic ike-user-type shared-ike-id`,
  ],
  [
    "IKEv2 group with one key",
    "v2-group-psk",
    `set ${GW} roaming dynamic ike-user-type group-ike-id`,
  ],
  [
    "duplicates refused without type",
    "reject-duplicate",
    `set ${GW} roaming dynamic reject-duplicate-connection`,
  ],
  ["fragmentation in IKEv1", "fragmentation-v1", `set ${GW} fixed fragmentation size 600`],
  ["no key", "no-credentials", "delete security ike policy fixed pre-shared-key"],
  [
    "key for certificates",
    "no-credentials",
    "set security ike proposal strong authentication-method rsa-signatures",
  ],
  [
    "key and certificate",
    "psk-and-certificate",
    "set security ike policy fixed certificate local-certificate c",
  ],
  [
    "key and seeded key",
    "psk-and-seeded",
    "set security ike policy fixed seeded-pre-shared-key ascii-text x",
  ],
  ["proposals and set", "proposals-and-set", "set security ike policy fixed proposal-set standard"],
  ["no proposals", "incomplete-ipsec-policy", "delete security ipsec policy strong proposals"],
  [
    "GCM with integrity",
    "combined-cipher",
    "set security ipsec proposal strong authentication-algorithm hmac-sha-256-128",
  ],
  ["AH with encryption", "ah-encryption", "set security ipsec proposal strong protocol ah"],
  ["VPN without gateway", "incomplete-vpn", "delete security ipsec vpn routed ike gateway"],
  ["VPN without policy", "incomplete-vpn", "delete security ipsec vpn routed ike ipsec-policy"],
  ["policy-based with IKEv2", "policy-based-v2", `set ${GW} fixed version v2-only`],
  [
    "selectors with proxy identity",
    "selector-proxy",
    "set security ipsec vpn selected ike proxy-identity local 10.1.0.0/24",
  ],
  [
    "selectors without interface",
    "selector-unbound",
    "delete security ipsec vpn selected bind-interface",
  ],
  ["selectors with monitor", "selector-monitor", "set security ipsec vpn selected vpn-monitor"],
  [
    "selector with a port alone",
    "selector-port",
    "set security ipsec vpn selected traffic-selector lan source-port 80",
  ],
  [
    "selector for everything",
    "selector-default",
    "set security ipsec vpn routed traffic-selector all local-ip 10.1.0.0/24",
    "set security ipsec vpn routed traffic-selector all remote-ip 0.0.0.0/0",
  ],
  [
    "two ways of authenticating users",
    "excluded",
    `set ${GW} fixed aaa client username u`,
    `set ${GW} fixed xauth client username u`,
  ],
  ["shortcuts of both kinds", "needed", `set ${GW} roaming advpn suggester`],
  ["user name with IKEv2", "ike-version", `set ${GW} roaming aaa client username u`],
  [
    "monitor beside SAs for classes",
    "excluded",
    "set security ipsec vpn routed multi-sa forwarding-class x",
    "set security ipsec vpn routed vpn-monitor",
  ],
  [
    "fixed keys without protocol",
    "needed",
    "set security ipsec vpn fixed manual gateway 203.0.113.9",
  ],
  [
    "every service and more",
    "excluded",
    "set security zones security-zone trust host-inbound-traffic system-services any-service",
  ],
  [
    "exception from nothing",
    "needed",
    "set security zones security-zone untrust interfaces ge-0/0/0.0 host-inbound-traffic system-services ssh except",
  ],
  [
    "pool in a router of another kind",
    "instance-type",
    "set routing-instances v instance-type forwarding",
    "set security nat source pool outside routing-instance v",
  ],
  [
    "overflow without need",
    "needed",
    "set security nat source pool outside overflow-pool interface",
  ],
  [
    "keys refused and given",
    "excluded",
    "set system login user ops authentication no-public-keys",
    'set system login user ops authentication ssh-ed25519 "ssh-ed25519 AAAA"',
  ],
  ["native VLAN without tagging", "needed", "set interfaces ge-0/0/1 native-vlan-id 5"],
  ["description with markup", "value", `set ${OUT} web description "a < b"`],
  [
    "public key of another kind",
    "name",
    'set system root-authentication ssh-rsa "ssh-ed25519 AAAA"',
  ],
  [
    "replay window and none",
    "anti-replay",
    "set security ipsec vpn routed ike no-anti-replay",
    "set security ipsec vpn routed ike anti-replay-window-size 64",
  ],
  ["policy without match", "incomplete-policy", `delete ${OUT} web match`],
  [
    "policy without destination",
    "incomplete-policy",
    `delete ${OUT} web match destination-address`,
  ],
  ["policy without action", "incomplete-policy", `delete ${OUT} web then`],
  [
    "zone book beside the global one",
    "zone-and-global-book",
    "set security zones security-zone trust address-book address x 10.9.0.0/24",
  ],
  [
    "two books of one zone",
    "two-books",
    "set security address-book b1 attach zone trust",
    "set security address-book b2 attach zone trust",
  ],
  [
    "set with an undefined member",
    "undefined-address",
    "set security address-book global address-set all address nope",
  ],
  ["set in itself", "set-loop", "set security address-book global address-set all address-set all"],
  [
    "address that is nothing",
    "incomplete-address",
    "set security address-book global address empty",
  ],
  [
    "one address on two interfaces",
    "address-twice",
    "set interfaces ge-0/0/3 unit 0 family inet address 10.1.0.1/24",
  ],
  [
    "a network's own address",
    "network-address",
    "set interfaces ge-0/0/3 unit 0 family inet address 10.5.0.0/24",
  ],
  ["VLAN without tagging", "vlan-untagged", "set interfaces ge-0/0/1 unit 0 vlan-id 5"],
  [
    "unit without VLAN",
    "vlan-missing",
    "set interfaces ge-0/0/2 unit 20 family inet address 10.1.20.1/24",
  ],
  [
    "second unit without tagging",
    "unit-number",
    "set interfaces ge-0/0/1 unit 3 family inet address 10.5.0.1/24",
  ],
  ["DHCP beside an address", "dhcp-and-address", "set interfaces ge-0/0/1 unit 0 family inet dhcp"],
  [
    "redundant interface without group",
    "reth-group",
    "set interfaces reth0 unit 0 family inet address 10.6.0.1/24",
  ],
  ["route without next hop", "incomplete-route", "set routing-options static route 10.8.0.0/16"],
  [
    "route to an undefined interface",
    "undefined-interface",
    "set routing-options static route 10.8.0.0/16 next-hop st0.7",
  ],
  ["route with bits to spare", "host-bits", "set routing-options static route 10.8.0.1/16 discard"],
  ["neighbour without AS", "no-peer-as", "delete protocols bgp group peers peer-as"],
  ["BGP without own AS", "no-as", "delete routing-options autonomous-system"],
  [
    "undefined routing policy",
    "undefined-routing-policy",
    "set protocols bgp group peers import nope",
  ],
  [
    "undefined prefix list",
    "undefined-prefix-list",
    "set policy-options policy-statement announce term own from prefix-list nope",
  ],
  [
    "OSPF on an undefined interface",
    "undefined-interface",
    "set protocols ospf area 0.0.0.0 interface st0.8",
  ],
  ["undefined class", "undefined-class", "set system login user ops class root"],
  [
    "one uid twice",
    "uid-twice",
    "set system login user two class operator",
    "set system login user two uid 2001",
  ],
  [
    "application without protocol",
    "incomplete-application",
    "set applications application x destination-port 80",
  ],
  [
    "undefined routing instance",
    "undefined-routing-instance",
    "set system name-server 192.0.2.53 routing-instance nope",
  ],
  [
    "restart time without restart",
    "needed",
    "set protocols bgp group peers graceful-restart restart-time 60",
  ],
  [
    "automatic target of a plain router",
    "vrf-target-auto",
    "set routing-instances v instance-type virtual-router",
    "set routing-instances v vrf-target auto",
  ],
  ["route target of words", "value", "set routing-instances v vrf-target nonsense"],
  ["undefined group of configuration", "undefined-group", "set system apply-groups nope"],
  [
    "interface in two instances",
    "two-instances",
    "set routing-instances a instance-type virtual-router",
    "set routing-instances a interface ge-0/0/2.10",
    "set routing-instances b instance-type virtual-router",
    "set routing-instances b interface ge-0/0/2.10",
  ],
];

test.each(ERRORS)("%s: %s", (_name, rule, ...lines) => {
  expect(found(lines)).toContain(`error ${rule}`);
});

const WARNINGS: readonly (readonly [name: string, rule: string, ...lines: string[]])[] = [
  [
    "own address in proxy ARP",
    "proxy-own",
    "set security nat proxy-arp interface ge-0/0/0.0 address 198.51.100.2/32",
  ],
  [
    "selector with half a network",
    "incomplete-selector",
    "delete security ipsec vpn selected traffic-selector lan remote-ip",
  ],
  [
    "statement outside of the schema",
    "unchecked-statement",
    "set class-of-service forwarding-classes queue 0 x",
  ],
  ["weak group", "weak", "set security ike proposal strong dh-group group2"],
  ["weak integrity", "weak", "set security ike proposal strong authentication-algorithm md5"],
  ["aggressive mode", "weak", "set security ike policy fixed mode aggressive"],
  ["everything permitted", "permit-all", "set security policies default-policy permit-all"],
  [
    "own address as next hop",
    "hop-self",
    "set routing-options static route 0.0.0.0/0 next-hop 198.51.100.2",
  ],
  [
    "route to oneself",
    "route-self",
    "set routing-options static route 10.1.0.1/32 next-hop 198.51.100.1",
  ],
  [
    "next hop on no link",
    "hop-unreachable",
    "set routing-options static route 10.8.0.0/16 next-hop 192.0.2.1",
  ],
  [
    "no IKE let in",
    "external-no-ike",
    "delete security zones security-zone untrust interfaces ge-0/0/0.0 host-inbound-traffic system-services ike",
  ],
  [
    "external interface in no zone",
    "external-zone",
    "delete security zones security-zone untrust interfaces ge-0/0/0.0",
  ],
  [
    "external interface that doesn't face the peer",
    "external-facing",
    `set ${GW} fixed external-interface ge-0/0/1.0`,
  ],
  ["peer is oneself", "peer-self", `set ${GW} fixed address 198.51.100.2`],
  [
    "peer routed into its own tunnel",
    "external-facing",
    "set routing-options static route 203.0.113.0/24 next-hop st0.0",
  ],
  ["tunnel in no zone", "tunnel-zone", "delete security zones security-zone vpn interfaces st0.0"],
  [
    "VPN that nothing enters",
    "unused-vpn",
    "set security ipsec vpn idle ike gateway fixed",
    "set security ipsec vpn idle ike ipsec-policy strong",
  ],
  [
    "begins without knowing the peer",
    "cannot-initiate",
    "set security ipsec vpn selected establish-tunnels immediately",
  ],
  [
    "both ends named alike",
    "same-identity",
    `set ${GW} fixed remote-identity hostname gw.example.net`,
  ],
  [
    "policy that is never reached",
    "unreachable-policy",
    `set ${OUT} web match application any`,
    `delete ${OUT} web match application junos-https`,
    `set ${OUT} late match source-address any`,
    `set ${OUT} late match destination-address any`,
    `set ${OUT} late match application any`,
    `set ${OUT} late then deny`,
  ],
  [
    "book that no zone sees",
    "unattached-book",
    "set security address-book spare address x 10.9.0.0/24",
  ],
  [
    "community everyone knows",
    "known-community",
    "set snmp community public authorization read-only",
  ],
  ["root may log in", "root-login", "set system services ssh root-login allow"],
];

test.each(WARNINGS)("warns of %s: %s", (_name, rule, ...lines) => {
  expect(found(lines)).toContain(`warning ${rule}`);
});

describe("what depends on the device", () => {
  test("the daemon", () => {
    expect(found([], { ikeDaemon: "iked" })).toContain("error policy-based-iked");
    expect(
      found(["set security ipsec vpn routed establish-tunnels responder-only"], {
        ikeDaemon: "kmd",
      }),
    ).toContain("warning needs-iked");
    expect(
      found(["set security ike policy fixed seeded-pre-shared-key ascii-text x"], {
        ikeDaemon: "kmd",
      }),
    ).toContain("error needs-iked");
  });

  test("the release", () => {
    const lines = ["set security ipsec vpn routed establish-tunnels responder-only"];
    expect(found(lines, { release: "22.4R3" })).toContain("error release");
    expect(found(lines, { release: "23.2R1" })).not.toContain("error release");
  });
});

test("a part of a configuration isn't judged for what it leaves to the rest", () => {
  const vpn = CLEAN.split("\n")
    .filter((line) => /security (ike|ipsec)/.test(line))
    .join("\n");
  expect(
    check(ConfigTree.fromSet(vpn), { partial: true }).filter(
      ({ severity }) => severity === "error",
    ),
  ).toEqual([]);
  expect(check(ConfigTree.fromSet(vpn)).map(({ rule }) => rule)).toContain("undefined-interface");
});

test("values that are known later are judged later", () => {
  expect(
    found([
      `delete ${GW} fixed address`,
      `set ${GW} fixed address ${placeholder("a")}`,
      `set ${GW} fixed nat-keepalive ${placeholder("b")}`,
      `set interfaces ge-0/0/3 unit 0 family inet address ${placeholder("c")}/24`,
      `set ${GW} fixed external-interface ${placeholder("d")}.0`,
    ]),
  ).toEqual([]);
});

test("inactive statements don't count, groups do", () => {
  expect(found([`deactivate ${GW} fixed`])).toContain("error undefined-gateway");
  expect(
    found([
      `delete ${GW} fixed external-interface`,
      `set groups common ${GW} <*> external-interface ge-0/0/0.0`,
      "set apply-groups common",
    ]),
  ).toEqual([]);
});

test("findings name place, line and way out, and never a secret", () => {
  const tree = ConfigTree.fromSet(
    `${CLEAN.trim()}\nset security ike policy fixed pre-shared-key hexadecimal not-hex-digits\nset ${GW} fixed ike-policy fixd`,
  );
  const findings = check(tree);
  expect(findings.find(({ rule }) => rule === "undefined-ike-policy")).toMatchObject({
    statement: `${GW} fixed ike-policy`,
    fix: 'did you mean "fixed"?',
    source: { line: 36 },
  });
  expect(JSON.stringify(findings)).not.toContain("not-hex-digits");
});

describe("the guide's configurations", () => {
  const golden = (file: string): string[] =>
    check(ConfigTree.fromSet(readFileSync(join(__dirname, "../golden", file), "utf8"))).map(
      ({ severity, rule }) => `${severity} ${rule}`,
    );

  test("have no errors", () => {
    for (const file of [
      "route-based/SRX1",
      "route-based/SRX2",
      "route-based/NAT",
      "policy-based/initiator",
      "policy-based/responder",
      "policy-based-labfix/initiator",
      "dynamic-endpoint/branch",
      "dynamic-endpoint/HQ-cluster",
    ]) {
      expect(golden(`${file}.set`).filter((each) => each.startsWith("error"))).toEqual([]);
    }
  });

  test("with the policy-based example's own slips as warnings", () => {
    expect(golden("policy-based/initiator.set")).toEqual(
      expect.arrayContaining(["warning hop-self", "warning external-facing", "warning weak"]),
    );
    expect(new Set(golden("policy-based-labfix/initiator.set"))).toEqual(new Set(["warning weak"]));
  });
});
