// What a stack that is up has, by its exported state: counted as the program itself is, so that the two can be set against each other.
import { heldIn } from "../../../lib/cli/preflight/held";

const urn = (type: string, name: string): string => `urn:pulumi:prod::office::${type}::${name}`;
const provider = (name: string): string => `${urn("pulumi:providers:aws", name)}::some-id`;
const OWN = provider("default_7_48_0");

const resource = (type: string, name: string, more: object = {}): object => ({
  urn: urn(type, name),
  type,
  custom: true,
  provider: OWN,
  outputs: { region: "eu-central-1" },
  ...more,
});

const STATE = [
  { urn: urn("pulumi:pulumi:Stack", "s"), type: "pulumi:pulumi:Stack" },
  resource("pulumi:providers:aws", "default_7_48_0", { inputs: { profile: "work" } }),
  resource("aws:ec2/vpc:Vpc", "v", { id: "vpc-0123456789abcdef0" }),
  resource("aws:ec2/vpc:Vpc", "theirs", { id: "vpc-0123456789abcdef1", external: true }),
  resource("aws:ec2/vpc:Vpc", "gone", { id: "vpc-0123456789abcdef2", delete: true }),
  resource("aws:ec2/subnet:Subnet", "s", {
    id: "subnet-0123456789abcdef0",
    outputs: { region: "eu-central-1", availabilityZone: "eu-central-1b" },
  }),
  resource("aws:ec2/natGateway:NatGateway", "n", {
    inputs: { subnetId: "subnet-0123456789abcdef0" },
  }),
  resource("aws:ec2/eip:Eip", "e", { id: "eipalloc-0123456789abcdef0" }),
  resource("aws:ec2/networkInterface:NetworkInterface", "i", {
    id: "eni-0123456789abcdef0",
    inputs: { subnetId: "subnet-0123456789abcdef0" },
  }),
  resource("aws:ec2/instance:Instance", "gw", {
    inputs: { instanceType: "c5.large", ami: "ami-1", launchTemplate: { id: "lt-1" } },
  }),
];

const held = (resources: readonly object[]) =>
  heldIn({ version: 3, deployment: { resources } }, "eu-central-1");

it("has what was made and is to stay, with each NAT gateway's zone by its subnet", () => {
  expect(held(STATE)).toEqual([
    expect.objectContaining({
      region: "eu-central-1",
      vpcs: 1,
      elasticIps: 1,
      interfaces: 1,
      natGateways: { "eu-central-1b": 1 },
      instances: [expect.objectContaining({ type: "c5.large", name: "gw" })],
    }),
  ]);
});

it("is split by region, by each resource's own where a provider named another", () => {
  const far = [
    resource("pulumi:providers:aws", "far", { inputs: { region: "us-west-2" } }),
    resource("aws:ec2/vpc:Vpc", "a", { provider: provider("far"), outputs: {} }),
    resource("aws:ec2/vpc:Vpc", "b", { outputs: { region: "eu-west-1" } }),
  ];
  const regions = held([...STATE, ...far]).map(({ region, vpcs }) => [region, vpcs]);
  expect(regions).toEqual([
    ["eu-central-1", 1],
    ["us-west-2", 1],
    ["eu-west-1", 1],
  ]);
});

it.each([{ profile: "far" }, { assumeRoles: "[…]" }, { accessKey: "AKIA…" }])(
  "has nothing of another account: %j",
  (inputs) => {
    const far = [
      resource("pulumi:providers:aws", "far", { inputs: { region: "eu-central-1", ...inputs } }),
      resource("aws:ec2/vpc:Vpc", "a", { provider: provider("far") }),
    ];
    expect(held([...STATE, ...far])).toEqual(held(STATE));
  },
);

it("of a stack that was never up is nothing", () => {
  expect(heldIn({ version: 3, deployment: {} }, "eu-central-1")).toEqual([]);
});
