// Refuses what would be more than an account may have.

import { type Quotas } from "./account";
import { type Ec2, type Subnet } from "./ec2";
import { AwsError } from "./errors";

interface Limit {
  readonly code: string;
  /** For people. */
  readonly what: string;
}

const LIMITS: Readonly<Record<keyof Quotas, Limit>> = {
  vpcs: { code: "VpcLimitExceeded", what: "VPCs" },
  subnetsPerVpc: { code: "SubnetLimitExceeded", what: "subnets of a VPC" },
  elasticIps: { code: "AddressLimitExceeded", what: "addresses" },
  natGatewaysPerZone: { code: "NatGatewayLimitExceeded", what: "NAT gateways of a zone" },
  rulesPerGroup: {
    code: "RulesPerSecurityGroupLimitExceeded",
    what: "rules per security group",
  },
  groupsPerInterface: {
    code: "SecurityGroupsPerInterfaceLimitExceeded",
    what: "security groups per network interface",
  },
  vcpus: {
    code: "VcpuLimitExceeded",
    what: "virtual CPUs of the instance bucket that this type belongs to",
  },
};

/** Refuses what would be more than the account may have. EC2's codes; how to raise a limit is the lab's own word. */
export function checkQuota({ account }: Ec2, name: keyof Quotas, wanted: number): void {
  const limit = account.quotas[name];
  if (wanted <= limit) return;
  const { code, what } = LIMITS[name];
  throw new AwsError(
    code,
    `The maximum number of ${what} has been reached: ${limit}, and this makes ${wanted}. In the lab ` +
      `"quotas": { "${name}": ${wanted} } in account.json beside the program raises it, as AWS does when it is asked.`,
  );
}

/** NAT gateways in a subnet's zone. */
export function natGatewaysBeside(ec2: Ec2, { region, zone }: Subnet): number {
  return ec2.natGateways
    .all()
    .filter((row) => row.region === region && ec2.subnets.known(row.subnetId).zone === zone).length;
}
