// Elastic IPs: of a device's own address, and of those that a NAT device shows others under.
import { Eip } from "@pulumi/aws/ec2/eip";
import { EipAssociation } from "@pulumi/aws/ec2/eipAssociation";
import type { NetworkInterface } from "@pulumi/aws/ec2/networkInterface";
import { all, type Input, mergeOptions } from "@pulumi/pulumi";
import type { Attachment, ElasticIp, Gateway, NatDevice } from "../topology";
import { regional } from "./network";
import type { AwsPlace } from "./place";
import { deviceTags } from "./tags";
import { transformed } from "./transformed";

/** An elastic IP of the outer interface. */
interface OuterElasticIp {
  readonly nat: ElasticIp;
  /** The end of its name. */
  readonly label: string;
  /** The static rule that it is for; undefined for the device's own. */
  readonly rule?: string;
  /** The interface's address, where that has several. */
  readonly privateIpAddress?: string;
}

/** The elastic IPs of a device, fxp0's apart. */
export function elasticIpsOf(device: Gateway | NatDevice): readonly OuterElasticIp[] {
  const outer = device.attachments()[0];
  const several = outer !== undefined && furtherOf(device, outer).length > 0;
  const own: OuterElasticIp[] =
    device.nat?.kind === "elastic-ip"
      ? [
          {
            nat: device.nat,
            label: "public",
            ...(several ? { privateIpAddress: outer.address } : {}),
          },
        ]
      : [];
  const ofRules = device.role === "nat" ? device.furtherAddresses : [];
  return [
    ...own,
    ...ofRules.flatMap(({ nat, rule, to }): OuterElasticIp[] =>
      nat?.kind === "elastic-ip"
        ? [{ nat, label: `public-${rule}`, rule, privateIpAddress: to }]
        : [],
    ),
  ];
}

/** Addresses of static rules that an interface has beside its own. */
const furtherOf = (device: Gateway | NatDevice, port: Attachment): readonly string[] =>
  device.role === "nat" && port === device.outside
    ? device.furtherAddresses.map(({ to }) => to)
    : [];

/**
 * An interface's addresses, as a set: which of several is the primary one is the provider's choice, and counts for nothing
 * here. As an ordered list, each further one would take the others away for a moment, and their elastic IPs for good.
 */
export const addressesOf = (device: Gateway | NatDevice, port: Attachment): string[] => [
  port.address,
  ...furtherOf(device, port),
];

/** An elastic IP of an interface: one that is there, or one that is made. */
export function createElasticIp(
  device: Gateway | NatDevice,
  child: string,
  eni: NetworkInterface,
  { site, network, opts }: Omit<AwsPlace, "plan">,
  {
    existing,
    privateIpAddress,
  }: {
    readonly existing?: Input<string> | undefined;
    readonly privateIpAddress?: string | undefined;
  } = {},
): [Eip, EipAssociation] {
  const { internetGateway, internetGatewayId } = network;
  const after =
    internetGateway === undefined ? opts : mergeOptions(opts, { dependsOn: [internetGateway] });
  const args = { domain: "vpc", ...regional(site), tags: deviceTags(site, device) };
  const eip =
    existing === undefined
      ? new Eip(child, transformed(device, "elasticIp", args, child), after)
      : Eip.get(child, existing, { ...regional(site) }, opts);
  // AWS maps none in a VPC whose internet gateway, where the program names it, is not there yet.
  const allocationId =
    internetGateway === undefined && internetGatewayId !== undefined
      ? all([eip.id, internetGatewayId]).apply(([id]) => id)
      : eip.id;
  const mapping = {
    allocationId,
    networkInterfaceId: eni.id,
    ...(privateIpAddress === undefined ? {} : { privateIpAddress }),
    ...regional(site),
  };
  return [
    eip,
    new EipAssociation(child, transformed(device, "elasticIpAssociation", mapping, child), opts),
  ];
}
