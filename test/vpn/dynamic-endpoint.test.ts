// A hub and its branches: what is written, what stays the same, what is refused.
import { DynamicEndpointGateway, Gateway, Nat, type StackScope, suites } from "../../lib";
import { synth } from "../../lib/testing";
import { awsSite } from "../lab-site";

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

function hq(scope: StackScope, more: object = {}): Gateway {
  return new Gateway(scope, "hq", {
    existing: reach,
    external: { address: "203.0.113.1/24" },
    internal: { address: "172.20.0.1/24" },
    ...more,
  });
}

function branch(scope: StackScope, name: string, net: number, more: object = {}): Gateway {
  return new Gateway(scope, name, {
    existing: reach,
    external: { address: "192.168.1.2/24" },
    internal: { address: `10.${net}.0.1/24` },
    nat: Nat.source(),
    ...more,
  });
}

const key = (name: string) => ({ presharedKey: `key of ${name}` });

describe("a hub", () => {
  it("knows its branches by identity, branches know the hub by address", async () => {
    const { devices } = await synth((scope) => {
      new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) }).connect(
        branch(scope, "paris", 1),
        key("paris"),
      );
    });
    expect(devices["hq"]).toHaveStatement("security ike gateway hub-paris dynamic hostname paris");
    expect(devices["hq"]).not.toHaveStatement("security ike gateway hub-paris address");
    expect(devices["hq"]).not.toHaveStatement("security ike policy hub-paris mode");
    expect(devices["paris"]).toHaveStatement("security ike gateway hub address 203.0.113.1");
    expect(devices["paris"]).toHaveStatement(
      "security ipsec vpn hub establish-tunnels immediately",
    );
    expect(devices["paris"]).toHaveStatement("security ike gateway hub dead-peer-detection");
  });

  it("shares one IKE proposal among branches, and no key", async () => {
    const { devices } = await synth((scope) => {
      const hub = new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) });
      hub.connect(branch(scope, "paris", 1), key("paris"));
      hub.connect(branch(scope, "rome", 2), key("rome"));
    });
    const lines = devices["hq"]?.set ?? [];
    expect(lines.filter((line) => /ike proposal \S+ dh-group/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => line.includes("pre-shared-key ascii-text"))).toHaveLength(2);
  });

  it("changes nothing for others when a branch comes in the middle of the program", async () => {
    const program = (names: readonly string[]) => (scope: StackScope) => {
      const hub = new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope), routing: "bgp" });
      for (const name of names) {
        hub.connect(branch(scope, name, name.charCodeAt(0)), key(name));
      }
    };
    const before = (await synth(program(["berlin", "rome"]))).devices;
    const after = (await synth(program(["berlin", "oslo", "rome"]))).devices;
    expect(after["berlin"]?.set).toEqual(before["berlin"]?.set);
    expect(after["rome"]?.set).toEqual(before["rome"]?.set);
    expect(after["hq"]?.set).toEqual(expect.arrayContaining([...(before["hq"]?.set ?? [])]));
  });

  it.each([
    ["bgp", "protocols bgp group hub"],
    ["ospf", "protocols ospf area 0.0.0.0 interface st0"],
  ] as const)("announces routes by %s when asked to", async (routing, statement) => {
    const { devices } = await synth((scope) => {
      new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope), routing }).connect(
        branch(scope, "paris", 1),
        key("paris"),
      );
    });
    expect(devices["paris"]?.set.some((line) => line.startsWith(`set ${statement}`))).toBe(true);
    expect(devices["paris"]).not.toHaveStatement("security ipsec vpn hub traffic-selector");
    expect(devices["hq"]).toHaveStatement(
      `security zones security-zone vpn host-inbound-traffic protocols ${routing}`,
    );
  });

  it("lets a branch keep a backup hub, by preference", async () => {
    const { devices } = await synth((scope) => {
      const paris = branch(scope, "paris", 1);
      const second = new Gateway(scope, "hq2", {
        existing: reach,
        external: { address: "203.0.113.129/25" },
        internal: { address: "172.20.0.2/24" },
      });
      for (const [id, gateway, preference] of [
        ["east", hq(scope), 5],
        ["west", second, 10],
      ] as const) {
        new DynamicEndpointGateway(scope, id, { gateway, routing: "static" }).connect(paris, {
          ...key("paris"),
          preference,
        });
      }
    });
    const routes = (devices["paris"]?.set ?? []).filter((line) =>
      line.includes("qualified-next-hop"),
    );
    expect(routes).toHaveLength(2);
    expect(routes.join(" ")).toMatch(/preference 5[^]*preference 10/);
  });

  it("lets BGP prefer the hub with the smaller preference, there and back", async () => {
    const { devices } = await synth((scope) => {
      const paris = branch(scope, "paris", 1);
      const second = new Gateway(scope, "hq2", {
        existing: reach,
        external: { address: "203.0.113.129/25" },
        internal: { address: "172.20.0.2/24" },
      });
      new DynamicEndpointGateway(scope, "west", { gateway: second, routing: "bgp" }).connect(
        paris,
        {
          ...key("paris"),
          preference: 10,
        },
      );
      new DynamicEndpointGateway(scope, "east", { gateway: hq(scope), routing: "bgp" }).connect(
        paris,
        key("paris"),
      );
    });
    const { paris } = devices;
    for (const [hub, local, metric] of [
      ["east", 995, 5],
      ["west", 990, 10],
    ] as const) {
      const policy = "policy-options policy-statement";
      expect(paris).toHaveStatement(`protocols bgp group ${hub} import ${hub}-import`);
      expect(paris).toHaveStatement(`${policy} ${hub}-import then local-preference ${local}`);
      expect(paris).toHaveStatement(`${policy} ${hub}-export term protected then metric ${metric}`);
    }
    expect(devices["hq"]).not.toHaveStatement("policy-options policy-statement east-import");
  });

  it("announces a prefix that holds branches' networks as a whole, and no other that it has no route for", async () => {
    const { devices } = await synth((scope) => {
      new DynamicEndpointGateway(scope, "hub", {
        gateway: hq(scope),
        routing: "bgp",
        reach: ["10.0.0.0/8", "192.0.2.0/24"],
        branchToBranch: true,
      }).connect(branch(scope, "paris", 1), key("paris"));
    });
    const routes = (devices["hq"]?.set ?? []).filter((line) =>
      / static route (10|192)\./.test(line),
    );
    expect(routes).toEqual([
      "set routing-options static route 10.0.0.0/8 discard",
      "set routing-options static route 10.0.0.0/8 preference 250",
    ]);
  });

  const refused: readonly (readonly [string, (scope: StackScope) => unknown, string])[] = [
    [
      "a branch without a key",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) }).connect(
          branch(scope, "paris", 1),
        ),
      "a branch has no pre-shared key",
    ],
    [
      "a preference that BGP cannot express",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope), routing: "bgp" }).connect(
          branch(scope, "paris", 1),
          { ...key("paris"), preference: 2000 },
        ),
      "has no place in BGP",
    ],
    [
      "IKEv1 main mode",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          ike: suites.modernV1,
        }).connect(branch(scope, "paris", 1), key("paris")),
      "main mode with a pre-shared key needs each branch's address",
    ],
    [
      "selectors on one interface for all",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope, { daemon: "iked" }),
          tunnelInterfaces: "multipoint",
          routing: "selectors",
        }).connect(branch(scope, "paris", 1), key("paris")),
      "traffic selectors need a tunnel interface for each branch",
    ],
    [
      "AutoVPN with keys on kmd",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          tunnelInterfaces: "multipoint",
          routing: "bgp",
        }).connect(branch(scope, "paris", 1), key("paris")),
      "needs the iked daemon",
    ],
    [
      "two branches of one name",
      (scope) => {
        const hub = new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) });
        hub.connect(branch(scope, "paris", 1), { ...key("paris"), identity: "x.example.net" });
        hub.connect(branch(scope, "rome", 2), { ...key("rome"), identity: "X.example.net" });
      },
      "two branches have one identity",
    ],
    [
      "overlapping branches",
      (scope) => {
        const hub = new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) });
        hub.connect(branch(scope, "paris", 1), key("paris"));
        hub.connect(branch(scope, "rome", 1), key("rome"));
      },
      "the networks behind two branches overlap",
    ],
    [
      "a hub behind NAT that lets nobody in",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope, { nat: Nat.source({ address: "198.51.100.1" }) }),
        }).connect(branch(scope, "paris", 1), key("paris")),
      "neither can begin",
    ],
    [
      "responder-only on an old release",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope, { release: "20.2R2" }),
          responderOnly: true,
        }).connect(branch(scope, "paris", 1), key("paris")),
      "may not know responder-only",
    ],
    [
      "a chassis cluster in AWS",
      (scope) => {
        const site = awsSite(scope);
        return new Gateway(scope, "pair", {
          site,
          external: site.subnet("10.1.12.0/24"),
          internal: site.subnet("10.1.11.0/24"),
          cluster: { members: { reth0: ["ge-0/0/1", "ge-8/0/1"] } },
        });
      },
      "AWS cannot carry a chassis cluster",
    ],
  ];

  it.each(refused)("refuses %s", async (_name, build, reason) => {
    await expect(synth(build)).rejects.toThrow(reason);
  });
});
