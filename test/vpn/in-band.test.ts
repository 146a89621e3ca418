// Gateways that are managed by an address of their own traffic: what their zones let in, and what a default route into a tunnel would do to the answers.
import { type ExistingDevice, Gateway, type GatewayProps, RouteBasedVpn } from "../../lib";
import type { StackScope } from "../../lib/topology";
import { synth } from "../../lib/testing";

const OUTSIDE = "198.51.100.1";

const branch = (
  scope: StackScope,
  existing: Partial<ExistingDevice>,
  more: Partial<GatewayProps> = {},
): Gateway =>
  new Gateway(scope, "branch", {
    existing: { address: OUTSIDE, user: "net", configureInterfaces: true, ...existing },
    external: { interface: "ge-0/0/1", address: `${OUTSIDE}/30` },
    internal: { interface: "ge-0/0/0", address: "10.1.0.1/24" },
    routes: { "0.0.0.0/0": "198.51.100.2" },
    ...more,
  });

async function servicesOf(existing: Partial<ExistingDevice>): Promise<readonly string[]> {
  const { devices } = await synth((scope) => void branch(scope, existing));
  return (devices["branch"]?.set ?? []).flatMap(
    (line) =>
      /security-zone (\w+) host-inbound-traffic system-services (\w+)/
        .exec(line)
        ?.slice(1, 3)
        .join(" ") ?? [],
  );
}

test.each([
  ["its address outside", {}, ["untrust ike", "untrust ping", "untrust ssh", "trust ping"]],
  [
    "NETCONF's own port",
    { port: 830 },
    ["untrust ike", "untrust ping", "untrust netconf", "trust ping"],
  ],
  [
    "its address inside",
    { address: "10.1.0.1" },
    ["untrust ike", "untrust ping", "trust ping", "trust ssh"],
  ],
  [
    "an interface of its own for management",
    { address: "192.0.2.1" },
    ["untrust ike", "untrust ping", "trust ping"],
  ],
])("managed by %s, that zone alone lets the way in", async (_, existing, services) => {
  expect([...(await servicesOf(existing))].sort()).toEqual([...services].sort());
});

test("what the program says of the interface is kept beside the way in", async () => {
  const { devices } = await synth((scope) => {
    const external = {
      interface: "ge-0/0/1",
      address: `${OUTSIDE}/30`,
      hostInbound: { systemServices: ["ike"] },
    };
    branch(scope, {}, { external });
  });
  const set = devices["branch"]?.set.join("\n") ?? "";
  expect(set).toContain("security-zone untrust host-inbound-traffic system-services ssh");
  expect(set).not.toContain("security-zone untrust host-inbound-traffic system-services ping");
});

async function rulesOf(
  existing: Partial<ExistingDevice>,
  more: Partial<GatewayProps> = {},
): Promise<readonly string[]> {
  const { diagnostics } = await synth((scope) => {
    const hq = new Gateway(scope, "hq", {
      existing: { address: "192.0.2.9", user: "net", configureInterfaces: true },
      external: { interface: "ge-0/0/1", address: "198.51.100.9/30" },
      internal: { interface: "ge-0/0/0", address: "10.9.0.1/24" },
      routes: { "0.0.0.0/0": "198.51.100.10" },
      protects: ["0.0.0.0/0"],
      internet: {},
    });
    new RouteBasedVpn(scope, "vpn", {
      initiator: { gateway: branch(scope, existing, more), identity: "branch.example.net" },
      responder: { gateway: hq, identity: "hq.example.net" },
      presharedKey: "a key for tests",
    });
  });
  return diagnostics.map(({ rule }) => rule);
}

test("managed from outside, a branch that leads everything into a tunnel is told of it", async () => {
  expect(await rulesOf({})).toContain("management-in-tunnel");
});

test.each([
  [
    "a route to those who manage it",
    {},
    { routes: { "0.0.0.0/0": "198.51.100.2", "203.0.113.0/24": "198.51.100.2" } },
  ],
  ["management by an address inside", { address: "10.1.0.1" }, {}],
  ["an interface of its own for management", { address: "192.0.2.1" }, {}],
])("with %s it is not", async (_, existing, more) => {
  expect(await rulesOf(existing, more)).not.toContain("management-in-tunnel");
});
