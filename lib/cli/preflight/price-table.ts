// Prices for where the price list can't be asked: dated, each from a public source.
import type { PricedThing } from "./account";

/** A price with the day it was read, and where. */
export interface DatedPrice {
  readonly dollars: number;
  readonly from: string;
}

/** On demand, Linux: the table that Karpenter generates from AWS's price list (aws/karpenter-provider-aws, zz_generated.pricing_aws.go). */
const MACHINES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "us-east-1": {
    "c5.large": 0.085,
    "c5.xlarge": 0.17,
    "c5.2xlarge": 0.34,
    "c5.4xlarge": 0.68,
    "c5.9xlarge": 1.53,
    "c5n.large": 0.108,
    "c5n.xlarge": 0.216,
    "c5n.2xlarge": 0.432,
    "c5n.4xlarge": 0.864,
    "c5n.9xlarge": 1.944,
    "m5.large": 0.096,
    "m5.xlarge": 0.192,
    "m5.2xlarge": 0.384,
    "m5.4xlarge": 0.768,
    "c6i.large": 0.085,
    "c6i.xlarge": 0.17,
    "c6i.2xlarge": 0.34,
    "c6i.4xlarge": 0.68,
    "c6in.large": 0.1134,
    "c6in.xlarge": 0.2268,
    "c6in.2xlarge": 0.4536,
    "c6in.4xlarge": 0.9072,
    "t3.nano": 0.0052,
    "t3.micro": 0.0104,
    "t3.small": 0.0208,
    "t3.medium": 0.0416,
    "t3.large": 0.0832,
  },
};
const MACHINES_FROM = "2026-01-19, Karpenter's table of AWS's price list";

/** An hour of a NAT gateway, without what goes through (cloudburn.io/blog/aws-nat-gateway-pricing). */
const NAT_GATEWAYS: Readonly<Record<string, number>> = { "us-east-1": 0.045 };
const NAT_GATEWAYS_FROM = "2026-02-24, cloudburn.io";

/** The same in every region (AWS networking blog, "Identify and optimize public IPv4 address usage on AWS"; doit.com). */
const PUBLIC_ADDRESS: DatedPrice = {
  dollars: 0.005,
  from: "2024-02-01, AWS's announcement of charges for public IPv4 addresses",
};

/** What the table knows; undefined for the rest. */
export function tablePrice(region: string, thing: PricedThing): DatedPrice | undefined {
  switch (thing.kind) {
    case "instance":
      return dated(MACHINES[region]?.[thing.type], MACHINES_FROM);
    case "nat-gateway":
      return dated(NAT_GATEWAYS[region], NAT_GATEWAYS_FROM);
    case "public-address":
      return PUBLIC_ADDRESS;
    case "disk":
      return undefined;
  }
}

const dated = (dollars: number | undefined, from: string): DatedPrice | undefined =>
  dollars === undefined ? undefined : { dollars, from };
