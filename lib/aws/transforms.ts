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
  /** The VPC, unless it is there. */
  readonly vpc?: Transform<VpcArgs>;
  /** The VPC's internet gateway, unless the VPC is there. */
  readonly internetGateway?: Transform<InternetGatewayArgs>;
  /** The key pair in EC2, unless `management.keyName` names one. */
  readonly keyPair?: Transform<KeyPairArgs>;
  /** Every subnet, but for those that are there. */
  readonly subnet?: Transform<SubnetArgs>;
  /** The route table of every subnet that is made, but for those that are there. */
  readonly routeTable?: Transform<RouteTableArgs>;
  /** What ties every subnet that is made to its route table. */
  readonly routeTableAssociation?: Transform<RouteTableAssociationArgs>;
  /** Every route that leads to the internet, a NAT gateway, or something else that is there. */
  readonly route?: Transform<RouteArgs>;
  /** The elastic IP of the NAT gateway. */
  readonly elasticIp?: Transform<EipArgs>;
  /** The NAT gateway, where a device has `Nat.gateway()` and none is there. */
  readonly natGateway?: Transform<NatGatewayArgs>;
}

declare module "../topology/device-props" {
  interface GatewayTransforms {
    /** The instance: image, type, user data, disks. The launch template gives it its interfaces. */
    readonly instance?: Transform<InstanceArgs>;
    /** The launch template, which holds the instance's interfaces. */
    readonly launchTemplate?: Transform<LaunchTemplateArgs>;
    /** Every interface, fxp0 included. */
    readonly networkInterface?: Transform<NetworkInterfaceArgs>;
    /** Every elastic IP that is made for it: of fxp0, of its outer interface, of rules of a NAT device. */
    readonly elasticIp?: Transform<EipArgs>;
    /** What maps every one of its elastic IPs to an interface. */
    readonly elasticIpAssociation?: Transform<EipAssociationArgs>;
    /** The group of every interface. */
    readonly securityGroup?: Transform<SecurityGroupArgs>;
    /** Every rule of its security groups, in both directions; undefined leaves the rule out. */
    readonly securityGroupRule?: RuleTransform;
    /** Every route that leads to it. */
    readonly route?: Transform<RouteArgs>;
  }
  interface HostTransforms {
    /** The instance, image and address included. */
    readonly instance?: Transform<InstanceArgs>;
    /** The group that is made for it. */
    readonly securityGroup?: Transform<SecurityGroupArgs>;
    /** Every rule of its group, in both directions; undefined leaves the rule out. */
    readonly securityGroupRule?: RuleTransform;
  }
}
