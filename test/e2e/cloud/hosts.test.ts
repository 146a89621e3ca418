// Hosts in a VPC of the lab: real packets against routes, security groups and gateways.

import { LINUX_AMI } from "../../../lab/aws/images";
import { World } from "./world";

jest.setTimeout(60_000);

interface Host {
  readonly name: string;
  readonly address: string;
  readonly subnetId: string;
  readonly interfaceId: string;
  readonly instanceId: string;
  readonly groupId: string;
}

let world: World;
let vpcId: string;
let gatewayId: string;

async function subnet(cidrBlock: string): Promise<string> {
  const { id } = await world.create("Subnet", {
    vpcId,
    cidrBlock,
    availabilityZone: "us-east-1a",
    mapPublicIpOnLaunch: false,
  });
  return id;
}

/** A route table of its own for the subnet. */
async function table(subnetId: string): Promise<string> {
  const { id } = await world.create("RouteTable", { vpcId });
  await world.create("RouteTableAssociation", { routeTableId: id, subnetId });
  return id;
}

async function open(groupId: string, way: "Ingress" | "Egress", inputs = {}): Promise<string> {
  const { id } = await world.create(`SecurityGroup${way}Rule`, {
    securityGroupId: groupId,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
    ...inputs,
  });
  return id;
}

/** A host with a closed security group of its own. */
async function host(name: string, subnetId: string, address: string): Promise<Host> {
  const group = await world.create("SecurityGroup", { vpcId, name, description: name });
  const row = await world.create("NetworkInterface", {
    subnetId,
    privateIps: [address],
    securityGroups: [group.id],
    sourceDestCheck: true,
  });
  const template = await world.create("LaunchTemplate", {
    name: `template-${name}`,
    networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: row.id }],
  });
  const { id } = await world.create("Instance", {
    ami: LINUX_AMI,
    instanceType: "t3.micro",
    launchTemplate: { id: template.id, version: "1" },
    tags: { Name: name },
  });
  return { name, address, subnetId, interfaceId: row.id, instanceId: id, groupId: group.id };
}

beforeEach(async () => {
  world = await World.start();
  vpcId = (await world.create("Vpc", { cidrBlock: "10.1.0.0/16" })).id;
  gatewayId = (await world.create("InternetGateway", { vpcId })).id;
});

afterEach(() => world.stop());

test("two hosts reach each other only as far as both groups allow", async () => {
  const [left, right] = [
    await host("left", await subnet("10.1.1.0/24"), "10.1.1.10"),
    await host("right", await subnet("10.1.2.0/24"), "10.1.2.10"),
  ];
  expect(await world.pings("left", right.address)).toBe(false);

  await open(left.groupId, "Egress");
  expect(await world.pings("left", right.address)).toBe(false);

  const rule = await open(right.groupId, "Ingress", {
    ipProtocol: "icmp",
    fromPort: -1,
    toPort: -1,
    cidrIpv4: undefined,
    referencedSecurityGroupId: left.groupId,
  });
  expect(await world.answers("left", right.address)).toBe(true);
  // Answers to what came in need no rule, questions of one's own do.
  expect(await world.pings("right", left.address)).toBe(false);

  await world.remove("SecurityGroupIngressRule", rule);
  expect(await world.pings("left", right.address)).toBe(false);
});

test("neighbours in one subnet go through the filters as well", async () => {
  const shared = await subnet("10.1.1.0/24");
  const left = await host("left", shared, "10.1.1.10");
  const right = await host("right", shared, "10.1.1.11");
  await open(left.groupId, "Egress");
  expect(await world.pings("left", right.address)).toBe(false);
  await open(right.groupId, "Ingress");
  expect(await world.answers("left", right.address)).toBe(true);
});

test("a rule taken away does not cut a flow that it let through", async () => {
  const left = await host("left", await subnet("10.1.1.0/24"), "10.1.1.10");
  const right = await host("right", await subnet("10.1.2.0/24"), "10.1.2.10");
  await open(left.groupId, "Egress");
  const rule = await open(right.groupId, "Ingress");
  // One long ping is one flow: same identifier, many questions.
  const ping = world.run("left", "ping", "-n", "-i", "0.2", "-c", "15", right.address);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await world.remove("SecurityGroupIngressRule", rule);
  expect(await ping).toMatch(/15 received/);
  expect(await world.pings("left", right.address)).toBe(false);
});

test("an elastic IP is translated one to one, and the host never sees it", async () => {
  const outside = await subnet("10.1.0.0/24");
  const routes = await table(outside);
  const web = await host("web", outside, "10.1.0.10");
  await open(web.groupId, "Ingress");
  await open(web.groupId, "Egress");
  const eip = await world.create("Eip", { domain: "vpc" });
  const publicIp = eip.publicIp as string;
  const association = await world.create("EipAssociation", {
    allocationId: eip.id,
    networkInterfaceId: web.interfaceId,
  });
  // No route to the internet gateway yet: questions arrive, answers don't leave.
  expect(await world.pings("operator", publicIp)).toBe(false);
  await world.create("Route", {
    routeTableId: routes,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId,
  });
  expect(await world.answers("operator", publicIp)).toBe(true);
  expect(await world.answers("web", "198.51.100.10")).toBe(true);
  expect(await world.run("web", "ip", "-4", "addr")).not.toContain(publicIp);

  await world.remove("EipAssociation", association.id);
  expect(await world.pings("operator", publicIp)).toBe(false);
  expect(await world.pings("web", "198.51.100.10")).toBe(false);
});

test("a NAT gateway lets hosts out, on ports of its own, and nobody in", async () => {
  const outside = await subnet("10.1.0.0/24");
  const inside = await subnet("10.1.1.0/24");
  await world.create("Route", {
    routeTableId: await table(outside),
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId,
  });
  const eip = await world.create("Eip", { domain: "vpc" });
  const gateway = await world.create("NatGateway", {
    subnetId: outside,
    allocationId: eip.id,
    connectivityType: "public",
  });
  await world.create("Route", {
    routeTableId: await table(inside),
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: gateway.id,
  });
  const host1 = await host("host1", inside, "10.1.1.10");
  await open(host1.groupId, "Egress");
  await open(host1.groupId, "Ingress");
  expect(await world.answers("host1", "198.51.100.10")).toBe(true);
  expect(await world.pings("operator", eip.publicIp as string)).toBe(false);

  // A datagram from port 4500 arrives from the gateway's address and from another port.
  const receive = `
    const s = require("dgram").createSocket("udp4");
    s.on("message", (_, from) => { console.log(from.address + " " + from.port); process.exit(); });
    s.bind(4500, () => console.error("bound"));
    setTimeout(() => process.exit(), 4000);`;
  const send = `
    const s = require("dgram").createSocket("udp4");
    s.bind(4500, () => s.send("x", 4500, "198.51.100.10", () => s.close()));`;
  const received = world.run("operator", process.execPath, "-e", receive);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await world.run("host1", process.execPath, "-e", send);
  const [address, port] = (await received).trim().split(" ");
  expect(address).toBe(eip.publicIp);
  expect(Number(port)).toBeGreaterThanOrEqual(1024);
  expect(Number(port)).not.toBe(4500);
  const idle = "/proc/sys/net/netfilter/nf_conntrack_udp_timeout_stream";
  expect((await world.run(`nat-${gateway.id.slice(-8)}`, "cat", idle)).trim()).toBe("350");
});

test("two VPCs meet in the internet, each seen by its elastic IPs only", async () => {
  const homeVpc = vpcId;
  const reach = async (name: string, subnetId: string, address: string, igw: string) => {
    await world.create("Route", {
      routeTableId: await table(subnetId),
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: igw,
    });
    const made = await host(name, subnetId, address);
    const eip = await world.create("Eip", { domain: "vpc" });
    await world.create("EipAssociation", {
      allocationId: eip.id,
      networkInterfaceId: made.interfaceId,
    });
    await open(made.groupId, "Egress");
    return { ...made, publicIp: eip.publicIp as string };
  };
  const left = await reach("left", await subnet("10.1.1.0/24"), "10.1.1.10", gatewayId);
  const near = await reach("near", await subnet("10.1.2.0/24"), "10.1.2.10", gatewayId);
  // The same addresses once more, in another VPC.
  vpcId = (await world.create("Vpc", { cidrBlock: "10.1.0.0/16" })).id;
  const farGateway = (await world.create("InternetGateway", { vpcId })).id;
  const right = await reach("right", await subnet("10.1.1.0/24"), "10.1.1.10", farGateway);
  const only = { ipProtocol: "icmp", fromPort: -1, toPort: -1, cidrIpv4: `${left.publicIp}/32` };
  await open(right.groupId, "Ingress", only);
  await open(near.groupId, "Ingress", only);
  expect(await world.answers("left", right.publicIp)).toBe(true);
  // Even a neighbour in the same VPC is met outside when it is called by its public address.
  expect(await world.answers("left", near.publicIp)).toBe(true);
  expect(await world.pings("left", near.address)).toBe(false);
  vpcId = homeVpc;
});

test("a subnet's CIDR goes where its route table says, past an interface without source/dest check", async () => {
  const [left, middle, right] = [
    await subnet("10.1.1.0/24"),
    await subnet("10.1.2.0/24"),
    await subnet("10.1.3.0/24"),
  ];
  const a = await host("a", left, "10.1.1.10");
  const box = await host("box", middle, "10.1.2.10");
  const b = await host("b", right, "10.1.3.10");
  for (const { groupId } of [a, box, b]) {
    await open(groupId, "Ingress");
    await open(groupId, "Egress");
  }
  expect(await world.answers("a", b.address)).toBe(true);

  await world.create("Route", {
    routeTableId: await table(left),
    destinationCidrBlock: "10.1.3.0/24",
    networkInterfaceId: box.interfaceId,
  });
  await world.create("Route", {
    routeTableId: await table(right),
    destinationCidrBlock: "10.1.1.0/24",
    networkInterfaceId: box.interfaceId,
  });
  await world.run("box", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
  expect(await world.pings("a", b.address)).toBe(false);

  await world.update("NetworkInterface", box.interfaceId, {
    subnetId: box.subnetId,
    privateIps: [box.address],
    securityGroups: [box.groupId],
    sourceDestCheck: false,
  });
  expect(await world.answers("a", b.address)).toBe(true);

  // The box gone, the route is a black hole: the local route does not take its place.
  await world.remove("Instance", box.instanceId);
  expect(await world.pings("a", b.address)).toBe(false);
});

test("an address outside the VPC can be sent to an interface", async () => {
  const left = await subnet("10.1.1.0/24");
  const a = await host("a", left, "10.1.1.10");
  const box = await host("box", await subnet("10.1.2.0/24"), "10.1.2.10");
  for (const { groupId } of [a, box]) {
    await open(groupId, "Ingress");
    await open(groupId, "Egress");
  }
  await world.update("NetworkInterface", box.interfaceId, {
    subnetId: box.subnetId,
    privateIps: [box.address],
    securityGroups: [box.groupId],
    sourceDestCheck: false,
  });
  await world.create("Route", {
    routeTableId: await table(left),
    destinationCidrBlock: "172.16.21.1/32",
    networkInterfaceId: box.interfaceId,
  });
  await world.run("box", "ip", "addr", "add", "172.16.21.1/32", "dev", "lo");
  expect(await world.answers("a", "172.16.21.1")).toBe(true);
});

test("a machine that is restarted forgets its flows and keeps its addresses", async () => {
  const left = await host("left", await subnet("10.1.1.0/24"), "10.1.1.10");
  const right = await host("right", await subnet("10.1.2.0/24"), "10.1.2.10");
  await open(left.groupId, "Egress");
  const rule = await open(right.groupId, "Ingress");
  expect(await world.answers("left", right.address)).toBe(true);
  const ping = world.run("left", "ping", "-n", "-i", "0.2", "-c", "10", right.address);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await world.remove("SecurityGroupIngressRule", rule);
  await world.restart("right");
  expect(await ping).not.toMatch(/10 received/);
  expect(await world.run("right", "ip", "-4", "addr")).toContain("10.1.2.10/24");
  await open(right.groupId, "Ingress");
  expect(await world.answers("left", right.address)).toBe(true);
});

test("instances come and go, and close leaves nothing", async () => {
  const shared = await subnet("10.1.1.0/24");
  const first = await host("host1", shared, "10.1.1.10");
  const second = await world.create("Instance", {
    ami: LINUX_AMI,
    instanceType: "t3.micro",
    subnetId: shared,
    tags: { Name: "host1" },
  });
  const names = (await world.nodes()).map(({ name }) => name);
  expect(names).toHaveLength(3);
  expect(names.slice(0, 2)).toEqual(["operator", "host1"]);
  expect(names[2]).toMatch(/^i-/);

  // The second one would take the name that gets free.
  await world.remove("Instance", second.id);
  // The interface stays, so its successor may use it at once, under the same name.
  await world.remove("Instance", first.instanceId);
  await world.create("Instance", {
    ami: LINUX_AMI,
    instanceType: "t3.micro",
    networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: first.interfaceId }],
    tags: { Name: "host1" },
  });
  expect(await world.run("host1", "ip", "-4", "addr")).toContain("10.1.1.10/24");

  await world.close();
  expect((await world.namespaces()).trim()).toBe("");
});
