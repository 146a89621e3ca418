// A gateway of ours, and one that a partner runs: its half of the VPN is put out, to be handed over.
import * as pulumi from "@pulumi/pulumi";
import { Gateway, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();

const stack = new VpnStack("partners", (scope) => {
  const ours = new Gateway(scope, "ours", {
    existing: {
      address: config.require("ours.address"),
      user: "pulumi",
      privateKey: config.requireSecret("privateKey"),
      acceptFirstHostKey: true,
      configureInterfaces: true,
    },
    external: { interface: "ge-0/0/0", address: "198.18.1.2/29" },
    internal: { interface: "ge-0/0/1", address: "10.1.1.1/24" },
    routes: { "0.0.0.0/0": "198.18.1.1" },
  });
  const theirs = new Gateway(scope, "theirs", {
    unmanaged: true,
    external: { interface: "ge-0/0/0", address: "198.18.2.2/29" },
    internal: { interface: "ge-0/0/1", address: "10.1.2.1/24" },
    routes: { "0.0.0.0/0": "198.18.2.1" },
  });
  new RouteBasedVpn(scope, "vpn", {
    initiator: { gateway: ours, identity: "ours.example.net", tunnelAddress: "10.1.100.1/30" },
    responder: { gateway: theirs, identity: "theirs.example.net", tunnelAddress: "10.1.100.2/30" },
    presharedKey: config.requireSecret("presharedKey"),
  });
});

export const { endpoints, peerConfigurations } = stack;
