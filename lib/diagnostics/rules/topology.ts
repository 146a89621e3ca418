// Rules of the topology: devices, networks, NAT devices, clusters, and of the tree of constructs itself.
import { error, type Rule, warning } from "./rule";

export const TOPOLOGY = {
  acknowledgement: error(
    "An acknowledgement hides a warning from everybody who reads the output: it needs a rule that exists, that is a warning, and a reason.",
    "Name a rule of this page that is a warning, and give the reason as text.",
  ),
  "acknowledgement-unused": warning(
    "An acknowledgement that hides nothing is left over, and would hide a later mistake.",
    "Take it away.",
  ),
  "behind-next-hop": error(
    "A next hop is the address of another machine in a network that the gateway has an interface in.",
    "Change nextHop.",
  ),
  "behind-outside-aws": error(
    "Transit gateways and interfaces of EC2 are reached by tables of the gateway's own VPC.",
    "Give behind: { nextHop }, a router in an internal network.",
  ),
  "behind-subnet": error(
    "What comes back from there goes by the table of the subnet that it comes in by.",
    "Name subnets of the gateway's own site.",
  ),
  "cluster-id": error("Junos numbers chassis clusters from 1 to 255.", "Choose another id."),
  "cluster-in-aws": error(
    "A chassis cluster needs layer 2 between its nodes, for control and fabric links; AWS has none.",
    "Use two hubs, one as the other's backup.",
  ),
  "config-object": error(
    "A typed statement must have the form of JunosConfig, or nobody can tell what it would be on the device.",
    "Write it as the type has it, or give the statement in raw.",
  ),
  conflict: error(
    "Two constructs give one statement different values, and only one of them can be on the device.",
    "Let one of them say it, or state the value in override.",
  ),
  "construct-name": error(
    "Names become names of Junos statements and AWS resources, which share letters, digits, dot, hyphen and underscore.",
    "Rename the construct.",
  ),
  "dependency-circle": error(
    "Constructs that wait for each other can never be created.",
    "Remove one of the dependencies.",
  ),
  "dependency-on-owner": error(
    "What encloses a construct is complete only when the construct is.",
    "Remove the dependency.",
  ),
  "device-without-place": error(
    "A device must be created somewhere, or be reachable somewhere.",
    "Give site, existing, or unmanaged: true.",
  ),
  "gateway-without-external": error(
    "IKE needs an interface that faces the peers.",
    "Give external.",
  ),
  "hide-address": error("Source NAT shows an IP address or a prefix of them.", "Write one."),
  "hide-in-vpc": error(
    "A VPC leads its own addresses to the interfaces that have them, and no pool to a device.",
    "Leave to out: the inside then hides behind the outside interface's address.",
  ),
  "hide-not-persistent": error(
    "IKE on port 500 and on port 4500 must leave under one address, or the negotiation fails.",
    "Leave persistent out.",
  ),
  "host-outside-aws": error(
    "Hosts are EC2 instances; nothing is created on networks that exist already.",
    "Leave the host out.",
  ),
  "internet-aws": error(
    "Routes and security rules of AWS lead no host's internet traffic to a gateway that the stack creates.",
    "Leave internet out, or use gateways that exist.",
  ),
  "internet-family": error(
    "The translation is from IPv4 to the IPv4 address of the external interface.",
    "Name IPv4 networks, or leave internet out.",
  ),
  "internet-instance": error(
    "Source NAT on the gateway leads from its hosts to the internet within one routing instance.",
    "Let the external and the internal interfaces stand in one instance, or leave internet out.",
  ),
  "internet-source": error(
    "Only what comes in by an internal interface can be let out.",
    "Name networks behind the gateway.",
  ),
  "internet-zone": error(
    "Rules and policies tell hosts from the internet by their zones.",
    "Give the internal interface a zone of its own.",
  ),
  "instance-aws": error(
    "Routers of AWS know nothing of a device's routing instances.",
    "Leave instance out, or use a gateway that exists.",
  ),
  "interface-address": error(
    "An interface needs an IP address.",
    "Write an address such as 172.16.11.1/24.",
  ),
  "interface-address-outside": error(
    "An address outside its network reaches no neighbour.",
    "Change the address or the network.",
  ),
  "interface-dhcp": error(
    "An address that nobody knows beforehand is of use where its device begins, which a gateway does outside.",
    "Leave dhcp out, or address and network.",
  ),
  "external-loopback": error(
    "Packets come in by an interface with a cable; lo0 is an address behind it.",
    "Give the external interface, and loopback: { address }.",
  ),
  "interface-pppoe": error(
    "A session of PPPoE is a gateway's way to its provider, who hands the address out.",
    "Leave pppoe out, or address, network and dhcp.",
  ),
  "interface-twice": error(
    "One logical interface plays one role.",
    "Name another interface for one of the two.",
  ),
  "interface-without-address": error(
    "Nobody hands addresses out on a network that exists already.",
    "Give address.",
  ),
  "aws-ipv6-network": error(
    "AWS sites are IPv4 only in this library.",
    "Use an IPv4 subnet, or a device that exists.",
  ),
  "nat-address": error(
    "Static NAT translates to one IP address.",
    "Write an address without a length.",
  ),
  "nat-address-in-vpc": error(
    "A VPC's local route carries packets for its own addresses past the NAT device.",
    "Translate to an address outside the VPC, or to one of the outside interface's own subnet.",
  ),
  "nat-address-own-subnet": error(
    "An address of the gateway's own subnet is looked for there, not at the NAT device.",
    "Translate to an address that only the outside knows.",
  ),
  "nat-address-twice": error(
    "Static NAT is one to one.",
    "Choose another address, or hide() the gateways behind one.",
  ),
  "nat-elastic-ip": error(
    "AWS maps an elastic IP to an address of an interface.",
    "Leave to out: the outside interface then gets a further address.",
  ),
  "network-host-bits": error(
    "A network is named by its first address, so that one network has one name.",
    "Write the prefix without host bits.",
  ),
  "network-of-another-site": error(
    "A subnet belongs to one VPC, and a device stands in one.",
    "Take the subnet from the device's own site.",
  ),
  "network-prefix": error(
    "A network is an address and a length.",
    "Write the network with its length.",
  ),
  "no-way-out": error(
    "A private address of a VPC reaches nothing outside without a NAT.",
    "Give the gateway nat: Nat.elasticIp() or Nat.gateway().",
  ),
  "outside-aws": error(
    "Subnets, addresses and groups of AWS are planned for one external interface.",
    "Leave providers and loopback out.",
  ),
  "override-without-effect": warning(
    "A command that finds nothing to change was meant for something else.",
    "Name a statement that the device has, or take the line away.",
  ),
  "path-family": error(
    "IKE does not cross from IPv4 to IPv6.",
    "Translate to an address of the same family.",
  ),
  "provider-instance": error(
    "In one routing instance one peer has one way.",
    "Give each further provider an instance of its own.",
  ),
  "provider-next-hop": error(
    "A provider's interface is of use with the way out by it.",
    "Give nextHop, the provider's router; none where the address comes with it.",
  ),
  "pulumi-name-twice": error(
    "Pulumi knows a resource by its name.",
    "Rename one of the constructs.",
  ),
  "responder-unreachable": error(
    "A NAT that is open outward only lets nobody in, so a responder behind it cannot be dialled.",
    "Translate it statically, or swap initiator and responder.",
  ),
  "reth-member-missing": error(
    "A redundant interface has a member on each node, or it cannot fail over.",
    "Add the other node's interface.",
  ),
  "reth-member-twice": error(
    "An interface belongs to one redundant interface.",
    "Remove it from one of them.",
  ),
  "reth-members-one-node": error(
    "Members on one node fail together.",
    "Name the other node's interface by its slot in the cluster.",
  ),
  "reth-name": error("Junos names redundant interfaces reth0, reth1 and so on.", "Rename it."),
  "reth-without-members": error(
    "A redundant interface is made of physical ones.",
    "Name its members in cluster.members.",
  ),
  "route-family": error(
    "A next hop is of the family of the prefix that it leads to.",
    "Name the neighbour's address of that family.",
  ),
  "route-to-itself": error(
    "A route to the device's own address leads nowhere.",
    "Name the router that leads there.",
  ),
  syntax: error(
    "The device cannot read what is not configuration text either.",
    "Write it as Junos does.",
  ),
  validation: error(
    "A construct of the program refuses with a validation of its own (node.addValidation).",
    "See what it says.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
