// Two accounts in one AWS: neither sees what is the other's, each has its own quotas, and public addresses are the world's.
import type { Ec2 } from "../../../lab/aws/ec2";
import { FUNCTIONS } from "../../../lab/aws/functions";
import { callerOf } from "../../../lab/aws/callers";
import { LINUX_AMI } from "../../../lab/aws/images";
import { networkOf } from "../../../lab/aws/network";
import { Account, type Made, PUBLIC_KEY, typeNamed } from "./account";

const [OURS, THEIRS] = ["111111111111", "222222222222"] as const;
const REGION = "us-east-1";

/** Both, and the whole that the network is made of. */
function two(settings: object = {}): { ours: Account; theirs: Account; whole: Ec2 } {
  const whole = new Account(settings).ec2;
  const [ours, theirs] = [OURS, THEIRS].map((id) => new Account({}, REGION, whole.seenBy(id)));
  if (ours === undefined || theirs === undefined) throw new Error("two accounts");
  return { ours, theirs, whole };
}

const machine = (account: Account, subnet: Made, more: object = {}): Made =>
  account.create("Instance", {
    ...{ ami: LINUX_AMI, instanceType: "t3.micro", subnetId: subnet.id },
    ...more,
  });

describe("what is another account's does not exist", () => {
  const { ours, theirs } = two();
  const { vpc, subnet } = ours.ground();
  const group = ours.create("SecurityGroup", { vpcId: vpc.id, name: "ours" });
  const table = ours.create("RouteTable", { vpcId: vpc.id });
  const home = theirs.ground();

  test.each<[string, string, object]>([
    ["InvalidVpcID.NotFound", "Subnet", { vpcId: vpc.id, cidrBlock: "10.1.9.0/24" }],
    ["InvalidVpcID.NotFound", "SecurityGroup", { vpcId: vpc.id, name: "x" }],
    ["InvalidVpcID.NotFound", "InternetGateway", { vpcId: vpc.id }],
    ["InvalidSubnetID.NotFound", "NetworkInterface", { subnetId: subnet.id }],
    [
      "InvalidSubnetID.NotFound",
      "NatGateway",
      { subnetId: subnet.id, connectivityType: "private" },
    ],
    [
      "InvalidSubnetID.NotFound",
      "Instance",
      { ami: LINUX_AMI, instanceType: "t3.micro", subnetId: subnet.id },
    ],
    [
      "InvalidGroup.NotFound",
      "SecurityGroupIngressRule",
      { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    ],
    [
      "InvalidGroup.NotFound",
      "NetworkInterface",
      { subnetId: home.subnet.id, securityGroups: [group.id] },
    ],
    [
      "InvalidRouteTableID.NotFound",
      "Route",
      {
        ...{ routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" },
        gatewayId: home.gateway.id,
      },
    ],
    [
      "InvalidRouteTableID.NotFound",
      "RouteTableAssociation",
      { routeTableId: table.id, subnetId: home.subnet.id },
    ],
  ])("%s of %s", (code, name, inputs) => {
    expect(() => theirs.create(name, { ...inputs })).toThrow(
      new RegExp(`^${code.replace(".", "\\.")}: .* does not exist`),
    );
  });

  test("read, changed and deleted it is as if it were not there", () => {
    for (const [name, { id }] of [
      ["Vpc", vpc],
      ["Subnet", subnet],
      ["SecurityGroup", group],
    ] as const) {
      const type = typeNamed(name);
      expect(type.read(theirs.ec2, REGION, id)).toBeUndefined();
      expect(() => type.update(theirs.ec2, REGION, id, {})).toThrow("NotFound");
      expect(() => type.remove(theirs.ec2, REGION, id)).toThrow("NotFound");
      expect(ours.read(name, id)).toMatchObject({ id, ownerId: OURS });
    }
  });

  test("and the same ranges may be used by both", () => {
    expect(home.vpc).toMatchObject({
      cidrBlock: "10.1.0.0/16",
      ownerId: THEIRS,
      arn: `arn:aws:ec2:us-east-1:${THEIRS}:vpc/${home.vpc.id}`,
    });
  });
});

test("quotas are each account's by itself", () => {
  const { ours, theirs } = two({ quotas: { vpcs: 1, elasticIps: 1 } });
  const vpc = (account: Account): Made => account.create("Vpc", { cidrBlock: "10.0.0.0/16" });
  vpc(ours);
  expect(() => vpc(ours)).toThrow("VpcLimitExceeded");
  vpc(theirs);
  ours.create("Eip", {});
  expect(() => ours.create("Eip", {})).toThrow("AddressLimitExceeded");
  theirs.create("Eip", {});
});

test("virtual CPUs too, and what runs in the one does not count in the other", () => {
  const { ours, theirs } = two({ quotas: { vcpus: 2 } });
  const [here, there] = [ours, theirs].map((account) => account.ground());
  if (here === undefined || there === undefined) throw new Error("two accounts");
  machine(ours, here.subnet);
  expect(() => machine(ours, here.subnet)).toThrow("VcpuLimitExceeded");
  machine(theirs, there.subnet);
});

test("a public address is nobody else's, in whichever account", () => {
  const { ours, theirs } = two();
  const made = [ours, theirs, ours, theirs].map((account) => account.create("Eip", {}).publicIp);
  expect(new Set(made).size).toBe(4);
});

test("a name is each account's own: key pairs are not mixed up", () => {
  const { ours, theirs } = two();
  const other = PUBLIC_KEY.replace("IJl3", "IJl4");
  ours.create("KeyPair", { keyName: "ops", publicKey: PUBLIC_KEY });
  const made = theirs.create("KeyPair", { keyName: "ops", publicKey: other });
  expect(made.arn).toBe(`arn:aws:ec2:us-east-1:${THEIRS}:key-pair/ops`);
  expect(ours.read("KeyPair", "ops").fingerprint).not.toBe(made.fingerprint);
  typeNamed("KeyPair").remove(theirs.ec2, REGION, "ops");
  expect(ours.read("KeyPair", "ops").keyName).toBe("ops");
});

test("one network and one description have both", () => {
  const { ours, theirs, whole } = two();
  for (const account of [ours, theirs]) machine(account, account.ground().subnet);
  const { vpcs = [], instances = [] } = whole.describe();
  for (const rows of [vpcs, instances])
    expect(new Set(rows.map((row) => (row as { ownerId: string }).ownerId))).toEqual(
      new Set([OURS, THEIRS]),
    );
  const plan = networkOf(whole, (id) => id);
  const ids = whole.instances.all().map(({ id }) => id);
  expect([...plan.namespaces.keys()]).toEqual(expect.arrayContaining(ids));
});

test("who asks for the caller's identity is told its own", () => {
  const ask = FUNCTIONS.get("aws:index/getCallerIdentity:getCallerIdentity");
  const caller = callerOf({ roles: [{ roleArn: `arn:aws:iam::${THEIRS}:role/deployer` }] });
  expect(ask?.(REGION, {}, caller)).toEqual({
    id: THEIRS,
    accountId: THEIRS,
    arn: `arn:aws:sts::${THEIRS}:assumed-role/deployer/lab`,
    userId: "AROALABLABLABLABLABLA:lab",
  });
});
