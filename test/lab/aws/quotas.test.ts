// What a new account may not have, which types there are and where, and whose terms were accepted.
import { accountFrom, FRESH } from "../../../lab/aws/account";
import { LINUX_AMI, VSRX_AMI } from "../../../lab/aws/images";
import { Account, type Made, typeNamed } from "./account";

const times = (count: number, make: (index: number) => unknown): void => {
  for (let index = 0; index < count; index += 1) make(index);
};

const vpc = (account: Account): Made => account.create("Vpc", { cidrBlock: "10.7.0.0/16" });

describe("a new account", () => {
  test("has five VPCs, with an internet gateway each", () => {
    const account = new Account();
    times(5, () => vpc(account));
    expect(() => vpc(account)).toThrow(/^VpcLimitExceeded.*: 5, and this makes 6/);
    times(5, () => account.create("InternetGateway", {}));
    expect(() => account.create("InternetGateway", {})).toThrow("VpcLimitExceeded");
  });

  test("has five NAT gateways in a zone", () => {
    const account = new Account();
    const { subnet, vpc: home } = account.ground();
    const inputs = { connectivityType: "private" };
    times(5, () => account.create("NatGateway", { subnetId: subnet.id, ...inputs }));
    expect(() => account.create("NatGateway", { subnetId: subnet.id, ...inputs })).toThrow(
      "NatGatewayLimitExceeded",
    );
    const elsewhere = account.create("Subnet", {
      ...{ vpcId: home.id, cidrBlock: "10.1.9.0/24", availabilityZone: "us-east-1b" },
    });
    account.create("NatGateway", { subnetId: elsewhere.id, ...inputs });
  });

  test("has sixty rules in a group each way, and says how to have more", () => {
    const account = new Account();
    const group = account.create("SecurityGroup", { vpcId: vpc(account).id, name: "full" });
    const rule = (direction: string, port: number): Made =>
      account.create(`SecurityGroup${direction}Rule`, {
        ...{ securityGroupId: group.id, ipProtocol: "udp", cidrIpv4: "0.0.0.0/0" },
        ...{ fromPort: port, toPort: port },
      });
    times(60, (port) => rule("Ingress", port));
    expect(() => rule("Ingress", 60)).toThrow(
      /RulesPerSecurityGroupLimitExceeded.*"quotas": \{ "rulesPerGroup": 61 \} in account\.json/,
    );
    rule("Egress", 1);
  });
});

describe("settings", () => {
  test("raise what they name, and leave the rest", () => {
    const { quotas, marketplace } = accountFrom({ quotas: { vpcs: 12 } });
    expect(quotas).toEqual({ ...FRESH.quotas, vpcs: 12 });
    expect(marketplace).toEqual(FRESH.marketplace);
    const account = new Account({ quotas: { vpcs: 6 } });
    times(6, () => vpc(account));
  });

  test.each([
    [[], "the account has to be an object"],
    [{ quota: {} }, 'the account has no "quota"; it has quotas, marketplace, slow, refuses'],
    [{ quotas: { eips: 7 } }, 'quotas has no "eips"; it has vpcs, '],
    [{ quotas: { vpcs: "7" } }, 'quotas.vpcs has to be of kind number, not "7"'],
    [{ quotas: { vpcs: -1 } }, "quotas.vpcs has to be 0 or more, not -1"],
    [{ quotas: 7 }, "quotas has to be of kind object, not 7"],
  ])("%j is refused", (given, reason) => {
    expect(() => accountFrom(given)).toThrow(reason);
  });
});

describe("an instance type", () => {
  const launch = (ami: string, instanceType: string, settings: object = {}, zone = "a"): Made => {
    const account = new Account(settings);
    const subnet = account.create("Subnet", {
      ...{ vpcId: vpc(account).id, cidrBlock: "10.7.1.0/24" },
      availabilityZone: `us-east-1${zone}`,
    });
    return account.create("Instance", { ami, instanceType, subnetId: subnet.id });
  };

  test.each([
    ["c6i.9xlarge", "Invalid value 'c6i.9xlarge' for InstanceType. The lab has c6i in large, "],
    ["c5.lrage", "Invalid value 'c5.lrage' for InstanceType"],
    ["x99.large", "Invalid value 'x99.large' for InstanceType. The lab has the families"],
    ["t2.micro", "Nitro hypervisor alone"],
    ["m6g.large", "architecture 'arm64' of the specified instance type does not match"],
  ])("%s is refused", (type, reason) => {
    expect(() => launch(LINUX_AMI, type)).toThrow(reason);
  });

  test.each(["c6i.8xlarge", "c5.9xlarge", "c7i-flex.large", "m5.large"])("%s is there", (type) => {
    const settings = { quotas: { vcpus: 64 } };
    expect(launch(VSRX_AMI, type, settings).instanceType).toBe(type);
  });

  test("is not in every zone, nor for every product", () => {
    expect(() => launch(VSRX_AMI, "c5.large", {}, "e")).toThrow(
      /^Unsupported: .*\(c5\.large\).*\(us-east-1e\).* or choosing us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f\.$/,
    );
    expect(() => launch(VSRX_AMI, "t3.medium")).toThrow("UnsupportedOperation");
    expect(launch(LINUX_AMI, "t3.medium").instanceType).toBe("t3.medium");
  });

  test("is of no use for an image whose terms nobody accepted", () => {
    const settings = { marketplace: { termsAccepted: false } };
    expect(() => launch(VSRX_AMI, "c5.large", settings)).toThrow(/^OptInRequired: .*pp\?sku=0lab/);
    expect(launch(LINUX_AMI, "t3.micro", settings).instanceState).toBe("running");
  });
});

describe("a slow day", () => {
  test("a machine that ends holds its interface until it is gone, and its route is a black hole", () => {
    const account = new Account({ slow: { terminateSeconds: 30 } });
    const { subnet } = account.ground();
    const row = account.create("NetworkInterface", { subnetId: subnet.id });
    const networkInterfaces = [{ deviceIndex: 0, networkInterfaceId: row.id }];
    const inputs = { ami: LINUX_AMI, instanceType: "t3.micro", networkInterfaces };
    const machine = account.create("Instance", inputs);
    const leaving = typeNamed("Instance").leaving?.(account.ec2, "us-east-1", machine.id);
    expect(leaving?.seconds).toBe(30);
    expect(account.read("Instance", machine.id).instanceState).toBe("shutting-down");
    expect(() => account.create("Instance", inputs)).toThrow("InvalidNetworkInterface.InUse");
    expect(() => account.remove("NetworkInterface", row.id)).toThrow("currently in use");
    account.remove("Instance", machine.id);
    account.create("Instance", inputs);
  });

  test("a NAT gateway is pending before it is available", () => {
    const account = new Account({ slow: { natGatewaySeconds: 120 } });
    const { subnet } = account.ground();
    const { id } = account.create("NatGateway", {
      ...{ subnetId: subnet.id, connectivityType: "private" },
    });
    const row = account.ec2.natGateways.known(id);
    const settling = typeNamed("NatGateway").settling?.(account.ec2, "us-east-1", id);
    expect([settling?.seconds, row.state]).toEqual([120, "pending"]);
    settling?.then?.();
    expect(row.state).toBe("available");
    typeNamed("NatGateway").leaving?.(account.ec2, "us-east-1", id);
    expect(row.state).toBe("deleting");
  });

  test("a launch finds no capacity, as often as is said", () => {
    const account = new Account({ refuses: { launches: 1 } });
    const { subnet } = account.ground();
    const inputs = { ami: LINUX_AMI, instanceType: "t3.micro", subnetId: subnet.id };
    expect(() => account.create("Instance", inputs)).toThrow("InsufficientInstanceCapacity");
    account.create("Instance", inputs);
  });

  test.each([true, false])("a subnet that a route names stays: %s", (subnetsThatRoutesName) => {
    const account = new Account({ refuses: { subnetsThatRoutesName } });
    const { vpc: home, subnet } = account.ground();
    const named = account.create("Subnet", { vpcId: home.id, cidrBlock: "10.1.7.0/24" });
    const row = account.create("NetworkInterface", { subnetId: subnet.id });
    account.create("Route", {
      routeTableId: account.create("RouteTable", { vpcId: home.id }).id,
      ...{ destinationCidrBlock: "10.1.7.0/24", networkInterfaceId: row.id },
    });
    const removal = (): void => account.remove("Subnet", named.id);
    if (subnetsThatRoutesName) expect(removal).toThrow("DependencyViolation");
    else expect(removal).not.toThrow();
  });
});
