// The AWS resources of a Linux host: a group and an instance with a static address.
import { Instance } from "@pulumi/aws/ec2/instance";
import { mergeOptions } from "@pulumi/pulumi";
import type { Host } from "../topology";
import { createGroup } from "./groups";
import type { AwsPlace } from "./place";

export function createHost(host: Host, { site, network, plan, name, opts }: AwsPlace): Instance {
  const tags = { Name: host.name, Role: "host", ...site.props.tags };
  const subnet = network.subnets.get(host.network)?.subnet;
  if (subnet === undefined) throw new RangeError(`no subnet for ${host.network.cidr} was planned`);
  const group = createGroup(name, host.name, network.vpc, tags, opts);
  for (const rule of plan.hostRules.get(host) ?? []) group.add(rule, rule.cidr, host.name);
  return new Instance(
    name,
    {
      ami: host.props.ami,
      instanceType: host.props.instanceType ?? "t3.micro",
      keyName: network.keyPair.keyName,
      subnetId: subnet.id,
      privateIp: host.address,
      vpcSecurityGroupIds: [group.group.id],
      tags,
    },
    // Its address is fixed, and two machines cannot have one.
    mergeOptions(opts, { deleteBeforeReplace: true }),
  );
}
