// What a program gets back of its constructs: there with the construct, known with its resources, refused with the program.
import * as aws from "@pulumi/aws";
import { type Output, output } from "@pulumi/pulumi";
import { type AwsSite, Host, NatDevice, RouteBasedVpn, type StackScope, VpnStack } from "../../lib";
import { synth } from "../../lib/testing";
import { awsSite, ends, twoGateways } from "../lab-site";
import { recorded } from "./mocks";

const registered = recorded();

const known = <T>(value: Output<T>): Promise<T> =>
  new Promise((resolve) => {
    value.apply(resolve);
  });

/** What `outputs` of everything in a stack become. */
async function all(from: (scope: StackScope) => Readonly<Record<string, unknown>>) {
  let found: Readonly<Record<string, unknown>> = {};
  new VpnStack("natt", (scope) => {
    found = from(scope);
  });
  return known(output(found));
}

it("a site and its subnets, also those in which nothing stands", async () => {
  const found = await all((scope) => {
    const site = awsSite(scope);
    return {
      ...site.outputs,
      ...site.subnet("10.1.50.0/24").outputs,
      natGatewayPublicIp: 0,
      internetGatewayId: site.outputs.internetGatewayId,
    };
  });
  expect(found).toMatchObject({
    vpcId: "natt-lab-vpc-id",
    internetGatewayId: "natt-lab-internet-id",
    subnetId: "natt-lab-10-1-50-0-id",
    routeTableId: "natt-lab-10-1-50-0-id",
  });
});

it("a gateway, a NAT device and a host", async () => {
  const found = await all((scope) => {
    const { site, left, right } = twoGateways(scope);
    const nat = new NatDevice(scope, "nat", {
      site,
      outside: left.external,
      inside: right.external,
    });
    nat.translate(right, { to: "172.16.21.1" });
    const host = new Host(scope, "host", { network: site.subnet("10.1.11.0/24"), ami: "ami-2" });
    return {
      left: left.outputs,
      nat: nat.outputs,
      hostInstance: host.outputs.instanceId,
      hostGroup: host.outputs.securityGroupId,
    };
  });
  expect(found).toMatchObject({
    left: {
      instanceId: "natt-left-id",
      managementAddress: "203.0.113.10",
      publicIp: undefined,
      interfaces: {
        fxp0: { networkInterfaceId: "natt-left-fxp0-id", securityGroupId: "natt-left-fxp0-id" },
        "ge-0/0/1": { networkInterfaceId: "natt-left-ge-0-0-1-id" },
      },
    },
    nat: { instanceId: "natt-nat-id" },
    hostInstance: "natt-host-id",
    hostGroup: "natt-host-id",
  });
});

it("a program puts a database into a protected subnet while it goes on", async () => {
  const { endpoints } = new VpnStack("natt", (scope) => {
    const { left, right } = twoGateways(scope);
    const site = left.site as AwsSite;
    new aws.rds.SubnetGroup("database", {
      subnetIds: [site.subnet("10.1.11.0/24").outputs.subnetId],
    });
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
  });
  await known(endpoints);
  const [group] = registered.of("aws:rds/subnetGroup:SubnetGroup");
  expect(group?.inputs["subnetIds"]).toEqual(["natt-lab-10-1-11-0-id"]);
});

/** A program with a tunnel, whose site and gateways other people's resources build on. */
async function composed(
  others: (site: AwsSite, left: ReturnType<typeof twoGateways>["left"]) => void,
): Promise<void> {
  const { endpoints } = new VpnStack("natt", (scope) => {
    const { site, left, right } = twoGateways(scope);
    others(site, left);
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
  });
  await known(endpoints);
}

it("a bastion stands in a subnet of the site, and is let in where a gateway is managed", async () => {
  await composed((site, left) => {
    const group = new aws.ec2.SecurityGroup("bastion", { vpcId: site.outputs.vpcId });
    new aws.ec2.Instance("bastion", {
      ...{ ami: "ami-3", instanceType: "t3.micro" },
      subnetId: site.subnet("10.1.60.0/24").outputs.subnetId,
      vpcSecurityGroupIds: [group.id],
    });
    const { fxp0 } = left.outputs.interfaces;
    if (fxp0 === undefined) throw new Error("every gateway of AWS has fxp0");
    new aws.vpc.SecurityGroupIngressRule("from-bastion", {
      securityGroupId: fxp0.securityGroupId,
      ...{ referencedSecurityGroupId: group.id, ipProtocol: "tcp", fromPort: 22, toPort: 22 },
    });
  });
  const named = (type: string, name: string) =>
    registered.of(type).find((each) => each.name === name)?.inputs;
  expect(named("aws:ec2/securityGroup:SecurityGroup", "bastion")).toMatchObject({
    vpcId: "natt-lab-vpc-id",
  });
  expect(named("aws:ec2/instance:Instance", "bastion")).toMatchObject({
    subnetId: "natt-lab-10-1-60-0-id",
    vpcSecurityGroupIds: ["bastion-id"],
  });
  expect(
    named("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "from-bastion"),
  ).toMatchObject({
    securityGroupId: "natt-left-fxp0-id",
    referencedSecurityGroupId: "bastion-id",
  });
});

it("a peering joins the VPC with another one, and its route stands in a subnet's own table", async () => {
  await composed((site) => {
    const peering = new aws.ec2.VpcPeeringConnection("shared-services", {
      ...{ vpcId: site.outputs.vpcId, peerVpcId: "vpc-theirs", autoAccept: true },
    });
    new aws.ec2.Route("to-shared-services", {
      routeTableId: site.subnet("10.1.11.0/24").outputs.routeTableId,
      ...{ destinationCidrBlock: "10.50.0.0/16", vpcPeeringConnectionId: peering.id },
    });
  });
  const [peering] = registered.of("aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
  expect(peering?.inputs["vpcId"]).toBe("natt-lab-vpc-id");
  expect(registered.of("aws:ec2/route:Route").map(({ inputs }) => inputs)).toContainEqual({
    routeTableId: "natt-lab-10-1-11-0-id",
    destinationCidrBlock: "10.50.0.0/16",
    vpcPeeringConnectionId: "shared-services-id",
  });
});

it("a transit gateway is attached to subnets in which nothing else stands", async () => {
  await composed((site) => {
    new aws.ec2transitgateway.VpcAttachment("backbone", {
      ...{ transitGatewayId: "tgw-1", vpcId: site.outputs.vpcId },
      subnetIds: [site.subnet("10.1.70.0/28").outputs.subnetId],
    });
  });
  const [attachment] = registered.of("aws:ec2transitgateway/vpcAttachment:VpcAttachment");
  expect(attachment?.inputs).toMatchObject({
    vpcId: "natt-lab-vpc-id",
    subnetIds: ["natt-lab-10-1-70-0-id"],
  });
  const subnets = registered.of("aws:ec2/subnet:Subnet").map(({ inputs }) => inputs["cidrBlock"]);
  expect(subnets).toContain("10.1.70.0/28");
});

it("without anything being made, each stands for itself", async () => {
  let vpc = "";
  await synth((scope) => {
    awsSite(scope).outputs.vpcId.apply((text) => (vpc = text));
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(vpc).toBe("⟨stack/lab.vpcId⟩");
});

it("a wrong program refuses them, with the mistake itself", async () => {
  let late: Output<string> | undefined;
  const refusal = (): VpnStack =>
    new VpnStack("natt", (scope) => {
      late = awsSite(scope, { cidr: "10.1.0.0/8" }).outputs.vpcId;
    });
  expect(refusal).toThrow(/vpc-prefix/);
  const promised = late as unknown as { promise(): Promise<string> };
  await expect(promised.promise()).rejects.toThrow(/vpc-prefix/);
});

it("what the function returns, the stack gives back", async () => {
  const stack = new VpnStack("natt", (scope) => ({ site: awsSite(scope) }));
  expect(await known(stack.result.site.outputs.vpcId)).toBe("natt-lab-vpc-id");
});
