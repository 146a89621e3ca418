// Hosts that go to the internet by their gateway, or by headquarters: what is translated, what is exempt, which routes are left.
import {
  DynamicEndpointGateway,
  Gateway,
  type GatewayProps,
  PolicyBasedVpn,
  RouteBasedVpn,
  type StackScope,
} from "../../lib";
import { synth } from "../../lib/testing";

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** A gateway of an own /30 of the internet, whose router is the second address. */
function site(
  scope: StackScope,
  name: string,
  n: number,
  more: Partial<GatewayProps> = {},
): Gateway {
  return new Gateway(scope, name, {
    existing: reach,
    external: { interface: "ge-0/0/1", address: `198.51.100.${n * 4 + 1}/30` },
    internal: { interface: "ge-0/0/0", address: `10.${n}.0.1/24` },
    routes: { "0.0.0.0/0": `198.51.100.${n * 4 + 2}` },
    ...more,
  });
}

const ends = (branch: Gateway, hq: Gateway) => ({
  initiator: { gateway: branch, identity: `${branch.name}.example.net` },
  responder: { gateway: hq, identity: "hq.example.net" },
  presharedKey: "a key for tests",
});

async function linesOf(build: (scope: StackScope) => void): Promise<Record<string, string[]>> {
  const { devices } = await synth(build);
  return Object.fromEntries(
    Object.entries(devices).map(([name, { set }]) => [
      name,
      set.map((line) => line.replace(/^set /, "").replaceAll(/st0\.\d+/g, "st0.N")),
    ]),
  );
}

const ruleNames = (lines: readonly string[] = []): readonly string[] => [
  ...new Set(
    lines.flatMap(
      (line) => /^security nat source rule-set internet rule (\S+)/.exec(line)?.[1] ?? [],
    ),
  ),
];

const policiesOf = (lines: readonly string[] = [], from: string, to: string): readonly string[] => [
  ...new Set(
    lines.flatMap(
      (line) =>
        new RegExp(`^security policies from-zone ${from} to-zone ${to} policy (\\S+)`).exec(
          line,
        )?.[1] ?? [],
    ),
  ),
];

describe("a gateway that lets its hosts go to the internet", () => {
  test.each([
    ["route-based", RouteBasedVpn, ["tunnel-only-vpn", "internet"]],
    ["policy-based", PolicyBasedVpn, ["to-hq", "tunnel-only-vpn", "internet"]],
  ] as const)(
    "exempts what its %s VPN carries ahead of the translation",
    async (_, Vpn, policies) => {
      const { branch } = await linesOf((scope) => {
        const [left, right] = [site(scope, "branch", 1, { internet: {} }), site(scope, "hq", 2)];
        new Vpn(scope, "vpn", ends(left, right));
      });
      expect(ruleNames(branch)).toEqual(["no-nat-vpn", "internet"]);
      expect(branch).toContain(
        "security nat source rule-set internet rule no-nat-vpn match destination-address 10.2.0.0/24",
      );
      expect(branch).toContain(
        "security nat source rule-set internet rule no-nat-vpn then source-nat off",
      );
      expect(branch).toContain(
        "security nat source rule-set internet rule internet then source-nat interface",
      );
      expect(policiesOf(branch, "trust", "untrust")).toEqual(policies);
      expect(branch).toContain(
        "security policies from-zone trust to-zone untrust policy tunnel-only-vpn then deny",
      );
      expect(branch).toContain(
        "security policies from-zone trust to-zone untrust policy internet then permit",
      );
    },
  );

  it("translates the named networks alone", async () => {
    const { branch } = await linesOf((scope) => {
      site(scope, "branch", 1, { internet: { sources: ["10.1.0.128/25"] } });
    });
    const sources = branch?.filter((line) => line.includes("match source-address")) ?? [];
    expect(sources).toEqual([
      "security nat source rule-set internet rule internet match source-address 10.1.0.128/25",
      "security policies from-zone trust to-zone untrust policy internet match source-address internet-10.1.0.128_25",
    ]);
  });

  it("has no more than eight addresses in one rule, however many networks lie behind the peer", async () => {
    const far = Array.from({ length: 20 }, (_, n) => `10.50.${n}.0/24`);
    const { branch } = await linesOf((scope) => {
      const right = site(scope, "hq", 2, { protects: far });
      new RouteBasedVpn(scope, "vpn", ends(site(scope, "branch", 1, { internet: {} }), right));
    });
    for (const rule of ["no-nat-vpn", "no-nat-vpn-2", "no-nat-vpn-3"]) {
      const count = branch?.filter((line) =>
        line.includes(`rule ${rule} match destination-address`),
      ).length;
      expect(count).toBeLessThanOrEqual(8);
      expect(count).toBeGreaterThan(0);
    }
    expect(ruleNames(branch).at(-1)).toBe("internet");
  });

  it("is told of a rule by hand that stands ahead and translates the tunnel's traffic", async () => {
    const by = (line: string): string => `set security nat source rule-set internet ${line}`;
    const { diagnostics } = await synth((scope) => {
      const left = site(scope, "branch", 1, {
        internet: {},
        override: [
          by("rule no-nat-vpn then source-nat interface"),
          by("rule no-nat-vpn").replace("set", "delete") + " then source-nat off",
        ],
      });
      new RouteBasedVpn(scope, "vpn", { ...ends(left, site(scope, "hq", 2)), zone: "untrust" });
    });
    expect(diagnostics.map(({ rule }) => rule)).toContain("source-nat-in-tunnel");
  });
});

describe("everything by way of headquarters", () => {
  const everything = { protects: ["0.0.0.0/0"], internet: {} };

  it("leads the branch's default into the tunnel, and leaves a route to the peer alone outside", async () => {
    const { branch } = await linesOf((scope) => {
      new RouteBasedVpn(
        scope,
        "vpn",
        ends(site(scope, "branch", 1), site(scope, "hq", 2, everything)),
      );
    });
    expect(branch?.filter((line) => line.startsWith("routing-options"))).toEqual([
      "routing-options static route 0.0.0.0/0 next-hop st0.N",
      "routing-options static route 198.51.100.9/32 next-hop 198.51.100.6",
    ]);
  });

  it("translates and permits at headquarters what the branch sends to the internet", async () => {
    const { hq } = await linesOf((scope) => {
      new RouteBasedVpn(
        scope,
        "vpn",
        ends(site(scope, "branch", 1), site(scope, "hq", 2, everything)),
      );
    });
    expect(hq).toContain("security nat source rule-set internet from zone vpn");
    expect(hq).toContain(
      "security nat source rule-set internet rule internet-vpn match source-address 10.1.0.0/24",
    );
    expect(policiesOf(hq, "vpn", "untrust")).toEqual(["tunnel-only-vpn", "internet-vpn"]);
    expect(hq).toContain("routing-options static route 0.0.0.0/0 next-hop 198.51.100.10");
  });

  it("leaves every other peer of the branch a route of its own", async () => {
    const { branch } = await linesOf((scope) => {
      const left = site(scope, "branch", 1);
      new RouteBasedVpn(scope, "vpn", ends(left, site(scope, "hq", 2, everything)));
      new RouteBasedVpn(scope, "other", ends(left, site(scope, "depot", 3)));
    });
    expect(branch).toContain("routing-options static route 198.51.100.13/32 next-hop 198.51.100.6");
    expect(branch?.join("\n")).not.toContain("0.0.0.0/0 next-hop 198");
  });

  it.each([undefined, "static", "bgp"] as const)("works for a hub with %s", async (routing) => {
    const { branch, hq } = await linesOf((scope) => {
      new DynamicEndpointGateway(scope, "hub", {
        gateway: site(scope, "hq", 2, { internet: {} }),
        reach: ["0.0.0.0/0"],
        presharedKey: "a key for tests",
        ...(routing && { routing }),
      }).connect(site(scope, "branch", 1));
    });
    const routes = branch?.filter((line) => line.includes("static route")) ?? [];
    expect(routes).toContain("routing-options static route 198.51.100.9/32 next-hop 198.51.100.6");
    expect(routes.join("\n")).not.toContain("0.0.0.0/0 next-hop 198");
    expect(policiesOf(hq, "vpn", "untrust")).toEqual([
      "tunnel-only-hub-branch",
      "internet-hub-branch",
    ]);
  });

  it("leaves the peer outside also where its own public network is behind it", async () => {
    const { devices } = await synth((scope) => {
      const left = site(scope, "branch", 1);
      const right = site(scope, "hq", 2, { protects: ["203.0.113.0/24", "198.51.100.0/24"] });
      new RouteBasedVpn(scope, "vpn", ends(left, right));
    });
    expect(devices["branch"]?.set).toContain(
      "set routing-options static route 198.51.100.9/32 next-hop 198.51.100.6",
    );
  });
});
