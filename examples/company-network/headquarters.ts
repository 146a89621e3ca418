// The company's own pair of SRX: they were there before, and stay when the stack goes. Either alone carries the company.
import type * as pulumi from "@pulumi/pulumi";
import { DynamicEndpointGateway, Gateway, type StackScope } from "pulumi-vsrx";

/** Each at a provider of its own, with a data centre behind it. */
const PAIR = [
  { name: "hq-a", outside: "198.18.1.2/29", provider: "198.18.1.1", inside: "10.0.1.1/24" },
  { name: "hq-b", outside: "198.18.2.2/29", provider: "198.18.2.1", inside: "10.0.2.1/24" },
];

/** The hubs that branches dial, the preferred one first. */
export function headquarters(scope: StackScope, config: pulumi.Config): DynamicEndpointGateway[] {
  return PAIR.map(({ name, outside, provider, inside }) => {
    const gateway = new Gateway(scope, name, {
      existing: {
        address: config.require(`${name}.address`),
        user: "pulumi",
        privateKey: config.requireSecret("privateKey"),
        acceptFirstHostKey: true,
        configureInterfaces: true,
      },
      external: { interface: "ge-0/0/0", address: outside },
      internal: { interface: "ge-0/0/1", address: inside },
      routes: { "0.0.0.0/0": provider },
    });
    return new DynamicEndpointGateway(scope, `${name}-hub`, {
      gateway,
      routing: "bgp",
      // Its own data centre, and through it all of the company: by the other one when this one is gone.
      reach: [...gateway.protects, "10.0.0.0/8"],
      branchToBranch: true,
    });
  });
}
