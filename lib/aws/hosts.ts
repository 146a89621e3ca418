// The AWS resources of a Linux host: a group and an instance with a static address.
import { Instance } from "@pulumi/aws/ec2/instance";
import { mergeOptions } from "@pulumi/pulumi";
import { type Host, StackScope } from "../topology";
import { createGroup } from "./groups";
import { lateOutputs } from "./late-outputs";
import { imageOf } from "./late-props";
import { regional } from "./network";
import type { AwsPlace } from "./place";
import { tagsFor } from "./tags";
import { transformed } from "./transformed";
import { volumesOf } from "./volumes";

export function createHost(host: Host, { site, network, plan, name, opts }: AwsPlace): Instance {
  const tags = tagsFor(site, { Name: host.name, Role: "host" });
  const subnet = network.subnets.get(host.network);
  if (subnet === undefined) throw new RangeError(`no subnet for ${host.network.cidr} was planned`);
  const place = { owner: host, site, vpcId: network.vpcId, opts };
  const made = createGroup(name, host.name, tags, place);
  const { group } = made;
  for (const rule of plan.hostRules.get(host) ?? []) made.add(rule, rule.cidr, host.name);
  const args = {
    ami: imageOf(host),
    instanceType: host.props.instanceType ?? "t3.micro",
    keyName: network.keyName,
    subnetId: subnet.id,
    privateIp: host.address,
    vpcSecurityGroupIds: [group.id, ...(host.props.securityGroupIds ?? [])],
    ...volumesOf(site, tags),
    ...regional(site),
    tags,
  };
  const instance = new Instance(
    name,
    transformed(host, "instance", args, name),
    // Its address is fixed, and two machines cannot have one.
    mergeOptions(opts, { deleteBeforeReplace: true }),
  );
  lateOutputs(StackScope.of(host)).settle(host, {
    instanceId: instance.id,
    networkInterfaceId: instance.primaryNetworkInterfaceId,
    securityGroupId: group.id,
    privateIp: instance.privateIp,
  });
  return instance;
}
