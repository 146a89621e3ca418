// Interfaces, launch templates and instances: addresses, attachments, zones and user data.

import { LINUX_AMI, VSRX_AMI } from "../../../lab/aws/images";
import { Account, type Made, PUBLIC_KEY } from "./account";

let account: Account;
let vpc: Made;
let subnet: Made;

beforeEach(() => {
  account = new Account();
  ({ vpc, subnet } = account.ground());
});

function eni(privateIp?: string, subnetId = subnet.id): Made {
  return account.create("NetworkInterface", {
    subnetId,
    privateIps: privateIp === undefined ? undefined : [privateIp],
  });
}

function template(interfaces: readonly Made[], more = {}): Made {
  return account.create("LaunchTemplate", {
    name: `lt-${account.ec2.launchTemplates.all().length}`,
    networkInterfaces: interfaces.map(({ id }, deviceIndex) => ({
      deviceIndex,
      networkInterfaceId: id,
    })),
    ...more,
  });
}

function launch(more: object): Made {
  return account.create("Instance", { ami: VSRX_AMI, instanceType: "c5.large", ...more });
}

const from = ({ id }: Made, version = "$Latest") => ({ launchTemplate: { id, version } });

describe("an interface", () => {
  test.each(["10.1.0.0", "10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.255"])(
    "does not get %s, which AWS keeps",
    (address) => {
      expect(() => eni(address)).toThrow(/InvalidParameterValue.*reserved address range/);
    },
  );

  test("gets an address of its subnet that nobody has", () => {
    expect(eni("10.1.0.4").privateIp).toBe("10.1.0.4");
    expect(() => eni("10.1.0.4")).toThrow("InvalidIPAddress.InUse");
    expect(() => eni("10.1.1.4")).toThrow("does not fall within the subnet's address range");
    const [a, b] = [eni(), eni()];
    expect(a.privateIp).not.toBe(b.privateIp);
    expect(a.macAddress).toMatch(/^02(:[0-9a-f]{2}){5}$/);
  });

  test("belongs to its VPC's default group unless told otherwise", () => {
    expect(eni().securityGroups).toEqual([vpc.defaultSecurityGroupId]);
    const other = account.create("Vpc", { cidrBlock: "10.9.0.0/16" });
    const foreign = account.create("SecurityGroup", { vpcId: other.id, name: "foreign" });
    expect(() =>
      account.create("NetworkInterface", { subnetId: subnet.id, securityGroups: [foreign.id] }),
    ).toThrow("different networks");
  });

  test("keeps its subnet from being deleted", () => {
    const { id } = eni();
    expect(() => account.remove("Subnet", subnet.id)).toThrow(
      new RegExp(`DependencyViolation.*${id}`),
    );
  });
});

describe("a launch", () => {
  test("takes template and overrides together", () => {
    const rows = [eni("10.1.0.10"), eni("10.1.0.11")];
    const key = account.create("KeyPair", { keyName: "k", publicKey: PUBLIC_KEY });
    const lt = template(rows, {
      instanceType: "c5.xlarge",
      tagSpecifications: [
        { resourceType: "instance", tags: { Name: "from-template", Role: "nat" } },
      ],
    });
    const made = account.create("Instance", {
      ...from(lt),
      ami: VSRX_AMI,
      keyName: key.id,
      tags: { Name: "srx1" },
    });
    expect(made).toMatchObject({
      instanceType: "c5.xlarge",
      keyName: "k",
      privateIp: "10.1.0.10",
      primaryNetworkInterfaceId: rows[0]?.id,
      instanceState: "running",
      availabilityZone: "us-east-1a",
    });
    expect(account.ec2.instances.known(made.id)).toMatchObject({ name: "srx1", role: "nat" });
  });

  test("uses the template's version that was asked for", () => {
    const [a, b] = [eni(), eni()];
    const lt = template([a]);
    const inputs = {
      name: lt.name,
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: b.id }],
    };
    expect(account.update("LaunchTemplate", lt.id, inputs)).toMatchObject({
      latestVersion: 2,
      defaultVersion: 1,
    });
    expect(launch(from(lt, "1")).primaryNetworkInterfaceId).toBe(a.id);
    expect(launch(from(lt)).primaryNetworkInterfaceId).toBe(b.id);
    expect(() => launch(from(lt, "3"))).toThrow("VersionNotFound");
  });

  test("a template's own tags make no new version", () => {
    const lt = template([eni()]);
    const { networkInterfaces, name } = lt;
    const inputs = { name, networkInterfaces, tags: { a: "b" } };
    expect(account.update("LaunchTemplate", lt.id, inputs).latestVersion).toBe(1);
  });

  test("refuses an interface that is in use, until its instance is gone", () => {
    const row = eni();
    const lt = template([row]);
    const first = launch(from(lt));
    expect(() => launch(from(lt))).toThrow(
      new RegExp(`InvalidNetworkInterface\\.InUse.*${row.id}.*${first.id}`),
    );
    expect(() => account.remove("NetworkInterface", row.id)).toThrow("currently in use");
    account.remove("Instance", first.id);
    expect(launch(from(lt)).primaryNetworkInterfaceId).toBe(row.id);
  });

  test("takes its own interface along when it ends", () => {
    const made = launch({ subnetId: subnet.id, privateIp: "10.1.0.20" });
    expect(account.ec2.interfaces.all()).toHaveLength(1);
    account.remove("Instance", made.id);
    expect(account.ec2.interfaces.all()).toHaveLength(0);
  });

  test("wants all interfaces in one zone", () => {
    const elsewhere = account.create("Subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.1.9.0/24",
      availabilityZone: "us-east-1b",
    });
    expect(() => launch(from(template([eni(), eni(undefined, elsewhere.id)])))).toThrow(
      /different availability zone.*us-east-1b/,
    );
    expect(() => launch({ ...from(template([eni()])), availabilityZone: "us-east-1c" })).toThrow(
      "different availability zone",
    );
  });

  test("wants device indexes without gaps and each interface once", () => {
    const row = eni();
    const gap = account.create("LaunchTemplate", {
      name: "gap",
      networkInterfaces: [{ deviceIndex: 1, networkInterfaceId: row.id }],
    });
    expect(() => launch(from(gap))).toThrow("from 0 without gaps");
    expect(() => launch(from(template([row, row])))).toThrow("in use twice");
  });

  test("does not mix interfaces with a subnet or groups of the instance's own", () => {
    const lt = template([eni()]);
    expect(() => launch({ ...from(lt), subnetId: subnet.id })).toThrow(
      /InvalidParameterCombination.*subnet ID/,
    );
    expect(() =>
      launch({ ...from(lt), vpcSecurityGroupIds: [vpc.defaultSecurityGroupId as string] }),
    ).toThrow(/InvalidParameterCombination.*security groups/);
  });

  test("fits the type", () => {
    const rows = [eni(), eni(), eni(), eni()];
    expect(() => launch(from(template(rows)))).toThrow(
      "AttachmentLimitExceeded: Interface count 4 exceeds the limit for c5.large: 3.",
    );
    expect(launch({ ...from(template(rows)), instanceType: "c5.xlarge" }).id).toMatch(/^i-/);
    expect(() => launch({ subnetId: subnet.id, instanceType: "c5.huge" })).toThrow(
      "Invalid value 'c5.huge' for InstanceType",
    );
  });

  test.each([
    [{ ami: "ami-0123" }, "InvalidAMIID.NotFound"],
    [{ ami: undefined }, "MissingParameter: The request must contain the parameter ImageId"],
    [{ keyName: "none" }, "InvalidKeyPair.NotFound: The key pair 'none' does not exist"],
    [{ subnetId: undefined }, "VPCIdNotSpecified"],
    [{ subnetId: "subnet-0" }, "InvalidSubnetID.NotFound"],
    [{ userData: "x".repeat(16_385) }, "limited to 16384 bytes"],
    [{ userDataBase64: "no base64!" }, "Invalid BASE64 encoding of user data"],
    [{ userData: "a", userDataBase64: "YQ==" }, "exclude each other"],
  ])("refuses %j", (more, reason) => {
    expect(() => launch({ subnetId: subnet.id, ...more })).toThrow(reason);
    expect(account.ec2.interfaces.all()).toEqual([]);
  });

  test("reads user data, encoded or not, and does not read it twice", () => {
    const text = "#junos-config\nsystem { host-name srx1; }\n";
    const encoded = Buffer.from(text).toString("base64");
    for (const inputs of [{ userData: text }, { userData: encoded }, { userDataBase64: encoded }]) {
      const { id } = launch({ subnetId: subnet.id, ...inputs });
      expect(account.ec2.instances.known(id).userData).toBe(text);
    }
  });

  test("starts again when its type or user data changes", () => {
    const inputs = { ami: LINUX_AMI, instanceType: "t3.micro", subnetId: subnet.id };
    const { id } = launch(inputs);
    account.update("Instance", id, { ...inputs, tags: { a: "b" } });
    expect(account.ec2.instances.known(id).starts).toBe(1);
    account.update("Instance", id, { ...inputs, instanceType: "t3.small" });
    account.update("Instance", id, { ...inputs, instanceType: "t3.small", userData: "new" });
    expect(account.ec2.instances.known(id).starts).toBe(3);
  });

  test("is protected from termination when it says so", () => {
    const { id } = launch({ subnetId: subnet.id, disableApiTermination: true });
    expect(() => account.remove("Instance", id)).toThrow("OperationNotPermitted");
  });

  test("stays within the quota", () => {
    account = new Account({ quotas: { vcpus: 4 } });
    ({ subnet } = account.ground());
    launch({ subnetId: subnet.id });
    launch({ subnetId: subnet.id });
    expect(() => launch({ subnetId: subnet.id })).toThrow("VcpuLimitExceeded");
  });
});

test("key pairs are RSA or ED25519, each name once", () => {
  account.create("KeyPair", { keyName: "k", publicKey: PUBLIC_KEY });
  expect(() => account.create("KeyPair", { keyName: "k", publicKey: PUBLIC_KEY })).toThrow(
    "InvalidKeyPair.Duplicate",
  );
  for (const publicKey of ["nonsense", "ssh-rsa AAAA", "ecdsa-sha2-nistp256 AAAAE2VjZHNh"]) {
    expect(() => account.create("KeyPair", { keyName: "other", publicKey })).toThrow(
      "InvalidKey.Format",
    );
  }
});

describe("an interface attached to a running machine", () => {
  const attach = (instanceId: string, row: Made): Made =>
    account.create("NetworkInterfaceAttachment", {
      instanceId,
      networkInterfaceId: row.id,
      deviceIndex: 1,
    });
  const seen = ({ id }: Made): boolean | undefined =>
    account.ec2.interfaces.known(id).attachment?.seen;

  test("is not seen by a vSRX until it starts again", () => {
    const inputs = { subnetId: subnet.id };
    const { id } = launch(inputs);
    const row = eni();
    attach(id, row);
    expect(seen(row)).toBe(false);
    account.update("Instance", id, { ami: VSRX_AMI, ...inputs, instanceType: "c5.xlarge" });
    expect(seen(row)).toBe(true);
  });

  test("is seen by Linux at once, and comes and goes", () => {
    const { id } = launch({ ami: LINUX_AMI, subnetId: subnet.id });
    const row = eni();
    const attachment = attach(id, row);
    expect(seen(row)).toBe(true);
    expect(() => attach(id, eni())).toThrow(
      "already has an interface attached at device index '1'",
    );
    account.remove("NetworkInterfaceAttachment", attachment.id);
    expect(account.ec2.instances.known(id).interfaceIds).toHaveLength(1);
    account.remove("NetworkInterface", row.id);
  });
});
