// aws.ec2.RouteTable: routes for the subnets that choose it. Its routes are resources of their own.

import { inUse } from "../errors";
import { newId } from "../ids";
import { commonOutputs, resourceType } from "../resource-type";
import { unsupported } from "../schema";
import { routesOf } from "../standing";
import { anchor, tagged } from "./common";

export const routeTable = resourceType({
  token: "aws:ec2/routeTable:RouteTable",
  title: "EC2 Route Table",
  inputs: {
    ...tagged,
    vpcId: anchor,
    routes: unsupported("Write each route as an aws.ec2.Route."),
    propagatingVgws: unsupported("The lab has no virtual private gateways."),
  },
  computed: ["arn", "ownerId", "routes", "propagatingVgws", "tagsAll"],
  create(ec2, region, { vpcId }, inputs) {
    ec2.vpcs.get(region, vpcId);
    const number = ec2.nextTableNumber();
    return ec2.routeTables.add({ id: newId("rtb"), region, inputs, vpcId, main: false, number }).id;
  },
  read(ec2, region, id) {
    const row = ec2.routeTables.find(region, id);
    if (row === undefined) return undefined;
    return {
      ...commonOutputs(row),
      vpcId: row.vpcId,
      arn: ec2.arn(region, "route-table", id),
      ownerId: ec2.ownerId,
      routes: routesOf(ec2, row),
      propagatingVgws: [],
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.routeTables.get(region, id).inputs = inputs;
  },
  remove(ec2, region, id) {
    ec2.routeTables.get(region, id);
    const users = ec2.associations.all().filter(({ routeTableId }) => routeTableId === id);
    if (users.length > 0) {
      throw inUse(
        `The routeTable '${id}' has dependencies and cannot be deleted: ${users.map((other) => other.subnetId).join(", ")}.`,
      );
    }
    for (const route of ec2.routes.all()) {
      if (route.routeTableId === id) ec2.routes.remove(route.id);
    }
    ec2.routeTables.remove(id);
  },
});
