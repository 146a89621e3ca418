// A configuration without what others should not see, that is still one.
import { check, ConfigTree } from "../../lib/junos";
import { contains } from "../../lib/net";

const LINES = [
  "set system host-name berlin-fw1",
  "set system root-authentication encrypted-password $6$abc$def",
  "set security ike policy acme-policy pre-shared-key ascii-text hunter2hunter2",
  "set security ike gateway acme ike-policy acme-policy",
  "set security ike gateway acme address 198.51.100.9",
  "set security ike gateway acme external-interface ge-0/0/0.0",
  "set security ike gateway acme local-identity user-at-hostname bob@acme.example",
  "set security ipsec vpn acme ike gateway acme",
  "set interfaces ge-0/0/0 unit 0 description acme-uplink",
  "set interfaces ge-0/0/0 unit 0 family inet address 10.20.30.1/24",
  "set interfaces ge-0/0/1 unit 0 family inet address 10.20.31.1/24",
  "set routing-options static route 10.20.0.0/16 next-hop 10.20.30.254",
  "set snmp community s3cret",
  "set vendor thing password hidden9",
  "set interfaces ge-0/0/0 unit 0 alias acme-alias",
  "set routing-options autonomous-system 64999",
  "set protocols bgp group acme-bgp neighbor 198.51.100.77 peer-as 65111",
  "set chassis location building acme-tower",
  "set snmp engine-id local acme-engine",
  "set security ike gateway other address vpn.acme.example",
];

const tree = ConfigTree.fromSet(LINES.join("\n"));
const shown = tree.redacted();
const text = shown.toSet().join("\n");

test("nothing of secrets, names, texts and addresses is left", () => {
  for (const word of [
    "hunter2",
    "$6$",
    "hidden9",
    "acme",
    "berlin",
    "bob",
    "198.51.100",
    "20.30",
    "64999",
    "65111",
    "100.77",
  ])
    expect(text).not.toContain(word);
});

test("references hold, and so do networks", () => {
  const gateway = shown.root.names("security ike gateway")[0] ?? "";
  expect(
    shown.root.text([
      "security",
      "ipsec",
      "vpn",
      shown.root.names("security ipsec vpn")[0] ?? "",
      "ike",
      "gateway",
    ]),
  ).toBe(gateway);
  const rules = (each: ConfigTree): string[] =>
    check(each)
      .map(({ rule }) => rule)
      .sort();
  expect(rules(shown)).toEqual(rules(tree));
  const [network] = shown.root.names("routing-options static route");
  const address = shown.root.names("interfaces ge-0/0/0 unit 0 family inet address")[0] ?? "";
  expect(contains(network ?? "", address.replace(/\/.*/, ""))).toBe(true);
  expect(text.split("\n")).toHaveLength(LINES.length);
});

test("a name that is also a word of the language is replaced where it is a name", () => {
  const lines = ConfigTree.fromSet(
    "set security zones security-zone esp interfaces ge-0/0/0.0\nset security policies from-zone esp to-zone trust policy p then permit\nset security ipsec proposal q protocol esp",
  ).redacted();
  expect(lines.toSet()).toEqual([
    "set security zones security-zone security-zone-1 interfaces ge-0/0/0.0",
    "set security policies from-zone security-zone-1 to-zone trust policy policy-1 then permit",
    "set security ipsec proposal proposal-1 protocol esp",
  ]);
});

test("words of the language, interfaces and Junos's own names stay", () => {
  const policy =
    "set security policies from-zone trust to-zone untrust policy p match application junos-https";
  expect(ConfigTree.fromSet(policy).redacted().toSet().join()).toMatch(
    /from-zone trust to-zone untrust policy policy-1 match application junos-https/,
  );
  expect(text).toContain("external-interface ge-0/0/0.0");
});
