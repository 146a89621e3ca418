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
  "aws-name": error(
    "EC2 takes names of launch templates of up to 128 characters, and none of security groups that begin like their ids.",
    "Give the stack or the construct another name.",
  ),
  "aws-route": error(
    "A table leads a part of its VPC to an interface only as a whole subnet, and nothing link-local or multicast at all.",
    "Name whole subnets, or networks outside the VPC.",
  ),
  "device-across-zones": error(
    "An instance and all its interfaces are in one availability zone.",
    "Use subnets of one zone, and give management.subnet one for each zone.",
  ),
  "gateways-lead": error(
    "A table has one route for each destination: which of several gateways it leads to is the program's to say.",
    "Give leads: false to all but one.",
  ),
  "instance-interfaces": error(
    "An instance type carries a certain number of network interfaces.",
    "Set instanceType to one with more, or use fewer networks.",
  ),
  "ike-open": warning(
    "A security group has 60 rules in each direction, and a rule for each peer would be more. A prefix list would not help: it counts with all the entries that it may have.",
    "Divide the peers among several gateways, or acknowledge it.",
  ),
  "instance-addresses": error(
    "An instance type gives each interface a certain number of addresses.",
    "Set instanceType to a greater one, or hide() some gateways behind one address.",
  ),
  "instance-type-wrong": error(
    "EC2 refuses a type that it does not have, or whose processors are others than the image's, when everything else is there.",
    'Take a type such as "c5.xlarge".',
  ),
  "internet-gateway-unknown": error(
    "A route to the internet names the internet gateway, and a VPC has one at most: the one that is there.",
    "Give internetGatewayId.",
  ),
  "management-open": error(
    "A management interface that everyone reaches is attacked by everyone.",
    "Name the networks you manage from.",
  ),
  "management-user": error(
    "The login that the stack commits with is made on each device, with a key.",
    "Give another login name.",
  ),
  "management-wide": warning(
    "Nobody has a network of more than 16 million addresses to manage devices from.",
    "Name the networks you manage from.",
  ),
  "nat-gateway-unknown": error(
    "Peers of a gateway behind a NAT gateway have to expect the address that it shows.",
    "Give natGateway: { natGatewayId, publicIp } of the site.",
  ),
  "protected-without-subnet": warning(
    "A subnet's own table leads its traffic to the gateway: without the subnet there is no table.",
    "Name the subnets of the protected network.",
  ),
  "subnet-full": error(
    "AWS keeps five addresses of each subnet; the others must suffice.",
    "Widen the subnet.",
  ),
  "subnet-said-twice": error(
    "A subnet is one thing, with one id, one table and one zone.",
    "Say what is there of it once, and keep the subnet in a variable.",
  ),
  "subnet-outside-vpc": error(
    "A subnet is a part of its VPC's prefix.",
    "Move the subnet, or widen the VPC's cidr.",
  ),
  "subnet-size": error("AWS takes subnets from /16 to /28.", "Widen it."),
  "subnet-without-table": error(
    "What a tunnel carries from a subnet gets to the gateway by the subnet's route table, and AWS does not tell the program which that is.",
    "Give routeTableId beside subnetId.",
  ),
  "subnet-without-zone": error(
    "A subnet is made in an availability zone.",
    "Give availabilityZone, or subnetId for one that is there.",
  ),
  "subnets-overlap": error("Subnets of one VPC have no common address.", "Change one of them."),
  tag: error(
    "AWS takes 50 tags, with names of up to 128 characters and values of up to 256, and keeps names in aws: for itself.",
    "Change the tag.",
  ),
  "two-ways-out": error(
    "A route table has one default route.",
    "Give one of the two a subnet of its own.",
  ),
  "vpc-prefix": error(
    "AWS takes IPv4 prefixes from /16 to /28 for a VPC.",
    "Choose a prefix such as 10.1.0.0/16.",
  ),
  "zones-of-regions": error(
    "A VPC and its zones are in one region.",
    "Use an AwsSite for each region.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
