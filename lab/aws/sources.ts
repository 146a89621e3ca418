// Where the lab's AWS has it from: what a change of each type does, and what belongs to no single type.

/** What is said of one resource type. */
export interface TypeSource {
  /** The provider's source, below internal/service/ec2 of hashicorp/terraform-provider-aws. */
  readonly file: string;
  /** Inputs that the provider makes a new resource for, of those that the lab takes. `region` is one everywhere. */
  readonly replaces: readonly string[];
  /** Where a replacement depends on more than the input. */
  readonly sometimes?: string;
}

/** By the last word of Pulumi's token. */
export const TYPE_SOURCES: Readonly<Record<string, TypeSource>> = {
  Vpc: {
    file: "vpc_.go",
    replaces: ["cidrBlock"],
    sometimes: "`instanceTenancy`, unless dedicated becomes default",
  },
  VpcIpv4CidrBlockAssociation: {
    file: "vpc_ipv4_cidr_block_association.go",
    replaces: ["vpcId", "cidrBlock"],
  },
  Subnet: {
    file: "vpc_subnet.go",
    replaces: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "ipv6Native"],
  },
  InternetGateway: { file: "vpc_internet_gateway.go", replaces: [] },
  RouteTable: { file: "vpc_route_table.go", replaces: ["vpcId"] },
  Route: { file: "vpc_route.go", replaces: ["routeTableId", "destinationCidrBlock"] },
  RouteTableAssociation: { file: "vpc_route_table_association.go", replaces: ["subnetId"] },
  SecurityGroup: {
    file: "vpc_security_group.go",
    replaces: ["name", "namePrefix", "description", "vpcId"],
  },
  SecurityGroupIngressRule: {
    file: "vpc_security_group_ingress_rule.go",
    replaces: ["securityGroupId"],
    sometimes: "`cidrIpv4` and `referencedSecurityGroupId`, where one takes the other's place",
  },
  SecurityGroupEgressRule: {
    file: "vpc_security_group_ingress_rule.go",
    replaces: ["securityGroupId"],
    sometimes: "`cidrIpv4` and `referencedSecurityGroupId`, where one takes the other's place",
  },
  NetworkInterface: {
    file: "vpc_network_interface.go",
    replaces: ["subnetId", "privateIp"],
    sometimes:
      "`privateIps`, when the primary address is not among them. `privateIp` replaces by assumption: the source read neither replaces nor sends it",
  },
  NetworkInterfaceAttachment: {
    file: "vpc_network_interface_attachment.go",
    replaces: ["instanceId", "networkInterfaceId", "deviceIndex"],
  },
  KeyPair: { file: "ec2_key_pair.go", replaces: ["keyName", "keyNamePrefix", "publicKey"] },
  LaunchTemplate: { file: "ec2_launch_template.go", replaces: ["name", "namePrefix"] },
  Instance: {
    file: "ec2_instance.go",
    replaces: [
      "ami",
      "associatePublicIpAddress",
      "availabilityZone",
      "ebsOptimized",
      "hibernation",
      "keyName",
      "launchTemplate",
      "networkInterfaces",
      "primaryNetworkInterface",
      "privateIp",
      "subnetId",
      "tenancy",
    ],
    sometimes:
      "`userData` and `userDataBase64` with `userDataReplaceOnChange`; `rootBlockDevice`, where `encrypted` or `kmsKeyId` changes",
  },
  Eip: { file: "ec2_eip.go", replaces: ["domain", "networkBorderGroup", "publicIpv4Pool"] },
  EipAssociation: {
    file: "ec2_eip_association.go",
    replaces: [
      "allocationId",
      "allowReassociation",
      "instanceId",
      "networkInterfaceId",
      "privateIpAddress",
      "publicIp",
    ],
  },
  NatGateway: {
    file: "vpc_nat_gateway.go",
    replaces: ["allocationId", "connectivityType", "privateIp", "subnetId"],
  },
};

/** What belongs to no single type, and where it is known from; what begins with "assumed" was found nowhere. */
export const BEHAVIOUR: Readonly<Record<string, string>> = {
  "what a refresh fills in": "terraform-provider-aws, what reads each type",
  "a route is a black hole without a running machine behind its interface":
    "EC2 API reference, Route; VPC user guide, route tables",
  "the first of several private addresses is the primary one, in the order of a set":
    "terraform-plugin-sdk, helper/schema/set.go and serialize.go; terraform-provider-aws, vpc_network_interface.go",
  "the order of routes of a table and of rules of a group": "assumed: like a set of texts",
  "a subnet is deleted also where routes name its prefix, unless account.json says otherwise":
    "assumed: AWS's own behaviour was not found; the library's routes depend on their subnet",
  "the provider waits until a machine is terminated and a NAT gateway is there or gone; account.json says how long that is":
    "terraform-provider-aws, ec2_instance.go and vpc_nat_gateway.go; that interfaces are free as soon as a machine is terminated is assumed",
  "a launch without capacity is tried again 25 times": "hashicorp/terraform-provider-aws 27513",
  "quotas are each account's in each region":
    "VPC user guide, Amazon VPC quotas; that all accounts of a lab have the same ones, and share its days without capacity, is assumed",
  quotas: "VPC user guide, Amazon VPC quotas; EC2 user guide, elastic IP addresses",
  "virtual CPUs of a new account":
    "assumed: 1, 5, 16 and 32 are published (openshift/installer 2736, gitpod-io/website 3918, geoschem/integrated_methane_inversion 41)",
  "an account does not see another one's things, and says that they don't exist":
    "hashicorp/terraform 23437; terraform-aws-modules/terraform-aws-transit-gateway 121",
  "the account that an access key's id names":
    "talbeerysec's note on AWS key ids; its example and one more of trufflesecurity/trufflehog's tests hold. Of a text that is no key id, and of none, the account is the lab's own",
  "the account of a profile":
    "assumed: one of its own for each name; the lab reads no credentials files",
  "the account and the name of a role that was taken on":
    "STS API reference, GetCallerIdentity; whether the role trusts who asks is not asked",
  "accounts that a provider allows or forbids":
    "terraform-provider-aws, allowed_account_ids and forbidden_account_ids",
  "instance types": "EC2's DescribeInstanceTypes as moto (PyPI) publishes it",
  "a type that a zone lacks": "ned1313/Getting-Started-Terraform 44; skyplane-project/skyplane 172",
  "terms that nobody accepted": "kakkoyun/terraform-openvpn 1; awslabs/harmonix 22",
  "a type that a product does not allow":
    "ansible/workshops 378; F5Networks/f5-aws-cloudformation 115; which types those are for a vSRX is assumed: the burstable ones",
  "an image for another processor": "skypilot-org/skypilot 6315",
  "what a vSRX has beside its user data at its first start":
    "assumed: nothing, or with account.json's image.permitsOutward the factory's policy from trust to untrust, which is published for SRX (linickx's gist 1090101; JNCIS-SEC notes at taiwankid-computer.blogspot.com). Juniper's templates give neither root-authentication nor login, so that a real one merges the user data with its group aws-default, whose text was not found",
  "users of a vSRX exist once it has booted, and logins are refused until then":
    "Juniper/vSRX-AWS, success_logs.txt",
};
