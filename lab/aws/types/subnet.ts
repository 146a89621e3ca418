// aws.ec2.Subnet: a block of its VPC's addresses in one availability zone.

import { contains, overlaps } from "../../../lib/net";
import { cidrProblem, formatCidr, parseCidr } from "../addresses";
import { AwsError, inUse } from "../errors";
import { newId } from "../ids";
import { checkQuota } from "../quotas";
import { zoneOf, zonesOf } from "../regions";
import { commonOutputs, resourceType } from "../resource-type";
import { flagOr, requiredText, text, unsupported } from "../schema";
import { anchor, tagged } from "./common";

export const subnet = resourceType({
  token: "aws:ec2/subnet:Subnet",
  title: "EC2 Subnet",
  inputs: {
    ...tagged,
    vpcId: anchor,
    cidrBlock: requiredText({ change: "replace", rule: cidrProblem }),
    availabilityZone: text({ change: "replace", computed: true }),
    availabilityZoneId: text({ change: "replace", computed: true }),
    mapPublicIpOnLaunch: flagOr(false),
    assignIpv6AddressOnCreation: flagOr(false),
    ipv6CidrBlock: unsupported("Subnets of the lab have IPv4 only."),
    ipv6Native: flagOr(false, { change: "replace" }),
  },
  computed: ["arn", "ownerId", "availabilityZone", "availabilityZoneId", "tagsAll"],
  create(ec2, region, values, inputs) {
    const vpc = ec2.vpcs.get(region, values.vpcId);
    const { cidrBlock } = values;
    const cidr = parseCidr(cidrBlock);
    const within = cidr !== undefined && ec2.blocksOf(vpc).some((known) => contains(known, cidr));
    if (cidr === undefined || !within || cidr.length < 16 || cidr.length > 28) {
      throw new AwsError(
        "InvalidSubnet.Range",
        `The CIDR '${cidrBlock}' is invalid: a subnet is a /16 to a /28 inside its VPC's ${formatCidr(vpc.cidr)}.`,
      );
    }
    const beside = ec2.subnets.all().filter((row) => row.vpcId === vpc.id);
    checkQuota(ec2, "subnetsPerVpc", beside.length + 1);
    const rival = beside.find((row) => overlaps(row.cidr, cidr));
    if (rival !== undefined) {
      throw new AwsError(
        "InvalidSubnet.Conflict",
        `The CIDR '${cidrBlock}' conflicts with another subnet: ${rival.id}.`,
      );
    }
    const byId = zonesOf(region).find((zone) => zone.id === values.availabilityZoneId)?.name;
    const wanted = values.availabilityZone ?? values.availabilityZoneId;
    const zone = byId ?? (wanted === undefined ? zonesOf(region)[0]?.name : wanted) ?? "";
    return ec2.subnets.add({
      id: newId("subnet"),
      region,
      inputs,
      vpcId: vpc.id,
      cidr,
      zone: zoneOf(region, zone).name,
    }).id;
  },
  read(ec2, region, id) {
    const row = ec2.subnets.find(region, id);
    if (row === undefined) return undefined;
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "subnet", id),
      ownerId: ec2.ownerId,
      availabilityZone: row.zone,
      availabilityZoneId: zoneOf(region, row.zone).id,
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.subnets.get(region, id).inputs = inputs;
  },
  remove(ec2, region, id) {
    const { cidr, vpcId } = ec2.subnets.get(region, id);
    const inside = ec2.interfaces.all().filter(({ subnetId }) => subnetId === id);
    if (inside.length > 0) {
      throw inUse(
        `The subnet '${id}' has dependencies and cannot be deleted: ${inside.map((other) => other.id).join(", ")}.`,
      );
    }
    const named = ec2.routes.all().filter(({ routeTableId, destination }) => {
      const isHere = ec2.routeTables.known(routeTableId).vpcId === vpcId;
      return isHere && formatCidr(destination) === formatCidr(cidr);
    });
    if (ec2.account.refuses.subnetsThatRoutesName && named.length > 0)
      throw inUse(`The subnet '${id}' has dependencies and cannot be deleted: routes name it.`);
    for (const association of ec2.associations.all()) {
      if (association.subnetId === id) ec2.associations.remove(association.id);
    }
    ec2.subnets.remove(id);
  },
});
