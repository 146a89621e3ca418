// From what a program says of an interface to the interface itself: its network, its names, its address.
import { contains, familyOf, hostOf, isHost, lengthOf, networkOf, parsePrefix } from "../net";
import type { Mistake } from "../diagnostics";
import { addressPlan, UNPLACED } from "./address-plan";
import {
  type Attachment,
  type HostInbound,
  type InterfaceSpec,
  isAttachment,
  isNetwork,
  isPort,
  type Port,
} from "./attachment";
import type { DeviceRef } from "./device-ref";
import { withWayIn } from "./in-band";
import { type Pppoe, SESSIONS, sessionMtu } from "./pppoe";
import { ExistingSite, type Network } from "./site";

/** What paths take unless somebody knows better. */
export const ETHERNET_MTU = 1500;

/** What an interface is to its device, and has unless the program says otherwise. */
export interface AttachmentRole {
  readonly role: string;
  readonly zone: string;
  readonly hostInbound: HostInbound;
}

export interface Attached {
  readonly attachment: Attachment;
  readonly mistakes: readonly Mistake[];
}

/** The interface of `device` that `given` says, with the number `index` among its interfaces. */
export function attach(
  device: DeviceRef,
  index: number,
  given: Port,
  { role, zone, hostInbound }: AttachmentRole,
): Attached {
  const port = isPort(given) ? given : nowhere(device, index);
  const spec: InterfaceSpec = isAttachment(port) || isNetwork(port) ? {} : port;
  const way = wayOf(spec, index);
  // What network that will be, only the server knows: it is none that another interface is on.
  const network = way.leased
    ? new ExistingSite(device, `${role}-${way.dhcp ? "dhcp" : "pppoe"}`).network("0.0.0.0/0")
    : networkFor(device, port);
  const written = typeof spec.address === "string" ? spec.address : undefined;
  const plan = addressPlan(network.site);
  const member = `${device.lastingPath}/${role}`;
  plan?.join(network, member, written === undefined ? undefined : hostOf(written));
  const attachment: Attachment = {
    device,
    role,
    network,
    ...way,
    get address(): string {
      if (written !== undefined) return hostOf(written);
      return plan?.addressOf(network, member) ?? UNPLACED;
    },
    length: lengthOf(written?.includes("/") === true ? written : network.cidr),
    zone: spec.zone ?? zone,
    instance: spec.instance,
    hostInbound: withWayIn(
      device,
      written && hostOf(written),
      withDhcp(spec.hostInbound ?? hostInbound, way.dhcp),
    ),
    securityGroupIds: spec.securityGroupIds ?? [],
  };
  const mistakes = [
    ...(way.leased
      ? leaseMistakes(device, role, spec)
      : addressMistakes(role, network, written, plan !== undefined)),
    ...siteMistakes(device, role, network),
    ...sessionMistakes(device, spec),
    ...instanceMistakes(device, role, spec),
  ];
  return { attachment, mistakes };
}

/** A program in plain JavaScript may give anything. */
const isPppoe = (said: unknown): said is Pppoe => typeof said === "object" && said !== null;

/** Which interface leads out, and how its address comes. */
function wayOf(
  spec: InterfaceSpec,
  index: number,
): Pick<Attachment, "interface" | "unit" | "logical" | "dhcp" | "leased" | "beneath" | "mtu"> {
  const dhcp = spec.dhcp === true;
  const [ethernet, lower] = [spec.interface ?? `ge-0/0/${index}`, spec.unit ?? 0];
  const session = isPppoe(spec.pppoe) ? spec.pppoe : undefined;
  const [name, unit] = session === undefined ? [ethernet, lower] : [SESSIONS, session.unit ?? 0];
  return {
    interface: name,
    unit,
    logical: `${name}.${unit}`,
    dhcp,
    leased: dhcp || session !== undefined,
    beneath: session === undefined ? undefined : `${ethernet}.${lower}`,
    mtu: session === undefined ? ETHERNET_MTU : sessionMtu(session),
  };
}

/** Stands in for a network that is missing, so that the rest of the program can still be judged. */
function nowhere(device: DeviceRef, index: number): InterfaceSpec {
  const network = new ExistingSite(device, `nowhere${index}`).network("192.0.2.0/24");
  return { network, address: "192.0.2.1" };
}

/** The server's answers have to be let in (Juniper, DHCP Client). */
const withDhcp = (hostInbound: HostInbound, dhcp: boolean): HostInbound =>
  dhcp
    ? { ...hostInbound, systemServices: [...(hostInbound.systemServices ?? []), "dhcp"] }
    : hostInbound;

/** Routers of AWS know nothing of instances: what stands there is the stack's to plan only where the device exists. */
function instanceMistakes(
  device: DeviceRef,
  role: string,
  { instance }: InterfaceSpec,
): readonly Mistake[] {
  if (instance === undefined || device.site.kind !== "aws") return [];
  return [
    {
      rule: "instance-aws",
      what: "an interface in AWS can't stand in a routing instance of its own",
      found: `instance "${instance}" of the ${role} interface, in ${device.site.node.path}`,
      allowed: "instances on gateways that exist, or that somebody else runs",
      fix: "leave instance out",
    },
  ];
}

/** pp0 without what a session takes. */
function sessionMistakes(device: DeviceRef, spec: InterfaceSpec): readonly Mistake[] {
  const isOurs = device.existing?.configureInterfaces === true;
  if (spec.interface !== SESSIONS || !isOurs) return [];
  return [
    {
      rule: "interface-pppoe",
      what: "pp0 holds sessions of PPPoE, and nothing says of which Ethernet interface",
      found: `interface "${SESSIONS}"`,
      allowed: "the Ethernet interface beneath, with pppoe: { user, password }",
      fix: 'write interface: "ge-0/0/0", pppoe: { user, password }',
    },
  ];
}

/** Where an address can't be handed out, by DHCP or over PPPoE. */
function leaseMistakes(
  device: DeviceRef,
  role: string,
  { address, network, dhcp, pppoe }: InterfaceSpec,
): readonly Mistake[] {
  const way = pppoe === undefined ? "dhcp" : "pppoe";
  const found =
    dhcp === true && pppoe !== undefined
      ? "dhcp and pppoe"
      : address !== undefined
        ? `${way} and address "${address}"`
        : network !== undefined
          ? `${way} and network ${network.cidr}`
          : !/^(?:external|provider)/.test(role)
            ? `${way} for the ${role} interface`
            : device.site.kind === "aws"
              ? `${way} in ${device.site.node.path}, which hands out addresses itself`
              : undefined;
  if (found === undefined) return [];
  return [
    {
      rule: way === "dhcp" ? "interface-dhcp" : "interface-pppoe",
      what: `an interface's address can't come ${way === "dhcp" ? "from a DHCP server" : "over PPPoE"} here`,
      found,
      allowed: `${way} alone, for the external interface of a gateway that exists`,
      fix: `leave ${way} out, or what stands beside it`,
    },
  ];
}

function networkFor(device: DeviceRef, port: Port): Network {
  if (isAttachment(port)) return port.network;
  if (isNetwork(port)) return port;
  // A program in plain JavaScript may give anything.
  const address = typeof port.address === "string" ? port.address : "";
  return port.network ?? device.site.network(networkOf(address));
}

function addressMistakes(
  role: string,
  network: Network,
  written: string | undefined,
  isHandedOut: boolean,
): readonly Mistake[] {
  if (written === undefined) {
    if (isHandedOut) return [];
    return [
      {
        rule: "interface-without-address",
        what: `the ${role} interface has no address`,
        allowed: "an address with its length, such as 172.16.11.1/24",
        fix: `give address for the ${role} interface: nobody hands one out on a network that exists already`,
      },
    ];
  }
  if (parsePrefix(written) === undefined) {
    return [
      {
        rule: "interface-address",
        what: `what the ${role} interface has for an address is not an IP address`,
        found: `"${written}"`,
        allowed: isHost(network.cidr) ? "an IP address" : `an address of ${network.cidr}`,
        fix: "write an address such as 172.16.11.1/24",
      },
    ];
  }
  if (contains(network.cidr, hostOf(written))) return [];
  return [
    {
      rule: "interface-address-outside",
      what: `the ${role} interface's address lies outside its network`,
      found: hostOf(written),
      allowed: `an address of ${network.cidr}`,
      fix: "change the address or the network",
    },
  ];
}

function siteMistakes(device: DeviceRef, role: string, network: Network): readonly Mistake[] {
  if (network.site.kind !== "aws") return [];
  const found: Mistake[] = [];
  const where = `${network.cidr} of ${network.site.node.path}`;
  if (network.site !== device.site && device.site.kind === "aws") {
    found.push({
      rule: "network-of-another-site",
      what: `the ${role} network belongs to another site`,
      found: where,
      allowed: `a subnet of ${device.site.node.path}`,
      fix: "take the subnet from the device's own site",
    });
  }
  if (familyOf(network.cidr) === "inet6") {
    found.push({
      rule: "aws-ipv6-network",
      what: `the ${role} network is IPv6, and AWS sites are IPv4 only here`,
      found: where,
      allowed: "an IPv4 subnet of the VPC",
      fix: "use an IPv4 subnet, or a device that exists: existing or unmanaged gateways may have IPv6 addresses",
    });
  }
  return found;
}
