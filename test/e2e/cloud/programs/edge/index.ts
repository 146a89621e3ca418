// Gateways behind a NAT device of their own that faces the internet: one has an address there to itself, one hides behind the device's.
import * as pulumi from "@pulumi/pulumi";
import {
  AwsSite,
  Gateway,
  Host,
  Nat,
  NatDevice,
  RouteBasedVpn,
  type StackScope,
  VpnStack,
} from "pulumi-vsrx";

const config = new pulumi.Config();

const siteOf = (scope: StackScope, id: string, cidr: string): AwsSite =>
  new AwsSite(scope, id, {
    cidr,
    availabilityZone: config.require("availabilityZone"),
    ami: config.require("vsrxAmi"),
    management: {
      from: config.require("managementFrom"),
      publicKey: config.require("publicKey"),
      privateKey: config.requireSecret("privateKey"),
    },
  });

const stack = new VpnStack("edge", (scope) => {
  const [far, near] = [siteOf(scope, "far", "10.1.0.0/16"), siteOf(scope, "near", "10.2.0.0/16")];
  const zone = `${config.require("availabilityZone").slice(0, -1)}b`;
  const workloads = far.subnet("10.1.3.0/24", { availabilityZone: zone });
  // Another network is behind it.
  const router = new Host(scope, "hq-router", {
    network: workloads,
    ami: config.require("hostAmi"),
    transform: { instance: (args) => ({ ...args, sourceDestCheck: false }) },
  });
  const hq = new Gateway(scope, "hq", {
    site: far,
    external: far.subnet("10.1.1.0/24"),
    internal: far.subnet("10.1.2.0/24"),
    nat: Nat.elasticIp(),
    // A subnet that it does not stand in, in another zone, and what is behind a machine there.
    protects: [
      "10.1.2.0/24",
      workloads,
      {
        prefix: "192.168.50.0/24",
        behind: { networkInterfaceId: router.outputs.networkInterfaceId, subnet: workloads },
      },
    ],
  });
  new Host(scope, "hq-workload", {
    network: workloads,
    ami: config.require("hostAmi"),
  });
  new Host(scope, "hq-host", {
    network: far.subnet("10.1.2.0/24"),
    ami: config.require("hostAmi"),
  });

  const inside = near.subnet("10.2.2.0/24");
  const device = new NatDevice(scope, "edge", {
    site: near,
    outside: near.subnet("10.2.1.0/24"),
    inside,
    nat: Nat.elasticIp(),
  });
  const behind = (id: string, number: number): Gateway => {
    const internal = near.subnet(`10.2.${number}.0/24`);
    new Host(scope, `${id}-host`, { network: internal, ami: config.require("hostAmi") });
    return new Gateway(scope, id, { site: near, external: inside, internal });
  };
  const [fixed, hidden] = [behind("fixed", 10), behind("hidden", 20)];
  device.translate(fixed, { nat: Nat.elasticIp() }).hide();

  const presharedKey = config.requireSecret("presharedKey");
  new RouteBasedVpn(scope, "inward", {
    initiator: { gateway: hq, identity: "hq@example.net" },
    responder: { gateway: fixed, identity: "fixed@example.net" },
    presharedKey,
  });
  new RouteBasedVpn(scope, "outward", {
    initiator: { gateway: hidden, identity: "hidden@example.net" },
    responder: { gateway: hq, identity: "hq@example.net" },
    presharedKey,
  });
  return { publicIp: device.publicIps["fixed"] };
});

export const { endpoints } = stack;
export const { publicIp } = stack.result;
