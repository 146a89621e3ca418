// Rules of AWS: what a VPC, its subnets and its instances can carry.
import { error, type Rule, warning } from "./rule";

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
  "instance-type": warning(
    "Images of the vSRX run on a few types; AWS refuses others at launch, and their number of interfaces is unknown here.",
    "Take a type of the c5 or c5n family.",
  ),
  "management-from": error(
    "A security group's rules name IPv4 prefixes, and without any nobody reaches the devices.",
    "Name the networks you manage from.",
  ),
  "management-open": error(
    "A management interface that everyone reaches is attacked by everyone.",
    "Name the networks you manage from.",
  ),
  "management-subnet-shared": warning(
    "Management gets the VPC's first /24 unless told otherwise, which may be a subnet for traffic.",
    "Give management.subnet another prefix.",
  ),
  "public-key": error(
    "A vSRX takes public keys of three kinds in OpenSSH form; a private key here would be known to AWS.",
    "Give the text of the .pub file.",
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
