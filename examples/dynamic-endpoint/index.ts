// A hub that does not know its branches' addresses; the branch stands behind a NAT gateway.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, DynamicEndpointGateway, Gateway, Host, Nat, VpnStack } from "pulumi-vsrx";

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

const stack = new VpnStack("dynamic", (scope) => {
  const headquarters = new AwsSite(scope, "hq", { cidr: "10.0.0.0/16", ...shared });
  const hq = new Gateway(scope, "hq-gw", {
    site: headquarters,
    external: headquarters.subnet("10.0.1.0/24"),
    internal: headquarters.subnet("10.0.2.0/24"),
    nat: Nat.elasticIp(),
  });

  const paris = new AwsSite(scope, "paris", { cidr: "10.1.0.0/16", ...shared });
  const branch = new Gateway(scope, "paris-gw", {
    site: paris,
    external: paris.subnet("10.1.1.0/24"),
    internal: paris.subnet("10.1.2.0/24"),
    nat: Nat.gateway(),
  });

  new DynamicEndpointGateway(scope, "hub", { gateway: hq }).connect(branch, {
    identity: "paris.example.net",
    presharedKey: config.requireSecret("presharedKey"),
  });

  // Something to ping from, on each side.
  new Host(scope, "host1", { network: headquarters.subnet("10.0.2.0/24"), ami: hostAmi });
  new Host(scope, "host2", { network: paris.subnet("10.1.2.0/24"), ami: hostAmi });
});

export const { endpoints } = stack;
