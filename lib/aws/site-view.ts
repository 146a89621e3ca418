// A site as what judges it sees it.
import type { Input } from "@pulumi/pulumi";
import type { Gateway, NatDevice, Network } from "../topology";
import type { AwsSiteProps } from "./site-props";
import type { AwsSubnet } from "./subnet";

export interface SiteView {
  readonly props: AwsSiteProps;
  readonly cidr: string;
  readonly managementSubnets: readonly AwsSubnet[];
  networks(): readonly AwsSubnet[];
  zoneOf(network: Network): Input<string> | undefined;
  managementSubnetOf(device: Gateway | NatDevice): AwsSubnet;
}
