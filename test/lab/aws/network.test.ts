// The account as a network: which cable ends where, and what each router is told.

import { VSRX_AMI } from "../../../lab/aws/images";
import { kernelTable, networkOf, routerName } from "../../../lab/aws/network";
import { type NetworkPlan } from "../../../lab/topology/network";
import { Account, type Made } from "./account";

let account: Account;
let vpc: Made;
let gateway: Made;
let subnets: Made[];
let rows: Made[];

const plan = (): NetworkPlan => networkOf(account.ec2, () => "srx1");

const said = (network: NetworkPlan, namespace: string): string[] =>
  (network.namespaces.get(namespace)?.statements ?? []).map(({ kind, text }) => `${kind} ${text}`);

const macOf = (index: number): string => rows[index]?.macAddress as string;

const linkOf = (row: Made | undefined): string => `eni${row?.id.slice(-8) ?? ""}`;

beforeEach(() => {
  account = new Account();
  vpc = account.create("Vpc", { cidrBlock: "10.1.0.0/16" });
  gateway = account.create("InternetGateway", { vpcId: vpc.id });
  subnets = ["10.1.0.0/24", "10.1.12.0/24", "10.1.11.0/24"].map((cidrBlock) =>
    account.create("Subnet", { vpcId: vpc.id, cidrBlock }),
  );
  rows = subnets.map(({ id, cidrBlock }) =>
    account.create("NetworkInterface", {
      subnetId: id,
      privateIps: [(cidrBlock as string).replace("0/24", "10")],
      sourceDestCheck: false,
    }),
  );
});

function launch(): Made {
  const lt = account.create("LaunchTemplate", {
    name: "srx1",
    networkInterfaces: rows.map(({ id }, deviceIndex) => ({ deviceIndex, networkInterfaceId: id })),
  });
  return account.create("Instance", {
    ami: VSRX_AMI,
    instanceType: "c5.large",
    launchTemplate: { id: lt.id },
    tags: { Name: "srx1" },
  });
}

test("interface 0 is fxp0 in a namespace of its own, interface N is ge-0/0/(N-1)", () => {
  launch();
  const network = plan();
  const ends = [...network.cables.values()].map(
    ({ ends: [, b] }) => `${b.namespace}:${b.link} ${b.mac}`,
  );
  expect(ends).toEqual([
    "operator:eth0 undefined",
    `${routerName(vpc.id)}:igw undefined`,
    `srx1.mgmt:fxp0 ${macOf(0)}`,
    `srx1:ge-0-0-0 ${macOf(1)}`,
    `srx1:ge-0-0-1 ${macOf(2)}`,
  ]);
  // Only management gets its address from outside, as by DHCP; the rest is the device's own business.
  expect(said(network, "srx1.mgmt")).toEqual([
    "address 10.1.0.10/24 dev fxp0",
    "route default via 10.1.0.1 dev fxp0",
  ]);
  expect(said(network, "srx1")).toEqual([]);
});

test("an interface without a machine has no cable, and what is routed to it is lost", () => {
  const table = account.create("RouteTable", { vpcId: vpc.id });
  account.create("RouteTableAssociation", { routeTableId: table.id, subnetId: subnets[2]?.id });
  account.create("Route", {
    routeTableId: table.id,
    destinationCidrBlock: "10.1.12.0/24",
    networkInterfaceId: rows[2]?.id,
  });
  const number = kernelTable(account.ec2.routeTables.known(table.id));
  const router = routerName(vpc.id);
  expect(said(plan(), router)).toContain(`route blackhole 10.1.12.0/24 table ${number}`);
  launch();
  expect(said(plan(), router)).toEqual(
    expect.arrayContaining([
      `route 10.1.12.0/24 via 10.1.11.10 dev ${linkOf(rows[2])} onlink table ${number}`,
      `rule iif ${linkOf(rows[2])} lookup ${number} priority 1000`,
      `neighbour 10.1.11.10 lladdr ${macOf(2)} dev ${linkOf(rows[2])} nud permanent`,
      // The local route ends the search where nothing more specific was found.
      `route throw 10.1.0.0/16 table ${number}`,
      "route blackhole default table 50",
    ]),
  );
});

test("a route to a gateway that was detached is lost", () => {
  const table = vpc.mainRouteTableId as string;
  account.create("Route", {
    routeTableId: table,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const number = kernelTable(account.ec2.routeTables.known(table));
  const router = routerName(vpc.id);
  expect(said(plan(), router).find((line) => line.includes("0.0.0.0/0"))).toMatch(
    /^route 0\.0\.0\.0\/0 via 100\.64\.\d+\.\d+ dev igw table/,
  );
  account.remove("InternetGateway", gateway.id);
  expect(said(plan(), router)).toContain(`route blackhole 0.0.0.0/0 table ${number}`);
});

test("a machine that starts again gets namespaces of another generation", () => {
  const { id } = launch();
  const generation = (): string | undefined => plan().namespaces.get("srx1")?.generation;
  const before = generation();
  const inputs = account.ec2.instances.known(id).inputs;
  account.update("Instance", id, { ...inputs, instanceType: "c5.xlarge" });
  expect(generation()).not.toBe(before);
});

test("filters stand on either side of any address translation", () => {
  launch();
  const text = plan().namespaces.get("srx1")?.rulesets.get("ip aws") ?? "";
  expect(text).toContain("type filter hook prerouting priority -150");
  expect(text).toContain("type filter hook postrouting priority 300");
  expect(text).not.toContain("ip daddr !=");
  account.update("NetworkInterface", String(rows[1]?.id), { subnetId: subnets[1]?.id });
  const checked = plan().namespaces.get("srx1")?.rulesets.get("ip aws") ?? "";
  expect(checked).toContain("ip daddr != { 10.1.12.10 } counter drop");
  expect(checked).toContain("ip saddr != { 10.1.12.10 } counter drop");
});

test("however many route tables there are, none is one of those that the kernel keeps for itself", () => {
  for (let made = 0; made < 200; made += 1) account.create("RouteTable", { vpcId: vpc.id });
  const numbers = account.ec2.routeTables.all().map(kernelTable);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => number <= 255)).toEqual([]);
});
