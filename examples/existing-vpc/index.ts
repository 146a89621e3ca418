// A gateway in a VPC that is there: its subnets and their tables are used as they are. Workloads in two zones reach a VPC of its own.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, Host, Nat, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const hostAmi = config.require("hostAmi");
const availabilityZone = config.require("availabilityZone");
/** Where the other half of the workloads is. */
const otherZone = config.require("otherZone");

// What is there: in a program of your own, ids that you know or look up.
const vpc = new aws.ec2.Vpc("company", { cidrBlock: "10.1.0.0/16" });
const internet = new aws.ec2.InternetGateway("company", { vpcId: vpc.id });
const subnet = (
  name: string,
  cidrBlock: string,
  zone: string,
): { subnetId: pulumi.Output<string>; routeTableId: pulumi.Output<string> } => {
  const made = new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock, availabilityZone: zone });
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id });
  new aws.ec2.RouteTableAssociation(name, { subnetId: made.id, routeTableId: table.id });
  return { subnetId: made.id, routeTableId: table.id };
};
const outside = subnet("outside", "10.1.1.0/24", availabilityZone);
const workloads = subnet("workloads", "10.1.2.0/24", availabilityZone);
const workloadsElsewhere = subnet("workloads-elsewhere", "10.1.3.0/24", otherZone);
new aws.ec2.Route("outside", {
  routeTableId: outside.routeTableId,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: internet.id,
});
const there = { vpcId: vpc.id, internetGatewayId: internet.id };
// The end of what is there.

const shared = {
  ami: config.require("vsrxAmi"),
  availabilityZone,
  management: {
    from: config.require("managementFrom"),
    publicKey: config.require("publicKey"),
    privateKey: config.requireSecret("privateKey"),
  },
};

const stack = new VpnStack("vpn", (scope) => {
  const company = AwsSite.existing(scope, "company", {
    ...shared,
    ...there,
    cidr: "10.1.0.0/16",
  });
  const here = company.subnet("10.1.2.0/24", workloads);
  // The gateway does not stand in this one: it is led there by the table, and back by the gateway's route.
  const elsewhere = company.subnet("10.1.3.0/24", {
    ...workloadsElsewhere,
    availabilityZone: otherZone,
  });
  const branch = new AwsSite(scope, "branch", { ...shared, cidr: "10.2.0.0/16" });

  const left = new Gateway(scope, "left", {
    site: company,
    external: company.subnet("10.1.1.0/24", outside),
    internal: here,
    protects: [here.cidr, elsewhere.cidr],
    nat: Nat.elasticIp(),
  });
  const right = new Gateway(scope, "right", {
    site: branch,
    external: branch.subnet("10.2.1.0/24"),
    internal: branch.subnet("10.2.2.0/24"),
    nat: Nat.elasticIp(),
  });

  new RouteBasedVpn(scope, "vpn1", {
    initiator: { gateway: left, identity: "company@example.net" },
    responder: { gateway: right, identity: "branch@example.net" },
    presharedKey: config.requireSecret("presharedKey"),
  });

  // Something to ping from, in each network.
  new Host(scope, "host1", { network: here, ami: hostAmi });
  new Host(scope, "host2", { network: branch.subnet("10.2.2.0/24"), ami: hostAmi });
  new Host(scope, "host3", { network: elsewhere, ami: hostAmi });
  return { left };
});

export const { endpoints } = stack;
/** For rules, routes and machines of your own beside the gateway. */
export const gateway = stack.result.left.outputs.instanceId;
