// aws.ec2.RouteTableAssociation: a subnet's choice of its route table.

import { type Ec2, type RouteTable } from "../ec2";
import { AwsError, invalid } from "../errors";
import { newId } from "../ids";
import { resourceType } from "../resource-type";
import { requiredText, unsupported } from "../schema";
import { anchor, regional } from "./common";

function sameVpc(ec2: Ec2, region: string, routeTableId: string, subnetId: string): RouteTable {
  const table = ec2.routeTables.get(region, routeTableId);
  const subnet = ec2.subnets.get(region, subnetId);
  if (subnet.vpcId !== table.vpcId) {
    throw invalid(
      `Route table ${routeTableId} and subnet ${subnetId} belong to different networks`,
    );
  }
  return table;
}

export const routeTableAssociation = resourceType({
  token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  title: "EC2 Route Table Association",
  inputs: {
    ...regional,
    routeTableId: requiredText(),
    subnetId: anchor,
    gatewayId: unsupported("The lab has no ingress routing at gateways."),
  },
  computed: [],
  create(ec2, region, { routeTableId, subnetId }, inputs) {
    sameVpc(ec2, region, routeTableId, subnetId);
    const rival = ec2.associations.all().find((row) => row.subnetId === subnetId);
    if (rival !== undefined) {
      throw new AwsError(
        "Resource.AlreadyAssociated",
        `the specified association for route table ${routeTableId} conflicts with an existing association: ${subnetId} has ${rival.routeTableId}`,
      );
    }
    const id = newId("rtbassoc");
    return ec2.associations.add({ id, region, inputs, routeTableId, subnetId }).id;
  },
  read(ec2, region, id) {
    const row = ec2.associations.find(region, id);
    return row && { ...row.inputs, region };
  },
  update(ec2, region, id, { routeTableId, subnetId }, inputs) {
    const row = ec2.associations.get(region, id);
    sameVpc(ec2, region, routeTableId, subnetId);
    // EC2 gives the association a new id here; an update can't tell the engine so, and nothing refers to it.
    row.routeTableId = routeTableId;
    row.inputs = inputs;
  },
  remove(ec2, region, id) {
    ec2.associations.get(region, id);
    ec2.associations.remove(id);
  },
});
