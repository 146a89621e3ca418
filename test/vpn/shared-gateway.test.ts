// Several VPNs between two gateways: one IKE gateway for all, where they agree.
import { Gateway, PolicyBasedVpn, RouteBasedVpn, type StackScope, suites } from "../../lib";
import { synth } from "../../lib/testing";
import { ends } from "../lab-site";

/** Boxes that exist: AWS leads no part of a subnet anywhere. */
function gateways(scope: StackScope): { readonly left: Gateway; readonly right: Gateway } {
  const [left, right] = [1, 2].map(
    (number) =>
      new Gateway(scope, number === 1 ? "left" : "right", {
        existing: { address: `192.0.2.${number}`, user: "net" },
        external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
        internal: { interface: "ge-0/0/1", address: `10.1.${number}1.1/24` },
        ...(number === 1 ? { protects: ["10.1.11.0/25", "10.1.11.128/25"] } : {}),
      }),
  ) as [Gateway, Gateway];
  return { left, right };
}

/** A half of each side: a device has one route for one network behind its peer. */
const carrying = (network: string) => ({
  local: network,
  remote: network.replace(".11.", ".21."),
});

test("two VPNs to one peer have one IKE gateway, policy and proposal, and selectors of their own", async () => {
  const { devices } = await synth((scope) => {
    const both = ends(gateways(scope));
    const more = { ...both, presharedKey: "k" };
    new RouteBasedVpn(scope, "one", { ...more, selectors: { a: carrying("10.1.11.0/25") } });
    new RouteBasedVpn(scope, "two", { ...more, selectors: { b: carrying("10.1.11.128/25") } });
  });
  for (const name of ["left", "right"]) {
    const set = devices[name]?.set ?? [];
    const named = (what: string): readonly string[] => [
      ...new Set(
        set.flatMap((line) => new RegExp(`^set security ike ${what} (\\S+)`).exec(line)?.[1] ?? []),
      ),
    ];
    for (const what of ["gateway", "policy", "proposal"]) expect(named(what)).toEqual(["one"]);
    expect(set).toContain("set security ipsec vpn two ike gateway one");
  }
});

test("policy-based VPNs to one peer share it too", async () => {
  const { devices } = await synth((scope) => {
    const both = ends(gateways(scope));
    for (const [name, network] of [
      ["one", "10.1.11.0/25"],
      ["two", "10.1.11.128/25"],
    ] as const)
      new PolicyBasedVpn(scope, name, {
        ...both,
        initiator: { ...both.initiator, networks: [network] },
        presharedKey: "k",
      });
  });
  expect(devices["left"]?.set).toContain("set security ipsec vpn two ike gateway one");
});

test.each([
  ["the key", { presharedKey: "another" }, /presharedKey of/],
  ["the suite", { ike: suites.compatible }, /ike of/],
  ["the keepalives", { natKeepaliveSeconds: 7 }, /natKeepaliveSeconds of/],
] as const)("what differs is named: %s", async (_, change, message) => {
  await expect(
    synth((scope) => {
      const more = { ...ends(gateways(scope)), presharedKey: "k" };
      new RouteBasedVpn(scope, "one", { ...more, selectors: { a: carrying("10.1.11.0/25") } });
      new RouteBasedVpn(scope, "two", {
        ...more,
        selectors: { b: carrying("10.1.11.128/25") },
        ...change,
      });
    }),
  ).rejects.toThrow(message);
});
