// Elastic IPs and NAT gateways: what they stand for, and what has to be there first.

import { LINUX_AMI } from "../../../lab/aws/images";
import { Account, type Made } from "./account";

let account: Account;
let vpc: Made;
let gateway: Made;
let subnet: Made;

beforeEach(() => {
  account = new Account();
  ({ vpc, gateway, subnet } = account.ground());
});

const eni = (): Made => account.create("NetworkInterface", { subnetId: subnet.id });
const eip = (): Made => account.create("Eip", {});

function associate(address: Made, row: Made, more = {}): Made {
  return account.create("EipAssociation", {
    allocationId: address.id,
    networkInterfaceId: row.id,
    ...more,
  });
}

describe("an elastic IP", () => {
  test("needs the VPC's internet gateway", () => {
    account.remove("InternetGateway", gateway.id);
    const [address, row] = [eip(), eni()];
    expect(() => associate(address, row)).toThrow(
      `Gateway.NotAttached: Network ${vpc.id} is not attached to any internet gateway`,
    );
  });

  test("keeps the gateway while it is mapped, and stays while it is in use", () => {
    const address = eip();
    const association = associate(address, eni());
    expect(() => account.remove("InternetGateway", gateway.id)).toThrow(
      /has some mapped public address/,
    );
    expect(() => account.remove("Eip", address.id)).toThrow("InvalidIPAddress.InUse");
    account.remove("EipAssociation", association.id);
    account.remove("Eip", address.id);
    account.remove("InternetGateway", gateway.id);
  });

  test("moves to another interface unless that is forbidden", () => {
    const address = eip();
    const [a, b] = [eni(), eni()];
    const first = associate(address, a);
    expect(() => associate(address, b, { allowReassociation: false })).toThrow(
      "Resource.AlreadyAssociated",
    );
    expect(associate(address, b).privateIpAddress).toBe(b.privateIp);
    expect(() => account.read("EipAssociation", first.id)).toThrow();
  });

  test("shows as the instance's public address", () => {
    const row = eni();
    const address = eip();
    associate(address, row);
    const made = account.create("Instance", {
      ami: LINUX_AMI,
      instanceType: "t3.micro",
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: row.id }],
    });
    expect(made.publicIp).toBe(address.publicIp);
  });

  test("can name its interface itself, and lets go of it when it is released", () => {
    const row = eni();
    const address = account.create("Eip", { networkInterface: row.id });
    expect(address).toMatchObject({ networkInterface: row.id, privateIp: row.privateIp });
    account.remove("Eip", address.id);
    expect(account.ec2.publicAddressOf(row.id)).toBeUndefined();
  });

  test("comes in a limited number", () => {
    account = new Account({ quotas: { elasticIps: 2 } });
    account.create("Eip", {});
    account.create("Eip", {});
    expect(() => account.create("Eip", {})).toThrow("AddressLimitExceeded");
  });

  test("is lent to a machine whose subnet says so", () => {
    const open = account.create("Subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.1.3.0/24",
      mapPublicIpOnLaunch: true,
    });
    const inputs = { ami: LINUX_AMI, instanceType: "t3.micro", subnetId: open.id };
    const made = account.create("Instance", inputs);
    expect(made.publicIp).toMatch(/^203\.0\.113\./);
    expect(
      account.create("Instance", { ...inputs, associatePublicIpAddress: false }).publicIp,
    ).toBe("");
    account.remove("Instance", made.id);
    expect(account.ec2.addresses.all()).toEqual([]);
  });
});

describe("a NAT gateway", () => {
  test("has an interface and its address", () => {
    const address = eip();
    const made = account.create("NatGateway", { subnetId: subnet.id, allocationId: address.id });
    expect(made.publicIp).toBe(address.publicIp);
    expect(made.privateIp).toMatch(/^10\.1\.0\./);
    expect(() =>
      account.create("NatGateway", { subnetId: subnet.id, allocationId: address.id }),
    ).toThrow("Resource.AlreadyAssociated");
    expect(() => account.remove("Subnet", subnet.id)).toThrow("DependencyViolation");
    account.remove("NatGateway", made.id);
    account.remove("Eip", address.id);
    account.remove("Subnet", subnet.id);
  });

  test("needs an elastic IP and an internet gateway, unless it is private", () => {
    expect(() => account.create("NatGateway", { subnetId: subnet.id })).toThrow(
      "needs allocationId",
    );
    const made = account.create("NatGateway", { subnetId: subnet.id, connectivityType: "private" });
    expect(made.publicIp).toBe("");
    account.remove("InternetGateway", gateway.id);
    const address = eip();
    expect(() =>
      account.create("NatGateway", { subnetId: subnet.id, allocationId: address.id }),
    ).toThrow("has no Internet gateway attached");
  });
});
