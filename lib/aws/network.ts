// The AWS resources of one site: VPC, subnets, route tables, gateways to the internet, key pair.
import { Eip } from "@pulumi/aws/ec2/eip";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { KeyPair } from "@pulumi/aws/ec2/keyPair";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { type CustomResourceOptions, mergeOptions, type Output } from "@pulumi/pulumi";
import { natGatewayName, type Network, StackScope } from "../topology";
import { hostOf } from "../net";
import type { AwsPlan } from "./plan";
import type { AwsSite } from "./site";

export interface SiteResources {
  /** The site's name in Pulumi, and the options of what belongs to it. */
  readonly name: string;
  readonly opts: CustomResourceOptions;
  readonly vpc: Vpc;
  readonly internetGateway: InternetGateway;
  readonly keyPair: KeyPair;
  readonly subnets: ReadonlyMap<Network, { readonly subnet: Subnet; readonly table: RouteTable }>;
}

/** A name for a network inside its site: `10-1-12-0`. Its size is no part of it: a greater one is the same, changed. */
export function networkName(network: Network): string {
  return hostOf(network.cidr).replaceAll(/[.:]/g, "-");
}

/** The name that version 0.1.0 gave it: `10-1-12-0-24`. */
export function formerNetworkName(network: Network): string {
  return network.cidr.replaceAll(/[./:]/g, "-");
}

/** Create what one site needs. Every child is named after `name`. */
export function createSite(
  site: AwsSite,
  plan: AwsPlan,
  name: string,
  opts: CustomResourceOptions,
): SiteResources {
  const tags = (what: string): Record<string, string> => ({ Name: what, ...site.props.tags });
  const id = site.node.id;
  const vpc = new Vpc(
    `${name}-vpc`,
    { cidrBlock: site.cidr, enableDnsSupport: true, tags: tags(id) },
    opts,
  );
  const internetGateway = new InternetGateway(
    `${name}-internet`,
    { vpcId: vpc.id, tags: tags(id) },
    // AWS moves none to another VPC while public addresses are mapped through it: the new VPC gets one of its own.
    mergeOptions(opts, { replaceOnChanges: ["vpcId"] }),
  );
  const keyPair = new KeyPair(
    `${name}-key`,
    { publicKey: site.props.management.publicKey, tags: tags(id) },
    opts,
  );

  const subnets = new Map<Network, { subnet: Subnet; table: RouteTable }>();
  for (const { network } of plan.subnets) {
    const child = `${name}-${networkName(network)}`;
    const known = mergeOptions(opts, {
      aliases: [{ name: `${name}-${formerNetworkName(network)}` }],
    });
    const subnet = new Subnet(
      child,
      {
        vpcId: vpc.id,
        cidrBlock: network.cidr,
        availabilityZone: site.props.availabilityZone,
        tags: tags(`${id} ${network.cidr}`),
      },
      // Another zone or size means another subnet, and two cannot share a prefix.
      mergeOptions(known, { deleteBeforeReplace: true }),
    );
    const table = new RouteTable(
      child,
      { vpcId: vpc.id, tags: tags(`${id} ${network.cidr}`) },
      known,
    );
    new RouteTableAssociation(child, { subnetId: subnet.id, routeTableId: table.id }, known);
    subnets.set(network, { subnet, table });
  }

  const natGateway = plan.natGateway
    ? createNatGateway(site, `${name}-nat-gateway`, subnets.get(site.managementSubnet)?.subnet, {
        tags: tags(id),
        // Its address is of use only behind the gateway.
        opts: mergeOptions(opts, { dependsOn: [internetGateway] }),
      })
    : undefined;
  for (const { network, outward } of plan.subnets) {
    const table = subnets.get(network)?.table;
    if (table === undefined || outward === "none") continue;
    const target: { gatewayId: Output<string> } | { natGatewayId: Output<string> } =
      outward === "nat-gateway" && natGateway !== undefined
        ? { natGatewayId: natGateway.id }
        : { gatewayId: internetGateway.id };
    new Route(
      `${name}-${networkName(network)}-default`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...target },
      mergeOptions(opts, {
        aliases: [{ name: `${name}-${formerNetworkName(network)}-default` }],
      }),
    );
  }
  return { name, opts, vpc, internetGateway, keyPair, subnets };
}

function createNatGateway(
  site: AwsSite,
  name: string,
  place: Subnet | undefined,
  { tags, opts }: { tags: Record<string, string>; opts: CustomResourceOptions },
): NatGateway | undefined {
  if (place === undefined) return undefined;
  const address = new Eip(name, { domain: "vpc", tags }, opts);
  StackScope.of(site).values.resolve(natGatewayName(site), address.publicIp);
  return new NatGateway(
    name,
    { allocationId: address.id, subnetId: place.id, connectivityType: "public", tags },
    opts,
  );
}
