// Mistakes in an AWS site: its prefix, its subnets, and who may manage its devices.
import { output } from "@pulumi/pulumi";
import { gateway, js, KEY, MANAGEMENT, program, refused, site, table, tell, warned } from "./kit";

const A = "stack/a";
const managed = (change: object): object => ({ a: { management: { ...MANAGEMENT, ...change } } });

table("a VPC's prefix", [
  ["a right one", "right", {}],
  ["without a length", refused("vpc-prefix", A), { a: { cidr: "10.1.0.0" } }],
  ["with a length that no prefix has", refused("vpc-prefix", A), { a: { cidr: "10.1.0.0/33" } }],
  ["smaller than AWS takes", refused("vpc-prefix", A), { a: { cidr: "10.1.0.0/29" } }],
  ["with host bits", refused("vpc-prefix", A), { a: { cidr: "10.1.5.0/16" } }],
  ["known only later", refused("property-type", A), { a: { cidr: output("10.1.0.0/16") } }],
]);

table("a subnet", [
  [
    "with host bits",
    refused("network-host-bits", A),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g", a, 1, { external: a.subnet("10.1.1.5/24") });
    },
  ],
  ["of an empty text", refused("network-prefix", A), (scope) => site(scope, "a", 1).subnet("")],
  [
    "of nothing",
    refused("network-prefix", A),
    (scope) => site(scope, "a", 1).subnet(js(undefined)),
  ],
  [
    "of IPv6",
    refused("aws-ipv6-network", "stack/g"),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g", a, 1, { external: a.subnet("2001:db8::/64") });
    },
  ],
  ["outside its VPC", refused("subnet-outside-vpc", "stack/b"), { b: { cidr: "10.1.0.0/16" } }],
  [
    "of one address, with a gateway in it",
    refused("subnet-size", A),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g", a, 1, { external: a.subnet("10.1.1.0"), internal: a.subnet("10.1.2.0") });
    },
  ],
  [
    "of two addresses, in which an interface names its own",
    refused("subnet-size", A),
    (scope) => {
      const a = site(scope, "a", 1);
      const external = { network: a.subnet("10.1.1.0/31"), address: "10.1.1.1" };
      gateway(scope, "g", a, 1, { external });
    },
  ],
  [
    "that is both a gateway's external and its internal one",
    warned("links-overlap", "stack/g"),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g", a, 1, { internal: a.subnet("10.1.1.0/24") });
    },
  ],
  [
    "that a gateway shares with the management interfaces, which nobody asked for",
    warned("management-subnet-shared", A),
    (scope) => {
      const a = site(scope, "a", 1);
      gateway(scope, "g", a, 1, { external: a.subnet("10.1.0.0/24") });
    },
  ],
]);

table("management", [
  ["missing", refused("property-missing", A), { a: { management: undefined } }],
  ["from nowhere", refused("property-missing", A), managed({ from: undefined })],
  ["from an empty list", refused("management-from", A), managed({ from: [] })],
  [
    "from IPv6, which the security group has no rule for",
    refused("management-from", A),
    managed({ from: "2001:db8::/32" }),
  ],
  ["from one address: its prefix is meant", "right", managed({ from: ["198.51.100.7"] })],
  [
    "from a prefix with host bits",
    refused("management-from", A),
    managed({ from: "198.51.100.7/24" }),
  ],
  ["from everywhere", refused("management-open", A), managed({ from: "0.0.0.0/0" })],
  [
    "from everywhere in two halves",
    refused("management-open", A),
    managed({ from: ["0.0.0.0/1", "128.0.0.0/1"] }),
  ],
  [
    "from a value known only later",
    refused("property-type", A),
    managed({ from: output("198.51.100.0/24") }),
  ],
  [
    "by an Instance Connect Endpoint to a port that it does not carry",
    refused("instance-connect-port", A),
    managed({
      via: { proxyCommand: ["aws", "ec2-instance-connect", "open-tunnel", "--remote-port", "830"] },
    }),
  ],
  ["with a key that is none", refused("public-key", A), managed({ publicKey: "hello" })],
  [
    "with the private key in place of the public one",
    refused("public-key", A),
    managed({
      publicKey:
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----",
    }),
  ],
  [
    "with a key of a kind that Junos has no statement for",
    refused("public-key", A),
    managed({ publicKey: KEY.replace("ssh-ed25519", "sk-ssh-ed25519@openssh.com") }),
  ],
  ["with a misspelt property", warned("property-unknown", A), managed({ users: "net" })],
]);

table("images, zones, tags", [
  ["no image", refused("property-missing", A), { a: { ami: undefined } }],
  ["an image known only later", "right", { a: { ami: Promise.resolve("ami-0123456789abcdef2") } }],
  ["an image whose id is none", refused("property-value", A), { a: { ami: "whatever" } }],
  ["no availability zone", refused("property-missing", A), { a: { availabilityZone: undefined } }],
  ["a tag that is a number", refused("property-type", A), { a: { tags: { Cost: 5 } } }],
  [
    "an instance type of a family that EC2 has, in a size that it has not",
    refused("instance-type-wrong", "stack/ga"),
    { ga: { instanceType: "c5.huge" } },
  ],
  [
    "an instance type with ARM processors",
    refused("instance-type-wrong", "stack/ga"),
    { ga: { instanceType: "m6g.large" } },
  ],
  [
    "an instance type without virtual machines",
    refused("instance-type-wrong", "stack/ga"),
    { ga: { instanceType: "c5.metal" } },
  ],
  [
    "a text that is no instance type",
    refused("instance-type-wrong", "stack/ga"),
    { ga: { instanceType: "large" } },
  ],
  [
    "an instance type with two interfaces, where fxp0 and two more are needed",
    refused("instance-interfaces", "stack/ga"),
    { ga: { instanceType: "t3.micro" } },
  ],
  [
    "an instance type that no vSRX is known to run on",
    warned("instance-type", "stack/ga"),
    { ga: { instanceType: "t3.large" } },
  ],
  [
    "an instance type of a family that EC2 may have by now",
    warned("instance-type", "stack/ga"),
    { ga: { instanceType: "c99i.large" } },
  ],
  [
    "a size that exists, in a family whose neighbours have it",
    refused("instance-type-wrong", "stack/ga"),
    { ga: { instanceType: "c6i.9xlarge" } },
  ],
  [
    "a licence key of several lines",
    refused("property-value", "stack/ga"),
    { ga: { license: "JUNOS1 aaaaaa\nbbbbbb" } },
  ],
  [
    "an instance type of a site",
    warned("instance-type", "stack/ga"),
    { a: { instanceType: "m7i.large" } },
  ],
]);

it("a private key in the wrong place is not shown", async () => {
  const told = await tell(
    program(
      managed({
        publicKey:
          "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----",
      }),
    ),
  );
  expect(told.length).toBeGreaterThan(0);
  expect(JSON.stringify(told)).not.toContain("b3BlbnNzaC1rZXk");
});
