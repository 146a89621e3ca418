// The IAM policy that an `up`, a refresh and a destroy of a program need: by the resource types that it has.
import type { ProgramResource } from "../../program";

/** An IAM policy, as JSON has it. */
export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: "*";
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  }[];
}

/** What is created by tag, changed and deleted by the provider, beside the reading of everything (terraform-provider-aws, service/ec2). */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  Vpc: ["CreateVpc", "DeleteVpc", "ModifyVpcAttribute"],
  VpcIpv4CidrBlockAssociation: ["AssociateVpcCidrBlock", "DisassociateVpcCidrBlock"],
  Subnet: ["CreateSubnet", "DeleteSubnet", "ModifySubnetAttribute"],
  InternetGateway: [
    ...["CreateInternetGateway", "DeleteInternetGateway"],
    ...["AttachInternetGateway", "DetachInternetGateway"],
  ],
  NatGateway: ["CreateNatGateway", "DeleteNatGateway"],
  RouteTable: ["CreateRouteTable", "DeleteRouteTable"],
  Route: ["CreateRoute", "ReplaceRoute", "DeleteRoute"],
  RouteTableAssociation: [
    ...["AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation"],
  ],
  SecurityGroup: [
    ...["CreateSecurityGroup", "DeleteSecurityGroup"],
    // The provider takes the rules away that a new group has, and those of a group that goes.
    ...["RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
  ],
  SecurityGroupIngressRule: [
    ...["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "ModifySecurityGroupRules"],
  ],
  SecurityGroupEgressRule: [
    ...["AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "ModifySecurityGroupRules"],
  ],
  KeyPair: ["ImportKeyPair", "DeleteKeyPair"],
  Eip: ["AllocateAddress", "ReleaseAddress", "DisassociateAddress"],
  EipAssociation: ["AssociateAddress", "DisassociateAddress"],
  NetworkInterface: [
    ...["CreateNetworkInterface", "DeleteNetworkInterface", "ModifyNetworkInterfaceAttribute"],
    ...["AssignPrivateIpAddresses", "UnassignPrivateIpAddresses", "DetachNetworkInterface"],
  ],
  NetworkInterfaceAttachment: ["AttachNetworkInterface", "DetachNetworkInterface"],
  LaunchTemplate: [
    ...["CreateLaunchTemplate", "CreateLaunchTemplateVersion"],
    ...["ModifyLaunchTemplate", "DeleteLaunchTemplate"],
  ],
  Instance: [
    ...["RunInstances", "TerminateInstances", "StartInstances", "StopInstances"],
    ...["ModifyInstanceAttribute", "ModifyInstanceMetadataOptions"],
    // The launch takes interfaces by a template of its own.
    ...["CreateNetworkInterface", "ModifyVolume"],
  ],
};

/** Volumes with a key of KMS's (EBS user guide, "How Amazon EBS encryption works"). */
const KMS = [
  ...["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlainText"],
  "kms:ReEncrypt*",
];

/** Types that the table does not have: what they need has to be found out. */
export function typesWithoutActions(resources: readonly ProgramResource[]): readonly string[] {
  return [...new Set(resources.filter(isMade).map(({ type }) => type))].filter(
    (type) => ACTIONS[shortName(type)] === undefined,
  );
}

const isMade = ({ type, isRead }: ProgramResource): boolean => type.startsWith("aws:") && !isRead;

const shortName = (type: string): string => type.split(":").at(-1) ?? "";

/**
 * The policy. It names actions and regions, and no single thing: those do not exist yet.
 * @param regions where it holds; none: everywhere
 */
export function policyOf(
  resources: readonly ProgramResource[],
  regions: readonly string[],
): Policy {
  const made = resources.filter(isMade);
  const actions = new Set(made.flatMap(({ type }) => ACTIONS[shortName(type)] ?? []));
  if (actions.size > 0) for (const each of ["CreateTags", "DeleteTags"]) actions.add(each);
  const here =
    regions.length === 0 ? {} : { Condition: { StringEquals: { "aws:RequestedRegion": regions } } };
  const statement = (Sid: string, Action: readonly string[]): Policy["Statement"][number] => ({
    ...{ Sid, Effect: "Allow", Action: [...Action].sort(), Resource: "*" },
    ...here,
  });
  const withKey = made.some(({ inputs }) => JSON.stringify(inputs).includes('"kmsKeyId"'));
  const withRole = made.some(({ inputs }) => inputs["iamInstanceProfile"] !== undefined);
  return {
    Version: "2012-10-17",
    Statement: [
      statement("Read", ["ec2:Describe*", "ec2:GetInstanceMetadataDefaults"]),
      statement(
        "Change",
        [...actions].map((each) => `ec2:${each}`),
      ),
      ...(withKey ? [statement("Disks", KMS)] : []),
      ...(withRole ? [statement("Role", ["iam:PassRole"])] : []),
    ],
  };
}
