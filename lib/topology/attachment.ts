// An interface of a device on a network, and the ways in which a program says which.
import type { Input } from "@pulumi/pulumi";
import type { DeviceRef } from "./device-ref";
import type { Pppoe } from "./pppoe";
import { isLate } from "./shape";
import type { Network } from "./site";

/** Services and protocols that a zone's interfaces accept for the device itself. */
export interface HostInbound {
  /** Junos `system-services`, such as `ike`, `ping`, `ssh`, `all`. */
  readonly systemServices?: readonly string[];
  /** Junos `protocols`, such as `bgp`, `ospf`, `all`. */
  readonly protocols?: readonly string[];
}

/** An interface, where more has to be said about it than its network. */
export interface InterfaceSpec {
  /** The network it is attached to. @default the network of `address` */
  readonly network?: Network;
  /** Junos name. @default the next free `ge-0/0/N` */
  readonly interface?: string;
  /** Unit number, 0–16385. @default 0 */
  readonly unit?: number;
  /** Its address, with a length where no network is given: `172.16.11.1/24`. @default one of the network, by name */
  readonly address?: string;
  /**
   * A DHCP server hands the address out, and with it the default route. A gateway's external interface only: nobody can
   * dial it then, so that its VPNs begin at it, and their peers know it by its identity. @default false
   */
  readonly dhcp?: boolean;
  /**
   * It is the Ethernet interface beneath a session of PPPoE, whose provider hands the address out: the gateway's external
   * interface is a unit of pp0 then, with a default route of its own. As with `dhcp`, the gateway begins its VPNs. @default none
   */
  readonly pppoe?: Pppoe;
  /** Security zone. @default `untrust` outside, `trust` inside */
  readonly zone?: string;
  /**
   * Routing instance (virtual router) that it stands in, with the routes whose next hop it leads to. What a VPN carries of
   * networks in an instance has its tunnel interface there too. Devices that exist only. @default the main instance
   */
  readonly instance?: string;
  /** What the zone accepts for the device itself. */
  readonly hostInbound?: HostInbound;
  /** Security groups of AWS that are there, beside the one that is made for the interface. @default none */
  readonly securityGroupIds?: readonly Input<string>[];
}

/** One interface on one network. */
export interface Attachment {
  /** The device that has it. */
  readonly device: DeviceRef;
  /**
   * What it is to its device: `external`, `internal`, `internal2`, `provider2`, `loopback`; `outside`, `inside` of a
   * NAT device.
   */
  readonly role: string;
  /** The network it stands on. */
  readonly network: Network;
  /** `ge-0/0/0` */
  readonly interface: string;
  /** Unit number, 0–16385. */
  readonly unit: number;
  /** `ge-0/0/0.0` */
  readonly logical: string;
  /** Its address, without the length. */
  readonly address: string;
  /** Length of its address's prefix: 0–32, for IPv6 0–128. */
  readonly length: number;
  /** Whether a DHCP server hands the address out. */
  readonly dhcp: boolean;
  /** Whether nobody knows the address beforehand, because a DHCP server or a provider hands it out. */
  readonly leased: boolean;
  /** The Ethernet interface beneath a session of PPPoE: `ge-0/0/0.0`; undefined for others. */
  readonly beneath: string | undefined;
  /** Largest packet that its way outside takes, in bytes. */
  readonly mtu: number;
  /** Routing instance; undefined for the main one. */
  readonly instance: string | undefined;
  /** Security zone. */
  readonly zone: string;
  /** What the zone accepts for the device itself. */
  readonly hostInbound: HostInbound;
  /** Security groups of AWS that are there, beside the one that is made for it. */
  readonly securityGroupIds: readonly Input<string>[];
}

/** Where an interface goes: a network, the network of another interface, or all about it. */
export type Port = Network | Attachment | InterfaceSpec;

/** Anything that may say where an interface goes; what is inside is judged by its shape. */
export function isPort(port: unknown): port is Port {
  return typeof port === "object" && port !== null && !isLate(port);
}

export function isAttachment(port: Port): port is Attachment {
  return "device" in port;
}

export function isNetwork(port: Port): port is Network {
  return "cidr" in port && "site" in port;
}
