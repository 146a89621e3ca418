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

  /** Certificates and their authority are on the devices; what a device configures whole has to say so too. */
  const authority = {
    config: { security: { pki: { caProfile: { corporate: { caIdentity: "corporate" } } } } },
  };
  const certificates = { hub: "hq-cert", branch: "site-cert", trustedCa: "corporate" };

  it("recognises branches by the names in their certificates", async () => {
    const { devices, diagnostics } = await synth((scope) => {
      new DynamicEndpointGateway(scope, "hub", {
        gateway: hq(scope, authority),
        identity: "CN=hq, O=Example",
        certificates,
      }).connect(branch(scope, "paris", 1, authority), { identity: "CN=paris, O=Example" });
    });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const statement of [
      "security ike proposal hub authentication-method rsa-signatures",
      "security ike policy hub certificate local-certificate hq-cert",
      "security ike policy hub certificate trusted-ca ca-profile corporate",
      "security ike gateway hub-paris dynamic distinguished-name wildcard",
      "security ike gateway hub-paris local-identity distinguished-name",
    ]) {
      expect(devices["hq"]).toHaveStatement(statement);
    }
    expect(devices["hq"]?.set.join()).not.toContain("pre-shared-key");
    for (const statement of [
      "security ike policy hub certificate local-certificate site-cert",
      "security ike gateway hub local-identity distinguished-name",
      'security ike gateway hub remote-identity distinguished-name wildcard "CN=hq, O=Example"',
    ]) {
      expect(devices["paris"]).toHaveStatement(statement);
    }
  });

  it("admits a group by one statement, however many branches it has", async () => {
    const { devices } = await synth((scope) => {
      const hub = new DynamicEndpointGateway(scope, "hub", {
        gateway: hq(scope, authority),
        certificates,
        groupIdentity: "example.net",
        duplicates: "reject",
        connectionsLimit: 50,
        tunnelInterfaces: "multipoint",
        routing: "bgp",
      });
      for (const [index, name] of ["paris", "rome", "oslo"].entries()) {
        hub.connect(branch(scope, name, index + 1, authority), { identity: `${name}.example.net` });
      }
    });
    const lines = devices["hq"]?.set ?? [];
    expect(lines.filter((line) => /ike gateway \S+ external-interface/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /ipsec vpn \S+ bind-interface/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /bgp group \S+ neighbor/.test(line))).toHaveLength(3);
    for (const statement of [
      "security ike gateway hub dynamic hostname example.net",
      "security ike gateway hub dynamic ike-user-type group-ike-id",
      "security ike gateway hub dynamic connections-limit 50",
      "security ike gateway hub dynamic reject-duplicate-connection",
    ]) {
      expect(devices["hq"]).toHaveStatement(statement);
    }
  });

  it("leads static routes over one interface for all to each branch's own address there", async () => {
    const { devices } = await synth((scope) => {
      const hub = new DynamicEndpointGateway(scope, "hub", {
        gateway: hq(scope, { daemon: "iked" }),
        tunnelInterfaces: "multipoint",
        tunnelNetwork: "10.255.0.0/24",
      });
      hub.connect(branch(scope, "paris", 1), key("paris"));
      hub.connect(branch(scope, "rome", 2), key("rome"));
    });
    const hops = ["paris", "rome"].map((name) => {
      const own = devices[name]?.set.join("\n").match(/st0 unit \d+ family inet address (\S+)\/24/);
      return own?.[1];
    });
    expect(new Set(hops).size).toBe(2);
    expect(devices["hq"]).toHaveStatement(
      `routing-options static route 10.1.0.0/24 next-hop ${hops[0]}`,
    );
    expect(devices["hq"]).toHaveStatement(
      `routing-options static route 10.2.0.0/24 next-hop ${hops[1]}`,
    );
  });

  it("gives nobody else a tunnel network that a branch has been pinned to", async () => {
    const { devices } = await synth((scope) => {
      const hub = new DynamicEndpointGateway(scope, "hub", {
        gateway: hq(scope),
        routing: "bgp",
        tunnelNetwork: "10.255.0.0/29",
      });
      hub.connect(branch(scope, "rome", 2), key("rome"));
      hub.connect(branch(scope, "paris", 1), {
        ...key("paris"),
        tunnelAddress: { hub: "10.255.0.5/30", branch: "10.255.0.6/30" },
      });
    });
    expect(devices["paris"]?.set.join()).toContain("family inet address 10.255.0.6/30");
    expect(devices["rome"]?.set.join()).toContain("family inet address 10.255.0.2/30");
  });

  it("carries IPv6 beside IPv4, a selector for each pair of one family", async () => {
    const { devices, diagnostics } = await synth((scope) => {
      new DynamicEndpointGateway(scope, "hub", {
        gateway: hq(scope, { protects: ["172.20.0.0/24", "2001:db8:0::/64"] }),
      }).connect(
        branch(scope, "paris", 1, { protects: ["10.1.0.0/24", "2001:db8:1::/64"] }),
        key("paris"),
      );
    });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const lines = devices["hq"]?.set ?? [];
    expect(lines.filter((line) => /traffic-selector ts\d local-ip/.test(line))).toHaveLength(2);
    expect(lines.some((line) => /st0 unit \d+ family inet6$/.test(line))).toBe(true);
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
      "a preference where traffic selectors make the routes",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) }).connect(
          branch(scope, "paris", 1),
          { ...key("paris"), preference: 10 },
        ),
      "cannot prefer a hub whose routes come from traffic selectors",
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
      "neither can initiate",
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
      "two hubs on one interface with different proposals",
      (scope) => {
        const gateway = hq(scope);
        new DynamicEndpointGateway(scope, "old", { gateway, ike: suites.compatible }).connect(
          branch(scope, "paris", 1),
          key("paris"),
        );
        new DynamicEndpointGateway(scope, "new", { gateway }).connect(
          branch(scope, "rome", 2),
          key("rome"),
        );
      },
      "two hubs on one external interface want different IKE proposals",
    ],
    [
      "a distinguished name with a pre-shared key",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) }).connect(
          branch(scope, "paris", 1),
          { ...key("paris"), identity: "CN=paris" },
        ),
      "a distinguished name cannot be the identity for a pre-shared key",
    ],
    [
      "a group that shares a key under IKEv2",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope, { daemon: "iked" }),
          groupIdentity: "example.net",
          tunnelInterfaces: "multipoint",
        }).connect(branch(scope, "paris", 1), {
          ...key("paris"),
          identity: "paris.example.net",
        }),
      "a group of peers would share one pre-shared key",
    ],
    [
      "a group with an interface for each branch",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          certificates,
          groupIdentity: "example.net",
        }).connect(branch(scope, "paris", 1), { identity: "paris.example.net" }),
      "branches that share an identity share a tunnel interface too",
    ],
    [
      "a branch whose name is not of the group",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          certificates,
          groupIdentity: "example.net",
          tunnelInterfaces: "multipoint",
        }).connect(branch(scope, "paris", 1), { identity: "paris.example.org" }),
      "a branch's identity is not of the hub's group",
    ],
    [
      "duplicates turned away where each branch has its own statement",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          duplicates: "reject",
        }).connect(branch(scope, "paris", 1), key("paris")),
      "turns duplicate connections away only where peers share an identity",
    ],
    [
      "a key and certificates",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope), certificates }).connect(
          branch(scope, "paris", 1),
          key("paris"),
        ),
      "a branch has a pre-shared key, and its hub certificates",
    ],
    [
      "a branch known by a key id",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) }).connect(
          branch(scope, "paris", 1),
          { ...key("paris"), identity: { type: "key-id", value: "17" } },
        ),
      "cannot recognise a branch by a key id",
    ],
    [
      "more branches than tunnel addresses",
      (scope) => {
        const hub = new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          routing: "bgp",
          tunnelNetwork: "10.255.0.0/29",
        });
        for (const net of [1, 2, 3]) hub.connect(branch(scope, `b${net}`, net), key(`b${net}`));
      },
      "3 tunnels in 10.255.0.0/29, which has room for 2",
    ],
    [
      "IPv6 on one interface for all",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope, { daemon: "iked", protects: ["2001:db8:0::/64"] }),
          tunnelInterfaces: "multipoint",
        }).connect(branch(scope, "paris", 1, { protects: ["2001:db8:1::/64"] }), key("paris")),
      "a multipoint tunnel interface carries no IPv6",
    ],
    [
      "external addresses of two families",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", { gateway: hq(scope) }).connect(
          branch(scope, "paris", 1, { external: { address: "2001:db8:9::1/64" } }),
          key("paris"),
        ),
      "a branch's external address and the hub's are of different families",
    ],
    [
      "branches that are to reach each other, and networks that nobody routes to the hub",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          branchToBranch: true,
        }).connect(branch(scope, "paris", 1), key("paris")),
      "branches cannot reach each other through the hub",
    ],
    [
      "keepalives slower than the NAT in front of a branch",
      (scope) =>
        new DynamicEndpointGateway(scope, "hub", {
          gateway: hq(scope),
          natKeepaliveSeconds: 40,
        }).connect(branch(scope, "paris", 1), key("paris")),
      "keepalives are too slow for the NAT in front of paris",
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
