// What a program says by hand, in `config`, `raw` and `override`, is held against the constructs and the other end as if they had said it.
import { Nat, suites } from "../../lib";
import { program, refused, table, tell, warned } from "./kit";

const GA = "stack/ga";
const config = (value: unknown): object => ({ ga: { config: value } });
const raw = (...lines: readonly string[]): object => ({ ga: { raw: lines } });
const override = (...lines: readonly string[]): object => ({ ga: { override: lines } });
const ike = "security ike gateway vpn";
const ipsec = "security ipsec vpn vpn";

table("lines that are none", [
  ["raw words that begin no statement", warned("raw-unknown", GA), raw("this is no junos")],
  ["raw as one text", refused("property-type", GA), { ga: { raw: "set system host-name x" } }],
  ["raw that deletes", refused("raw-delete", GA), raw("delete security ike gateway vpn")],
  ["override of an unknown command", refused("syntax", GA), override("sett foo")],
  [
    "override with a quote that stays open",
    refused("syntax", GA),
    override('set system host-name "x'),
  ],
  [
    "override of what is not there",
    warned("override-without-effect", GA),
    override("delete security ike gateway nope"),
  ],
  [
    "config with an unknown key",
    refused("config-object", GA),
    config({ sytem: { hostName: "x" } }),
  ],
  ["config of the wrong type", refused("config-object", GA), config({ system: "x" })],
  [
    "config against a construct",
    refused("conflict", "stack/vpn"),
    config({ security: { ike: { gateway: { vpn: { version: "v1-only" } } } } }),
  ],
  [
    "config with two statements that exclude each other",
    refused("statements-exclusive", GA),
    config({
      security: {
        ike: {
          gateway: { other: { address: ["192.0.2.9"], dynamic: { hostname: "x.example.net" } } },
        },
      },
    }),
  ],
  [
    "raw lines that exclude each other",
    refused("statements-exclusive", GA),
    raw(
      "set security ike gateway other address 192.0.2.9",
      "set security ike gateway other dynamic hostname x.example.net",
    ),
  ],
  [
    "raw that excludes what a construct says, in a container of its own",
    refused("conflict", "stack/vpn"),
    raw(`set ${ike} dynamic hostname x.example.net`),
  ],
  ["raw against a construct", refused("conflict", "stack/vpn"), raw(`set ${ike} version v1-only`)],
]);

table("lines that are right", [
  [
    "a raw line on a device in AWS, where user data says how to log in",
    "right",
    raw("set system ntp server 192.0.2.1"),
  ],
  ["the same typed", "right", config({ system: { ntp: { server: { "192.0.2.1": {} } } } })],
  [
    "an override of what both ends may say for themselves",
    "right",
    override(`delete ${ike} dead-peer-detection`, `set ${ike} dead-peer-detection always-send`),
  ],
]);

table("one end against the other", [
  [
    "another identity of its own",
    refused("ends-identity"),
    override(
      `delete ${ike} local-identity`,
      `set ${ike} local-identity hostname other.example.net`,
    ),
  ],
  [
    "no identity of its own, where NAT hides its address",
    refused("ends-identity"),
    override(`delete ${ike} local-identity`),
  ],
  [
    "no identity that it expects",
    refused("ends-identity"),
    override(`delete ${ike} remote-identity`),
  ],
  [
    "another address of its peer",
    warned("ends-address"),
    override(`delete ${ike} address`, `set ${ike} address 192.0.2.77`),
  ],
  [
    "its outer interface switched off",
    warned("ends-disabled"),
    override("set interfaces ge-0/0/0 disable"),
  ],
  [
    "its outer unit switched off",
    warned("ends-disabled"),
    override("set interfaces ge-0/0/0 unit 0 disable"),
  ],
  [
    "its tunnel interfaces switched off",
    warned("ends-disabled"),
    override("set interfaces st0 disable"),
  ],
  ["another version", refused("ends-version"), override(`set ${ike} version v1-only`)],
  [
    "another mode of IKEv1",
    refused("ends-mode"),
    {
      vpn: { ike: suites.modernV1 },
      ...override("set security ike policy vpn mode aggressive"),
    },
  ],
  [
    "another group",
    refused("ends-ike-proposal"),
    override("set security ike proposal vpn dh-group group14"),
  ],
  [
    "another cipher for IPsec",
    refused("ends-ipsec-proposal"),
    override("set security ipsec proposal vpn encryption-algorithm aes-128-gcm"),
  ],
  [
    "another group for new keys",
    refused("ends-pfs"),
    override("set security ipsec policy vpn perfect-forward-secrecy keys group14"),
  ],
  [
    "no new keys",
    refused("ends-pfs"),
    override("delete security ipsec policy vpn perfect-forward-secrecy"),
  ],
  [
    "another lifetime: the shorter one counts",
    "right",
    override("set security ipsec proposal vpn lifetime-seconds 1800"),
  ],
  [
    "a key by hand",
    warned("ends-key"),
    override("set security ike policy vpn pre-shared-key ascii-text something-else"),
  ],
  [
    "another key by hand at each end",
    refused("ends-key"),
    {
      ga: { override: ["set security ike policy vpn pre-shared-key ascii-text one-of-them"] },
      gb: { override: ["set security ike policy vpn pre-shared-key ascii-text the-other"] },
    },
  ],
  ["no key", refused("ends-key"), override("delete security ike policy vpn pre-shared-key")],
  [
    "a proxy identity",
    refused("ends-selectors"),
    override(
      `set ${ipsec} ike proxy-identity local 10.1.2.0/24`,
      `set ${ipsec} ike proxy-identity remote 10.2.2.0/24`,
    ),
  ],
  [
    "a selector that IKEv2 narrows",
    warned("ends-selectors"),
    {
      vpn: { selectors: { x: { local: "10.1.2.0/24", remote: "10.2.2.0/24" } } },
      ...override(`set ${ipsec} traffic-selector x remote-ip 10.2.2.0/25`),
    },
  ],
  ["NAT traversal off", refused("nat-traversal-off"), override(`set ${ike} no-nat-traversal`)],
  [
    "keepalives slower than the NAT forgets",
    refused("keepalive-too-slow"),
    { ga: { nat: Nat.source({ idleSeconds: 60 }), override: [`set ${ike} nat-keepalive 120`] } },
  ],
  ["its gateway deactivated", refused("end-statement-missing"), override(`deactivate ${ike}`)],
  [
    "both ends that wait for traffic, by hand",
    warned("ends-on-traffic"),
    {
      ga: { override: [`set ${ipsec} establish-tunnels on-traffic`] },
      gb: { override: [`delete ${ipsec} establish-tunnels`] },
    },
  ],
  [
    "both ends that wait for traffic, as the VPN says",
    "right",
    { vpn: { establish: "on-traffic" } },
  ],
  [
    "long messages of IKE sent whole behind two NATs",
    warned("fragmentation-off"),
    override(`set ${ike} fragmentation disable`),
  ],
  [
    "a tunnel interface with longer packets than the tunnel takes whole",
    warned("tunnel-overhead"),
    {
      initiator: { tunnelUnit: 7 },
      ...override("set interfaces st0 unit 7 family inet mtu 1500"),
    },
  ],
  [
    "both ends that only answer",
    refused("ends-responders"),
    {
      ga: { override: [`set ${ipsec} establish-tunnels responder-only`] },
      gb: { override: [`set ${ipsec} establish-tunnels responder-only`] },
    },
  ],
  [
    "an application that nobody defines",
    refused("undefined-application", GA),
    override(
      "set security policies from-zone trust to-zone vpn policy to-gb match application nosuch",
    ),
  ],
  [
    "an application of Junos's own that it lacks",
    warned("unknown-application", GA),
    override(
      "delete security policies from-zone trust to-zone vpn policy to-gb match application",
      "set security policies from-zone trust to-zone vpn policy to-gb match application junos-nosuch",
    ),
  ],
]);

table("the tunnel's traffic", [
  [
    "no route into the tunnel",
    warned("tunnel-route"),
    override("delete routing-options static route 10.2.2.0/24"),
  ],
  [
    "a route that discards half of the far network",
    warned("tunnel-traffic-discarded"),
    override("set routing-options static route 10.2.2.0/25 discard"),
  ],
  [
    "a route that rejects a part of the far network",
    warned("tunnel-traffic-discarded"),
    raw("set routing-options static route 10.2.2.64/26 reject"),
  ],
  [
    "a route that discards all of the far network",
    warned("tunnel-traffic-discarded"),
    override("set routing-options static route 10.2.2.0/24 discard"),
  ],
  [
    "a route that discards more than the far network, which the tunnel's route is narrower than",
    "right",
    raw("set routing-options static route 10.0.0.0/8 discard"),
  ],
  [
    "a policy into the tunnel for the other family alone",
    warned("tunnel-policy-addresses"),
    override(
      "delete security policies from-zone trust to-zone vpn policy to-gb match",
      "set security policies from-zone trust to-zone vpn policy to-gb match source-address any-ipv6 destination-address any-ipv6 application any",
    ),
  ],
  [
    "a policy out of the tunnel for other addresses",
    warned("tunnel-policy-addresses"),
    override(
      "delete security policies from-zone vpn to-zone trust policy from-gb match source-address",
      "set security address-book vpn address elsewhere 10.77.0.0/16",
      "set security policies from-zone vpn to-zone trust policy from-gb match source-address elsewhere",
    ),
  ],
  [
    "a policy into the tunnel for every address of the right family",
    "right",
    override(
      "delete security policies from-zone trust to-zone vpn policy to-gb match",
      "set security policies from-zone trust to-zone vpn policy to-gb match source-address any-ipv4 destination-address any-ipv4 application any",
    ),
  ],
  [
    "a policy into the tunnel for a part of the networks",
    "right",
    override(
      "delete security policies from-zone trust to-zone vpn policy to-gb match destination-address",
      "set security address-book vpn address one 10.2.2.9/32",
      "set security policies from-zone trust to-zone vpn policy to-gb match destination-address one",
    ),
  ],
  [
    "no policy into the tunnel",
    warned("tunnel-policy"),
    override("delete security policies from-zone trust to-zone vpn"),
  ],
  [
    "a policy that denies",
    warned("tunnel-policy"),
    override(
      "delete security policies from-zone vpn to-zone trust policy from-gb then permit",
      "set security policies from-zone vpn to-zone trust policy from-gb then deny",
    ),
  ],
  [
    "source NAT of a policy-based VPN's traffic",
    refused("source-nat-in-tunnel"),
    {
      kind: "PolicyBasedVpn",
      ...raw(
        "set security nat source rule-set out from zone trust",
        "set security nat source rule-set out to zone untrust",
        "set security nat source rule-set out rule all match source-address 0.0.0.0/0",
        "set security nat source rule-set out rule all then source-nat interface",
      ),
    },
  ],
  [
    "source NAT of a route-based VPN's traffic, which may be meant",
    warned("source-nat-in-tunnel"),
    raw(
      "set security nat source rule-set out from zone trust",
      "set security nat source rule-set out to zone vpn",
      "set security nat source rule-set out rule all match source-address 0.0.0.0/0",
      "set security nat source rule-set out rule all then source-nat interface",
    ),
  ],
  [
    "a second default route",
    warned("two-ways-to-peer"),
    override("set routing-options static route 0.0.0.0/0 next-hop 10.1.1.7"),
  ],
]);

it("what the ends disagree about names the other end, or both", async () => {
  const otherVersion = program(override(`set ${ike} version v1-only`));
  const otherIdentity = program(override(`delete ${ike} local-identity`));
  const related = async (build: typeof otherVersion, rule: string): Promise<readonly unknown[]> =>
    (await tell(build))
      .filter((each) => each.rule === rule)
      .flatMap((each) => each.related?.map(({ construct }) => construct) ?? []);
  expect(await related(otherVersion, "ends-version")).toEqual(["stack/ga", "stack/gb"]);
  expect(await related(otherIdentity, "ends-identity")).toEqual(["stack/ga"]);
});
