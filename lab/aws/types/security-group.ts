// aws.ec2.SecurityGroup: a stateful filter at an interface, closed both ways until rules open it.

import { AwsError, inUse, invalid } from "../errors";
import { newId } from "../ids";
import { commonOutputs, resourceType } from "../resource-type";
import { flagOr, text, textOr, unsupported } from "../schema";
import { permissionsOf } from "../standing";
import { descriptionProblem, tagged } from "./common";

const ONE_BY_ONE =
  "Write each rule as an aws.vpc.SecurityGroupIngressRule or an aws.vpc.SecurityGroupEgressRule.";

export const securityGroup = resourceType({
  token: "aws:ec2/securityGroup:SecurityGroup",
  title: "EC2 Security Group",
  inputs: {
    ...tagged,
    name: text({
      change: "replace",
      rule: (value) => {
        if (value.startsWith("sg-"))
          return `a group's name can't begin with "sg-", as ${value} does`;
        return value.length > 255 ? "at most 255 characters" : undefined;
      },
    }),
    namePrefix: text({ change: "replace" }),
    description: textOr("Managed by Pulumi", { change: "replace", rule: descriptionProblem }),
    vpcId: text({ change: "replace", computed: true }),
    revokeRulesOnDelete: flagOr(false),
    ingress: unsupported(ONE_BY_ONE),
    egress: unsupported(ONE_BY_ONE),
  },
  computed: ["arn", "ownerId", "ingress", "egress", "tagsAll"],
  autoname: { property: "name", prefixProperty: "namePrefix" },
  create(ec2, region, { name = "", vpcId }, inputs) {
    if (vpcId === undefined) {
      throw new AwsError("VPCIdNotSpecified", "No default VPC for this user. Give vpcId.");
    }
    ec2.vpcs.get(region, vpcId);
    const twin = ec2.groups.all().find((row) => row.vpcId === vpcId && row.name === name);
    if (twin !== undefined) {
      throw new AwsError(
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    // The provider takes away the open egress rule that EC2 gives every group, so a new one is closed.
    return ec2.groups.add({ id: newId("sg"), region, inputs, vpcId, name, isDefault: false }).id;
  },
  read(ec2, region, id) {
    const row = ec2.groups.find(region, id);
    if (row === undefined) return undefined;
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "security-group", id),
      ownerId: ec2.ownerId,
      name: row.name,
      vpcId: row.vpcId,
      ingress: permissionsOf(ec2, row, "ingress"),
      egress: permissionsOf(ec2, row, "egress"),
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.groups.get(region, id).inputs = inputs;
  },
  remove(ec2, region, id) {
    const row = ec2.groups.get(region, id);
    if (row.isDefault)
      throw invalid(`the specified group: "${id}" name: "default" cannot be deleted`);
    const users = [
      ...ec2.interfaces.all().filter(({ groups }) => groups.includes(id)),
      ...ec2.rules.all().filter((rule) => rule.peerGroupId === id && rule.groupId !== id),
    ];
    if (users.length > 0) {
      throw inUse(
        `resource ${id} has a dependent object: ${users.map((other) => other.id).join(", ")}`,
      );
    }
    for (const rule of ec2.rules.all()) if (rule.groupId === id) ec2.rules.remove(rule.id);
    ec2.groups.remove(id);
  },
});
