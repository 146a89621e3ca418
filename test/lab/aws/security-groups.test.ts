// Security groups: closed when new, rules one by one, and the filter that they become.

import { matchOf } from "../../../lab/aws/filters";
import { Account, type Made } from "./account";

let account: Account;
let vpc: Made;
let subnet: Made;
let group: Made;

beforeEach(() => {
  account = new Account();
  ({ vpc, subnet } = account.ground());
  group = account.create("SecurityGroup", { vpcId: vpc.id, name: "outer" });
});

const rule = (given: object, way = "Ingress"): Made =>
  account.create(`SecurityGroup${way}Rule`, { securityGroupId: group.id, ...given });

const filterOf = (given: object, way?: string): string | undefined =>
  matchOf(account.ec2, account.ec2.rules.known(rule(given, way).id));

const ANY = { cidrIpv4: "0.0.0.0/0" };

test("a new group has no rule at all, not even outward", () => {
  expect(account.ec2.rules.all().filter(({ groupId }) => groupId === group.id)).toEqual([]);
});

test.each([
  [
    { ipProtocol: "udp", fromPort: 500, toPort: 500, cidrIpv4: "203.0.113.7/32" },
    "ip saddr 203.0.113.7/32 udp dport 500-500",
  ],
  [{ ipProtocol: "17", fromPort: 4500, toPort: 4500, ...ANY }, "udp dport 4500-4500"],
  [{ ipProtocol: "50", cidrIpv4: "10.0.0.0/8" }, "ip saddr 10.0.0.0/8 ip protocol 50"],
  [{ ipProtocol: "icmp", fromPort: 8, toPort: 0, ...ANY }, "icmp type 8 icmp code 0"],
  [{ ipProtocol: "icmp", fromPort: -1, toPort: -1, ...ANY }, "ip protocol icmp"],
  [{ ipProtocol: "-1", ...ANY }, ""],
])("%j lets through: %s", (given, match) => {
  expect(filterOf(given)).toBe(match);
});

test("outward rules look at the destination", () => {
  expect(filterOf({ ipProtocol: "-1", cidrIpv4: "10.1.0.0/16" }, "Egress")).toBe(
    "ip daddr 10.1.0.0/16",
  );
});

test("a group as source stands for its interfaces' private addresses", () => {
  const peer = account.create("SecurityGroup", { vpcId: vpc.id, name: "peer" });
  const { id } = rule({ ipProtocol: "-1", referencedSecurityGroupId: peer.id });
  const row = account.ec2.rules.known(id);
  expect(matchOf(account.ec2, row)).toBeUndefined();
  account.create("NetworkInterface", {
    subnetId: subnet.id,
    privateIps: ["10.1.0.9"],
    securityGroups: [peer.id],
  });
  expect(matchOf(account.ec2, row)).toBe("ip saddr { 10.1.0.9 }");
});

test.each([
  [{ ipProtocol: "udp", ...ANY }, "Must specify both from and to ports with TCP/UDP"],
  [
    { ipProtocol: "udp", fromPort: 600, toPort: 500, ...ANY },
    "Invalid TCP/UDP port range (600-500)",
  ],
  [{ ipProtocol: "udp", fromPort: 70000, toPort: 70000, ...ANY }, "70000 is not a port"],
  [{ ipProtocol: "50", fromPort: 500, toPort: 500, ...ANY }, "mean nothing with protocol 50"],
  [{ ipProtocol: "esp", ...ANY }, '"esp" is not a protocol'],
  [{ ipProtocol: "-1" }, "needs exactly one of cidrIpv4 and referencedSecurityGroupId; none given"],
  [{ ipProtocol: "-1", cidrIpv4: "10.1.2.3/16" }, 'did you mean "10.1.0.0/16"?'],
])("%j is refused: %s", (given, reason) => {
  expect(() => rule(given)).toThrow(reason);
});

test("the same permission twice is refused, whatever its description", () => {
  const given = { ipProtocol: "udp", fromPort: 500, toPort: 500, ...ANY };
  rule(given);
  expect(() => rule({ ...given, ipProtocol: "17", description: "again" })).toThrow(
    /InvalidPermission\.Duplicate.*peer: 0\.0\.0\.0\/0, 17, from port: 500/,
  );
  expect(rule(given, "Egress").id).toMatch(/^sgr-/);
});

test("a group in use can't be deleted", () => {
  const row = account.create("NetworkInterface", {
    subnetId: subnet.id,
    securityGroups: [group.id],
  });
  expect(() => account.remove("SecurityGroup", group.id)).toThrow(
    new RegExp(`DependencyViolation: resource ${group.id} has a dependent object: ${row.id}`),
  );
  account.remove("NetworkInterface", row.id);
  rule({ ipProtocol: "-1", ...ANY });
  account.remove("SecurityGroup", group.id);
  expect(account.ec2.rules.all().filter(({ groupId }) => groupId === group.id)).toEqual([]);
});

test("names are taken once per VPC and never begin with sg-", () => {
  expect(() => account.create("SecurityGroup", { vpcId: vpc.id, name: "outer" })).toThrow(
    "InvalidGroup.Duplicate",
  );
  expect(() => account.create("SecurityGroup", { vpcId: vpc.id, name: "sg-1" })).toThrow(
    "can't begin",
  );
});

test("inline rules are refused with the better way", () => {
  expect(() =>
    account.create("SecurityGroup", { vpcId: vpc.id, name: "x", ingress: [{ protocol: "-1" }] }),
  ).toThrow("SecurityGroupIngressRule");
});
