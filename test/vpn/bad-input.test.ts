// Every mistake is told before any resource exists: where it is, what was found, what is allowed, and the way out.
import {
  AwsSite,
  Gateway,
  Nat,
  NatDevice,
  PolicyBasedVpn,
  RouteBasedVpn,
  type StackScope,
  suites,
} from "../../lib";
import { synth } from "../../lib/testing";
import { awsSite, ends, KEY, twoGateways } from "../lab-site";

async function messageOf(build: (scope: StackScope) => unknown): Promise<string> {
  const failure = await synth(build).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Error)) throw new Error("the program was accepted");
  return failure.message;
}

type Mistake = readonly [
  what: string,
  build: (scope: StackScope) => unknown,
  path: string,
  ...parts: (string | RegExp)[],
];

const mistakes: readonly Mistake[] = [
  [
    "no pre-shared key",
    (scope) =>
      new RouteBasedVpn(scope, "vpn1", {
        ...ends(twoGateways(scope)),
        presharedKey: undefined as unknown as string,
      }),
    "[stack/vpn1]",
    "no pre-shared key",
    "presharedKey missing",
    "1 to 255 characters",
    "requireSecret",
  ],
  [
    "overlapping networks behind the gateways",
    (scope) =>
      new RouteBasedVpn(scope, "vpn1", {
        ...ends(twoGateways(scope, { left: { protects: ["10.1.0.0/16"] } })),
        presharedKey: "k",
      }),
    "[stack/vpn1]",
    "overlap",
    "10.1.0.0/16 behind left, 10.1.21.0/24 behind right",
    "renumber",
  ],
  [
    "a subnet outside its VPC",
    (scope) => {
      const site = awsSite(scope);
      new Gateway(scope, "left", {
        site,
        external: site.subnet("10.2.12.0/24"),
        internal: site.subnet("10.1.11.0/24"),
      });
    },
    "[stack/lab]",
    "outside its VPC",
    "10.2.12.0/24",
    "a part of 10.1.0.0/16",
  ],
  [
    "a gateway without external network",
    (scope) => {
      const site = awsSite(scope);
      new Gateway(scope, "left", {
        site,
        external: undefined as never,
        internal: site.subnet("10.1.11.0/24"),
      });
    },
    "[stack/left]",
    "no external network",
    "external missing",
    "give external",
  ],
  [
    "equal identities",
    (scope) => {
      const { initiator, responder } = ends(twoGateways(scope));
      new RouteBasedVpn(scope, "vpn1", {
        initiator,
        responder: { ...responder, identity: "LEFT@example.net" },
        presharedKey: "k",
      });
    },
    "[stack/vpn1]",
    "one identity",
    '"left@example.net" for left and right',
    "a different identity for each end",
  ],
  [
    "a NAT address in the gateway's own subnet",
    (scope) => {
      const { site, left, right } = twoGateways(scope);
      new NatDevice(scope, "nat", {
        site,
        outside: left.external,
        inside: right.external,
      }).translate(right, { to: "10.1.31.200" });
    },
    "[stack/nat]",
    "gateway's own subnet",
    "10.1.31.200",
    "an address outside 10.1.31.0/24",
  ],
  [
    "a NAT address that the VPC's local route would carry",
    (scope) => {
      const { site, left, right } = twoGateways(scope);
      new NatDevice(scope, "nat", {
        site,
        outside: left.external,
        inside: right.external,
      }).translate(right, { to: "10.1.99.1" });
    },
    "[stack/nat]",
    "local route",
    "10.1.99.1",
    "outside 10.1.0.0/16",
  ],
  [
    "a name longer than 32 characters",
    (scope) =>
      new RouteBasedVpn(scope, "a-vpn-whose-name-goes-on-and-on-and-on", {
        ...ends(twoGateways(scope)),
        presharedKey: "k",
      }),
    "[stack/a-vpn-whose-name-goes-on-and-on-and-on]",
    "too long for Junos",
    "with 38 characters",
    "1 to 32 characters",
    "rename",
  ],
  [
    "management open to everyone",
    (scope) => awsSite(scope, { management: { from: "0.0.0.0/0", publicKey: KEY } }),
    "[stack/lab]",
    "open to everyone",
    "0.0.0.0/0",
  ],
  [
    "an address that AWS keeps",
    (scope) => {
      const site = awsSite(scope);
      new Gateway(scope, "left", {
        site,
        external: { network: site.subnet("10.1.12.0/24"), address: "10.1.12.1" },
        internal: site.subnet("10.1.11.0/24"),
      });
    },
    "[stack/lab]",
    "AWS keeps for itself",
    "10.1.12.1 for stack/left/external",
  ],
  [
    "more interfaces than the instance type has",
    (scope) => {
      const site = awsSite(scope);
      new Gateway(scope, "left", {
        site,
        external: site.subnet("10.1.12.0/24"),
        internal: [site.subnet("10.1.11.0/24"), site.subnet("10.1.13.0/24")],
      });
    },
    "[stack/left]",
    "too few interfaces",
    "4 wanted",
    'instanceType: "c5.xlarge"',
  ],
  [
    "two ends behind NAT that lets nobody in",
    (scope) => {
      const reach = { address: "192.0.2.1", user: "lab" };
      const gateway = (id: string, net: number): Gateway =>
        new Gateway(scope, id, {
          existing: reach,
          external: { address: `192.168.${net}.1/24` },
          internal: { address: `10.${net}.0.1/24` },
          nat: Nat.source({ address: `203.0.113.${net}` }),
        });
      new RouteBasedVpn(scope, "vpn1", {
        ...ends({ left: gateway("left", 1), right: gateway("right", 2) }),
        presharedKey: "k",
      });
    },
    "[stack/vpn1]",
    "both ends are behind NAT",
    "the source NAT in front of left",
    "static (one-to-one) NAT",
  ],
  [
    "IKEv1 main mode with an unknown address",
    (scope) => {
      const reach = { address: "192.0.2.1", user: "lab" };
      const left = new Gateway(scope, "left", {
        existing: reach,
        external: { address: "192.168.1.1/24" },
        internal: { address: "10.1.0.1/24" },
        nat: Nat.source(),
      });
      const right = new Gateway(scope, "right", {
        existing: reach,
        external: { address: "203.0.113.1/24" },
        internal: { address: "10.2.0.1/24" },
      });
      new RouteBasedVpn(scope, "vpn1", {
        ...ends({ left, right }),
        presharedKey: "k",
        ike: suites.classic,
      });
    },
    "[stack/vpn1]",
    "main mode",
    "left behind the source NAT",
    "IKEv2",
  ],
  [
    "a policy-based VPN on a gateway with iked",
    (scope) =>
      new PolicyBasedVpn(scope, "vpn1", {
        ...ends(twoGateways(scope, { left: { daemon: "iked" } })),
        presharedKey: "k",
      }),
    "[stack/vpn1]",
    "a gateway with the iked daemon has no policy-based VPNs",
    'left with daemon "iked"',
    "use RouteBasedVpn",
  ],
  [
    "an identity that is the address which NAT hides",
    (scope) => {
      const reach = { address: "192.0.2.1", user: "lab" };
      const left = new Gateway(scope, "left", {
        existing: reach,
        external: { address: "192.168.1.1/24" },
        internal: { address: "10.1.0.1/24" },
        nat: Nat.static("203.0.113.9"),
      });
      const right = new Gateway(scope, "right", {
        existing: reach,
        external: { address: "203.0.113.1/24" },
        internal: { address: "10.2.0.1/24" },
      });
      const { initiator, responder } = ends({ left, right });
      new RouteBasedVpn(scope, "vpn1", {
        initiator: { ...initiator, identity: "192.168.1.1" },
        responder,
        presharedKey: "k",
      });
    },
    "[stack/vpn1]",
    "the identity of left is the address that NAT hides",
    "192.168.1.1, hidden by the static NAT in front of left",
    "the address others see",
  ],
  [
    "keepalives slower than the NAT forgets",
    (scope) => {
      const reach = { address: "192.0.2.1", user: "lab" };
      const left = new Gateway(scope, "left", {
        existing: reach,
        external: { address: "192.168.1.1/24" },
        internal: { address: "10.1.0.1/24" },
        nat: Nat.source({ idleSeconds: 60 }),
      });
      const right = new Gateway(scope, "right", {
        existing: reach,
        external: { address: "203.0.113.1/24" },
        internal: { address: "10.2.0.1/24" },
      });
      new RouteBasedVpn(scope, "vpn1", {
        ...ends({ left, right }),
        presharedKey: "k",
        natKeepaliveSeconds: 60,
      });
    },
    "[stack/vpn1]",
    "too slow",
    "one every 60 s",
    "less than 60 s",
  ],
];

describe("bad input", () => {
  it.each(mistakes.map((mistake) => [mistake[0], mistake] as const))(
    "%s",
    async (_name, [, build, path, ...parts]) => {
      const message = await messageOf(build);
      expect(message).toContain(path);
      for (const part of parts) expect(message).toMatch(part);
      expect(message).toContain("fix: ");
    },
  );

  it("lists all mistakes at once", async () => {
    const message = await messageOf((scope) => {
      new AwsSite(scope, "a", {
        cidr: "10.0.0.0/8",
        availabilityZone: "z",
        ami: "ami-1",
        management: { from: "198.51.100.0/24", publicKey: KEY },
      });
      new AwsSite(scope, "b", {
        cidr: "nonsense",
        availabilityZone: "z",
        ami: "ami-1",
        management: { from: "198.51.100.0/24", publicKey: KEY },
      });
    });
    expect(message).toContain("2 problems");
    expect(message).toContain("[stack/a]");
    expect(message).toContain("[stack/b]");
  });

  it("never quotes a key", async () => {
    const key = "do-not-show-this-key";
    const message = await messageOf((scope) => {
      new RouteBasedVpn(scope, "a-vpn-whose-name-goes-on-and-on-and-on", {
        ...ends(twoGateways(scope)),
        presharedKey: key,
      });
    });
    expect(message).not.toContain(key);
  });
});
