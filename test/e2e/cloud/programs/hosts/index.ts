// Two Linux hosts in a VPC, one of them with an interface and an elastic IP of its own.
import * as aws from "@pulumi/aws";

const zone = aws
  .getAvailabilityZonesOutput({ state: "available" })
  .names.apply((names) => names[0] ?? "");
const ami = aws.ec2.getAmiOutput({
  owners: ["amazon"],
  mostRecent: true,
  filters: [{ name: "name", values: ["al2023-ami-*"] }],
});
const tagging = new aws.Provider("tagging", {
  region: "eu-central-1",
  defaultTags: { tags: { owner: "tests" } },
});

const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.1.0.0/16", tags: { purpose: "test" } });
const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
const network = (name: string, cidrBlock: string) => {
  const subnet = new aws.ec2.Subnet(
    name,
    { vpcId: vpc.id, cidrBlock, availabilityZone: zone },
    { provider: tagging },
  );
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id });
  new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id });
  return { subnet, table };
};
const left = network("left", "10.1.1.0/24");
const right = network("right", "10.1.2.0/24");
new aws.ec2.Route("outward", {
  routeTableId: left.table.id,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: gateway.id,
});

const group = new aws.ec2.SecurityGroup("all", { vpcId: vpc.id, description: "first" });
const everything = { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" };
new aws.vpc.SecurityGroupIngressRule("in", everything);
new aws.vpc.SecurityGroupEgressRule("out", everything);

const row = new aws.ec2.NetworkInterface("row", {
  subnetId: left.subnet.id,
  privateIps: ["10.1.1.10"],
  securityGroups: [group.id],
});
const eip = new aws.ec2.Eip("eip", { domain: "vpc" }, { dependsOn: [gateway] });
const association = new aws.ec2.EipAssociation("eip", {
  allocationId: eip.id,
  networkInterfaceId: row.id,
});
const template = new aws.ec2.LaunchTemplate("host1", {
  networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: row.id }],
});
new aws.ec2.Instance(
  "host1",
  {
    ami: ami.id,
    instanceType: "t3.micro",
    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    userData: "first",
    userDataReplaceOnChange: true,
    tags: { Name: "host1" },
  },
  { deleteBeforeReplace: true, dependsOn: [association] },
);
new aws.ec2.Instance("host2", {
  ami: ami.id,
  instanceType: "t3.micro",
  subnetId: right.subnet.id,
  privateIp: "10.1.2.10",
  vpcSecurityGroupIds: [group.id],
  tags: { Name: "host2" },
});
// one more

export const subnetTags = left.subnet.tagsAll;
