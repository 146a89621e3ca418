// Two sites with one network: each sees the other under addresses of its own.
import {
  DynamicEndpointGateway,
  Gateway,
  RouteBasedVpn,
  type RouteBasedVpnProps,
  type StackScope,
} from "../../lib";
import { synth } from "../../lib/testing";

const LAN = "192.168.1.0/24";

const site = (scope: StackScope, name: string, n: number, lan = "192.168.1.1/24"): Gateway =>
  new Gateway(scope, name, {
    existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
    external: { interface: "ge-0/0/1", address: `203.0.113.${n}/24` },
    internal: { interface: "ge-0/0/0", address: lan },
  });

const build =
  (more: Partial<RouteBasedVpnProps> = {}) =>
  (scope: StackScope): void => {
    new RouteBasedVpn(scope, "vpn", {
      initiator: {
        gateway: site(scope, "east", 1),
        identity: "east.example.net",
        translateAs: "10.10.1.0/24",
      },
      responder: {
        gateway: site(scope, "west", 2),
        identity: "west.example.net",
        translateAs: { [LAN]: "10.10.2.0/24" },
      },
      presharedKey: "a key for tests",
      ...more,
    });
  };

async function linesOf(program: (scope: StackScope) => void, device: string): Promise<string[]> {
  const { devices } = await synth(program);
  return (devices[device]?.set ?? []).map((line) =>
    line.replace(/^set /, "").replaceAll(/st0\.\d+/g, "st0.N"),
  );
}

test("each end translates at its tunnel interface, not for its zone", async () => {
  expect(
    (await linesOf(build(), "east")).filter((line) => line.startsWith("security nat")),
  ).toEqual([
    "security nat static rule-set vpn from interface st0.N",
    "security nat static rule-set vpn rule translate match destination-address 10.10.1.0/24",
    "security nat static rule-set vpn rule translate then static-nat prefix 192.168.1.0/24",
  ]);
});

test("policies match the own network as it is and the peer's as it is shown", async () => {
  const east = await linesOf(build(), "east");
  expect(east).toContain("security address-book trust address east-192.168.1.0_24 192.168.1.0/24");
  expect(east).toContain("security address-book vpn address west-10.10.2.0_24 10.10.2.0/24");
  expect(east).toContain(
    "security policies from-zone vpn to-zone trust policy from-west match destination-address east-192.168.1.0_24",
  );
  expect(east).toContain("routing-options static route 10.10.2.0/24 next-hop st0.N");
  expect(east.join("\n")).not.toContain("10.10.1.0_24");
});

test("selectors have what is shown, at both ends", async () => {
  const selectors = { lan: { local: "10.10.1.0/24", remote: "10.10.2.0/24" } };
  expect(await linesOf(build({ selectors }), "west")).toContain(
    "security ipsec vpn vpn traffic-selector lan local-ip 10.10.2.0/24",
  );
});

test("without a translation at one end the networks overlap, and the fix names it", async () => {
  await expect(
    synth((scope) => {
      new RouteBasedVpn(scope, "vpn", {
        initiator: {
          gateway: site(scope, "east", 1),
          identity: "east.example.net",
          translateAs: "10.10.1.0/24",
        },
        responder: { gateway: site(scope, "west", 2), identity: "west.example.net" },
        presharedKey: "a key for tests",
      });
    }),
  ).rejects.toThrow(/protected-overlap|translateAs/);
});

test("branches that are alike reach one hub, each as another network", async () => {
  const hq = await linesOf((scope) => {
    const hub = new DynamicEndpointGateway(scope, "hub", {
      gateway: site(scope, "hq", 9, "10.0.0.1/24"),
      presharedKey: "a key for tests",
      routing: "static",
    });
    hub.connect(site(scope, "paris", 1), { translateAs: "10.10.1.0/24" });
    hub.connect(site(scope, "rome", 2), { translateAs: "10.10.2.0/24" });
  }, "hq");
  for (const network of ["10.10.1.0/24", "10.10.2.0/24"])
    expect(hq).toContain(`routing-options static route ${network} next-hop st0.N`);
  expect(hq.join("\n")).not.toContain("192.168.1.0");
});
