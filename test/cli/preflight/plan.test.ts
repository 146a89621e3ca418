// What a program's resources come to, region by region, and the policy that follows from them.
import { plansOf } from "../../../lib/cli/preflight/plan";
import { policyOf, typesWithoutActions } from "../../../lib/cli/preflight/policy";
import type { ProgramResource } from "../../../lib/program";

const resource = (
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
  more: Partial<ProgramResource> = {},
): ProgramResource => ({ type, name, inputs, isRead: false, ...more });

const ref = (type: string, name: string): string => `⟨${type}::${name}.id⟩`;
const SUBNET = "aws:ec2/subnet:Subnet";
const ENI = "aws:ec2/networkInterface:NetworkInterface";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const SITE = [
  resource("aws:ec2/vpc:Vpc", "v"),
  resource("aws:ec2/vpc:Vpc", "theirs", {}, { isRead: true }),
  resource(SUBNET, "s", { availabilityZone: "eu-central-1a" }),
  resource(ENI, "e", { subnetId: ref(SUBNET, "s") }),
  resource(TEMPLATE, "t", { networkInterfaces: [{ networkInterfaceId: ref(ENI, "e") }] }),
  resource(INSTANCE, "gw", {
    ami: "ami-1",
    instanceType: "c5.large",
    launchTemplate: { id: ref(TEMPLATE, "t") },
    userData: "#junos-config\nsystem { }",
    metadataOptions: { httpTokens: "optional" },
    rootBlockDevice: { encrypted: true },
  }),
  resource(INSTANCE, "host", { ami: "ami-2", instanceType: "t3.micro", subnetId: "subnet-9" }),
  resource("aws:ec2/natGateway:NatGateway", "n", { subnetId: ref(SUBNET, "s") }),
  resource(GROUP, "g"),
  ...[1, 2, 3].map((each) => resource(RULE, `r${each}`, { securityGroupId: ref(GROUP, "g") })),
];

it("counts what is made, and finds each machine's zone by its interface", () => {
  const [plan, ...others] = plansOf(SITE, "eu-central-1");
  expect(others).toEqual([]);
  expect(plan).toMatchObject({
    region: "eu-central-1",
    vpcs: 1,
    interfaces: 2,
    natGateways: { "eu-central-1a": 1 },
    rules: { group: "g", count: 3 },
    instances: [
      { name: "gw", kind: "vsrx", zone: "eu-central-1a", httpTokens: "optional", encrypted: true },
      { name: "host", kind: "host", zone: undefined, subnetId: "subnet-9", encrypted: undefined },
    ],
  });
});

it("each region by itself: of a resource, of its provider, of the program", () => {
  const provider = { provider: "urn:pulumi:s::p::pulumi:providers:aws::far::id" };
  const plans = plansOf(
    [
      resource("pulumi:providers:aws", "far", {
        region: "us-west-2",
        otherCredentials: ["assumeRoles"],
      }),
      resource("aws:ec2/vpc:Vpc", "a", { region: "eu-west-1" }),
      resource("aws:ec2/vpc:Vpc", "b", {}, provider),
      resource("aws:ec2/vpc:Vpc", "c"),
    ],
    "eu-central-1",
  );
  expect(plans.map(({ region, vpcs, otherAccounts }) => [region, vpcs, otherAccounts])).toEqual([
    ["eu-west-1", 1, []],
    ["us-west-2", 1, ["far"]],
    ["eu-central-1", 1, []],
  ]);
});

describe("the policy", () => {
  const actions = (resources: readonly ProgramResource[]): readonly string[] =>
    policyOf(resources, ["eu-central-1"]).Statement.flatMap(({ Action }) => Action);

  it("has what the program's types need, in its regions alone, and nothing for what is only looked up", () => {
    expect(actions(SITE)).toEqual(expect.arrayContaining(["ec2:CreateVpc", "ec2:RunInstances"]));
    expect(actions(SITE)).not.toContain("ec2:ImportKeyPair");
    expect(actions([resource("aws:ec2/vpc:Vpc", "v", {}, { isRead: true })])).not.toContain(
      "ec2:DeleteVpc",
    );
    for (const { Condition } of policyOf(SITE, ["eu-central-1"]).Statement) {
      expect(Condition).toEqual({ StringEquals: { "aws:RequestedRegion": ["eu-central-1"] } });
    }
  });

  it("asks for keys and roles where the program has them", () => {
    expect(actions(SITE).filter((each) => !each.startsWith("ec2:"))).toEqual([]);
    const own = [
      resource(INSTANCE, "a", { rootBlockDevice: { kmsKeyId: "k" }, iamInstanceProfile: "p" }),
    ];
    expect(actions(own)).toEqual(expect.arrayContaining(["kms:CreateGrant", "iam:PassRole"]));
  });

  it("names types that it has nothing for", () => {
    expect(typesWithoutActions(SITE)).toEqual([]);
    expect(typesWithoutActions([resource("aws:s3/bucket:Bucket", "b")])).toEqual([
      "aws:s3/bucket:Bucket",
    ]);
  });
});
