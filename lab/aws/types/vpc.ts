// aws.ec2.Vpc: a private range of addresses with its main route table and its default security group.

import { cidrProblem, parseCidr } from "../addresses";
import { AwsError, inUse } from "../errors";
import { newId } from "../ids";
import { checkQuota } from "../quotas";
import { commonOutputs, resourceType } from "../resource-type";
import { flagOr, requiredText, textOr, unsupported } from "../schema";
import { tagged } from "./common";

export const vpc = resourceType({
  token: "aws:ec2/vpc:Vpc",
  title: "EC2 VPC",
  inputs: {
    ...tagged,
    cidrBlock: requiredText({ change: "replace", rule: cidrProblem }),
    enableDnsSupport: flagOr(true),
    enableDnsHostnames: flagOr(false),
    enableNetworkAddressUsageMetrics: flagOr(false),
    instanceTenancy: textOr("default"),
    assignGeneratedIpv6CidrBlock: unsupported("VPCs of the lab have IPv4 only."),
    ipv6CidrBlock: unsupported("VPCs of the lab have IPv4 only."),
    ipv4IpamPoolId: unsupported("Give cidrBlock."),
  },
  computed: [
    "arn",
    "defaultNetworkAclId",
    "defaultRouteTableId",
    "defaultSecurityGroupId",
    "dhcpOptionsId",
    "mainRouteTableId",
    "ownerId",
    "tagsAll",
  ],
  // A dedicated one may become an ordinary one; every other change needs a new VPC.
  replacedBy: (olds, news) => {
    const [before, now] = [olds.instanceTenancy ?? "default", news.instanceTenancy ?? "default"];
    return before === now || (before === "dedicated" && now === "default")
      ? []
      : ["instanceTenancy"];
  },
  create(ec2, region, { cidrBlock }, inputs) {
    const cidr = parseCidr(cidrBlock);
    if (cidr === undefined || cidr.length < 16 || cidr.length > 28) {
      throw new AwsError(
        "InvalidVpc.Range",
        `The CIDR '${cidrBlock}' is invalid: a VPC takes a /16 to a /28.`,
      );
    }
    checkQuota(ec2, "vpcs", ec2.vpcs.all().filter((row) => row.region === region).length + 1);
    const id = newId("vpc");
    const mainRouteTableId = newId("rtb");
    const defaultGroupId = newId("sg");
    ec2.vpcs.add({
      id,
      region,
      inputs,
      cidr,
      secondary: new Map(),
      mainRouteTableId,
      defaultGroupId,
    });
    const number = ec2.nextTableNumber();
    ec2.routeTables.add({
      id: mainRouteTableId,
      region,
      inputs: {},
      vpcId: id,
      main: true,
      number,
    });
    const group = { region, inputs: {}, vpcId: id, name: "default", isDefault: true };
    ec2.groups.add({ ...group, id: defaultGroupId });
    const rule = { region, inputs: {}, groupId: defaultGroupId, protocol: "-1" } as const;
    ec2.rules.add({ ...rule, id: newId("sgr"), direction: "ingress", peerGroupId: defaultGroupId });
    ec2.rules.add({ ...rule, id: newId("sgr"), direction: "egress", cidr: parseCidr("0.0.0.0/0") });
    return id;
  },
  read(ec2, region, id) {
    const row = ec2.vpcs.find(region, id);
    if (row === undefined) return undefined;
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "vpc", id),
      ownerId: ec2.ownerId,
      mainRouteTableId: row.mainRouteTableId,
      defaultRouteTableId: row.mainRouteTableId,
      defaultSecurityGroupId: row.defaultGroupId,
      defaultNetworkAclId: id.replace("vpc-", "acl-"),
      dhcpOptionsId: `dopt-${region}`,
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.vpcs.get(region, id).inputs = inputs;
  },
  remove(ec2, region, id) {
    const row = ec2.vpcs.get(region, id);
    const inside = [
      ...ec2.subnets.all().filter(({ vpcId }) => vpcId === id),
      ...ec2.internetGateways.all().filter(({ vpcId }) => vpcId === id),
      ...ec2.interfaces.all().filter(({ vpcId }) => vpcId === id),
      ...ec2.routeTables.all().filter((table) => table.vpcId === id && !table.main),
      ...ec2.groups.all().filter((group) => group.vpcId === id && !group.isDefault),
    ];
    if (inside.length > 0) {
      throw inUse(
        `The vpc '${id}' has dependencies and cannot be deleted: ${inside.map((other) => other.id).join(", ")}.`,
      );
    }
    for (const rule of ec2.rules.all()) {
      if (rule.groupId === row.defaultGroupId) ec2.rules.remove(rule.id);
    }
    for (const route of ec2.routes.all()) {
      if (route.routeTableId === row.mainRouteTableId) ec2.routes.remove(route.id);
    }
    ec2.groups.remove(row.defaultGroupId);
    ec2.routeTables.remove(row.mainRouteTableId);
    ec2.vpcs.remove(id);
  },
});
