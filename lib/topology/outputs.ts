// What becomes known of a construct's resources when they are made: Outputs that are there with the construct, for the rest of a program.
import type { Output } from "@pulumi/pulumi";
import type { VpnNode } from "./node";
import { stackRoot } from "./stack-root";

/** One network interface. */
export interface InterfaceOutputs {
  /** Its id: `eni-…`. */
  readonly networkInterfaceId: Output<string>;
  /** The group that is made for it: rules of your own may be added to it, each as a resource. */
  readonly securityGroupId: Output<string>;
  /** Its private address; the primary one, where it has several. */
  readonly privateIp: Output<string>;
}

/** What is known of a device once it is made. */
export interface DeviceOutputs {
  /** Id of the instance: `i-…`. Another one once it is replaced. */
  readonly instanceId: Output<string>;
  /** Where its SSH answers. */
  readonly managementAddress: Output<string>;
  /** The elastic IP of its outer interface; undefined without one. */
  readonly publicIp: Output<string> | undefined;
  /** By the name in Junos: `fxp0`, `ge-0/0/0`, … */
  readonly interfaces: Readonly<Record<string, InterfaceOutputs>>;
}

/** What is known of a host once it is made. */
export interface HostOutputs extends InterfaceOutputs {
  /** Id of the instance: `i-…`. Another one once it is replaced. */
  readonly instanceId: Output<string>;
}

/** Hands out the Outputs of a stack's constructs. */
export interface OutputTable {
  of(node: VpnNode, name: string): Output<string>;
}

/** Where a stack's root keeps them. */
export const OUTPUT_TABLE = "outputs";

/**
 * The Output of this name.
 * @throws TypeError for a construct that this stack makes nothing of
 */
export function outputOf(node: VpnNode, name: string): Output<string> {
  const table = stackRoot(node).table<OutputTable>(OUTPUT_TABLE, () => {
    throw new TypeError(
      `${node.node.path} has no outputs: found a stack without an AwsSite; allowed: constructs that this stack makes in AWS; fix: take what you have given to the construct yourself`,
    );
  });
  return table.of(node, name);
}

/** The three Outputs of an interface; `prefix` tells it from others of its construct. */
export function interfaceOutputs(node: VpnNode, prefix = ""): InterfaceOutputs {
  return {
    networkInterfaceId: outputOf(node, `${prefix}networkInterfaceId`),
    securityGroupId: outputOf(node, `${prefix}securityGroupId`),
    privateIp: outputOf(node, `${prefix}privateIp`),
  };
}
