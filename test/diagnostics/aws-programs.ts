// For each rule of AWS that a site shows in itself, a small program that breaks it.
import { AwsSite, Gateway, Nat, NatDevice, RouteBasedVpn, type StackScope } from "../../lib";
import { awsSite, ends, KEY } from "../lab-site";

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
  "aws-name": (scope: StackScope) => {
    gateway(scope, awsSite(scope), "g".repeat(120), ["10.1.12.0/24", "10.1.11.0/24"]);
  },
  "aws-route": (scope: StackScope) => {
    const site = awsSite(scope);
    const left = gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"]);
    const right = new Gateway(scope, "right", {
      site,
      external: site.subnet("10.1.31.0/24"),
      internal: site.subnet("10.1.21.0/24"),
      protects: ["10.1.21.0/25"],
    });
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
  },
  "device-across-zones": (scope: StackScope) => {
    const site = awsSite(scope);
    site.subnet("10.1.11.0/24", { availabilityZone: "eu-central-1b" });
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"]);
  },
  "gateways-lead": (scope: StackScope) => {
    const site = awsSite(scope);
    const workloads = site.subnet("10.1.50.0/24").cidr;
    const [east, west] = ([20, 30] as const).map(
      (net) =>
        new Gateway(scope, `g${net}`, {
          site,
          external: site.subnet(`10.1.${net}.0/24`),
          internal: site.subnet(`10.1.${net + 1}.0/24`),
          nat: Nat.elasticIp(),
          protects: [workloads],
        }),
    );
    for (const left of [east, west]) {
      if (left === undefined) continue;
      const right = new Gateway(scope, `peer-${left.name}`, {
        existing: { address: `192.0.2.${left.name.slice(1)}`, user: "net" },
        external: { interface: "ge-0/0/0", address: `203.0.113.${left.name.slice(1)}/24` },
        internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
      });
      new RouteBasedVpn(scope, `to-${left.name}`, {
        ...ends({ left, right }),
        presharedKey: left.name,
      });
    }
  },
  "ike-open": (scope: StackScope) => {
    const site = awsSite(scope);
    const hub = new Gateway(scope, "hub", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
      nat: Nat.elasticIp(),
    });
    for (let number = 1; number < 32; number += 1) {
      const left = new Gateway(scope, `b${number}`, {
        existing: { address: `192.0.2.${number}`, user: "net" },
        external: { interface: "ge-0/0/0", address: `203.0.113.${number}/24` },
        internal: { interface: "ge-0/0/1", address: `10.2.${number}.1/24` },
      });
      new RouteBasedVpn(scope, `vpn${number}`, {
        ...ends({ left, right: hub }),
        presharedKey: `key ${number}`,
      });
    }
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
  "management-user": (scope: StackScope) =>
    awsSite(scope, { management: { from: "198.51.100.0/24", publicKey: KEY, user: "root" } }),
  "management-wide": (scope: StackScope) =>
    awsSite(scope, { management: { from: "198.0.0.0/7", publicKey: KEY } }),
  "nat-gateway-unknown": (scope: StackScope) => {
    const site = AwsSite.existing(scope, "lab", VPC);
    site.subnet("10.1.12.0/24", { subnetId: "subnet-1", routeTableId: "rtb-1" });
    gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"], Nat.gateway());
  },
  "protected-without-subnet": (scope: StackScope) => {
    const site = awsSite(scope);
    new Gateway(scope, "left", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
      protects: ["10.1.11.0/24", "10.1.50.0/24"],
    });
  },
  "subnet-said-twice": (scope: StackScope) => {
    const site = awsSite(scope);
    site.subnet("10.1.12.0/24", { subnetId: "subnet-1" });
    site.subnet("10.1.12.0/24", { subnetId: "subnet-2" });
  },
  "subnet-without-table": (scope: StackScope) => {
    const site = AwsSite.existing(scope, "lab", VPC);
    site.subnet("10.1.11.0/24", { subnetId: "subnet-1" });
    const left = gateway(scope, site, "left", ["10.1.12.0/24", "10.1.11.0/24"]);
    const right = gateway(scope, site, "right", ["10.1.31.0/24", "10.1.21.0/24"]);
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
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
