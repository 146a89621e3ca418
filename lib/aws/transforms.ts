// What a program may change on the AWS resources made for it, one by one.
import type { EipArgs } from "@pulumi/aws/ec2/eip";
import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { NetworkInterfaceArgs } from "@pulumi/aws/ec2/networkInterface";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";

/** Gets the arguments and the child's name; returns the arguments to use. */
export type Transform<Args> = (args: Args, name: string) => Args;

declare module "../topology/device-props" {
  interface GatewayTransforms {
    readonly instance?: Transform<InstanceArgs>;
    readonly launchTemplate?: Transform<LaunchTemplateArgs>;
    /** Every interface, fxp0 included. */
    readonly networkInterface?: Transform<NetworkInterfaceArgs>;
    readonly elasticIp?: Transform<EipArgs>;
    /** Every rule of its security groups, in both directions; undefined leaves the rule out. */
    readonly securityGroupRule?: (
      args: SecurityGroupIngressRuleArgs,
      rule: { readonly direction: "ingress" | "egress"; readonly interface: string },
    ) => SecurityGroupIngressRuleArgs | undefined;
  }
}
