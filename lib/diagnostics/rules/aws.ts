// Rules of AWS: what a VPC, its subnets and its instances can carry.
import { error, type Rule } from "./rule";

export const AWS = {
  "address-reserved": error(
    "AWS keeps the first four addresses and the last of each subnet.",
    "Take another address, or leave it out.",
  ),
  "aws-address-twice": error(
    "An interface has an address of its own.",
    "Change one of them, or leave it out.",
  ),
  "instance-interfaces": error(
    "An instance type carries a certain number of network interfaces.",
    "Set instanceType to one with more, or use fewer networks.",
  ),
  "management-open": error(
    "A management interface that everyone reaches is attacked by everyone.",
    "Name the networks you manage from.",
  ),
  "subnet-full": error(
    "AWS keeps five addresses of each subnet; the others must suffice.",
    "Widen the subnet.",
  ),
  "subnet-outside-vpc": error(
    "A subnet is a part of its VPC's prefix.",
    "Move the subnet, or widen the VPC's cidr.",
  ),
  "subnet-size": error("AWS takes subnets from /16 to /28.", "Widen it."),
  "subnets-overlap": error("Subnets of one VPC have no common address.", "Change one of them."),
  "vpc-prefix": error(
    "AWS takes IPv4 prefixes from /16 to /28 for a VPC.",
    "Choose a prefix such as 10.1.0.0/16.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
