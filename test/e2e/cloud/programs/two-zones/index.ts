// A site with a gateway in each of two zones, which protect the same workloads for the same office; which one leads is the test's to say.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, Host, Nat, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const live = "east" as "east" | "west";
const hostAmi = config.require("hostAmi");
const shared = {
  ami: config.require("vsrxAmi"),
  availabilityZone: config.require("availabilityZone"),
};
const management = {
  from: config.require("managementFrom"),
  publicKey: config.require("publicKey"),
  privateKey: config.requireSecret("privateKey"),
};

const stack = new VpnStack("zones", (scope) => {
  const otherZone = config.require("otherZone");
  const cloud = new AwsSite(scope, "cloud", {
    ...shared,
    cidr: "10.1.0.0/16",
    management: { ...management, subnet: ["10.1.0.0/24", "10.1.1.0/24"] },
  });
  cloud.subnet("10.1.1.0/24", { availabilityZone: otherZone });
  const workloads = cloud.subnet("10.1.50.0/24");
  const inZone = (name: string, availabilityZone: string, net: number): Gateway =>
    new Gateway(scope, name, {
      site: cloud,
      external: cloud.subnet(`10.1.${net}.0/24`, { availabilityZone }),
      internal: cloud.subnet(`10.1.${net + 1}.0/24`, { availabilityZone }),
      nat: Nat.elasticIp(),
      protects: [workloads],
      leads: name === live,
    });
  const east = inZone("east", shared.availabilityZone, 20);
  const west = inZone("west", otherZone, 30);

  const office = new AwsSite(scope, "office", { ...shared, management, cidr: "10.9.0.0/16" });
  const desks = office.subnet("10.9.2.0/24");
  const edge = new Gateway(scope, "edge", {
    site: office,
    external: office.subnet("10.9.1.0/24"),
    internal: desks,
    nat: Nat.elasticIp(),
  });

  const presharedKey = pulumi.secret("a-key-of-two-zones");
  const initiator = { gateway: edge, identity: "office.example.net" };
  const first = new RouteBasedVpn(scope, "to-east", {
    ...{ initiator, presharedKey },
    responder: { gateway: east, identity: "east.example.net" },
  });
  new RouteBasedVpn(scope, "to-west", {
    ...{ initiator, presharedKey },
    responder: { gateway: west, identity: "west.example.net" },
    backupOf: first,
  });
  new Host(scope, "workload", { network: workloads, ami: hostAmi });
  new Host(scope, "desk", { network: desks, ami: hostAmi });
});

export const { endpoints } = stack;
