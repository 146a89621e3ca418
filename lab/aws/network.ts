// From the account to the network that plays it: a router per VPC, a namespace per machine, the internet.

import { NetworkPlan } from "../topology";
import { formatCidr, routerAddress } from "./addresses";
import {
  type Ec2,
  type Instance,
  type NatGateway,
  type NetworkInterface,
  type Route,
  type RouteTable,
  type Vpc,
} from "./ec2";
import { filterTable } from "./filters";
import { holderOf, isRunning } from "./standing";
import { imageOf } from "./images";

/** The core of the internet: routes between VPCs' gateways and the operator. */
export const INTERNET = "internet";
/** The namespace of the person or program that runs Pulumi. */
export const OPERATOR = "operator";
export const OPERATOR_ADDRESS = "198.51.100.10";

const INTERNET_ROUTER = "198.51.100.1";
/** The kernel's table with one route for each address in use: what AWS calls the local route. */
const LOCAL_TABLE = 50;
/** Route tables come behind the numbers that the kernel keeps for itself: 253, 254 and 255. */
const FIRST_TABLE = 1000;

/** The namespaces and links of an instance's interfaces. */
export interface Port {
  readonly namespace: string;
  readonly link: string;
}

/** Where interface `index` of a machine appears. */
export function portOf(instance: Instance, node: string, index: number): Port {
  if (imageOf(instance.imageId).kind === "linux") return { namespace: node, link: `eth${index}` };
  return index === 0
    ? { namespace: `${node}.mgmt`, link: "fxp0" }
    : { namespace: node, link: `ge-0-0-${index - 1}` };
}

/** The namespace of a VPC's router. */
export function routerName(vpcId: string): string {
  return `vpc-${vpcId.slice(-8)}`;
}

const natName = (id: string): string => `nat-${id.slice(-8)}`;
const routerLink = (interfaceId: string): string => `eni${interfaceId.slice(-8)}`;

/** The whole network. `nodeOf` names each instance's namespace. */
export function networkOf(ec2: Ec2, nodeOf: (instanceId: string) => string): NetworkPlan {
  const plan = new NetworkPlan();
  planInternet(plan);
  for (const vpc of ec2.vpcs.all()) planRouter(plan, ec2, vpc);
  for (const instance of ec2.instances.all().filter(isRunning)) {
    planInstance(plan, ec2, instance, nodeOf(instance.id));
  }
  for (const gateway of ec2.natGateways.all().filter(isAvailable)) {
    planNatGateway(plan, ec2, ec2.interfaces.known(gateway.interfaceId), natName(gateway.id));
  }
  for (const vpc of ec2.vpcs.all()) planRoutes(plan, ec2, vpc);
  return plan;
}

function planInternet(plan: NetworkPlan): void {
  plan.namespace(INTERNET, { forwarding: true });
  plan.namespace(OPERATOR);
  plan.cable({ namespace: INTERNET, link: "operator" }, { namespace: OPERATOR, link: "eth0" });
  plan.address(INTERNET, "operator", `${INTERNET_ROUTER}/24`);
  plan.address(OPERATOR, "eth0", `${OPERATOR_ADDRESS}/24`);
  plan.route(OPERATOR, `default via ${INTERNET_ROUTER} dev eth0`);
}

function planRouter(plan: NetworkPlan, ec2: Ec2, vpc: Vpc): void {
  const router = routerName(vpc.id);
  plan.namespace(router, { generation: vpc.id, forwarding: true, proxyArp: true });
  for (const subnet of ec2.subnets.all()) {
    if (subnet.vpcId === vpc.id) plan.address(router, "lo", `${routerAddress(subnet.cidr)}/32`);
  }
  plan.rule(router, `lookup ${LOCAL_TABLE} priority 2000`);
  plan.route(router, `blackhole default table ${LOCAL_TABLE}`);
  if (ec2.internetGatewayOf(vpc.id) !== undefined) planInternetGateway(plan, ec2, vpc, router);
}

/** The two ends of the cable between a VPC's gateway and the internet: a /30 per VPC. */
function transit(ec2: Ec2, vpc: Vpc): { core: string; router: string; link: string } {
  const number = ec2.routeTables.known(vpc.mainRouteTableId).number;
  const prefix = `100.64.${Math.floor(number / 64)}.`;
  const first = (number % 64) * 4;
  return { core: `${prefix}${first + 1}`, router: `${prefix}${first + 2}`, link: `vpc${number}` };
}

function planInternetGateway(plan: NetworkPlan, ec2: Ec2, vpc: Vpc, router: string): void {
  const { core, router: outside, link } = transit(ec2, vpc);
  plan.cable({ namespace: INTERNET, link }, { namespace: router, link: "igw" });
  plan.address(INTERNET, link, `${core}/30`);
  plan.address(router, "igw", `${outside}/30`);
  const pairs = ec2.addresses.all().flatMap(({ publicIp, association }) => {
    const row = ec2.interfaces.find(vpc.region, association?.interfaceId);
    if (association === undefined || row?.vpcId !== vpc.id) return [];
    return [{ publicIp, privateIp: association.privateIp }];
  });
  for (const { publicIp } of pairs) plan.route(INTERNET, `${publicIp} via ${outside} dev ${link}`);
  const elements = (items: readonly string[]): string =>
    items.length === 0 ? "" : ` elements = { ${items.join(", ")} };`;
  // One address for one address, without memory: what is mapped anew must not follow an old flow's mapping.
  plan.ruleset(
    router,
    "ip igw",
    [
      `set public { type ipv4_addr;${elements(pairs.map((pair) => pair.publicIp))} }`,
      `set private { type ipv4_addr;${elements(pairs.map((pair) => pair.privateIp))} }`,
      `map inward { type ipv4_addr : ipv4_addr;${elements(pairs.map((pair) => `${pair.publicIp} : ${pair.privateIp}`))} }`,
      `map outward { type ipv4_addr : ipv4_addr;${elements(pairs.map((pair) => `${pair.privateIp} : ${pair.publicIp}`))} }`,
      "chain in {",
      "type filter hook prerouting priority -300; policy accept;",
      'iifname "igw" ip daddr != @public counter drop',
      'iifname "igw" ip daddr set ip daddr map @inward',
      "}",
      "chain out {",
      "type filter hook postrouting priority 300; policy accept;",
      'oifname "igw" ip saddr != @private counter drop',
      'oifname "igw" ip saddr set ip saddr map @outward',
      "}",
    ].join("\n"),
  );
}

/** Plugs an interface into its VPC's router: a cable of its own, so that nothing passes the router by. */
function plug(plan: NetworkPlan, row: NetworkInterface, port: Port): void {
  const router = routerName(row.vpcId);
  const link = routerLink(row.id);
  plan.cable(
    { namespace: router, link },
    { namespace: port.namespace, link: port.link, mac: row.mac },
  );
  for (const address of row.addresses) {
    // AWS delivers to the interface whatever the machine does with its addresses.
    plan.neighbour(router, link, address, row.mac);
    plan.route(router, `${address} dev ${link} table ${LOCAL_TABLE}`);
  }
}

function configure(plan: NetworkPlan, ec2: Ec2, row: NetworkInterface, port: Port): void {
  const { cidr } = ec2.subnets.known(row.subnetId);
  for (const address of row.addresses) {
    plan.address(port.namespace, port.link, `${address}/${cidr.length}`);
  }
}

function defaultRoute(plan: NetworkPlan, ec2: Ec2, row: NetworkInterface, port: Port): void {
  const { cidr } = ec2.subnets.known(row.subnetId);
  plan.route(port.namespace, `default via ${routerAddress(cidr)} dev ${port.link}`);
}

function planInstance(plan: NetworkPlan, ec2: Ec2, instance: Instance, node: string): void {
  const ports = instance.interfaceIds
    .map((id) => ec2.interfaces.known(id))
    .filter((row) => isPlugged(ec2, row))
    .map((row) => ({ row, port: portOf(instance, node, row.attachment?.index ?? 0) }));
  const isLinux = imageOf(instance.imageId).kind === "linux";
  const generation = `${instance.id}/${instance.starts}`;
  const namespaces = new Set([node, ...ports.map(({ port }) => port.namespace)]);
  for (const namespace of namespaces) plan.namespace(namespace, { generation });
  for (const { row, port } of ports) {
    plug(plan, row, port);
    // A device gives its data ports their addresses itself, from its configuration.
    if (isLinux || port.link === "fxp0") configure(plan, ec2, row, port);
  }
  const [first] = ports;
  if (first !== undefined) defaultRoute(plan, ec2, first.row, first.port);
  for (const namespace of namespaces) {
    const links = ports
      .filter(({ port }) => port.namespace === namespace)
      .map(({ row, port }) => ({ link: port.link, row }));
    if (links.length > 0) plan.ruleset(namespace, "ip aws", filterTable(ec2, links));
  }
}

/** How long a NAT gateway remembers an idle flow. */
const NAT_GATEWAY_IDLE_SECONDS = "350";

function planNatGateway(plan: NetworkPlan, ec2: Ec2, row: NetworkInterface, name: string): void {
  const port = { namespace: name, link: "eth0" };
  plan.namespace(name, { generation: row.id, forwarding: true });
  plug(plan, row, port);
  configure(plan, ec2, row, port);
  defaultRoute(plan, ec2, row, port);
  for (const timer of [
    "udp_timeout",
    "udp_timeout_stream",
    "tcp_timeout_established",
    "icmp_timeout",
  ]) {
    plan.setting(name, `netfilter/nf_conntrack_${timer}`, NAT_GATEWAY_IDLE_SECONDS);
  }
  plan.ruleset(
    name,
    "ip aws",
    [
      "chain input {",
      "type filter hook input priority 0; policy drop;",
      "}",
      "chain forward {",
      "type filter hook forward priority 0; policy drop;",
      "ct state established,related accept",
      "meta l4proto { tcp, udp, icmp } ct state new accept",
      "}",
      "chain source {",
      "type nat hook postrouting priority 100; policy accept;",
      // Every flow gets a port of its own, so 500 and 4500 never stay what they were.
      "meta l4proto { tcp, udp } masquerade to :1024-65535 fully-random",
      "meta l4proto icmp masquerade",
      "}",
    ].join("\n"),
  );
}

function planRoutes(plan: NetworkPlan, ec2: Ec2, vpc: Vpc): void {
  const router = routerName(vpc.id);
  const tables = ec2.routeTables.all().filter((table) => table.vpcId === vpc.id);
  for (const table of tables) {
    // The local route: more specific than 0/0, so it must end the search here and go on in its own table.
    for (const block of ec2.blocksOf(vpc)) {
      plan.route(router, `throw ${formatCidr(block)} table ${kernelTable(table)}`);
    }
    for (const route of ec2.routes.all()) {
      if (route.routeTableId === table.id) {
        plan.route(router, routeText(ec2, vpc, route, kernelTable(table)));
      }
    }
  }
  for (const row of ec2.interfaces.all()) {
    if (row.vpcId !== vpc.id || !isPlugged(ec2, row)) continue;
    const table = ec2.routeTableOf(ec2.subnets.known(row.subnetId));
    plan.rule(router, `iif ${routerLink(row.id)} lookup ${kernelTable(table)} priority 1000`);
  }
}

const isAvailable = ({ state }: NatGateway): boolean => state === "available";

function isPlugged(ec2: Ec2, row: NetworkInterface): boolean {
  if (row.kind === "nat_gateway")
    return ec2.natGateways.all().some((each) => each.interfaceId === row.id && isAvailable(each));
  const holder = holderOf(ec2, row);
  return row.attachment?.seen === true && holder !== undefined && isRunning(holder);
}

/** The kernel's number of a route table. */
export function kernelTable({ number }: RouteTable): number {
  return FIRST_TABLE + number;
}

function routeText(ec2: Ec2, vpc: Vpc, route: Route, table: number): string {
  const destination = formatCidr(route.destination);
  const lost = `blackhole ${destination} table ${table}`;
  if (route.target.kind === "gateway") {
    const gateway = ec2.internetGateways.find(vpc.region, route.target.id);
    if (gateway?.vpcId !== vpc.id) return lost;
    return `${destination} via ${transit(ec2, vpc).core} dev igw table ${table}`;
  }
  const interfaceId =
    route.target.kind === "interface"
      ? route.target.id
      : ec2.natGateways.find(vpc.region, route.target.id)?.interfaceId;
  const row = ec2.interfaces.find(vpc.region, interfaceId);
  if (row === undefined || !isPlugged(ec2, row)) return lost;
  return `${destination} via ${row.addresses[0] ?? ""} dev ${routerLink(row.id)} onlink table ${table}`;
}
