// Ranges, subnets, gateways and route tables: what EC2 allows, and in which words it refuses.

import { mayJoin } from "../../../lab/aws/types/vpc-cidr";
import { parseCidr } from "../../../lab/aws/addresses";
import { Account, type Made } from "./account";

let account: Account;
let vpc: Made;
let gateway: Made;
let subnet: Made;

beforeEach(() => {
  account = new Account();
  ({ vpc, gateway, subnet } = account.ground());
});

describe("a VPC", () => {
  test.each(["10.0.0.0/15", "10.1.0.0/29"])("is no %s", (cidrBlock) => {
    expect(() => account.create("Vpc", { cidrBlock })).toThrow(
      /InvalidVpc\.Range.*a \/16 to a \/28/,
    );
  });

  test("is written with its first address", () => {
    expect(() => account.create("Vpc", { cidrBlock: "10.1.2.3/16" })).toThrow(
      'did you mean "10.1.0.0/16"?',
    );
  });

  test("keeps what is inside from being forgotten", () => {
    expect(() => account.remove("Vpc", vpc.id)).toThrow(
      new RegExp(`DependencyViolation.*${subnet.id}.*${gateway.id}`),
    );
    account.remove("Subnet", subnet.id);
    account.remove("InternetGateway", gateway.id);
    account.remove("Vpc", vpc.id);
    expect(account.ec2.groups.all()).toEqual([]);
    expect(account.ec2.rules.all()).toEqual([]);
    expect(account.ec2.routeTables.all()).toEqual([]);
  });

  test("has one internet gateway", () => {
    expect(() => account.create("InternetGateway", { vpcId: vpc.id })).toThrow(
      "already has an internet gateway attached",
    );
  });

  test("says which input nobody knows", () => {
    expect(() => account.create("Vpc", { cidrBlock: "10.1.0.0/16", colour: "blue" })).toThrow(
      /"colour" is not an input.*cidrBlock/,
    );
  });
});

describe("further ranges of a VPC", () => {
  const joins = (primary: string, more: string): boolean => {
    const [a, b] = [parseCidr(primary), parseCidr(more)];
    return a !== undefined && b !== undefined && mayJoin(a, b);
  };

  test.each([
    ["10.1.0.0/16", "10.2.0.0/16", true],
    ["10.1.0.0/16", "172.16.0.0/16", false],
    ["10.1.0.0/16", "192.168.0.0/24", false],
    ["172.31.0.0/16", "10.0.0.0/16", false],
    ["192.168.0.0/24", "192.168.4.0/24", true],
    ["10.1.0.0/16", "100.64.0.0/16", true],
    ["10.1.0.0/16", "203.0.113.0/24", true],
  ])("%s and %s: %s", (primary, more, allowed) => {
    expect(joins(primary, more)).toBe(allowed);
  });

  test("can hold subnets", () => {
    const inputs = { vpcId: vpc.id, cidrBlock: "10.7.0.0/24" };
    expect(() => account.create("Subnet", inputs)).toThrow("InvalidSubnet.Range");
    account.create("VpcIpv4CidrBlockAssociation", { vpcId: vpc.id, cidrBlock: "10.7.0.0/16" });
    expect(account.create("Subnet", inputs).cidrBlock).toBe("10.7.0.0/24");
    expect(() =>
      account.create("VpcIpv4CidrBlockAssociation", { vpcId: vpc.id, cidrBlock: "172.16.0.0/16" }),
    ).toThrow("is restricted");
  });
});

describe("a subnet", () => {
  test.each([
    ["10.2.0.0/24", "InvalidSubnet.Range"],
    ["10.1.5.0/29", "InvalidSubnet.Range"],
    ["10.1.0.128/25", "InvalidSubnet.Conflict"],
  ])("is no %s", (cidrBlock, code) => {
    expect(() => account.create("Subnet", { vpcId: vpc.id, cidrBlock })).toThrow(code);
  });

  test("lives in a zone of the region", () => {
    const made = account.create("Subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.1.5.0/24",
      availabilityZone: "us-east-1b",
    });
    expect(made).toMatchObject({ availabilityZone: "us-east-1b", availabilityZoneId: "use1-az2" });
    expect(() =>
      account.create("Subnet", {
        vpcId: vpc.id,
        cidrBlock: "10.1.6.0/24",
        availabilityZone: "eu-west-1a",
      }),
    ).toThrow(/availabilityZone is invalid.*us-east-1a/);
  });
});

describe("a route", () => {
  let table: Made;
  let eni: Made;
  const route = (destinationCidrBlock: string, target: object): Made =>
    account.create("Route", { routeTableId: table.id, destinationCidrBlock, ...target });

  beforeEach(() => {
    table = account.create("RouteTable", { vpcId: vpc.id });
    eni = account.create("NetworkInterface", { subnetId: subnet.id });
    account.create("Subnet", { vpcId: vpc.id, cidrBlock: "10.1.21.0/24" });
  });

  test("sends a whole subnet or an address outside the VPC to an interface", () => {
    const target = { networkInterfaceId: eni.id };
    expect(route("10.1.21.0/24", target).id).toMatch(/^r-rtb-/);
    expect(route("172.16.21.1/32", target).destinationCidrBlock).toBe("172.16.21.1/32");
    expect(route("0.0.0.0/0", target).origin).toBe("CreateRoute");
  });

  test("sends no part of a subnet, nor several at once", () => {
    const target = { networkInterfaceId: eni.id };
    for (const part of ["10.1.21.0/25", "10.1.21.7/32", "10.1.0.0/17"]) {
      expect(() => route(part, target)).toThrow("doesn't match any subnet CIDR blocks");
    }
  });

  test("leaves the VPC's own range to the local route", () => {
    expect(() => route("10.1.0.0/16", { networkInterfaceId: eni.id })).toThrow(
      "RouteAlreadyExists",
    );
    expect(() => route("10.1.21.0/24", { gatewayId: gateway.id })).toThrow(
      "can target only an interface",
    );
  });

  test("has one target, in its own network", () => {
    expect(() => route("0.0.0.0/0", {})).toThrow(/exactly one of gatewayId.*none is given/);
    expect(() => route("0.0.0.0/0", { gatewayId: gateway.id, networkInterfaceId: eni.id })).toThrow(
      "gatewayId and networkInterfaceId are given",
    );
    const other = account.create("Vpc", { cidrBlock: "10.9.0.0/16" });
    const foreign = account.create("InternetGateway", { vpcId: other.id });
    expect(() => route("0.0.0.0/0", { gatewayId: foreign.id })).toThrow("different networks");
  });

  test("is there once", () => {
    route("0.0.0.0/0", { gatewayId: gateway.id });
    expect(() => route("0.0.0.0/0", { gatewayId: gateway.id })).toThrow("RouteAlreadyExists");
  });

  test("can be turned to another target", () => {
    const { id } = route("0.0.0.0/0", { gatewayId: gateway.id });
    const turned = account.update("Route", id, {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      networkInterfaceId: eni.id,
    });
    expect(turned.networkInterfaceId).toBe(eni.id);
  });
});

describe("a route table", () => {
  test("serves the subnets that choose it, each of which chooses once", () => {
    const [first, second] = [
      account.create("RouteTable", { vpcId: vpc.id }),
      account.create("RouteTable", { vpcId: vpc.id }),
    ];
    const choice = { routeTableId: first.id, subnetId: subnet.id };
    const { id } = account.create("RouteTableAssociation", choice);
    expect(() =>
      account.create("RouteTableAssociation", { ...choice, routeTableId: second.id }),
    ).toThrow("Resource.AlreadyAssociated");
    expect(() => account.remove("RouteTable", first.id)).toThrow("DependencyViolation");
    account.update("RouteTableAssociation", id, { ...choice, routeTableId: second.id });
    account.remove("RouteTable", first.id);
    const row = account.ec2.subnets.known(subnet.id);
    expect(account.ec2.routeTableOf(row).id).toBe(second.id);
    account.remove("RouteTableAssociation", id);
    expect(account.ec2.routeTableOf(row).main).toBe(true);
  });

  test("takes no inline routes", () => {
    expect(() =>
      account.create("RouteTable", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0" }] }),
    ).toThrow("Write each route as an aws.ec2.Route");
  });
});
