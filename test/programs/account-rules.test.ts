// Networks, names and types that AWS or Junos would refuse, or lose, only once half a stack exists: each is told beforehand.
import { Nat, NatDevice, RouteBasedVpn, type StackScope } from "../../lib";
import { ends } from "../lab-site";
import { gateway, MANAGEMENT, refused, type Row, site, table, warned } from "./kit";

const A = "stack/a";
const managed = (change: object): object => ({ a: { management: { ...MANAGEMENT, ...change } } });

/** A NAT device between a gateway's outside and the one of a peer in the same VPC. */
const translating =
  (rule: (nat: NatDevice, scope: StackScope) => unknown) =>
  (scope: StackScope): void => {
    const a = site(scope, "a", 1);
    const left = gateway(scope, "left", a, 1, { nat: undefined });
    const right = gateway(scope, "right", a, 1, {
      nat: undefined,
      external: a.subnet("10.1.31.0/24"),
      internal: a.subnet("10.1.21.0/24"),
    });
    const nat = new NatDevice(scope, "nat", {
      site: a,
      outside: left.external,
      inside: right.external,
    });
    rule(nat.translate(right, { to: "172.16.21.1" }), scope);
    new RouteBasedVpn(scope, "vpn", { ...ends({ left, right }), presharedKey: "k" });
  };

/** The same with the address that the peer is translated to. */
const translatedTo =
  (to: string) =>
  (scope: StackScope): void => {
    const a = site(scope, "a", 1);
    const inside = a.subnet("10.1.31.0/24");
    const right = gateway(scope, "right", a, 1, { nat: undefined, external: inside });
    const outside = a.subnet("10.1.12.0/24");
    new NatDevice(scope, "nat", { site: a, outside, inside }).translate(right, { to });
  };

table("ways out of one subnet", [
  [
    "an elastic IP and a NAT gateway in one external subnet",
    refused("two-ways-out", A),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g1", a, 1);
      const internal = a.subnet("10.1.9.0/24");
      gateway(scope, "g2", a, 1, { nat: Nat.gateway(), internal });
    },
  ],
  [
    "a gateway behind the NAT gateway that stands in its own subnet, with the management interfaces",
    refused("two-ways-out", A),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g", a, 1, { nat: Nat.gateway(), external: a.subnet("10.1.0.0/24") });
    },
  ],
]);

const HIDDEN: readonly Row[] = [
  ["an address of the VPC", "hide-in-vpc", "10.1.12.200"],
  ["a pool", "hide-in-vpc", "172.16.5.0/28"],
  ["a link-local address", "hide-address", "169.254.0.9"],
  ["a multicast address", "hide-address", "224.0.0.5"],
].map(([what = "", rule = "", to = ""]): Row => [
  `hiding behind ${what}`,
  refused(rule, "stack/nat"),
  translating((nat) => nat.hide({ to })),
]);

const SHOWN: readonly Row[] = [
  ["the metadata service's address", "nat-address", "169.254.169.254"],
  ["a multicast address", "nat-address", "224.0.0.5"],
  ["an address of the VPC", "nat-address-in-vpc", "10.1.50.9"],
].map(([what = "", rule = "", to = ""]): Row => [
  `translating to ${what}`,
  refused(rule, "stack/nat"),
  translatedTo(to),
]);

const PROTECTED: readonly (readonly [string, Row[1], readonly string[]])[] = [
  [
    "a part of a subnet from a peer in another VPC, which is its own affair",
    "right",
    ["10.1.2.0/25"],
  ],
  [
    "a network of the VPC without a subnet",
    warned("protected-without-subnet", "stack/ga"),
    ["10.1.2.0/24", "10.1.200.0/24"],
  ],
  ["link-local addresses", refused("property-value", "stack/ga"), ["169.254.0.0/16"]],
  ["multicast", refused("property-value", "stack/ga"), ["224.0.0.0/4"]],
];

const protecting = PROTECTED.map(([what, outcome, protects]): Row => [
  `protecting ${what}`,
  outcome,
  { ga: { protects } },
]);

table("routes that no table takes", [
  ...HIDDEN,
  ...SHOWN,
  ...protecting,
  [
    "protecting a part of a subnet from a peer in the same VPC",
    refused("aws-route", "stack/left"),
    (scope) => {
      const a = site(scope, "a", 1);
      const left = gateway(scope, "left", a, 1);
      const right = gateway(scope, "right", a, 1, {
        internal: a.subnet("10.1.21.0/24"),
        protects: ["10.1.21.0/25"],
      });
      new RouteBasedVpn(scope, "vpn", { ...ends({ left, right }), presharedKey: "k" });
    },
  ],
]);

table("who may manage devices", [
  ["host bits", refused("management-from", A), managed({ from: "198.51.100.7/24" })],
  ["IPv6", refused("management-from", A), managed({ from: ["198.51.100.0/24", "2001:db8::/32"] })],
  ["nobody", refused("management-from", A), managed({ from: [] })],
  ["half of everybody", refused("management-open", A), managed({ from: "0.0.0.0/1" })],
  ["more than a /8", warned("management-wide", A), managed({ from: "198.0.0.0/7" })],
  ["the same prefix twice", "right", managed({ from: ["198.51.100.7", "198.51.100.7/32"] })],
  [
    "a security group and a prefix list, beside a prefix",
    "right",
    managed({
      from: [
        "198.51.100.0/24",
        { securityGroupId: "sg-0123abcd" },
        { prefixListId: "pl-0123abcd" },
      ],
    }),
  ],
  [
    "a security group alone, where devices are reached by public addresses",
    refused("management-from", A),
    managed({ from: [{ securityGroupId: "sg-0123abcd" }] }),
  ],
  [
    "a security group alone, where they are reached by private ones",
    "right",
    managed({ from: [{ securityGroupId: "sg-0123abcd" }], via: "private" }),
  ],
  [
    "an id that is none of a security group",
    refused("property-value", A),
    managed({ from: [{ securityGroupId: "pl-0123abcd" }] }),
  ],
  ["servers to ask, with host bits", refused("property-value", A), managed({ to: "10.9.0.7/8" })],
  ["servers to ask", "right", managed({ to: ["0.0.0.0/0"] })],
  ["root", refused("management-user", A), managed({ user: "root" })],
  ["a name with a blank", refused("management-user", A), managed({ user: "net ops" })],
]);

const BODY = "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA==";
table("keys", [
  [
    "an ECDSA key, which EC2 takes for no key pair",
    refused("public-key", A),
    managed({ publicKey: `ecdsa-sha2-nistp256 ${BODY}` }),
  ],
  [
    "the same with a key pair that is there",
    "right",
    managed({ publicKey: `ecdsa-sha2-nistp256 ${BODY}`, keyName: "theirs" }),
  ],
  [
    "two lines",
    refused("public-key", A),
    managed({ publicKey: `${MANAGEMENT.publicKey}\n${MANAGEMENT.publicKey}` }),
  ],
]);

table("accounts with rules", [
  [
    "a word that the metadata service has not",
    refused("property-value", A),
    { a: { metadata: "no" } },
  ],
  ["tokens for the metadata service", "right", { a: { metadata: "required" } }],
  ["encrypted disks", "right", { a: { volumes: { encrypted: true } } }],
  [
    "encryption that is no yes or no",
    refused("property-type", A),
    { a: { volumes: { encrypted: "yes" } } },
  ],
  ["tags that AWS keeps for itself", refused("tag", A), { a: { tags: { "aws:owner": "us" } } }],
  ["a Name of the user's own", "right", { a: { tags: { Name: "edge" } } }],
  [
    "a name that is too long for a launch template",
    refused("aws-name", `stack/${"g".repeat(120)}`),
    { names: { ga: "g".repeat(120) } },
  ],
]);

table("instance types", [
  ["c5 in a size of Juniper's list", "right", { ga: { instanceType: "c5n.4xlarge" } }],
  ...["c5.9xlarge", "m5.large", "c6i.xlarge", "c6in.2xlarge", "t3.large"].map((type): Row => [
    `${type}, which is there and on no list of Juniper's`,
    warned("instance-type", "stack/ga"),
    { ga: { instanceType: type } },
  ]),
  ...["m5.9xlarge", "c6i.9xlarge", "c6in.9xlarge", "m6g.large"].map((type): Row => [
    `${type}, which is not there or has other processors`,
    refused("instance-type-wrong", "stack/ga"),
    { ga: { instanceType: type } },
  ]),
]);
