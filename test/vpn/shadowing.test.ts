// When one policy leaves another nothing: what names of addresses and applications stand for, not how they are called.
import { ConfigTree } from "../../lib/junos";
import { shadowedPolicies } from "../../lib/vpn/shadowing";

const PAIR = "security policies from-zone trust to-zone untrust policy";
const BOOK = "security address-book global";

const policy = (
  name: string,
  source: string,
  destination: string,
  application: string,
): string[] => [
  `${PAIR} ${name} match source-address ${source}`,
  `${PAIR} ${name} match destination-address ${destination}`,
  `${PAIR} ${name} match application ${application}`,
];

/** Whether the first of two policies, an ordinary one, takes everything that the second one leads into a VPN. */
function isShadowed(
  first: readonly [source: string, destination: string, application: string],
  second: readonly [source: string, destination: string, application: string],
  more: readonly string[] = [],
): boolean {
  const lines = [
    `${BOOK} address net 10.1.0.0/16`,
    `${BOOK} address low 10.1.0.0/17`,
    `${BOOK} address part range-address 10.1.2.3 to 10.1.2.9`,
    `${BOOK} address host 10.1.2.9`,
    `${BOOK} address named dns-name www.example.net`,
    `${BOOK} address holes wildcard-address 10.1.0.1/255.255.0.255`,
    `${BOOK} address-set both address part`,
    `${BOOK} address-set both address host`,
    `${BOOK} address-set odd address named`,
    `${BOOK} address-set odd address host`,
    "applications application web protocol tcp",
    "applications application web destination-port 8000-8100",
    "applications application one protocol tcp",
    "applications application one destination-port 8080",
    "applications application-set remote application junos-ssh",
    "applications application-set remote application web",
    ...policy("first", ...first),
    `${PAIR} first then permit`,
    ...policy("second", ...second),
    `${PAIR} second then permit tunnel ipsec-vpn v`,
    ...more,
  ];
  const tree = ConfigTree.fromSet(lines.map((line) => `set ${line}`).join("\n"));
  const found = shadowedPolicies(tree);
  for (const each of found) expect(each).toMatchObject({ policy: "second", by: "first", vpn: "v" });
  return found.length > 0;
}

test.each([
  ["net", "low"],
  ["net", "part"],
  ["net", "both"],
  ["net", "holes"],
  ["part", "host"],
  ["both", "host"],
  ["any", "named"],
  ["any-ipv4", "net"],
  ["named", "named"],
  ["odd", "named"],
  ["any", "unheard-of"],
  ["unheard-of", "unheard-of"],
])("addresses of %s take those of %s", (wide, narrow) => {
  expect(isShadowed([wide, "any", "any"], [narrow, "any", "any"])).toBe(true);
  expect(isShadowed(["any", wide, "any"], ["any", narrow, "any"])).toBe(true);
});

test.each([
  ["low", "net"],
  ["part", "both-and-more"],
  ["host", "part"],
  ["net", "named"],
  ["net", "odd"],
  ["named", "net"],
  ["holes", "host"],
  ["any-ipv6", "net"],
  ["any-ipv4", "unheard-of"],
])("addresses of %s may leave some of %s", (wide, narrow) => {
  expect(isShadowed([wide, "any", "any"], [narrow, "any", "any"])).toBe(false);
});

test.each([
  ["any", "junos-ssh"],
  ["junos-tcp-any", "web"],
  ["web", "one"],
  ["remote", "one"],
  ["remote", "junos-ssh"],
  ["junos-of-tomorrow", "junos-of-tomorrow"],
])("the application %s takes %s", (wide, narrow) => {
  expect(isShadowed(["any", "any", wide], ["any", "any", narrow])).toBe(true);
});

test.each([
  ["one", "web"],
  ["web", "remote"],
  ["junos-udp-any", "one"],
  ["junos-tcp-any", "any"],
  ["junos-of-tomorrow", "junos-ssh"],
])("the application %s may leave some of %s", (wide, narrow) => {
  expect(isShadowed(["any", "any", wide], ["any", "any", narrow])).toBe(false);
});

test("a policy that matches less than its names say takes nothing for sure", () => {
  const everything = ["any", "any", "any"] as const;
  expect(isShadowed(everything, everything)).toBe(true);
  expect(isShadowed(everything, everything, [`${PAIR} first scheduler-name nights`])).toBe(false);
  expect(isShadowed(everything, everything, [`${PAIR} first match source-address-excluded`])).toBe(
    false,
  );
});
