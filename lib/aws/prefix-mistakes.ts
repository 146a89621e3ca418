// What is wrong with a site's prefixes: the VPC's own, those of its subnets, and addresses in them.
import type { Mistake } from "../diagnostics";
import { addressAt, contains, overlaps, parsePrefix } from "../net";
import type { Network } from "../topology";

/** What AWS keeps of each subnet: its first four addresses and its last. */
export const RESERVED_FIRST = 4n;

/** AWS's smallest subnet and VPC. */
const LONGEST = 28;

/** The VPC's own prefix. */
export function vpcMistakes(cidr: string): readonly Mistake[] {
  const vpc = parsePrefix(cidr);
  if (vpc?.family !== "inet" || vpc.length < 16 || vpc.length > LONGEST) {
    return [
      {
        rule: "vpc-prefix",
        what: "AWS does not accept the VPC's prefix",
        found: `"${cidr}"`,
        allowed: "an IPv4 prefix from /16 to /28",
        fix: "choose a prefix such as 10.1.0.0/16",
      },
    ];
  }
  if (vpc.address === vpc.network) return [];
  return [
    {
      rule: "vpc-prefix",
      what: "the VPC's prefix has bits set beyond its length",
      found: cidr,
      allowed: `${vpc.network}/${vpc.length}`,
      fix: `write ${vpc.network}/${vpc.length}`,
    },
  ];
}

/** Subnets: their sizes, their places, and what they have in common. */
export function subnetMistakes(
  cidr: string,
  subnets: readonly Network[],
  isManagement: (subnet: Network) => boolean,
): readonly Mistake[] {
  const problems: Mistake[] = [];
  for (const subnet of subnets) {
    const prefix = parsePrefix(subnet.cidr);
    if (prefix === undefined) continue;
    if (!contains(cidr, subnet.cidr)) {
      problems.push({
        rule: "subnet-outside-vpc",
        what: "a subnet lies outside its VPC",
        found: subnet.cidr,
        allowed: `a part of ${cidr}`,
        fix: "move the subnet, or widen the VPC's cidr",
      });
    } else if (prefix.length > LONGEST) {
      problems.push({
        rule: "subnet-size",
        what: "a subnet is too small for AWS",
        found: subnet.cidr,
        allowed: "/16 to /28",
        fix: "widen it",
      });
    }
  }
  subnets.forEach((one, index) => {
    for (const other of subnets.slice(index + 1)) {
      if (!overlaps(one.cidr, other.cidr)) continue;
      problems.push({
        rule: "subnets-overlap",
        what: "two subnets of one VPC overlap",
        found: `${one.cidr} and ${other.cidr}`,
        allowed: "subnets without a common address",
        fix:
          isManagement(other) || isManagement(one)
            ? "give management.subnet another prefix"
            : "change one of them",
      });
    }
  });
  return problems;
}

/** Addresses of interfaces in one subnet. */
export function addressMistakes(
  network: Network,
  members: ReadonlyMap<string, string | undefined>,
): readonly Mistake[] {
  const prefix = parsePrefix(network.cidr);
  // A smaller one is a mistake of its own, and has no address to name.
  if (prefix === undefined || prefix.length > LONGEST) return [];
  const problems: Mistake[] = [];
  const owners = new Map<string, string>();
  for (const [member, address] of members) {
    const host = address === undefined ? undefined : parsePrefix(address);
    if (address === undefined || host === undefined) continue;
    if (host.first - prefix.first < RESERVED_FIRST || host.first === prefix.last) {
      problems.push({
        rule: "address-reserved",
        what: "an interface's address is one that AWS keeps for itself",
        found: `${address} for ${member}`,
        allowed: `${addressAt(network.cidr, RESERVED_FIRST)} to the last but one of ${network.cidr}`,
        fix: "take another address, or leave it out",
      });
    }
    const twin = owners.get(address);
    if (twin !== undefined) {
      problems.push({
        rule: "aws-address-twice",
        what: "two interfaces have one address",
        found: `${address} for ${twin} and ${member}`,
        allowed: "an address of its own for each interface",
        fix: "change one of them, or leave it out",
      });
    }
    owners.set(address, member);
  }
  const room = prefix.last - prefix.first - RESERVED_FIRST;
  if (BigInt(members.size) > room) {
    problems.push({
      rule: "subnet-full",
      what: "a subnet has too few addresses",
      found: `${members.size} interfaces in ${network.cidr}`,
      allowed: `${room} (AWS keeps five)`,
      fix: "widen the subnet",
    });
  }
  return problems;
}
