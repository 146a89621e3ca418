// Ten branches behind NAT gateways, two hubs: each branch keeps a tunnel to both and prefers the first.
import { createHmac } from "node:crypto";
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

const config = new pulumi.Config();
const hostAmi = config.require("hostAmi");
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
  // A gateway in a site of its own, and a host behind it: something to ping from.
  const place = (name: string, net: string, nat: NatKind): Gateway => {
    const site = new AwsSite(scope, name, { cidr: `${net}.0.0/16`, ...shared });
    const internal = site.subnet(`${net}.2.0/24`);
    new Host(scope, `${name}-host`, { network: internal, ami: hostAmi });
    const external = site.subnet(`${net}.1.0/24`);
    return new Gateway(scope, `${name}-gw`, { site, external, internal, nat });
  };

  const hubs = ["east", "west"].map((name, index) => {
    const gateway = place(name, `10.${index + 1}`, Nat.elasticIp());
    return new DynamicEndpointGateway(scope, `${name}-hub`, {
      gateway,
      routing: "bgp",
      // The hub's own network, and through it all the branches: by the other hub when this one is gone.
      reach: [...gateway.protects, "10.0.0.0/8"],
      branchToBranch: true,
    });
  });

  BRANCHES.forEach((name, index) => {
    const gateway = place(name, `10.${index + 101}`, Nat.gateway());
    hubs.forEach((hub, rank) => {
      hub.connect(gateway, {
        preference: rank + 1,
        identity: `${name}.example.net`,
        // A key of its own for each branch: who learns one knows neither the secret nor another branch's.
        presharedKey: presharedKeys.apply((secret) =>
          createHmac("sha256", secret).update(name).digest("base64url"),
        ),
      });
    });
  });
});

export const { endpoints } = stack;
