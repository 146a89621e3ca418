// A policy-based VPN with both ends behind NAT devices of their own, in one VPC.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, Host, NatDevice, PolicyBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const hostAmi = config.require("hostAmi");

const stack = new VpnStack("policy", (scope) => {
  const site = new AwsSite(scope, "lab", {
    cidr: "10.1.0.0/16",
    availabilityZone: config.require("availabilityZone"),
    ami: config.require("vsrxAmi"),
    management: {
      from: config.require("managementFrom"),
      publicKey: config.require("publicKey"),
      privateKey: config.requireSecret("privateKey"),
    },
  });
  const core = site.subnet("10.1.100.0/24");

  const chicago = new Gateway(scope, "chicago", {
    site,
    external: site.subnet("10.1.12.0/24"),
    internal: site.subnet("10.1.99.0/24"),
  });
  const sunnyvale = new Gateway(scope, "sunnyvale", {
    site,
    external: site.subnet("10.1.31.0/24"),
    internal: site.subnet("10.1.21.0/24"),
  });
  new NatDevice(scope, "chicago-nat", { site, outside: core, inside: chicago.external }).translate(
    chicago,
    { to: "172.16.100.22" },
  );
  new NatDevice(scope, "sunnyvale-nat", {
    site,
    outside: core,
    inside: sunnyvale.external,
  }).translate(sunnyvale, { to: "172.16.100.23" });

  new PolicyBasedVpn(scope, "vpn1", {
    initiator: { gateway: chicago, identity: "chicago" },
    responder: { gateway: sunnyvale, identity: "sunnyvale" },
    presharedKey: config.requireSecret("presharedKey"),
  });

  // Something to ping from, on each side.
  new Host(scope, "host1", { network: site.subnet("10.1.99.0/24"), ami: hostAmi });
  new Host(scope, "host2", { network: site.subnet("10.1.21.0/24"), ami: hostAmi });
});

export const { endpoints } = stack;
