// Security groups with standalone rules: adding one never disturbs another's.
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import {
  type CustomResourceOptions,
  type Input,
  mergeOptions,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { Gateway, Host, NatDevice } from "../topology";
import { regional } from "./network";
import type { PlannedRule } from "./planned";
import type { AwsSite } from "./site";
import { transformed } from "./transformed";

export interface GroupResources {
  readonly group: SecurityGroup;
  readonly rules: Resource[];
  /** Add one rule; undefined when a transform leaves it out. */
  add(rule: PlannedRule, cidr: Input<string>, label: string): Output<string> | undefined;
}

/** Whose group it is, and where it goes. */
export interface GroupPlace {
  readonly owner: Gateway | NatDevice | Host;
  readonly site: AwsSite;
  readonly vpcId: Input<string>;
  readonly opts: CustomResourceOptions;
}

/** A group without any rule: closed in both directions. */
export function createGroup(
  name: string,
  description: string,
  tags: Readonly<Record<string, string>>,
  { owner, site, vpcId, opts }: GroupPlace,
): GroupResources {
  const groupArgs = { vpcId, description, ...regional(site), tags: { ...tags } };
  const group = new SecurityGroup(
    name,
    transformed(owner, "securityGroup", groupArgs, name),
    // AWS changes no description: another name of its device would need another group, and that another interface.
    mergeOptions(opts, { ignoreChanges: ["description"] }),
  );
  const rules: Resource[] = [];
  return {
    group,
    rules,
    add(rule, cidr, label) {
      const wanted = {
        securityGroupId: group.id,
        ipProtocol: rule.protocol,
        ...(rule.port === undefined ? {} : { fromPort: rule.port, toPort: rule.port }),
        ...(rule.source ?? { cidrIpv4: cidr }),
        description: rule.description,
        ...regional(site),
        ...(site.props.tags === undefined ? {} : { tags: { ...site.props.tags } }),
      };
      const about = { direction: rule.direction, interface: label };
      const args = transformed(owner, "securityGroupRule", wanted, about);
      if (args === undefined) return undefined;
      const child = `${name}-${ruleName(rule)}`;
      const made =
        rule.direction === "ingress"
          ? new SecurityGroupIngressRule(child, args, opts)
          : new SecurityGroupEgressRule(child, args, opts);
      rules.push(made);
      return made.securityGroupRuleId;
    },
  };
}

/** `in-udp-500-172-16-21-1-32`: a name by content, so that a rule added between others renames none. */
function ruleName(rule: PlannedRule): string {
  const direction = rule.direction === "ingress" ? "in" : "out";
  const protocol = rule.protocol === "-1" ? "all" : rule.protocol === "50" ? "esp" : rule.protocol;
  const peer = rule.cidr.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  return [direction, protocol, rule.port, peer].filter((part) => part !== undefined).join("-");
}
