// A hub and its branches behind NAT devices; two of them have the same private address, and one joins later.
import * as pulumi from "@pulumi/pulumi";
import {
  DynamicEndpointGateway,
  type ExistingDevice,
  Gateway,
  NatDevice,
  VpnStack,
} from "pulumi-vsrx";

const config = new pulumi.Config();

const reach = (name: string): ExistingDevice => ({
  address: config.require(`${name}.address`),
  user: "pulumi",
  privateKey: config.requireSecret("privateKey"),
  acceptFirstHostKey: true,
  configureInterfaces: true,
});

const stack = new VpnStack("hub", (scope) => {
  const hq = new Gateway(scope, "hq", {
    existing: reach("hq"),
    external: { interface: "ge-0/0/0", address: "198.18.0.2/29" },
    internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
    routes: { "0.0.0.0/0": "198.18.0.1" },
  });
  const branch = (name: string, wan: string, lan: string): Gateway =>
    new Gateway(scope, name, {
      existing: reach(name),
      external: { interface: "ge-0/0/0", address: wan },
      internal: { interface: "ge-0/0/1", address: lan },
      routes: { "0.0.0.0/0": "192.168.1.1" },
    });
  const hide = (name: string, outside: string, next: string, inside: Gateway): void => {
    new NatDevice(scope, name, {
      existing: reach(name),
      outside: { interface: "ge-0/0/0", address: outside },
      inside: { network: inside.external.network, interface: "ge-0/0/1", address: "192.168.1.1" },
      routes: { "0.0.0.0/0": next },
      permits: "any",
    }).hide();
  };
  // What one branch has outside, another has too: nobody asks before he plugs in a box from the shop.
  const a = branch("a", "192.168.1.2/24", "10.1.1.1/24");
  hide("nat-a", "198.18.1.2/29", "198.18.1.1", a);
  const b = branch("b", "192.168.1.2/24", "10.1.2.1/24");
  hide("nat-b", "198.18.2.2/29", "198.18.2.1", b);

  const dpd = { mode: "always-send", intervalSeconds: 5, threshold: 2 } as const;
  const selectors = new DynamicEndpointGateway(scope, "selectors", { gateway: hq, dpd });
  const keyOf = (name: string): pulumi.Output<string> =>
    pulumi.interpolate`${config.requireSecret("presharedKey")} of ${name}`;
  for (const each of [a, b]) {
    selectors.connect(each, { presharedKey: keyOf(each.name), dpd });
  }
  // later: a branch joins
});

export const { endpoints } = stack;
