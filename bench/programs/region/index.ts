// One region of a fleet: its hub, its branches behind NAT, and their tunnels. What Pulumi reaches them by is another stack's to say.
import { createHmac } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { DynamicEndpointGateway, Gateway, Nat, VpnStack } from "pulumi-vsrx";

interface Addresses {
  readonly hub: string;
  readonly branches: readonly string[];
}

const config = new pulumi.Config();
const region = config.requireNumber("region");
const key = config.requireSecret("presharedKey");
const addresses = new pulumi.StackReference(config.require("addresses"))
  .requireOutput("regions")
  .apply((all: readonly Addresses[]) => {
    const own = all[region];
    if (own === undefined) throw new Error(`there is no region ${region}`);
    return own;
  });

const reached = (address: pulumi.Output<string>, deviceId: string) => ({
  address,
  deviceId,
  user: "bench",
  agent: true,
});

new VpnStack(`region-${region}`, (scope) => {
  const hub = new DynamicEndpointGateway(scope, "hub", {
    gateway: new Gateway(scope, "hq", {
      existing: {
        ...reached(
          addresses.apply((each) => each.hub),
          `hub-${region}`,
        ),
        configureInterfaces: true,
        part: "region",
      },
      external: { address: `198.18.${region}.2/24` },
      internal: { address: `172.20.${region}.1/24` },
      routes: { "0.0.0.0/0": `198.18.${region}.1` },
    }),
  });
  for (let number = 0; number < config.requireNumber("branches"); number += 1) {
    const name = `b${region}-${number}`;
    const net = region * config.requireNumber("branches") + number;
    const branch = new Gateway(scope, name, {
      existing: {
        ...reached(
          addresses.apply((each) => each.branches[number] ?? ""),
          name,
        ),
        configureInterfaces: true,
      },
      external: { address: "192.168.1.2/24" },
      internal: { address: `10.${net >> 8}.${net & 255}.1/24` },
      nat: Nat.source(),
    });
    hub.connect(branch, {
      identity: `${name}.example.net`,
      presharedKey: key.apply((secret) =>
        createHmac("sha256", secret).update(name).digest("base64url"),
      ),
    });
  }
});

/** What was read of the other stack. */
export const hub = addresses.apply((each) => each.hub);
