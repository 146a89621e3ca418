// A shop whose provider hands its address out, and headquarters, by which everything of the shop's goes.
import * as pulumi from "@pulumi/pulumi";
import { type ExistingDevice, Gateway, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();

const reach = (name: string): ExistingDevice => ({
  address: config.require(`${name}.address`),
  user: "pulumi",
  privateKey: config.requireSecret("privateKey"),
  acceptFirstHostKey: true,
  configureInterfaces: true,
});

const stack = new VpnStack("shops", (scope) => {
  const shop = new Gateway(scope, "shop", {
    existing: reach("shop"),
    external: { interface: "ge-0/0/0", dhcp: true, instance: "wan", zone: "wan" },
    internal: { interface: "ge-0/0/1", address: "10.3.0.1/24" },
  });
  const head = new Gateway(scope, "head", {
    existing: reach("head"),
    external: { interface: "ge-0/0/0", address: "198.51.100.2/29" },
    internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
    routes: { "0.0.0.0/0": "198.51.100.1" },
    protects: ["0.0.0.0/0"],
    internet: { sources: ["10.9.0.0/24"] },
  });
  new RouteBasedVpn(scope, "all", {
    initiator: { gateway: shop, identity: "shop.example.net" },
    responder: { gateway: head, identity: "head.example.net" },
    presharedKey: config.requireSecret("presharedKey"),
  });
});

export const { endpoints } = stack;
