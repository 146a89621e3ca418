// A company's VPC with a bastion, SSH open to the operator and so a tunnel that leads into the VPC; in it a gateway without a public address
// for its management. Whether it is there yet, and how it is reached, is the test's to say.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, type Management, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const availabilityZone = config.require("availabilityZone");
const vpc = new aws.ec2.Vpc("company", { cidrBlock: "10.1.0.0/16" });
const internet = new aws.ec2.InternetGateway("company", { vpcId: vpc.id });

const subnet = (
  name: string,
  cidrBlock: string,
): { subnetId: pulumi.Output<string>; routeTableId: pulumi.Output<string> } => {
  const made = new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock, availabilityZone });
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id });
  new aws.ec2.RouteTableAssociation(name, { subnetId: made.id, routeTableId: table.id });
  return { subnetId: made.id, routeTableId: table.id };
};
const outside = subnet("outside", "10.1.1.0/24");
const workloads = subnet("workloads", "10.1.2.0/24");
const way = new aws.ec2.Route("outside", {
  routeTableId: outside.routeTableId,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: internet.id,
});

const group = new aws.ec2.SecurityGroup("bastion", { vpcId: vpc.id });
for (const [name, ipProtocol, port] of [
  ["ssh", "tcp", 22],
  ["tunnel", "udp", 4789],
] as const) {
  new aws.vpc.SecurityGroupIngressRule(name, {
    securityGroupId: group.id,
    ipProtocol,
    fromPort: port,
    toPort: port,
    cidrIpv4: config.require("managementFrom"),
  });
}
new aws.vpc.SecurityGroupEgressRule("bastion", {
  securityGroupId: group.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
});
new aws.ec2.Instance(
  "bastion",
  {
    ami: config.require("hostAmi"),
    instanceType: "t3.micro",
    subnetId: outside.subnetId,
    vpcSecurityGroupIds: [group.id],
    associatePublicIpAddress: true,
    tags: { Name: "bastion" },
  },
  { dependsOn: way },
);

const privateKey = config.requireSecret("privateKey");
const operators = {};
const via: Management["via"] = "private";

const withGateway = (): VpnStack =>
  new VpnStack("vpn", (scope) => {
    const site = AwsSite.existing(scope, "company", {
      vpcId: vpc.id,
      internetGatewayId: internet.id,
      cidr: "10.1.0.0/16",
      availabilityZone: config.require("availabilityZone"),
      ami: config.require("vsrxAmi"),
      // Whoever comes through the bastion has an address of its subnet.
      management: {
        from: "10.1.1.0/24",
        publicKey: config.require("publicKey"),
        privateKey,
        operators,
        via,
      },
    });
    new Gateway(scope, "inner", {
      site,
      external: site.subnet("10.1.1.0/24", outside),
      internal: site.subnet("10.1.2.0/24", workloads),
    });
  });
withGateway();
