// aws.ec2.InternetGateway: a VPC's door to the internet; it maps public addresses to private ones, 1:1.

import { type Ec2 } from "../ec2";
import { inUse, invalid } from "../errors";
import { newId } from "../ids";
import { checkQuota } from "../quotas";
import { commonOutputs, resourceType } from "../resource-type";
import { text } from "../schema";
import { tagged } from "./common";

function attach(ec2: Ec2, region: string, vpcId: string | undefined): void {
  if (vpcId === undefined) return;
  ec2.vpcs.get(region, vpcId);
  const rival = ec2.internetGatewayOf(vpcId);
  if (rival !== undefined) {
    throw invalid(`Network ${vpcId} already has an internet gateway attached: ${rival.id}`);
  }
}

function detach(ec2: Ec2, vpcId: string | undefined): void {
  if (vpcId === undefined) return;
  const mapped = ec2.addresses.all().filter(({ association }) => {
    return (
      association !== undefined && ec2.interfaces.known(association.interfaceId).vpcId === vpcId
    );
  });
  if (mapped.length > 0) {
    throw inUse(
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway: ${mapped.map(({ publicIp }) => publicIp).join(", ")}.`,
    );
  }
}

export const internetGateway = resourceType({
  token: "aws:ec2/internetGateway:InternetGateway",
  title: "EC2 Internet Gateway",
  inputs: { ...tagged, vpcId: text({ computed: true }) },
  computed: ["arn", "ownerId", "tagsAll"],
  create(ec2, region, { vpcId }, inputs) {
    const beside = ec2.internetGateways.all().filter((row) => row.region === region).length;
    checkQuota(ec2, "vpcs", beside + 1);
    attach(ec2, region, vpcId);
    return ec2.internetGateways.add({ id: newId("igw"), region, inputs, vpcId }).id;
  },
  read(ec2, region, id) {
    const row = ec2.internetGateways.find(region, id);
    if (row === undefined) return undefined;
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "internet-gateway", id),
      ownerId: ec2.ownerId,
      vpcId: row.vpcId ?? "",
    };
  },
  update(ec2, region, id, { vpcId }, inputs) {
    const row = ec2.internetGateways.get(region, id);
    if (vpcId !== undefined && vpcId !== row.vpcId) {
      detach(ec2, row.vpcId);
      attach(ec2, region, vpcId);
      row.vpcId = vpcId;
    }
    row.inputs = inputs;
  },
  remove(ec2, region, id) {
    const row = ec2.internetGateways.get(region, id);
    detach(ec2, row.vpcId);
    ec2.internetGateways.remove(id);
  },
});
