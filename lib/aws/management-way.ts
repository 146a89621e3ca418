// How devices in AWS are managed: by a public address, by their private one, or by way of a host or a program.
import type { ExistingDevice, ProxyCommand } from "../topology";

/** By a host that this program reaches. */
export interface ManagementJump {
  /** How to log in to that host by SSH. From there the devices are reached by their private addresses. */
  readonly jump: ExistingDevice;
}

/** By a program of the machine that Pulumi runs on, such as AWS's EC2 Instance Connect Endpoint or Session Manager's. */
export interface ManagementProxy {
  /** The program and its arguments, without a shell: `%h` is the device's private address, `%p` its port, `%r` the user. */
  readonly proxyCommand: ProxyCommand;
}

/**
 * The way to the management interfaces: by an elastic IP of each device, by its address in the VPC, or by that one
 * through a host or a program.
 */
export type ManagementWay = "public" | "private" | ManagementJump | ManagementProxy;

/** Whether devices get a public address for their management. */
export const isPublic = (way: ManagementWay | undefined): boolean =>
  way === undefined || way === "public";

/** The program that leads to devices, where one does. */
export const proxyOf = (way: ManagementWay | undefined): ProxyCommand | undefined =>
  typeof way === "object" && "proxyCommand" in way ? way.proxyCommand : undefined;
