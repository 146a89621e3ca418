// aws.ec2.Route: where one destination goes. Inside the VPC only a whole subnet may be sent to an interface.

import { createHash } from "node:crypto";
import { contains } from "../../../lib/net";
import { type Cidr, cidrProblem, formatCidr, parseCidr } from "../addresses";
import { type Ec2, type RouteTable, type RouteTarget } from "../ec2";
import { AwsError, invalid, notInTheLab } from "../errors";
import { resourceType } from "../resource-type";
import { instanceBehind, stateOf } from "../standing";
import { requiredText, text, unsupported } from "../schema";
import { anchor, regional } from "./common";

interface Targets {
  readonly gatewayId?: string;
  readonly networkInterfaceId?: string;
  readonly natGatewayId?: string;
}

const TARGET_NAMES = ["gatewayId", "networkInterfaceId", "natGatewayId"] as const;

function belongElsewhere(table: RouteTable, what: string): AwsError {
  return invalid(`route table ${table.id} and ${what} belong to different networks`);
}

function targetOf(ec2: Ec2, region: string, table: RouteTable, targets: Targets): RouteTarget {
  if (targets.networkInterfaceId !== undefined) {
    const row = ec2.interfaces.get(region, targets.networkInterfaceId);
    if (row.vpcId !== table.vpcId) throw belongElsewhere(table, `network interface ${row.id}`);
    return { kind: "interface", id: row.id };
  }
  if (targets.natGatewayId !== undefined) {
    const row = ec2.natGateways.get(region, targets.natGatewayId);
    if (ec2.interfaces.known(row.interfaceId).vpcId !== table.vpcId) {
      throw belongElsewhere(table, `NAT gateway ${row.id}`);
    }
    return { kind: "natGateway", id: row.id };
  }
  const gatewayId = targets.gatewayId ?? "";
  if (!gatewayId.startsWith("igw-")) {
    throw notInTheLab(`a route to the gateway "${gatewayId}"`, "Route to an internet gateway.");
  }
  const row = ec2.internetGateways.get(region, gatewayId);
  if (row.vpcId !== table.vpcId) throw belongElsewhere(table, `network gateway ${row.id}`);
  return { kind: "gateway", id: row.id };
}

/** Refuses what would take traffic from the VPC's local route in a way that AWS does not allow. */
function checkAgainstLocalRoute(
  ec2: Ec2,
  table: RouteTable,
  destination: Cidr,
  target: RouteTarget,
): void {
  const vpc = ec2.vpcs.known(table.vpcId);
  const local = ec2.blocksOf(vpc).find((known) => contains(known, destination));
  if (local === undefined) return;
  const written = formatCidr(destination);
  if (local.length === destination.length) {
    throw new AwsError(
      "RouteAlreadyExists",
      `The route identified by ${written} already exists: it is the VPC's local route.`,
    );
  }
  if (target.kind !== "interface") {
    throw invalid(
      `The destination CIDR block ${written} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
  }
  const whole = ec2.subnets
    .all()
    .some((row) => row.vpcId === vpc.id && formatCidr(row.cidr) === written);
  if (!whole) {
    throw invalid(
      `Route destination doesn't match any subnet CIDR blocks: ${written} lies in the VPC's ${formatCidr(local)}, where only the CIDR of a whole subnet can be routed to an interface.`,
    );
  }
}

export const route = resourceType({
  token: "aws:ec2/route:Route",
  title: "EC2 Route",
  inputs: {
    ...regional,
    routeTableId: anchor,
    destinationCidrBlock: requiredText({ change: "replace", rule: cidrProblem }),
    gatewayId: text(),
    networkInterfaceId: text(),
    natGatewayId: text(),
    destinationIpv6CidrBlock: unsupported("Routes of the lab are IPv4 only."),
    destinationPrefixListId: unsupported("Give destinationCidrBlock."),
    transitGatewayId: unsupported("The lab has no transit gateways."),
    vpcPeeringConnectionId: unsupported("The lab has no VPC peering."),
    egressOnlyGatewayId: unsupported("Routes of the lab are IPv4 only."),
    vpcEndpointId: unsupported("The lab has no VPC endpoints."),
  },
  computed: ["instanceId", "instanceOwnerId", "origin", "state"],
  together(inputs) {
    const given = TARGET_NAMES.filter((name) => inputs[name] !== undefined);
    return given.length === 1
      ? []
      : [
          `a route needs exactly one of ${TARGET_NAMES.join(", ")}; ${given.length === 0 ? "none is" : `${given.join(" and ")} are`} given`,
        ];
  },
  create(ec2, region, values, inputs) {
    const table = ec2.routeTables.get(region, values.routeTableId);
    const destination = parseCidr(values.destinationCidrBlock);
    if (destination === undefined) throw invalid(`${values.destinationCidrBlock} is not a block`);
    const written = formatCidr(destination);
    const twin = ec2.routes
      .all()
      .find((row) => row.routeTableId === table.id && formatCidr(row.destination) === written);
    if (twin !== undefined) {
      throw new AwsError(
        "RouteAlreadyExists",
        `The route identified by ${written} already exists.`,
      );
    }
    const target = targetOf(ec2, region, table, values);
    checkAgainstLocalRoute(ec2, table, destination, target);
    // The Terraform provider derives a route's id from its table and destination.
    const id = `r-${table.id}${createHash("sha256").update(written).digest("hex").slice(0, 10)}`;
    return ec2.routes.add({ id, region, inputs, routeTableId: table.id, destination, target }).id;
  },
  read(ec2, region, id) {
    const row = ec2.routes.find(region, id);
    if (row === undefined) return undefined;
    const instance = instanceBehind(ec2, row);
    return {
      ...row.inputs,
      region,
      origin: "CreateRoute",
      state: stateOf(ec2, row),
      instanceId: instance?.id ?? "",
      instanceOwnerId: instance === undefined ? "" : ec2.ownerId,
    };
  },
  update(ec2, region, id, values, inputs) {
    const row = ec2.routes.get(region, id);
    const table = ec2.routeTables.get(region, row.routeTableId);
    const target = targetOf(ec2, region, table, values);
    checkAgainstLocalRoute(ec2, table, row.destination, target);
    row.target = target;
    row.inputs = inputs;
  },
  remove(ec2, region, id) {
    ec2.routes.get(region, id);
    ec2.routes.remove(id);
  },
});
