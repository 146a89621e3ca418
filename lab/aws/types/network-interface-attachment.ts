// aws.ec2.NetworkInterfaceAttachment: an interface for a machine that runs. A vSRX sees it after its next start.

import { type Ec2, type NetworkInterface } from "../ec2";
import { AwsError, invalid } from "../errors";
import { newId } from "../ids";
import { imageOf } from "../images";
import { instanceTypeOf } from "../instance-types";
import { resourceType } from "../resource-type";
import { requiredNumber } from "../schema";
import { anchor, regional } from "./common";

function byAttachment(ec2: Ec2, region: string, id: string): NetworkInterface | undefined {
  return ec2.interfaces.all().find((row) => row.region === region && row.attachment?.id === id);
}

export const networkInterfaceAttachment = resourceType({
  token: "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  title: "EC2 Network Interface Attachment",
  inputs: {
    ...regional,
    instanceId: anchor,
    networkInterfaceId: anchor,
    deviceIndex: requiredNumber({ change: "replace" }),
  },
  computed: ["attachmentId", "status"],
  create(ec2, region, { instanceId, networkInterfaceId, deviceIndex }) {
    const instance = ec2.instances.get(region, instanceId);
    const row = ec2.interfaces.get(region, networkInterfaceId);
    if (row.attachment !== undefined) {
      throw new AwsError(
        "InvalidNetworkInterface.InUse",
        `Interface: [${row.id}] in use by instance ${row.attachment.instanceId}.`,
      );
    }
    const others = instance.interfaceIds.map((id) => ec2.interfaces.known(id));
    if (others.some(({ attachment }) => attachment?.index === deviceIndex)) {
      throw invalid(
        `Instance '${instanceId}' already has an interface attached at device index '${deviceIndex}'.`,
      );
    }
    const { zone } = ec2.subnets.known(row.subnetId);
    if (zone !== instance.zone) {
      throw invalid(
        `You cannot attach network interfaces to an instance in a different availability zone: ${row.id} is in ${zone}, the instance in ${instance.zone}.`,
      );
    }
    const limit = instanceTypeOf(instance.instanceType).interfaces;
    if (others.length >= limit) {
      throw new AwsError(
        "AttachmentLimitExceeded",
        `Interface count ${others.length + 1} exceeds the limit for ${instance.instanceType}: ${limit}.`,
      );
    }
    const id = newId("eni-attach");
    row.attachment = {
      id,
      instanceId,
      index: deviceIndex,
      deleteOnTermination: false,
      seen: imageOf(instance.imageId).kind === "linux",
    };
    instance.interfaceIds = [...others, row]
      .sort((a, b) => (a.attachment?.index ?? 0) - (b.attachment?.index ?? 0))
      .map((each) => each.id);
    return id;
  },
  read(ec2, region, id) {
    const row = byAttachment(ec2, region, id);
    if (row?.attachment === undefined) return undefined;
    return {
      region,
      instanceId: row.attachment.instanceId,
      networkInterfaceId: row.id,
      deviceIndex: row.attachment.index,
      attachmentId: id,
      status: "attached",
    };
  },
  remove(ec2, region, id) {
    const row = byAttachment(ec2, region, id);
    if (row?.attachment === undefined) return;
    const instance = ec2.instances.get(region, row.attachment.instanceId);
    instance.interfaceIds = instance.interfaceIds.filter((each) => each !== row.id);
    row.attachment = undefined;
  },
});
