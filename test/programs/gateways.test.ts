// Mistakes in a gateway: its name, what it protects, its NAT, its routes, and how it is committed to.
import { RootConstruct } from "constructs";
import { AwsSite, ExistingSite, Gateway, Nat, RouteBasedVpn, type StackScope } from "../../lib";
import { gateway, js, refused, site, table, warned } from "./kit";

const GA = "stack/ga";

function vpn(
  scope: StackScope,
  left: Gateway | undefined,
  right: Gateway | undefined,
): RouteBasedVpn {
  const initiator = { gateway: left, identity: "left" };
  const responder = { gateway: right, identity: "right" };
  return new RouteBasedVpn(
    scope,
    "vpn",
    js({ initiator, responder, presharedKey: "nobody-else-knows-it" }),
  );
}

const ga = (change: object): object => ({ ga: change });

table("a construct's name", [
  ["of 32 characters for a VPN", "right", { names: { vpn: "v".repeat(32) } }],
  [
    "of 33 characters for a VPN",
    refused("statement-name-length", `stack/${"v".repeat(33)}`),
    { names: { vpn: "v".repeat(33) } },
  ],
  [
    "of 64 characters for a gateway",
    refused("device-name-length", `stack/${"g".repeat(64)}`),
    { names: { ga: "g".repeat(64) } },
  ],
  [
    "of 255 characters for a gateway",
    refused("device-name-length", `stack/${"g".repeat(255)}`),
    { names: { ga: "g".repeat(255) } },
  ],
  ["with an umlaut", refused("construct-name", "stack/münchen"), { names: { ga: "münchen" } }],
  ["with a blank", refused("construct-name", "stack/a b"), { names: { ga: "a b" } }],
  ["with a slash", refused("construct-name", "stack/a--b"), { names: { ga: "a/b" } }],
  ["that is empty", refused("construct-name", "stack/unnamed"), { names: { ga: "" } }],
  [
    "that another has",
    refused("construct-name-twice", "stack/ga-2"),
    { names: { ga: "ga", gb: "ga" } },
  ],
]);

table("what a gateway protects", [
  ["an address without a length", refused("property-value", GA), ga({ protects: ["10.9.0.1"] })],
  ["no address at all", refused("property-value", GA), ga({ protects: ["abc"] })],
  ["a prefix with host bits", refused("property-value", GA), ga({ protects: ["10.9.0.1/24"] })],
  ["nothing", refused("protects-nothing"), ga({ protects: [] })],
  ["its peer's networks too", refused("protected-overlap"), ga({ protects: ["10.2.0.0/16"] })],
  [
    "everything, as headquarters for its peer",
    warned("everything-untranslated"),
    ga({ protects: ["0.0.0.0/0"] }),
  ],
  ["a public network", warned("protects-public", GA), ga({ protects: ["8.8.8.0/24"] })],
  ["multicast", refused("property-value", GA), ga({ protects: ["224.0.0.0/4"] })],
  ["a text in place of a list", refused("property-type", GA), ga({ protects: "10.9.0.0/24" })],
  ["IPv6 in AWS", refused("aws-ipv6-protected"), ga({ protects: ["2001:db8::/64"] })],
  [
    "what its peer protects in a VPC of the same prefix",
    refused("protected-overlap"),
    (scope) => {
      const places = ["a", "b"].map((id) => site(scope, id, 1));
      const [left, right] = places.map((place, index) => gateway(scope, `g${index}`, place, 1));
      return vpn(scope, left, right);
    },
  ],
]);

table("NAT", [
  ["none, to the internet", refused("no-way-out"), ga({ nat: undefined })],
  ["a word in place of Nat's function", refused("property-type", GA), ga({ nat: "elastic-ip" })],
  [
    "a function of Nat that is not called",
    refused("property-type", GA),
    ga({ nat: Nat.elasticIp }),
  ],
  [
    "a private address as what the internet sees",
    warned("nat-address-private", GA),
    ga({ nat: Nat.static("10.7.7.7") }),
  ],
  [
    "no address as what the internet sees",
    refused("property-value", GA),
    ga({ nat: Nat.static("abc") }),
  ],
  [
    "a NAT gateway in front of the end that answers",
    refused("responder-unreachable"),
    { gb: { nat: Nat.gateway() } },
  ],
]);

table("routes, zones and interfaces", [
  ["to no prefix", refused("name", GA), ga({ routes: { abc: "10.1.1.1" } })],
  [
    "to a next hop that no network has",
    warned("hop-unreachable", GA),
    ga({ routes: { "0.0.0.0/0": "192.0.2.77" } }),
  ],
  [
    "the internal zone is the external one",
    warned("one-zone", GA),
    ga({ internal: { address: "10.1.2.10/24", zone: "untrust" } }),
  ],
  [
    "no external network",
    refused("gateway-without-external", "stack/g"),
    (scope) => gateway(scope, "g", site(scope, "a", 1), 1, { external: undefined }),
  ],
  [
    "a network's text in place of the network",
    refused("property-type", "stack/g"),
    (scope) => gateway(scope, "g", site(scope, "a", 1), 1, { external: "10.1.1.0/24" }),
  ],
  [
    "no properties",
    refused("property-missing", "stack/g"),
    (scope) => new Gateway(scope, "g", js(undefined)),
  ],
]);

table("its device", [
  [
    "settings of the commit that no device takes",
    refused("property-value", GA),
    ga({ commit: { confirmMinutes: 0 } }),
  ],
  ["a release that is none", refused("property-value", GA), ga({ release: "twenty" })],
  ["an IKE daemon that is none", refused("property-value", GA), ga({ daemon: "racoon" })],
  ["a misspelt property", warned("property-unknown", GA), ga({ protect_: true })],
]);

table("a device that exists", [
  [
    "SSH that may be as old as the device",
    warned("weak", "stack/old"),
    (scope) =>
      new Gateway(scope, "old", {
        existing: { address: "192.0.2.1", user: "netops", legacyAlgorithms: true },
        external: { address: "192.0.2.1/24" },
        internal: { address: "10.0.0.1/24" },
      }),
  ],
  ...(
    [
      [830, ["--remote-port", "%p"], "refused"],
      [830, ["--remote-port", "22"], "refused"],
      [830, [], "refused"],
      [22, ["--remote-port=%p"], "right"],
      [22, [], "right"],
    ] as const
  ).map(
    ([port, words, how]) =>
      [
        `at port ${port} behind an Instance Connect Endpoint's tunnel with ${words.join(" ") || "no port"}`,
        how === "right" ? ("right" as const) : refused("instance-connect-port", "stack/old"),
        (scope: StackScope) =>
          new Gateway(scope, "old", {
            existing: {
              address: "10.0.0.7",
              user: "netops",
              port,
              proxyCommand: ["aws", "ec2-instance-connect", "open-tunnel", ...words],
            },
            external: { address: "192.0.2.1/24" },
            internal: { address: "10.0.0.1/24" },
          }),
      ] as const,
  ),
  [
    "a transport that is none",
    refused("property-value", "stack/old"),
    (scope) =>
      new Gateway(scope, "old", {
        existing: { address: "192.0.2.1", user: "netops", transport: js("telnet") },
        external: { address: "192.0.2.1/24" },
        internal: { address: "10.0.0.1/24" },
      }),
  ],
]);

table("a construct outside a stack", [
  [
    "a device",
    refused("outside-stack", "elsewhere/g"),
    () =>
      new Gateway(new RootConstruct("elsewhere"), "g", {
        existing: { address: "192.0.2.1", user: "netops" },
        external: { address: "192.0.2.1/24" },
        internal: { address: "10.0.0.1/24" },
      }),
  ],
  [
    "a site",
    refused("outside-stack", "elsewhere/site"),
    () => new ExistingSite(new RootConstruct("elsewhere"), "site"),
  ],
  ["no scope at all", refused("outside-stack", "g"), () => new AwsSite(js(undefined), "g", js({}))],
]);
