// How the devices are reached: from the stack's configuration, as `devices: { "SRX1": "192.0.2.11", … }`.
import * as pulumi from "@pulumi/pulumi";
import type { ExistingDevice } from "pulumi-vsrx";

const config = new pulumi.Config();

/** The management connection of one device. */
export function reach(name: string): ExistingDevice {
  return {
    address: config.require(`${name}.address`),
    user: config.get("user") ?? "pulumi",
    privateKey: config.requireSecret("privateKey"),
    acceptFirstHostKey: true,
    // Bare devices: the guide configures their interfaces and zones too.
    configureInterfaces: true,
  };
}
