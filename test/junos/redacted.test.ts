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
];

const tree = ConfigTree.fromSet(LINES.join("\n"));
const shown = tree.redacted();
const text = shown.toSet().join("\n");

test("nothing of secrets, names, texts and addresses is left", () => {
  for (const word of ["hunter2", "$6$", "hidden9", "acme", "berlin", "bob", "198.51.100", "20.30"])
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

test("words of the language, interfaces and Junos's own names stay", () => {
  const policy =
    "set security policies from-zone trust to-zone untrust policy p match application junos-https";
  expect(ConfigTree.fromSet(policy).redacted().toSet().join()).toMatch(
    /from-zone trust to-zone untrust policy policy-1 match application junos-https/,
  );
  expect(text).toContain("external-interface ge-0/0/0.0");
});
