// aws.ec2.EipAssociation: which private address an elastic one stands for.

import { type Ec2, type PublicAddress } from "../ec2";
import { AwsError } from "../errors";
import { associate, resolveTarget } from "../public-addresses";
import { resourceType } from "../resource-type";
import { flag, text } from "../schema";
import { holderOf } from "../standing";
import { regional } from "./common";

function byAssociation(ec2: Ec2, region: string, id: string): PublicAddress | undefined {
  return ec2.addresses.all().find((row) => row.region === region && row.association?.id === id);
}

export const eipAssociation = resourceType({
  token: "aws:ec2/eipAssociation:EipAssociation",
  title: "EC2 EIP Association",
  inputs: {
    ...regional,
    allocationId: text({ change: "replace", computed: true }),
    publicIp: text({ change: "replace", computed: true }),
    networkInterfaceId: text({ change: "replace", computed: true }),
    instanceId: text({ change: "replace", computed: true }),
    privateIpAddress: text({ change: "replace", computed: true }),
    allowReassociation: flag({ change: "replace" }),
  },
  computed: ["allocationId", "publicIp", "networkInterfaceId", "instanceId", "privateIpAddress"],
  create(ec2, region, values) {
    const row =
      values.allocationId === undefined
        ? ec2.addresses
            .all()
            .find(({ region: home, publicIp }) => home === region && publicIp === values.publicIp)
        : ec2.addresses.get(region, values.allocationId);
    if (row === undefined) {
      throw new AwsError(
        "InvalidAddress.NotFound",
        `Address '${values.publicIp ?? ""}' not found.`,
      );
    }
    const target = resolveTarget(ec2, region, {
      interfaceId: values.networkInterfaceId,
      instanceId: values.instanceId,
      privateIp: values.privateIpAddress,
    });
    return associate(ec2, row, target, values.allowReassociation ?? true);
  },
  read(ec2, region, id) {
    const row = byAssociation(ec2, region, id);
    if (row?.association === undefined) return undefined;
    const { interfaceId, privateIp } = row.association;
    return {
      region,
      allocationId: row.id,
      publicIp: row.publicIp,
      networkInterfaceId: interfaceId,
      instanceId: holderOf(ec2, ec2.interfaces.find(region, interfaceId))?.id ?? "",
      privateIpAddress: privateIp,
    };
  },
  remove(ec2, region, id) {
    const row = byAssociation(ec2, region, id);
    if (row === undefined) {
      throw new AwsError(
        "InvalidAssociationID.NotFound",
        `The association ID '${id}' does not exist`,
      );
    }
    row.association = undefined;
  },
});
