// What a refresh finds after the program is through: what the provider fills in, and routes that lead nowhere.
import { LINUX_AMI } from "../../../lab/aws/images";
import { powerCycle, stop } from "../../../lab/aws/launching";
import { Account, type Made } from "./account";

let account: Account;
let vpc: Made;
let gateway: Made;
let subnet: Made;

beforeEach(() => {
  account = new Account();
  ({ vpc, gateway, subnet } = account.ground());
});

const interfaceIn = (): Made => account.create("NetworkInterface", { subnetId: subnet.id });

const launch = ({ id }: Made): Made =>
  account.create("Instance", {
    ami: LINUX_AMI,
    instanceType: "t3.micro",
    networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: id }],
  });

function routeTo(target: object): Made {
  const table = account.create("RouteTable", { vpcId: vpc.id });
  const inputs = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
  return account.create("Route", { ...inputs, ...target });
}

describe("an interface's route", () => {
  test("is a black hole until a machine runs there, and again when that stands still or is gone", () => {
    const row = interfaceIn();
    const route = routeTo({ networkInterfaceId: row.id });
    const now = (): Made => account.read("Route", route.id);
    const nobody = { state: "blackhole", instanceId: "", instanceOwnerId: "" };
    expect(route).toMatchObject(nobody);
    const machine = launch(row);
    expect(now()).toMatchObject({ state: "active", instanceId: machine.id });
    const held = account.ec2.instances.known(machine.id);
    stop(held);
    expect(now()).toMatchObject({ state: "blackhole", instanceId: machine.id });
    expect(account.read("Instance", machine.id).instanceState).toBe("stopped");
    powerCycle(account.ec2, held);
    expect(now().state).toBe("active");
    account.remove("Instance", machine.id);
    expect(now()).toMatchObject(nobody);
  });
});

test("a route is a black hole without its NAT gateway, or with a gateway that was detached", () => {
  const nat = account.create("NatGateway", { subnetId: subnet.id, connectivityType: "private" });
  const [inner, outer] = [routeTo({ natGatewayId: nat.id }), routeTo({ gatewayId: gateway.id })];
  expect([inner.state, outer.state]).toEqual(["active", "active"]);
  account.remove("NatGateway", nat.id);
  account.ec2.internetGateways.known(gateway.id).vpcId = undefined;
  const states = [inner, outer].map(({ id }) => account.read("Route", id).state);
  expect(states).toEqual(["blackhole", "blackhole"]);
});

test("an address and its association name the machine, the interface its attachment", () => {
  const row = interfaceIn();
  const address = account.create("Eip", {});
  expect(address).toMatchObject({ associationId: "", instance: "", privateIp: "" });
  const association = account.create("EipAssociation", {
    allocationId: address.id,
    networkInterfaceId: row.id,
  });
  expect([association.instanceId, row.attachments]).toEqual(["", []]);
  const machine = launch(row);
  expect(account.read("EipAssociation", association.id).instanceId).toBe(machine.id);
  expect(account.read("Eip", address.id)).toMatchObject({
    associationId: association.id,
    instance: machine.id,
    networkInterface: row.id,
    privateIp: row.privateIp,
  });
  expect(account.read("NetworkInterface", row.id).attachments).toEqual([
    {
      attachmentId: expect.stringMatching(/^eni-attach-/) as unknown,
      deviceIndex: 0,
      instance: machine.id,
      networkCardIndex: 0,
    },
  ]);
  // What a tag's change asks anew is what stands: the association remains.
  account.update("Eip", address.id, { networkInterface: row.id, tags: { a: "b" } });
  expect(account.read("EipAssociation", association.id).publicIp).toBe(address.publicIp);
});

test("a table lists its routes, each with its one target", () => {
  const { routeTableId } = routeTo({ gatewayId: gateway.id });
  account.create("Route", {
    routeTableId: routeTableId,
    destinationCidrBlock: "192.0.2.0/24",
    networkInterfaceId: interfaceIn().id,
  });
  const { routes } = account.read("RouteTable", routeTableId as string);
  expect(routes).toHaveLength(2);
  expect(routes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        cidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
        networkInterfaceId: "",
      }),
    ]),
  );
});

test("a group lists its rules: one entry for what differs in peers alone", () => {
  const group = account.create("SecurityGroup", { vpcId: vpc.id, name: "one" });
  expect([group.ingress, group.egress]).toEqual([[], []]);
  const other = account.create("SecurityGroup", { vpcId: vpc.id, name: "two" });
  const rule = (more: object): Made =>
    account.create("SecurityGroupIngressRule", { securityGroupId: group.id, ...more });
  const ike = { ipProtocol: "udp", fromPort: 500, toPort: 500 };
  rule({ ...ike, cidrIpv4: "192.0.2.0/24" });
  rule({ ...ike, cidrIpv4: "198.51.100.0/24" });
  rule({ ...ike, referencedSecurityGroupId: other.id });
  rule({ ipProtocol: "-1", referencedSecurityGroupId: group.id, description: "each other" });
  const { ingress, egress } = account.read("SecurityGroup", group.id);
  const empty = { ipv6CidrBlocks: [], prefixListIds: [] };
  expect(egress).toEqual([]);
  expect(ingress).toHaveLength(2);
  expect(ingress).toEqual(
    expect.arrayContaining([
      {
        ...{ description: "", protocol: "udp", fromPort: 500, toPort: 500, self: false },
        cidrBlocks: ["192.0.2.0/24", "198.51.100.0/24"],
        securityGroups: [other.id],
        ...empty,
      },
      {
        ...{ description: "each other", protocol: "-1", fromPort: 0, toPort: 0, self: true },
        ...{ cidrBlocks: [], securityGroups: [], ...empty },
      },
    ]),
  );
});
