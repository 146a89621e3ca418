// Two sites with public addresses and a VPN between them, to be changed in every way that AWS objects to.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, Host, Nat, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const hostAmi = config.require("hostAmi");
const shared = {
  availabilityZone: config.require("availabilityZone"),
  ami: config.require("vsrxAmi"),
  management: {
    from: config.require("managementFrom"),
    publicKey: config.require("publicKey"),
    privateKey: config.requireSecret("privateKey"),
  },
};

const stack = new VpnStack("life", (scope) => {
  const left = new AwsSite(scope, "left", {
    cidr: "10.1.0.0/16",
    tags: { owner: "net" },
    ...shared,
  });
  const leftLan = left.subnet("10.1.2.0/24");
  const berlin = new Gateway(scope, "berlin", {
    site: left,
    external: left.subnet("10.1.1.0/24"),
    internal: leftLan,
    nat: Nat.elasticIp(),
  });
  new Host(scope, "host1", { network: leftLan, ami: hostAmi });

  const right = new AwsSite(scope, "right", { cidr: "10.2.0.0/16", ...shared });
  const rightLan = right.subnet("10.2.2.0/24");
  const bern = new Gateway(scope, "bern", {
    site: right,
    external: right.subnet("10.2.1.0/24"),
    internal: rightLan,
    nat: Nat.elasticIp(),
  });
  new Host(scope, "host2", { network: rightLan, ami: hostAmi });

  new RouteBasedVpn(scope, "vpn1", {
    initiator: { gateway: berlin, identity: "berlin.example.net" },
    responder: { gateway: bern, identity: "bern.example.net" },
    presharedKey: pulumi.secret("a-key-of-two-sites"),
  });
});

export const { endpoints } = stack;
