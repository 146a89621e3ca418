// Rules of the program itself: what its properties are, and how it declares its constructs.
import { error, type Rule, warning } from "./rule";

export const PROGRAM = {
  "asynchronous-build": error(
    "A stack is judged when the function that declares it returns: what comes after an await comes too late.",
    "Await what the function needs before VpnStack is created, and take async away from it.",
  ),
  "build-failed": error(
    "The function that declares a stack's constructs ended before it had declared them all.",
    "Mend the function at the place that the message names.",
  ),
  "construct-name-twice": error(
    "Constructs in one place are told apart by their names.",
    "Rename one of them.",
  ),
  "box-twice": error(
    "Two configurations of one box would each take away what the other one sets.",
    "Use one construct for both, or give each a part of its own: existing: { part }.",
  ),
  "device-name-twice": error(
    "Outputs, policies and the lab tell devices and hosts apart by their names.",
    "Give one of them another name, or leave name out: the default comes from the construct's path.",
  ),
  "statement-name-twice": error(
    "Two VPNs, or policies of two VPNs, under one name on a device would become one that permits more than either.",
    "Give one of them other names or policyNames, or leave them out: the defaults differ.",
  ),
  "statements-exclusive": error(
    "Of statements that exclude each other, such as address and dynamic of an IKE gateway, Junos keeps the one that comes last and says nothing of the others.",
    "Leave one of them out.",
  ),
  "device-name-length": error(
    "Host name, policies and addresses are named after a device, and Junos takes 63 characters.",
    "Rename the device.",
  ),
  "instance-type": warning(
    "Images of the vSRX run on a few types; AWS refuses others at launch, and their number of interfaces is unknown here.",
    "Take a type of the c5 or c5n family.",
  ),
  "vsrx-image": error(
    "Images of one release differ by licence, which their names do not say.",
    "Give productCode of the licence that you have.",
  ),
  "management-from": error(
    "A security group's rules name IPv4 prefixes, and without any nobody reaches the devices.",
    "Name the networks you manage from.",
  ),
  "instance-connect-port": error(
    "EC2 Instance Connect Endpoint carries connections to the ports 22 and 3389 alone.",
    "Let the device listen at port 22, and pass --remote-port %p.",
  ),
  "management-subnet-shared": warning(
    "Management gets the VPC's first /24 unless told otherwise, which may be a subnet for traffic.",
    "Give management.subnet another prefix.",
  ),
  "public-key": error(
    "A vSRX takes public keys of three kinds in OpenSSH form; a private key here would be known to AWS.",
    "Give the text of the .pub file.",
  ),
  "nat-address-private": warning(
    "Nothing on the internet reaches a private address; a private wide area network may.",
    "Give the address that the peers see.",
  ),
  "one-zone": warning(
    "What a policy permits within a zone passes between the internet and the protected network where both are in it.",
    "Give the internal interface another zone.",
  ),
  "outside-stack": error(
    "Only what is declared in a stack's scope becomes a part of it.",
    "Create the construct inside the function given to VpnStack or synth, with that function's scope.",
  ),
  "property-missing": error("A construct cannot be made without it.", "Give the property."),
  "property-type": error(
    "A value of another kind would become a statement that nobody meant, or none.",
    "Give a value of the kind that is allowed; a value known only later cannot decide what is created.",
  ),
  "property-unknown": warning(
    "A property that no construct knows, such as a misspelt one, does nothing.",
    "Write it as the type has it, or take it out.",
  ),
  "property-value": error(
    "A word or number that the property does not know would become a statement that Junos refuses, or none.",
    "Take one of the values that are allowed.",
  ),
  "protects-public": warning(
    "Traffic for a public network that is not yours would go into the tunnel in place of to its owner.",
    "Change protects, unless the network is yours.",
  ),
  "raw-delete": error(
    "Raw lines add statements; a line that takes something away would do nothing.",
    "Write it in override, which is applied last.",
  ),
  "raw-unknown": warning(
    "A line that begins with no known part of a configuration is refused by the device.",
    "Write the statement as the device shows it.",
  ),
  "transform-dropped-rule": warning(
    "Each rule of a security group was planned for a tunnel, its traffic or its management.",
    "Return the rule from securityGroupRule, unless another group permits the same.",
  ),
  "transform-failed": error(
    "A transform decides what a resource is made of: without its answer nothing is created.",
    "Mend the function, which returns the arguments to use.",
  ),
  "transform-source-check": warning(
    "An interface with the source/destination check drops what is not addressed to it, and a gateway forwards.",
    "Leave sourceDestCheck out of what the transform changes.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
