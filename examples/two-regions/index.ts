// Two VPCs in two regions, joined by a VPN over the internet, in one stack. Each region has images of its own.
import * as pulumi from "@pulumi/pulumi";
import {
  AwsSite,
  Gateway,
  Host,
  Nat,
  RouteBasedVpn,
  type StackScope,
  vsrxImage,
  VpnStack,
} from "pulumi-vsrx";

const config = new pulumi.Config();
const management = {
  from: config.require("managementFrom"),
  publicKey: config.require("publicKey"),
  privateKey: config.requireSecret("privateKey"),
};

/** A region's VPC with a gateway and something to ping from. */
function place(scope: StackScope, name: string, region: string, net: string): Gateway {
  const site = new AwsSite(scope, name, {
    region,
    availabilityZone: `${region}a`,
    cidr: `${net}.0.0/16`,
    // Looked up once and kept: a newer image is taken when `choice` says so.
    ami: vsrxImage({
      name: `vsrx-${name}`,
      release: config.get("release") ?? "24.4R1",
      license: "payg",
      productCode: config.get("productCode"),
      region,
    }),
    management,
  });
  const internal = site.subnet(`${net}.2.0/24`);
  new Host(scope, `${name}-host`, {
    network: internal,
    ami: config.get(`hostAmi-${name}`) ?? config.require("hostAmi"),
  });
  return new Gateway(scope, `${name}-gw`, {
    site,
    external: site.subnet(`${net}.1.0/24`),
    internal,
    nat: Nat.elasticIp(),
  });
}

const stack = new VpnStack("regions", (scope) => {
  const frankfurt = place(scope, "frankfurt", "eu-central-1", "10.1");
  const ohio = place(scope, "ohio", "us-east-2", "10.2");

  new RouteBasedVpn(scope, "vpn1", {
    initiator: { gateway: frankfurt, identity: "frankfurt@example.net" },
    responder: { gateway: ohio, identity: "ohio@example.net" },
    presharedKey: config.requireSecret("presharedKey"),
  });
});

export const { endpoints } = stack;
