// The rules that follow from Juniper's NAT-T guide, by their numbers: what breaks one is refused, or cannot be said at all.
import {
  type AwsSite,
  DynamicEndpointGateway,
  Gateway,
  type GatewayProps,
  Nat,
  NatDevice,
  PolicyBasedVpn,
  RouteBasedVpn,
  type RouteBasedVpnProps,
  StackScope,
  suites,
} from "../../lib";
import { synthesize } from "../../lib/stack";
import { synth, type SynthResult } from "../../lib/testing";
import { awsSite, ends, twoGateways } from "../lab-site";
import { toldBy } from "../told-by";

const existing = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** Two gateways on one network, each with a network behind it. */
function pair(
  scope: StackScope,
  left: Partial<GatewayProps> = {},
  right: Partial<GatewayProps> = {},
): { readonly left: Gateway; readonly right: Gateway } {
  const make = (name: string, n: number, more: Partial<GatewayProps>): Gateway =>
    new Gateway(scope, name, {
      existing,
      external: { interface: "ge-0/0/0", address: `203.0.113.${n}/24` },
      internal: { interface: "ge-0/0/1", address: `10.${n}.0.1/24` },
      ...more,
    });
  return { left: make("left", 1, left), right: make("right", 2, right) };
}

function vpn(
  scope: StackScope,
  gateways: { readonly left: Gateway; readonly right: Gateway },
  more: Partial<RouteBasedVpnProps> = {},
): RouteBasedVpn {
  return new RouteBasedVpn(scope, "vpn1", { ...ends(gateways), presharedKey: "k", ...more });
}

/** The stack of the guide's first example: a static translation in front of the responder. */
function translated(scope: StackScope, left: Partial<GatewayProps> = {}): void {
  const gateways = pair(scope, left, {
    external: { interface: "ge-0/0/0", address: "192.168.1.2/24" },
    routes: { "0.0.0.0/0": "192.168.1.1" },
  });
  new NatDevice(scope, "nat", {
    existing,
    inside: { network: gateways.right.external.network, address: "192.168.1.1" },
    outside: { network: gateways.left.external.network, address: "203.0.113.9" },
  }).translate(gateways.right, { to: "203.0.113.22" });
  vpn(scope, gateways);
}

/** A branch at a hub's, both on bare devices. */
function hub(scope: StackScope, count: number, model = "vSRX"): void {
  const gateway = new Gateway(scope, "hq", {
    existing,
    model,
    external: { interface: "ge-0/0/0", address: "203.0.113.1/24" },
    internal: { interface: "ge-0/0/1", address: "172.16.0.1/24" },
    routes: { "0.0.0.0/0": "203.0.113.254" },
  });
  const hubOf = new DynamicEndpointGateway(scope, "hub", { gateway, presharedKey: "k" });
  for (let n = 0; n < count; n += 1) {
    hubOf.connect(
      new Gateway(scope, `b${n}`, {
        existing: { address: "192.0.2.2", user: "lab" },
        external: { address: "192.168.1.2/24" },
        internal: { address: `10.${n >> 8}.${n & 255}.1/24` },
        nat: Nat.source({ address: "198.51.100.7" }),
      }),
    );
  }
}

async function refusal(build: (scope: StackScope) => unknown): Promise<string> {
  const failure = await synth(build).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Error)) throw new Error("the program was accepted");
  return failure.message;
}

const linesOf = (result: SynthResult, name: string): readonly string[] =>
  result.devices[name]?.set ?? [];

type Case = readonly [
  rule: number,
  what: string,
  build: (scope: StackScope) => unknown,
  ...words: (string | RegExp)[],
];

const refused: readonly Case[] = [
  [
    1,
    "a responder behind NAT that lets nobody in",
    (scope) => vpn(scope, pair(scope, {}, { nat: Nat.source({ address: "198.51.100.2" }) })),
    "the responder right cannot be reached: its NAT is open outward only",
    "static (one-to-one) NAT",
  ],
  [
    1,
    "two ends behind NAT that lets nobody in",
    (scope) => {
      const nat = Nat.source({ address: "198.51.100.2" });
      return vpn(scope, pair(scope, { nat }, { nat: Nat.source({ address: "198.51.100.3" }) }));
    },
    "both ends are behind NAT that lets nobody in, so neither can initiate",
  ],
  [
    2,
    "NAT traversal switched off with a NAT in the path",
    (scope) =>
      translated(scope, {
        config: { security: { ike: { gateway: { vpn1: { noNatTraversal: true } } } } },
      }),
    "NAT traversal is switched off on left, and a NAT lies in the path",
    "security ike gateway vpn1 no-nat-traversal",
    "remove no-nat-traversal",
  ],
  ...[0, 301, 1.5].map((natKeepaliveSeconds): Case => [
    3,
    `keepalives every ${natKeepaliveSeconds} s`,
    (scope) => vpn(scope, pair(scope), { natKeepaliveSeconds }),
    "the NAT keepalive interval is outside Junos's range",
    `found ${natKeepaliveSeconds} s`,
    "1 to 300 s",
  ]),
  [
    4,
    "a peer that is dynamic and has a remote identity beside it",
    (scope) =>
      vpn(
        scope,
        pair(scope, { override: ["set security ike gateway vpn1 dynamic hostname right"] }),
      ),
    "security ike gateway vpn1",
    /remote-identity/,
    /dynamic/,
  ],
  [
    5,
    "IKEv1 main mode with a key and a peer whose address nobody knows",
    (scope) => vpn(scope, pair(scope, { nat: Nat.source() }), { ike: suites.modernV1 }),
    "IKEv1 main mode with a pre-shared key needs the peer's address",
    "IKEv2, or IKEv1 aggressive mode",
  ],
  [
    6,
    "IKEv2 with a policy-based VPN",
    (scope) =>
      new PolicyBasedVpn(scope, "vpn1", {
        ...ends(pair(scope)),
        presharedKey: "k",
        ike: suites.modern,
      }),
    "a policy-based VPN does not support IKEv2",
    "use RouteBasedVpn",
  ],
  [
    6,
    "a policy that leads into a route-based VPN",
    (scope) => {
      const into = {
        match: { sourceAddress: ["any"], destinationAddress: ["any"], application: ["any"] },
        then: { permit: { tunnel: { ipsecVpn: "vpn1" } } },
      };
      const policies = { fromZone: { trust: { toZone: { untrust: { policy: { into } } } } } };
      return vpn(scope, pair(scope, { config: { security: { policies } } }));
    },
    'VPN "vpn1" has a bind-interface: traffic enters it by routes, not by policies',
  ],
  [
    7,
    "an address book of a zone beside global ones",
    (scope) => {
      const book = { address: { printer: { ipPrefix: "10.1.0.7/32" } } };
      const zones = { securityZone: { trust: { addressBook: book } } };
      return vpn(scope, pair(scope, { config: { security: { zones } } }));
    },
    /address-book/,
    /security zones security-zone trust/,
  ],
  [
    8,
    "an external interface that does not face the peer",
    (scope) => {
      const { initiator, responder } = ends(pair(scope));
      return new RouteBasedVpn(scope, "vpn1", {
        initiator: { ...initiator, externalInterface: "ge-0/0/1.0" },
        responder,
        presharedKey: "k",
      });
    },
    "the external interface of left does not face its peer",
    "ge-0/0/1.0, which faces the protected network",
  ],
  [
    8,
    "a zone that does not let IKE in",
    (scope) =>
      vpn(
        scope,
        pair(scope, {
          external: {
            interface: "ge-0/0/0",
            address: "203.0.113.1/24",
            hostInbound: { systemServices: ["ping"] },
          },
        }),
      ),
    "zone untrust of left does not let IKE in",
    'add "ike" to external.hostInbound.systemServices',
  ],
  [
    9,
    "a next hop that is the device's own address",
    (scope) => vpn(scope, pair(scope, { routes: { "10.9.0.0/16": "203.0.113.1" } })),
    "a route's next hop is the device's own address",
    "10.9.0.0/16 to 203.0.113.1, which is ge-0/0/0.0",
  ],
  ...(["sourceAddress", "destinationAddress", "application"] as const).map((word): Case => {
    const match = { sourceAddress: ["any"], destinationAddress: ["any"], application: ["any"] };
    const rest = Object.fromEntries(Object.entries(match).filter(([name]) => name !== word));
    const policy = { half: { match: rest, then: { deny: {} } } };
    const policies = { fromZone: { trust: { toZone: { untrust: { policy } } } } };
    return [
      10,
      `a policy without ${word}`,
      (scope) => vpn(scope, pair(scope, { config: { security: { policies } } })),
      `no match ${word.replace("A", "-a")}`,
      "policy half",
    ];
  }),
  [
    11,
    "two route-based VPNs to one peer address with one proxy identity",
    (scope) => {
      const gateways = pair(scope);
      vpn(scope, gateways);
      return new RouteBasedVpn(scope, "vpn2", {
        ...ends(gateways),
        presharedKey: "k",
      });
    },
    "[stack/vpn2] on left: security ipsec vpn vpn2: two route-based VPNs of left go to one peer address with one proxy identity",
    "vpn1 and vpn2 to 203.0.113.2, both for everything (0.0.0.0/0 to 0.0.0.0/0)",
    "give vpn2 and vpn1 selectors",
  ],
  [
    12,
    "a translation that takes another responder's address",
    (scope) => {
      const gateways = pair(scope, {}, { external: { address: "192.168.1.2/24" } });
      new NatDevice(scope, "nat", {
        existing,
        inside: { network: gateways.right.external.network, address: "192.168.1.1" },
        outside: { network: gateways.left.external.network, address: "203.0.113.9" },
      }).translate(gateways.right, { to: "192.168.1.200" });
      return vpn(scope, gateways);
    },
    "gateway's own subnet",
  ],
  [
    13,
    "a pool of several addresses that keeps no address for a device",
    (scope) => {
      const gateways = pair(scope, {
        external: { interface: "ge-0/0/0", address: "192.168.1.2/24" },
        routes: { "0.0.0.0/0": "192.168.1.1" },
      });
      new NatDevice(scope, "nat", {
        existing,
        inside: { network: gateways.left.external.network, address: "192.168.1.1" },
        outside: { network: gateways.right.external.network, address: "203.0.113.9" },
      }).hide({ to: "203.0.113.16/29", persistent: false });
      return vpn(scope, gateways);
    },
    /persisten/,
  ],
  [
    13,
    "more than 1,000 tunnels from one translated address on an SRX5800",
    (scope) => hub(scope, 1001, "SRX5800"),
    "too many tunnels come from one translated address",
    "1001 from 198.51.100.7",
    "1000 on the SRX5400, SRX5600 and SRX5800",
  ],
];

describe("what breaks a rule is refused", () => {
  it.each(refused.map((each) => [each[0], each[1], each] as const))(
    "rule %i: %s",
    async (_rule, _what, [, , build, ...words]) => {
      const message = await refusal(build);
      for (const word of words)
        expect(message).toMatch(word instanceof RegExp ? word : escaped(word));
      expect(message).toContain("fix: ");
    },
  );

  it("and every rule has a case, here or below", () => {
    const numbers = new Set(refused.map(([rule]) => rule));
    expect([...numbers].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 13 }, (_, index) => index + 1),
    );
  });
});

function escaped(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

describe("what the library writes keeps them", () => {
  it("rule 4: two constructs that say address and dynamic contradict each other", async () => {
    const gateway = { vpn1: { dynamic: { hostname: "right" } } };
    const config = { security: { ike: { gateway } } };
    await expect(synth((scope) => vpn(scope, pair(scope, { config })))).rejects.toThrow(
      /stack\/left says dynamic, stack\/vpn1 says address/,
    );
  });

  it("rule 2: nothing is said about NAT traversal, which is on by itself", async () => {
    const result = await synth((scope) => translated(scope));
    const lines = [...linesOf(result, "left"), ...linesOf(result, "right")].join("\n");
    expect(lines).not.toContain("nat-traversal");
  });

  it("rule 2: without a NAT it may be switched off", async () => {
    const config = { security: { ike: { gateway: { vpn1: { noNatTraversal: true as const } } } } };
    await synth((scope) => vpn(scope, pair(scope, { config })));
  });

  it.each([1, 300])("rule 3: keepalives every %i s are written", async (natKeepaliveSeconds) => {
    const result = await synth((scope) => vpn(scope, pair(scope), { natKeepaliveSeconds }));
    expect(linesOf(result, "left")).toContain(
      `set security ike gateway vpn1 nat-keepalive ${natKeepaliveSeconds}`,
    );
  });

  it("rule 4: identities mirror each other", async () => {
    const result = await synth((scope) => vpn(scope, pair(scope)));
    const of = (name: string, word: string): string | undefined =>
      linesOf(result, name)
        .find((line) => line.includes(` ${word} `))
        ?.split(` ${word} `)[1];
    expect(of("left", "local-identity")).toBe('user-at-hostname "left@example.net"');
    expect(of("right", "remote-identity")).toBe(of("left", "local-identity"));
    expect(of("left", "remote-identity")).toBe(of("right", "local-identity"));
  });

  it("rules 4 and 5: a dynamic peer has neither address, nor remote identity, nor a mode", async () => {
    const result = await synth((scope) => hub(scope, 1));
    const lines = linesOf(result, "hq").filter((line) =>
      /security ike (gateway|policy)/.test(line),
    );
    expect(lines.filter((line) => line.includes(" dynamic "))).toHaveLength(1);
    expect(lines.filter((line) => / (address|remote-identity|mode) /.test(line))).toEqual([]);
  });

  it("rule 7: addresses stand in books that are attached to zones, none inside a zone", async () => {
    const result = await synth((scope) => vpn(scope, pair(scope)));
    const lines = linesOf(result, "left").filter((line) => line.includes("address-book"));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^set security address-book /);
  });

  it("rule 11: algorithms, PFS, key and lifetimes are one object for both ends", async () => {
    const result = await synth((scope) => vpn(scope, pair(scope)));
    const shared = (name: string): readonly string[] =>
      linesOf(result, name)
        .filter((line) => /security (ike|ipsec) (proposal|policy)/.test(line))
        .sort();
    expect(shared("left").length).toBeGreaterThan(5);
    expect(shared("left")).toEqual(shared("right"));
  });

  it("rule 11: with selectors of their own, two VPNs to one address are fine", async () => {
    await synth((scope) => {
      const gateways = pair(
        scope,
        { protects: ["10.1.0.0/24", "10.1.1.0/24"] },
        { protects: ["10.2.0.0/24", "10.2.1.0/24"] },
      );
      vpn(scope, gateways, {
        selectors: { one: { local: "10.1.0.0/24", remote: "10.2.0.0/24" } },
      });
      return new RouteBasedVpn(scope, "vpn2", {
        ...ends(gateways),
        presharedKey: "k",
        selectors: { two: { local: "10.1.1.0/24", remote: "10.2.1.0/24" } },
      });
    });
  });

  it("rule 12: the peer is addressed as its NAT shows it", async () => {
    const result = await synth((scope) => translated(scope));
    expect(linesOf(result, "left")).toContain("set security ike gateway vpn1 address 203.0.113.22");
    expect(linesOf(result, "right")).toContain("set security ike gateway vpn1 address 203.0.113.1");
  });

  it("rule 12: a device without a way to its peer's address is warned of, one with a route is not", async () => {
    const build = (routes: Readonly<Record<string, string>>) => (scope: StackScope) =>
      vpn(
        scope,
        pair(
          scope,
          { routes },
          { external: { interface: "ge-0/0/0", address: "198.51.100.2/24" } },
        ),
      );
    const about = (result: SynthResult, name: string): readonly string[] =>
      toldBy(result).filter((text) => text.includes(`no route of ${name} leads to its peer`));
    const without = await synth(build({}));
    expect(about(without, "left")).toEqual([
      expect.stringMatching(
        /^\[stack\/vpn1\] .*found 198\.51\.100\.2, .*routes: \{ "0\.0\.0\.0\/0": NEXT-HOP \}/,
      ),
    ]);
    expect(about(without, "right")).toHaveLength(1);
    const routed = await synth(build({ "198.51.100.0/24": "203.0.113.254" }));
    expect(about(routed, "left")).toEqual([]);
    expect(about(routed, "right")).toHaveLength(1);
  });

  it("rule 13: in AWS, UDP 500 and 4500 are open both ways between the two ends", () => {
    const scope = new StackScope("stack");
    const gateways = twoGateways(scope);
    vpn(scope, gateways);
    const { plans } = synthesize(scope);
    const rules = plans.get(gateways.site)?.rules.get(gateways.left.external) ?? [];
    const open = rules
      .filter(({ protocol }) => protocol === "udp")
      .map(({ direction, port, cidr }) => `${direction} ${port} ${cidr}`)
      .sort();
    const peer = `${gateways.right.external.address}/32`;
    expect(open).toEqual(
      [
        `egress 4500 ${peer}`,
        `egress 500 ${peer}`,
        `ingress 4500 ${peer}`,
        `ingress 500 ${peer}`,
      ].sort(),
    );
  });

  it("rule 13: a NAT device forwards both, both ways, and one rule translates all ports", async () => {
    const result = await synth((scope) => translated(scope));
    const lines = linesOf(result, "nat");
    for (const direction of [
      "from-zone trust to-zone untrust",
      "from-zone untrust to-zone trust",
    ]) {
      const own = lines.filter((line) => line.includes(direction)).join("\n");
      expect(own).toMatch(/application junos-ike\n?/);
      expect(own).toMatch(/application junos-ike-nat/);
    }
    expect(lines.filter((line) => /nat static .*port/.test(line))).toEqual([]);
  });

  it("rule 13: elsewhere than on the SRX5000 line, a thousand tunnels and one are a warning", async () => {
    const about = (result: SynthResult): readonly string[] =>
      toldBy(result).filter((text) => text.includes("too many tunnels"));
    // What counts is told of the tunnels: a thousand configurations need not be held against Junos for it.
    const options = { check: false };
    expect(about(await synth((scope) => hub(scope, 1001), options))).toEqual([
      expect.stringContaining("1001 from 198.51.100.7"),
    ]);
    expect(about(await synth((scope) => hub(scope, 1000, "SRX5800"), options))).toEqual([]);
  });
});

describe("keepalives slower than the NAT forgets are refused", () => {
  const nat = Nat.source({ address: "198.51.100.2", idleSeconds: 60 });

  it("by a policy-based VPN", async () => {
    const message = await refusal(
      (scope) =>
        new PolicyBasedVpn(scope, "vpn1", {
          ...ends(pair(scope, { nat })),
          presharedKey: "k",
          natKeepaliveSeconds: 60,
        }),
    );
    expect(message).toContain("keepalives are too slow for the NAT in the path");
    expect(message).toContain("one every 60 s");
  });

  it("by a hub", async () => {
    const message = await refusal((scope) => {
      const { left, right } = pair(scope, { nat });
      new DynamicEndpointGateway(scope, "hub", {
        gateway: right,
        presharedKey: "k",
        natKeepaliveSeconds: 61,
      }).connect(left);
    });
    expect(message).toContain("keepalives are too slow for the NAT in front of left");
    expect(message).toContain("less than 60 s");
  });

  it("behind a NAT gateway of AWS", async () => {
    const message = await refusal((scope) => {
      const site: AwsSite = awsSite(scope);
      const inside = new Gateway(scope, "inside", {
        site,
        external: site.subnet("10.1.12.0/24"),
        internal: site.subnet("10.1.11.0/24"),
        nat: Nat.gateway(),
      });
      // Outside Junos's range and slower than the NAT: both are told.
      return vpn(scope, { left: inside, right: pair(scope).right }, { natKeepaliveSeconds: 350 });
    });
    expect(message).toContain("less than 350 s");
    expect(message).toContain("outside Junos's range");
  });
});
