// What the finished tree shows to be wrong with a device of any kind.
import { contains, familyOf, isHost } from "../net";
import type { Mistake } from "../diagnostics";
import type { Attachment } from "./attachment";
import type { ExistingDevice } from "./device-props";
import type { NatKind } from "./nat-kinds";

/** The longest name of a device: a label of DNS, which host names are made of (RFC 1035), and a Junos name. */
const LONGEST_NAME = 63;

export function nameMistakes(name: string): readonly Mistake[] {
  if (name.length <= LONGEST_NAME) return [];
  return [
    {
      rule: "device-name-length",
      what: "the device's name is too long: host name, policies and addresses are named after it",
      found: `"${name.slice(0, 20)}…" with ${name.length} characters`,
      allowed: `1 to ${LONGEST_NAME} characters`,
      fix: "rename it",
    },
  ];
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** A private address is what the internet never sees; a private wide area network may. */
export function natRemarks(nat: NatKind | undefined): readonly Mistake[] {
  const shown = nat !== undefined && "address" in nat ? nat.address : undefined;
  if (typeof shown !== "string" || !PRIVATE.some((each) => contains(each, shown))) return [];
  return [
    {
      rule: "nat-address-private",
      severity: "warning",
      what: "the address that NAT shows to the internet is a private one, which nothing on the internet reaches",
      found: shown,
      allowed:
        "a public address, or a private one where the way between the gateways is a private network",
      fix: "give the address that the peers see",
    },
  ];
}

/** What is allowed on the way to the device for the sake of its age. */
export function sshRemarks(existing: ExistingDevice | undefined): readonly Mistake[] {
  if (existing?.legacyAlgorithms !== true) return [];
  return [
    {
      rule: "weak",
      severity: "warning",
      what: "legacyAlgorithms lets SSH to this device use key exchange with SHA-1 and ciphers in CBC mode, which may be read by who is in between",
      subject: "legacyAlgorithms",
      fix: "take it away once the device offers better",
    },
  ];
}

/** An interface with an address of each family is attached twice, in one zone. */
function areDual(one: Attachment, other: Attachment): boolean {
  return one.zone === other.zone && familyOf(one.network.cidr) !== familyOf(other.network.cidr);
}

export function interfaceMistakes(ports: readonly Attachment[]): readonly Mistake[] {
  const found: Mistake[] = [];
  const seen = new Map<string, Attachment>();
  for (const port of ports) {
    const twin = seen.get(port.logical);
    if (twin !== undefined && !areDual(twin, port)) {
      found.push({
        rule: "interface-twice",
        what: "two interfaces have one name",
        found: `${port.logical} is both ${twin.role} and ${port.role}`,
        allowed: "one role per interface, or an IPv4 and an IPv6 address in one zone",
        fix: "name another interface for one of them",
      });
    }
    seen.set(port.logical, port);
  }
  return found;
}

/** A zone has interfaces of one routing instance alone. */
export function zoneInstanceMistakes(ports: readonly Attachment[]): readonly Mistake[] {
  const nameOf = ({ logical, instance }: Attachment): string =>
    `${logical} in ${instance ?? "the main instance"}`;
  return [...new Set(ports.map(({ zone }) => zone))].flatMap((zone): readonly Mistake[] => {
    const [first, ...others] = ports.filter((port) => port.zone === zone);
    const other = others.find(({ instance }) => instance !== first?.instance);
    if (first === undefined || other === undefined) return [];
    return [
      {
        rule: "zone-two-instances",
        subject: zone,
        what: "a security zone has interfaces in two routing instances",
        found: `zone ${zone} with ${nameOf(first)}, ${nameOf(other)}`,
        allowed: "the interfaces of one instance in one zone",
        fix: "give one of them another zone",
      },
    ];
  });
}

export function routeMistakes(
  routes: Readonly<Record<string, string>>,
  ports: readonly Attachment[],
): readonly Mistake[] {
  const own = new Map(ports.map((port) => [port.address, port.logical]));
  return Object.entries(routes).flatMap(([prefix, nextHop]): readonly Mistake[] => {
    const found: Mistake[] = [];
    if (isHost(nextHop) && familyOf(nextHop) !== familyOf(prefix)) {
      found.push({
        rule: "route-family",
        what: "a route and its next hop are of different families",
        found: `${prefix} to ${nextHop}`,
        allowed: familyOf(prefix) === "inet6" ? "an IPv6 next hop" : "an IPv4 next hop",
        fix: "name the neighbour's address of the prefix's own family",
      });
    }
    const mine = own.get(nextHop);
    if (mine !== undefined) {
      found.push({
        rule: "route-to-itself",
        what: "a route's next hop is the device's own address",
        found: `${prefix} to ${nextHop}, which is ${mine}`,
        allowed: "the address of a neighbour on one of its networks",
        fix: "name the router that leads there",
      });
    }
    return found;
  });
}
