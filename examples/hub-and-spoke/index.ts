// Ten branches behind NAT gateways, two hubs: each branch keeps a tunnel to both and prefers the first.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, DynamicEndpointGateway, Gateway, Nat, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const presharedKeys = config.requireSecret("presharedKey");
const shared = {
  availabilityZone: config.require("availabilityZone"),
  ami: config.require("vsrxAmi"),
  management: {
    from: config.require("managementFrom"),
    publicKey: config.require("publicKey"),
    privateKey: config.requireSecret("privateKey"),
  },
};

const BRANCHES = [
  "berlin",
  "bern",
  "brno",
  "cork",
  "gent",
  "lyon",
  "oslo",
  "porto",
  "turin",
  "vaduz",
];

const stack = new VpnStack("spokes", (scope) => {
  const hubs = ["east", "west"].map((name, index) => {
    const site = new AwsSite(scope, name, { cidr: `10.${index + 1}.0.0/16`, ...shared });
    const gateway = new Gateway(scope, `${name}-gw`, {
      site,
      external: site.subnet(`10.${index + 1}.1.0/24`),
      internal: site.subnet(`10.${index + 1}.2.0/24`),
      nat: Nat.elasticIp(),
    });
    return new DynamicEndpointGateway(scope, `${name}-hub`, { gateway, routing: "bgp" });
  });

  BRANCHES.forEach((name, index) => {
    const net = `10.${index + 101}`;
    const site = new AwsSite(scope, name, { cidr: `${net}.0.0/16`, ...shared });
    const gateway = new Gateway(scope, `${name}-gw`, {
      site,
      external: site.subnet(`${net}.1.0/24`),
      internal: site.subnet(`${net}.2.0/24`),
      nat: Nat.gateway(),
    });
    for (const hub of hubs) {
      hub.connect(gateway, {
        identity: `${name}.example.net`,
        // A key of its own for each branch, derived from one secret.
        presharedKey: presharedKeys.apply((key) => `${key}-${name}`),
      });
    }
  });
});

export const { endpoints } = stack;
