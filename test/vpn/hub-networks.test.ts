// Networks per branch: two branches of one hub get two different things.
import {
  type ConnectOptions,
  DynamicEndpointGateway,
  type DynamicEndpointProps,
  Gateway,
  type StackScope,
} from "../../lib";
import { synth } from "../../lib/testing";
import { StackScope as Root } from "../../lib/topology";
import { synthesize } from "../../lib/stack";

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** A hub with two zones inside, and two branches. */
const hub =
  (
    shop: ConnectOptions,
    depot: ConnectOptions,
    more: Partial<DynamicEndpointProps> = {},
  ): ((scope: StackScope) => void) =>
  (scope) => {
    const branch = (name: string, n: number): Gateway =>
      new Gateway(scope, name, {
        existing: reach,
        external: { interface: "ge-0/0/1", address: `203.0.113.${n}/24` },
        internal: { interface: "ge-0/0/0", address: `10.${n}.0.1/24` },
      });
    const gateway = new Gateway(scope, "hq", {
      existing: reach,
      external: { interface: "ge-0/0/1", address: "203.0.113.1/24" },
      internal: [
        { interface: "ge-0/0/0", address: "10.1.0.1/24", zone: "orders" },
        { interface: "ge-0/0/2", address: "10.2.0.1/24", zone: "stock" },
      ],
    });
    new DynamicEndpointGateway(scope, "hub", { gateway, ...more })
      .connect(branch("shop", 11), { presharedKey: "first key", ...shop })
      .connect(branch("depot", 12), { presharedKey: "second key", ...depot });
  };

const two = (more: Partial<DynamicEndpointProps> = {}): ((scope: StackScope) => void) =>
  hub({ reach: ["10.1.0.0/24"] }, { reach: ["10.2.0.128/25"], networks: ["10.12.0.0/26"] }, more);

async function linesOf(build: (scope: StackScope) => void, device: string): Promise<string[]> {
  const { devices } = await synth(build);
  return [...(devices[device]?.set ?? [])];
}

it("selectors at both ends are of each branch's own networks", async () => {
  const selectors = (lines: readonly string[]): string[] =>
    lines.filter((line) => line.includes("traffic-selector")).sort();
  const VPN = "set security ipsec vpn";
  expect(selectors(await linesOf(two(), "hq"))).toEqual([
    `${VPN} hub-depot traffic-selector ts1 local-ip 10.2.0.128/25`,
    `${VPN} hub-depot traffic-selector ts1 remote-ip 10.12.0.0/26`,
    `${VPN} hub-shop traffic-selector ts1 local-ip 10.1.0.0/24`,
    `${VPN} hub-shop traffic-selector ts1 remote-ip 10.11.0.0/24`,
  ]);
  expect(selectors(await linesOf(two(), "depot"))).toEqual([
    `${VPN} hub traffic-selector ts1 local-ip 10.12.0.0/26`,
    `${VPN} hub traffic-selector ts1 remote-ip 10.2.0.128/25`,
  ]);
});

it("policies of the hub are in the zones of what a branch reaches, with its addresses alone", async () => {
  const lines = await linesOf(two(), "hq");
  const matched = lines.filter((line) => / to-(shop|depot) match .*-address /.test(line));
  const policies = "set security policies from-zone";
  expect(matched).toEqual([
    `${policies} orders to-zone vpn policy to-shop match source-address hq-10.1.0.0_24`,
    `${policies} orders to-zone vpn policy to-shop match destination-address shop-10.11.0.0_24`,
    `${policies} stock to-zone vpn policy to-depot match source-address hq-10.2.0.128_25`,
    `${policies} stock to-zone vpn policy to-depot match destination-address depot-10.12.0.0_26`,
  ]);
  expect(lines).toContain("set security address-book stock address hq-10.2.0.128_25 10.2.0.128/25");
});

it("with static routes, each end has those of the other's networks", async () => {
  const routes = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => /static route (\S+) next-hop st0/.exec(line)?.[1] ?? []).sort();
  const build = two({ routing: "static" });
  expect(routes(await linesOf(build, "hq"))).toEqual(["10.11.0.0/24", "10.12.0.0/26"]);
  expect(routes(await linesOf(build, "shop"))).toEqual(["10.1.0.0/24"]);
  expect(routes(await linesOf(build, "depot"))).toEqual(["10.2.0.128/25"]);
});

const shops = (options: ConnectOptions, more: Partial<DynamicEndpointProps> = {}) =>
  hub(options, {}, more);

it.each([
  ["networks that the branch lacks", "network-unprotected", shops({ networks: ["10.99.0.0/24"] })],
  ["more than the branch has", "network-unprotected", shops({ networks: ["10.11.0.0/16"] })],
  ["what the hub does not reach", "network-unprotected", shops({ reach: ["10.3.0.0/24"] })],
  ["no network", "protects-nothing", shops({ networks: [] })],
  ["nothing to reach", "protects-nothing", shops({ reach: [] })],
  [
    "a reach of its own with BGP",
    "branch-networks-routing",
    shops({ reach: ["10.1.0.0/24"] }, { routing: "bgp" }),
  ],
  ["a text for a list", "property-type", shops({ networks: "10.11.0.0/24" as never })],
])("%s is refused", (_, rule, build) => {
  const scope = new Root("stack");
  build(scope);
  const { diagnostics } = synthesize(scope);
  expect(diagnostics.map((each) => each.rule)).toContain(rule);
});
