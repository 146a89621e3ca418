// What a program may change on the AWS resources made for it, one by one.
import type { EipArgs } from "@pulumi/aws/ec2/eip";
import type { EipAssociationArgs } from "@pulumi/aws/ec2/eipAssociation";
import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { InternetGatewayArgs } from "@pulumi/aws/ec2/internetGateway";
import type { KeyPairArgs } from "@pulumi/aws/ec2/keyPair";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type { NatGatewayArgs } from "@pulumi/aws/ec2/natGateway";
import type { NetworkInterfaceArgs } from "@pulumi/aws/ec2/networkInterface";
import type { RouteArgs } from "@pulumi/aws/ec2/route";
import type { RouteTableArgs } from "@pulumi/aws/ec2/routeTable";
import type { RouteTableAssociationArgs } from "@pulumi/aws/ec2/routeTableAssociation";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { SubnetArgs } from "@pulumi/aws/ec2/subnet";
import type { VpcArgs } from "@pulumi/aws/ec2/vpc";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";

/** Gets the arguments and the child's name; returns the arguments to use. */
export type Transform<Args> = (args: Args, name: string) => Args;

/** Gets a rule's arguments; returns those to use, or undefined to leave the rule out. */
export type RuleTransform = (
  args: SecurityGroupIngressRuleArgs,
  rule: { readonly direction: "ingress" | "egress"; readonly interface: string },
) => SecurityGroupIngressRuleArgs | undefined;

/** Resources of a site itself. */
export interface SiteTransforms {
  readonly vpc?: Transform<VpcArgs>;
  readonly internetGateway?: Transform<InternetGatewayArgs>;
  readonly keyPair?: Transform<KeyPairArgs>;
  readonly subnet?: Transform<SubnetArgs>;
  readonly routeTable?: Transform<RouteTableArgs>;
  readonly routeTableAssociation?: Transform<RouteTableAssociationArgs>;
  /** Every route that leads to the internet, a NAT gateway, or something else that is there. */
  readonly route?: Transform<RouteArgs>;
  /** The elastic IP of the NAT gateway. */
  readonly elasticIp?: Transform<EipArgs>;
  readonly natGateway?: Transform<NatGatewayArgs>;
}

declare module "../topology/device-props" {
  interface GatewayTransforms {
    readonly instance?: Transform<InstanceArgs>;
    readonly launchTemplate?: Transform<LaunchTemplateArgs>;
    /** Every interface, fxp0 included. */
    readonly networkInterface?: Transform<NetworkInterfaceArgs>;
    readonly elasticIp?: Transform<EipArgs>;
    readonly elasticIpAssociation?: Transform<EipAssociationArgs>;
    /** The group of every interface. */
    readonly securityGroup?: Transform<SecurityGroupArgs>;
    /** Every rule of its security groups, in both directions; undefined leaves the rule out. */
    readonly securityGroupRule?: RuleTransform;
    /** Every route that leads to it. */
    readonly route?: Transform<RouteArgs>;
  }
  interface HostTransforms {
    readonly instance?: Transform<InstanceArgs>;
    readonly securityGroup?: Transform<SecurityGroupArgs>;
    /** Every rule of its group, in both directions; undefined leaves the rule out. */
    readonly securityGroupRule?: RuleTransform;
  }
}
