// How things stand now, as AWS tells whoever asks again: what holds an interface, which routes lead somewhere, what a group has come to let in.

import { formatCidr } from "./addresses";
import {
  type Ec2,
  type Instance,
  type NetworkInterface,
  type Route,
  type RouteTable,
  type SecurityGroup,
  type SecurityGroupRule,
} from "./ec2";
import { inSetOrder } from "./set-order";
import { type PlainMap } from "./schema";

/** The instance that an interface is attached to, if any. */
export function holderOf(ec2: Ec2, row: NetworkInterface | undefined): Instance | undefined {
  return row?.attachment && ec2.instances.find(row.region, row.attachment.instanceId);
}

/** Whether a machine is up: one that was stopped keeps its interfaces and its disk, and nothing reaches it. */
export function isRunning({ state }: Instance): boolean {
  return state === "running";
}

/**
 * "blackhole" while the target is not there: a gateway that is detached, an interface that no running machine has
 * (EC2's API reference, Route; VPC user guide, "Route tables": also of a stopped instance).
 */
export function stateOf(ec2: Ec2, { region, routeTableId, target }: Route): "active" | "blackhole" {
  switch (target.kind) {
    case "gateway": {
      const { vpcId } = ec2.routeTables.known(routeTableId);
      return ec2.internetGateways.find(region, target.id)?.vpcId === vpcId ? "active" : "blackhole";
    }
    case "natGateway":
      return ec2.natGateways.find(region, target.id)?.state === "available"
        ? "active"
        : "blackhole";
    case "interface": {
      const holder = holderOf(ec2, ec2.interfaces.find(region, target.id));
      return holder !== undefined && isRunning(holder) ? "active" : "blackhole";
    }
  }
}

/** The instance behind a route's interface; a route to anything else has none. */
export function instanceBehind(ec2: Ec2, { region, target }: Route): Instance | undefined {
  return target.kind === "interface"
    ? holderOf(ec2, ec2.interfaces.find(region, target.id))
    : undefined;
}

/** Members of a set of objects as the provider lists them: like texts, with keys of its own, which stand for them. */
function listed(members: readonly PlainMap[]): readonly PlainMap[] {
  const byText = new Map(members.map((member) => [JSON.stringify(member), member]));
  return inSetOrder([...byText.keys()]).flatMap((text) => {
    const member = byText.get(text);
    return member === undefined ? [] : [member];
  });
}

/** What a table's own description lists: every route that was made in it, and not the local one (terraform-provider-aws, vpc_route_table.go). */
export function routesOf(ec2: Ec2, table: RouteTable): readonly PlainMap[] {
  const rows = ec2.routes.all().filter(({ routeTableId }) => routeTableId === table.id);
  return listed(
    rows.map(({ destination, target: { kind, id } }) => ({
      carrierGatewayId: "",
      cidrBlock: formatCidr(destination),
      coreNetworkArn: "",
      destinationPrefixListId: "",
      egressOnlyGatewayId: "",
      gatewayId: kind === "gateway" ? id : "",
      ipv6CidrBlock: "",
      localGatewayId: "",
      natGatewayId: kind === "natGateway" ? id : "",
      networkInterfaceId: kind === "interface" ? id : "",
      transitGatewayId: "",
      vpcEndpointId: "",
      vpcPeeringConnectionId: "",
    })),
  );
}

interface Permission {
  readonly description: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlocks: readonly string[];
  readonly securityGroups: readonly string[];
  readonly self: boolean;
}

function withPeer(
  before: Permission,
  { groupId, peerGroupId, cidr }: SecurityGroupRule,
): Permission {
  if (cidr !== undefined)
    return { ...before, cidrBlocks: [...before.cidrBlocks, formatCidr(cidr)] };
  if (peerGroupId === undefined || peerGroupId === groupId) return { ...before, self: true };
  return { ...before, securityGroups: [...before.securityGroups, peerGroupId] };
}

/** What a group's own description lists: one entry for each protocol, ports and description, with all who may (terraform-provider-aws, vpc_security_group.go). */
export function permissionsOf(
  ec2: Ec2,
  group: SecurityGroup,
  direction: SecurityGroupRule["direction"],
): readonly PlainMap[] {
  const found = new Map<string, Permission>();
  for (const rule of ec2.rules.all()) {
    if (rule.groupId !== group.id || rule.direction !== direction) continue;
    const { protocol, fromPort = 0, toPort = 0 } = rule;
    const description = typeof rule.inputs.description === "string" ? rule.inputs.description : "";
    const key = JSON.stringify([protocol, fromPort, toPort, description]);
    const empty: Permission = {
      ...{ description, protocol, fromPort, toPort },
      ...{ cidrBlocks: [], securityGroups: [], self: false },
    };
    found.set(key, withPeer(found.get(key) ?? empty, rule));
  }
  return listed(
    [...found.values()].map((each) => ({ ...each, ipv6CidrBlocks: [], prefixListIds: [] })),
  );
}
