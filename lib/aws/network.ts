// The AWS resources of one site: VPC, subnets, route tables, gateways to the internet, key pair; or what is there of them.
import { Eip } from "@pulumi/aws/ec2/eip";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { KeyPair } from "@pulumi/aws/ec2/keyPair";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { type CustomResourceOptions, type Input, mergeOptions } from "@pulumi/pulumi";
import { natGatewayName, type Network, StackScope } from "../topology";
import { lateOutputs } from "./late-outputs";
import { zoneOf } from "./late-props";
import { hostOf } from "../net";
import type { AwsPlan } from "./plan";
import type { AwsSite } from "./site";
import type { AwsSubnet } from "./subnet";
import { tagsFor } from "./tags";
import { transformed } from "./transformed";

/** A subnet as others refer to it. */
export interface SubnetResources {
  readonly id: Input<string>;
  /** Its route table; undefined where the subnet is there and the program does not name its table. */
  readonly tableId: Input<string> | undefined;
  /** The subnet itself, where it is made. */
  readonly made: Subnet | undefined;
}

export interface SiteResources {
  /** The site's name in Pulumi, and the options of what belongs to it. */
  readonly name: string;
  readonly opts: CustomResourceOptions;
  readonly vpcId: Input<string>;
  readonly internetGateway: InternetGateway | undefined;
  readonly internetGatewayId: Input<string> | undefined;
  readonly keyName: Input<string>;
  /** The public key that instances boot with, and that stays when the management key changes. */
  readonly bootPublicKey: Input<string>;
  readonly subnets: ReadonlyMap<Network, SubnetResources>;
}

/** A name for a network inside its site: `10-1-12-0`. Its size is no part of it: a greater one is the same, changed. */
export function networkName(network: Network): string {
  return hostOf(network.cidr).replaceAll(/[.:]/g, "-");
}

/** The name that version 0.1.0 gave it: `10-1-12-0-24`. */
export function formerNetworkName(network: Network): string {
  return network.cidr.replaceAll(/[./:]/g, "-");
}

/** Where a site is: what every resource in it says. */
export const regional = ({ props }: AwsSite): { readonly region?: Input<string> } =>
  props.region === undefined ? {} : { region: props.region };

/** Public keys of a site that stay when the management key changes: what devices boot with, and what the key pair holds. */
export interface SiteKeys {
  readonly boot: Input<string>;
  readonly first: Input<string>;
}

/** Create what one site needs. Every child is named after `name`. */
export function createSite(
  site: AwsSite,
  plan: AwsPlan,
  name: string,
  opts: CustomResourceOptions,
  keys: SiteKeys,
): SiteResources {
  const tags = tagsFor(site, { Name: site.node.id });
  const common = { ...regional(site), tags };
  const { vpcId, internetGateway, internetGatewayId } = createVpc(site, name, opts);
  const { keyName } = site.props.management;
  const key = `${name}-key`;
  const keyArgs = { publicKey: keys.first, ...common };
  const keyPair =
    keyName === undefined
      ? new KeyPair(key, transformed(site, "keyPair", keyArgs, key), opts)
      : undefined;
  const subnets = new Map(
    plan.subnets.map(({ network }) => [
      network as Network,
      createSubnet(site, network, { vpcId, name, opts }),
    ]),
  );
  const made = {
    name,
    opts,
    vpcId,
    internetGateway,
    internetGatewayId,
    keyName: keyName ?? keyPair?.keyName ?? "",
    bootPublicKey: keys.boot,
    subnets,
  };
  const natGateway = plan.natGateway ? natGatewayOf(site, made) : undefined;
  createWaysOut(site, plan, made, natGateway?.id);
  const outputs = lateOutputs(StackScope.of(site));
  outputs.settle(site, {
    vpcId,
    internetGatewayId,
    natGatewayPublicIp: natGateway?.publicIp,
    keyName: made.keyName,
  });
  for (const [{ cidr }, { id, tableId }] of subnets) {
    outputs.settle(site, {
      [`subnet ${cidr} subnetId`]: id,
      [`subnet ${cidr} routeTableId`]: tableId,
    });
  }
  return made;
}

function createVpc(
  site: AwsSite,
  name: string,
  opts: CustomResourceOptions,
): Pick<SiteResources, "vpcId" | "internetGateway" | "internetGatewayId"> {
  const { vpc: existing } = site.props;
  if (existing !== undefined) {
    const { vpcId, internetGatewayId } = existing;
    return { vpcId, internetGateway: undefined, internetGatewayId };
  }
  const common = { ...regional(site), tags: tagsFor(site, { Name: site.node.id }) };
  const child = `${name}-vpc`;
  const args = { cidrBlock: site.cidr, enableDnsSupport: true, ...common };
  const vpc = new Vpc(child, transformed(site, "vpc", args, child), opts);
  const gate = `${name}-internet`;
  const internetGateway = new InternetGateway(
    gate,
    transformed(site, "internetGateway", { vpcId: vpc.id, ...common }, gate),
    // AWS moves none to another VPC while public addresses are mapped through it: the new VPC gets one of its own.
    mergeOptions(opts, { replaceOnChanges: ["vpcId"] }),
  );
  return { vpcId: vpc.id, internetGateway, internetGatewayId: internetGateway.id };
}

/** A subnet with its table, each made unless it is there. */
function createSubnet(
  site: AwsSite,
  network: AwsSubnet,
  { vpcId, name, opts }: Pick<SiteResources, "vpcId" | "name" | "opts">,
): SubnetResources {
  const { subnetId, routeTableId } = network.props;
  if (subnetId !== undefined) return { id: subnetId, tableId: routeTableId, made: undefined };
  const child = `${name}-${networkName(network)}`;
  const tags = tagsFor(site, { Name: `${site.node.id} ${network.cidr}` });
  const known = mergeOptions(opts, {
    aliases: [{ name: `${name}-${formerNetworkName(network)}` }],
  });
  const zone = zoneOf(site, network);
  const subnetArgs = {
    vpcId,
    cidrBlock: network.cidr,
    ...(zone === undefined ? {} : { availabilityZone: zone }),
    ...regional(site),
    tags,
  };
  const subnet = new Subnet(
    child,
    transformed(site, "subnet", subnetArgs, child),
    // Another zone or size means another subnet, and two cannot share a prefix.
    mergeOptions(known, { deleteBeforeReplace: true }),
  );
  const tableArgs = { vpcId, ...regional(site), tags };
  const tableId =
    routeTableId ??
    new RouteTable(child, transformed(site, "routeTable", tableArgs, child), known).id;
  const association = { subnetId: subnet.id, routeTableId: tableId, ...regional(site) };
  new RouteTableAssociation(
    child,
    transformed(site, "routeTableAssociation", association, child),
    known,
  );
  return { id: subnet.id, tableId, made: subnet };
}

/** Default routes, in tables of ours: what is in tables that are there is somebody else's. */
function createWaysOut(
  site: AwsSite,
  plan: AwsPlan,
  { name, opts, subnets, internetGatewayId }: SiteResources,
  natGatewayId: Input<string> | undefined,
): void {
  for (const { network, outward } of plan.subnets) {
    const { subnetId, routeTableId } = network.props;
    const tableId = subnets.get(network)?.tableId;
    if (subnetId !== undefined || routeTableId !== undefined || tableId === undefined) continue;
    if (outward === "none") continue;
    const target =
      outward === "nat-gateway" && natGatewayId !== undefined
        ? { natGatewayId }
        : internetGatewayId === undefined
          ? undefined
          : { gatewayId: internetGatewayId };
    if (target === undefined) continue;
    const child = `${name}-${networkName(network)}-default`;
    const args = {
      routeTableId: tableId,
      destinationCidrBlock: "0.0.0.0/0",
      ...target,
      ...regional(site),
    };
    new Route(
      child,
      transformed(site, "route", args, child),
      mergeOptions(opts, {
        aliases: [{ name: `${name}-${formerNetworkName(network)}-default` }],
      }),
    );
  }
}

interface NatGatewayResources {
  readonly id: Input<string>;
  readonly publicIp: Input<string>;
}

/** The NAT gateway that is there, or one that is made in the first management subnet. */
function natGatewayOf(site: AwsSite, made: SiteResources): NatGatewayResources | undefined {
  const { values } = StackScope.of(site);
  const existing = site.props.vpc?.natGateway;
  if (existing !== undefined) {
    const { natGatewayId: id, publicIp } = existing;
    values.bind(natGatewayName(site), publicIp);
    return { id, publicIp };
  }
  const place = made.subnets.get(site.managementSubnet);
  if (place === undefined) return undefined;
  const name = `${made.name}-nat-gateway`;
  const common = { ...regional(site), tags: tagsFor(site, { Name: site.node.id }) };
  const { internetGateway } = made;
  // Its address is of use only behind the gateway.
  const opts =
    internetGateway === undefined
      ? made.opts
      : mergeOptions(made.opts, { dependsOn: [internetGateway] });
  const addressArgs = { domain: "vpc", ...common };
  const address = new Eip(name, transformed(site, "elasticIp", addressArgs, name), opts);
  values.bind(natGatewayName(site), address.publicIp);
  const args = {
    allocationId: address.id,
    subnetId: place.id,
    connectivityType: "public",
    ...common,
  };
  const gateway = new NatGateway(name, transformed(site, "natGateway", args, name), opts);
  return { id: gateway.id, publicIp: address.publicIp };
}
