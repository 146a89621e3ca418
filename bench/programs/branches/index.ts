// A hub in AWS and branches behind NAT gateways, each with a host to ping from.
import * as pulumi from "@pulumi/pulumi";
import {
  AwsSite,
  DynamicEndpointGateway,
  Gateway,
  Host,
  Nat,
  type NatKind,
  VpnStack,
} from "pulumi-vsrx";

const COUNT = 10;

const config = new pulumi.Config();
const shared = {
  availabilityZone: config.require("availabilityZone"),
  ami: config.require("vsrxAmi"),
  management: {
    from: config.require("managementFrom"),
    publicKey: config.require("publicKey"),
    privateKey: config.requireSecret("privateKey"),
  },
};

const stack = new VpnStack("bench", (scope) => {
  const place = (name: string, net: string, nat: NatKind): Gateway => {
    const site = new AwsSite(scope, name, { cidr: `${net}.0.0/16`, ...shared });
    const internal = site.subnet(`${net}.2.0/24`);
    new Host(scope, `${name}h`, { network: internal, ami: config.require("hostAmi") });
    const external = site.subnet(`${net}.1.0/24`);
    return new Gateway(scope, `${name}g`, { site, external, internal, nat });
  };
  const hub = new DynamicEndpointGateway(scope, "hub", {
    gateway: place("hq", "10.1", Nat.elasticIp()),
  });
  for (let number = 1; number <= COUNT; number += 1) {
    hub.connect(place(`b${number}`, `10.${number + 1}`, Nat.gateway()), {
      presharedKey: config.requireSecret("presharedKey"),
    });
  }
});

export const { endpoints } = stack;
