// A gateway whose outer address a DHCP server hands out: it begins, and its peer knows it by its identity.
import { DynamicEndpointGateway, Gateway, RouteBasedVpn, type StackScope, suites } from "../../lib";
import { synth } from "../../lib/testing";

const existing = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

const leased = (scope: StackScope): Gateway =>
  new Gateway(scope, "branch", {
    existing,
    external: { interface: "ge-0/0/0", dhcp: true },
    internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
  });

const fixed = (scope: StackScope, protects?: readonly string[]): Gateway =>
  new Gateway(scope, "hq", {
    existing,
    external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
    internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
    routes: { "0.0.0.0/0": "198.51.100.254" },
    ...(protects && { protects, internet: {} }),
  });

const vpn = (initiator: Gateway, responder: Gateway, more: object = {}): RouteBasedVpn =>
  new RouteBasedVpn(initiator.node.root, "vpn", {
    initiator: { gateway: initiator, identity: `${initiator.name}.example.net` },
    responder: { gateway: responder, identity: `${responder.name}.example.net` },
    presharedKey: "k",
    ...more,
  });

test("its interface asks for the address, and its zone lets the answer in", async () => {
  const { devices } = await synth((scope) => void vpn(leased(scope), fixed(scope)));
  const set = devices["branch"]?.set ?? [];
  expect(set.filter((line) => line.includes("ge-0/0/0 unit 0"))).toEqual([
    "set interfaces ge-0/0/0 unit 0 family inet dhcp",
  ]);
  expect(set).toContain(
    "set security zones security-zone untrust host-inbound-traffic system-services dhcp",
  );
});

test("the peer knows it by its identity, and it dials the peer", async () => {
  const { devices } = await synth((scope) => void vpn(leased(scope), fixed(scope)));
  expect(devices["hq"]?.set).toContain(
    "set security ike gateway vpn dynamic hostname branch.example.net",
  );
  expect(devices["branch"]?.set).toContain("set security ike gateway vpn address 198.51.100.1");
});

/** Two branches whose addresses nobody knows, at one head end. */
const twins =
  (identities: readonly string[], more: object = {}) =>
  (scope: StackScope) => {
    const hq = fixed(scope);
    for (const [n, identity] of identities.entries()) {
      const gateway = new Gateway(scope, `branch${n}`, {
        existing,
        external: { interface: "ge-0/0/0", dhcp: true },
        internal: { interface: "ge-0/0/1", address: `10.${n + 1}.0.1/24` },
      });
      new RouteBasedVpn(scope, `vpn${n}`, {
        initiator: { gateway, identity },
        responder: { gateway: hq, identity: "hq.example.net" },
        presharedKey: `k${n}`,
        ...more,
      });
    }
  };

test("two of them that claim one identity are refused, however it is written; two identities are not", async () => {
  await expect(synth(twins(["a.example.net", "A.Example.net"]))).rejects.toThrow(
    /claim one identity.*a\.example\.net, awaited by the IKE gateways vpn0 and vpn1/s,
  );
  await synth(twins(["a.example.net", "b.example.net"]));
});

test("in an instance of its own, its default route leaves the main one's to the tunnel", async () => {
  const { devices } = await synth((scope) => {
    const external = { interface: "ge-0/0/0", dhcp: true, instance: "wan", zone: "wan" };
    const branch = new Gateway(scope, "branch", {
      existing,
      external,
      internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
    });
    vpn(branch, fixed(scope, ["0.0.0.0/0"]));
  });
  const set = (devices["branch"]?.set ?? []).map((line) => line.replace(/st0\.\d+/, "st0.N"));
  expect(set.filter((line) => /route|instance/.test(line))).toEqual([
    "set routing-instances wan instance-type virtual-router",
    "set routing-instances wan interface ge-0/0/0.0",
    "set routing-options static route 0.0.0.0/0 next-hop st0.N",
  ]);
  expect(set).toContain("set security ike gateway vpn external-interface ge-0/0/0.0");
});

test("no NAT is expected on the way", async () => {
  let nat: boolean | undefined;
  await synth((scope) => {
    nat = vpn(leased(scope), fixed(scope)).path?.nat;
  });
  expect(nat).toBe(false);
});

test("it is a branch of a hub like another", async () => {
  const { devices } = await synth((scope) => {
    new DynamicEndpointGateway(scope, "hub", { gateway: fixed(scope), presharedKey: "k" }).connect(
      leased(scope),
    );
  });
  expect(devices["hq"]?.set.join("\n")).toContain("dynamic hostname branch");
});

test.each([
  ["it can't answer", (scope: StackScope) => vpn(fixed(scope), leased(scope)), /responder/],
  [
    "main mode with a key needs its address",
    (scope: StackScope) => vpn(leased(scope), fixed(scope), { ike: suites.modernV1 }),
    /main mode/,
  ],
  [
    "its default route can't lead into a tunnel",
    (scope: StackScope) => vpn(leased(scope), fixed(scope, ["0.0.0.0/0"])),
    /peer-in-tunnel/,
  ],
] as const)("%s", async (_, build, message) => {
  await expect(synth((scope) => void build(scope))).rejects.toThrow(message);
});
