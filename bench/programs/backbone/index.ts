// The tunnels between a fleet's regions, from each hub to the next. The hubs themselves are their regions' own.
import * as pulumi from "@pulumi/pulumi";
import { Gateway, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
const regions = config.requireNumber("regions");
const addresses = new pulumi.StackReference(config.require("addresses")).requireOutput("regions");

new VpnStack("backbone", (scope) => {
  const hubs = Array.from(
    { length: regions },
    (_, region) =>
      new Gateway(scope, `hub-${region}`, {
        existing: {
          address: addresses.apply((all: readonly { hub: string }[]) => all[region]?.hub ?? ""),
          deviceId: `hub-${region}`,
          part: "backbone",
          user: "bench",
          agent: true,
        },
        external: { address: `198.18.${region}.2/24` },
        internal: { address: `172.20.${region}.1/24` },
        routes: { "0.0.0.0/0": `198.18.${region}.1` },
      }),
  );
  hubs.slice(1).forEach((responder, number) => {
    const initiator = hubs[number];
    if (initiator === undefined) return;
    new RouteBasedVpn(scope, `vpn-${number}-${number + 1}`, {
      initiator: { gateway: initiator, identity: `hub-${number}.example.net` },
      responder: { gateway: responder, identity: `hub-${number + 1}.example.net` },
      presharedKey: config.requireSecret("presharedKey"),
    });
  });
});
