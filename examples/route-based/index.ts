// Two sites joined by a route-based VPN. The responder stands behind a NAT device, so IKE and ESP travel in UDP 4500.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, Host, NatDevice, RouteBasedVpn, suites, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const hostAmi = config.require("hostAmi");

const stack = new VpnStack("natt", (scope) => {
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

  const srx1 = new Gateway(scope, "srx1", {
    site,
    external: site.subnet("10.1.12.0/24"),
    internal: site.subnet("10.1.11.0/24"),
  });
  const srx2 = new Gateway(scope, "srx2", {
    site,
    external: site.subnet("10.1.31.0/24"),
    internal: site.subnet("10.1.21.0/24"),
  });
  const nat = new NatDevice(scope, "nat", { site, outside: srx1.external, inside: srx2.external });
  nat.translate(srx2, { to: "172.16.21.1" });

  new RouteBasedVpn(scope, "vpn1", {
    initiator: {
      gateway: srx1,
      identity: "branch_natt1@example.net",
      tunnelAddress: "10.1.100.1/24",
    },
    responder: {
      gateway: srx2,
      identity: "responder_natt1@example.net",
      tunnelAddress: "10.1.100.2/24",
    },
    presharedKey: config.requireSecret("presharedKey"),
    ike: suites.classic, // as in Juniper's guide; leave it out for IKEv2 with AES-256-GCM
  });

  // Something to ping from, on each side.
  new Host(scope, "host1", { network: site.subnet("10.1.11.0/24"), ami: hostAmi });
  new Host(scope, "host2", { network: site.subnet("10.1.21.0/24"), ami: hostAmi });
});

export const { endpoints } = stack;
