// For each rule of AWS that a site shows in itself, a small program that breaks it.
import { AwsSite, Gateway, Nat, NatDevice, type StackScope } from "../../lib";
import { awsSite, KEY } from "../lab-site";

const VPC = {
  vpcId: "vpc-0123456789abcdef0",
  cidr: "10.1.0.0/16",
  availabilityZone: "eu-central-1a",
  ami: "ami-1",
  management: { from: "198.51.100.0/24", publicKey: KEY, via: "private" },
} as const;

/** A gateway of a site. */
function gateway(
  scope: StackScope,
  site: AwsSite,
  name: string,
  [external, internal]: readonly [string, string],
  nat?: ReturnType<(typeof Nat)[keyof typeof Nat]>,
): Gateway {
  return new Gateway(scope, name, {
    site,
    external: site.subnet(external),
    internal: site.subnet(internal),
    ...(nat === undefined ? {} : { nat }),
  });
}

export const AWS_PROGRAMS = {
  "device-across-zones": (scope: StackScope) => {
    const site = awsSite(scope);
    site.subnet("10.1.11.0/24", { availabilityZone: "eu-central-1b" });
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"]);
  },
  "instance-addresses": (scope: StackScope) => {
    const site = awsSite(scope);
    const inside = site.subnet("10.1.12.0/24");
    const nat = new NatDevice(scope, "nat", {
      site,
      outside: site.subnet("10.1.10.0/24"),
      inside,
    });
    for (let number = 20; number < 30; number += 1) {
      nat.translate(gateway(scope, site, `g${number}`, [inside.cidr, `10.1.${number}.0/24`]));
    }
  },
  "instance-type-wrong": (scope: StackScope) => {
    const site = awsSite(scope, { instanceType: "c5.huge" });
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"]);
  },
  "internet-gateway-unknown": (scope: StackScope) => {
    const site = AwsSite.existing(scope, "lab", VPC);
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"], Nat.elasticIp());
  },
  "nat-gateway-unknown": (scope: StackScope) => {
    const site = AwsSite.existing(scope, "lab", VPC);
    site.subnet("10.1.12.0/24", { subnetId: "subnet-1", routeTableId: "rtb-1" });
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"], Nat.gateway());
  },
  "subnet-said-twice": (scope: StackScope) => {
    const site = awsSite(scope);
    site.subnet("10.1.12.0/24", { subnetId: "subnet-1" });
    site.subnet("10.1.12.0/24", { subnetId: "subnet-2" });
  },
  "subnet-without-zone": (scope: StackScope) => {
    AwsSite.existing(scope, "lab", { ...VPC, availabilityZone: undefined }).subnet("10.1.12.0/24");
  },
  tag: (scope: StackScope) => awsSite(scope, { tags: { "aws:owner": "us" } }),
  "two-ways-out": (scope: StackScope) => {
    const site = awsSite(scope);
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"], Nat.elasticIp());
    gateway(scope, site, "right", ["10.1.12.0/24", "10.1.21.0/24"], Nat.gateway());
  },
  "zones-of-regions": (scope: StackScope) => {
    awsSite(scope).subnet("10.1.12.0/24", { availabilityZone: "us-east-1a" });
  },
} as const;
