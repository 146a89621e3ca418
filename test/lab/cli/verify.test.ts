// Verification of a tunnel, held against devices that say what a test wants them to say.
import { type LabNode } from "../../../lab/cli/nodes";
import { type EndpointFacts, type TunnelFacts } from "../../../lab/cli/tunnels";
import { type DeviceTunnels, holds, type Probe, verifyTunnel } from "../../../lab/cli/verify";
import { type IkeSa, type IpsecSa } from "../../../lab/dataplane/types";

const end = (gateway: string, peer: string, role: EndpointFacts["role"]): EndpointFacts => ({
  gateway,
  managed: true,
  vpn: "vpn1",
  ikeGateway: "gw1",
  role,
  privateAddress: `address of ${gateway}`,
  publicAddress: `public address of ${gateway}`,
  peerAddress: `public address of ${peer}`,
  identity: { type: "user-at-hostname", value: `${gateway}@example.net` },
  peerIdentity: { type: "user-at-hostname", value: `${peer}@example.net` },
  hosts: [],
});

const TUNNEL: TunnelFacts = {
  name: "vpn1",
  endpoints: [end("left", "right", "initiator"), end("right", "left", "responder")],
  expectNat: true,
  natRules: [{ device: "nat", kind: "static", ruleSet: "set", rule: "rule" }],
};

const NODES: LabNode[] = [
  { name: "left", kind: "gateway", netns: "left", privateAddresses: [], subnets: ["10.1.0.0/24"] },
  {
    name: "right",
    kind: "gateway",
    netns: "right",
    privateAddresses: [],
    subnets: ["10.2.0.0/24"],
  },
  { name: "a", kind: "host", netns: "a", privateAddresses: ["10.1.0.9"], subnets: ["10.1.0.0/24"] },
  { name: "b", kind: "host", netns: "b", privateAddresses: ["10.2.0.9"], subnets: ["10.2.0.0/24"] },
];

const ike = (gateway: string, peer: string, more: Partial<IkeSa> = {}): IkeSa => ({
  index: 1,
  gateway: "gw1",
  localAddress: `address of ${gateway}`,
  localPort: 4500,
  remoteAddress: `address of ${peer}`,
  remotePort: 4500,
  localIdentity: `${gateway}@example.net`,
  remoteIdentity: `${peer}@example.net`,
  role: "Initiator",
  state: "UP",
  mode: "Main",
  initiatorCookie: "1",
  responderCookie: "2",
  natDetected: true,
  authentication: "pre-shared-keys",
  encryption: "3des-cbc",
  integrity: "sha1",
  dhGroup: "group2",
  lifetimeSeconds: 28800,
  ageSeconds: 5,
  ...more,
});

const ipsec = (peer: string, packets: number, more: Partial<IpsecSa> = {}): IpsecSa => ({
  index: 1,
  vpn: "vpn1",
  gateway: "gw1",
  localAddress: "",
  remoteAddress: `address of ${peer}`,
  port: 4500,
  spiIn: "aa",
  spiOut: "bb",
  protocol: "ESP",
  encryption: "3des-cbc",
  integrity: "sha1",
  localSelector: "0.0.0.0/0",
  remoteSelector: "0.0.0.0/0",
  lifetimeSeconds: 3600,
  remainingSeconds: 3500,
  bytesIn: packets * 84,
  bytesOut: packets * 84,
  packetsIn: packets,
  packetsOut: packets,
  state: "UP",
  ...more,
});

interface Fake {
  readonly ike?: Partial<IkeSa>;
  readonly noIke?: boolean;
  readonly noIpsec?: boolean;
  readonly events?: DeviceTunnels["events"];
  readonly hits?: number;
  readonly answered?: boolean;
  /** Packets that one ping adds to the counters. */
  readonly counted?: number;
}

/** A lab whose devices agree, but for what the test says of "left". */
function lab(fake: Fake = {}): Probe & { readonly pings: string[] } {
  const pings: string[] = [];
  return {
    pings,
    nodes: () => Promise.resolve(NODES),
    natHits: () =>
      Promise.resolve([{ kind: "static", ruleSet: "set", rule: "rule", hits: fake.hits ?? 1 }]),
    ping: (from, to) => {
      pings.push(`${from} ${to}`);
      return Promise.resolve(fake.answered ?? true);
    },
    tunnels: (gateway) => {
      const peer = gateway === "left" ? "right" : "left";
      const changed = gateway === "left" ? (fake.ike ?? {}) : {};
      const packets = pings.length * (fake.counted ?? 3);
      return Promise.resolve({
        ike: fake.noIke === true ? [] : [ike(gateway, peer, changed)],
        ipsec: fake.noIpsec === true ? [] : [ipsec(peer, packets)],
        events: fake.events ?? [],
      });
    },
  };
}

const verify = async (probe: Probe, tunnel = TUNNEL) =>
  await verifyTunnel(probe, tunnel, { seconds: 0 });

it("passes when all agree, and pings from host to host both ways", async () => {
  const probe = lab();
  expect(await verify(probe)).toEqual({
    name: "vpn1",
    verified: true,
    natFound: true,
    endpoints: [
      {
        gateway: "left",
        privateAddress: "address of left",
        publicAddress: "public address of left",
        port: 4500,
        identity: "left@example.net",
        role: "initiator",
        state: "up",
        bytesIn: 504,
        bytesOut: 504,
      },
      expect.objectContaining({ gateway: "right", role: "responder", state: "up" }),
    ],
  });
  expect(probe.pings).toEqual(["a 10.2.0.9", "b 10.1.0.9"]);
});

it.each<[string, Fake, RegExp]>([
  [
    "IKE is down",
    { noIke: true },
    /IKE is not up on left \(gateway gw1\); the device has recorded/,
  ],
  [
    "IKE is down, in the device's own words",
    {
      noIke: true,
      events: [
        { time: 2, gateway: "gw1", text: "authentication failed", count: 3 },
        { time: 1, gateway: "gw1", text: "no response", count: 1 },
      ],
    },
    /last event: authentication failed$/,
  ],
  [
    "an identity is another's",
    { ike: { localIdentity: "x" } },
    /left has local identity x, expected left@/,
  ],
  ["the port does not fit", { ike: { localPort: 500 } }, /left uses port 500, expected 4500/],
  ["there are no IPsec SAs", { noIpsec: true }, /no IPsec SAs both ways for VPN vpn1 on left/],
  ["the NAT rule has no hits", { hits: 0 }, /static NAT rule set\/rule on nat has no hits/],
  [
    "no ping is answered",
    { answered: false },
    /a ping from a .*behind left.* to b .* is not answered/,
  ],
  ["the ping went another way", { counted: 0 }, /no ESP packet was counted into left/],
])("fails when %s", async (_name, fake, problem) => {
  const report = await verify(lab(fake));
  expect(report.verified).toBe(false);
  expect(report.problem).toMatch(problem);
});

it("pings hosts that a gateway protects and shares no network with", async () => {
  const probe = lab();
  const nodes = NODES.map((node) => (node.name === "left" ? { ...node, subnets: [] } : node));
  const [left, right] = TUNNEL.endpoints as [EndpointFacts, EndpointFacts];
  const tunnel = { ...TUNNEL, endpoints: [{ ...left, hosts: ["10.1.0.9"] }, right] };
  const report = await verify({ ...probe, nodes: () => Promise.resolve(nodes) }, tunnel);
  expect(report.verified).toBe(true);
  expect(probe.pings).toEqual(["a 10.2.0.9", "b 10.1.0.9"]);
});

it("where the stack could not prove traffic, says so of a tunnel that is up, and passes one whose traffic is seen here", async () => {
  const tunnel = { ...TUNNEL, unproven: "the main tunnel carries it" };
  const report = await verify(lab({ counted: 0 }), tunnel);
  expect(report).toMatchObject({ verified: false, unproven: "the main tunnel carries it" });
  expect(report).not.toHaveProperty("problem");
  expect(holds(report)).toBe(true);
  expect((await verify(lab(), tunnel)).verified).toBe(true);
  const down = await verify(lab({ noIpsec: true }), tunnel);
  expect(down.problem).toMatch(/no IPsec SAs/);
  expect(holds(down)).toBe(false);
});

it("wants port 500 where no NAT is meant, and says when one was found all the same", async () => {
  const plain = { ...TUNNEL, expectNat: false, natRules: [] };
  expect((await verify(lab(), plain)).problem).toMatch(
    /found a NAT between them, but none is meant/,
  );
  const unseen = await verify(lab({ ike: { natDetected: false } }));
  expect(unseen.verified).toBe(true); // the other end saw it
});

it("shows an end that nobody of us manages as its peer sees it", async () => {
  const [left, right] = TUNNEL.endpoints as [EndpointFacts, EndpointFacts];
  const report = await verify(lab(), {
    ...TUNNEL,
    endpoints: [left, { ...right, managed: false }],
  });
  expect(report.endpoints[1]).toMatchObject({ gateway: "right", state: "up", port: 4500 });
});

it("reports instead of throwing when a device does not answer", async () => {
  const probe = { ...lab(), tunnels: () => Promise.reject(new Error("left does not answer")) };
  const report = await verify(probe);
  expect(report).toMatchObject({ verified: false, problem: "left does not answer" });
  expect(report.endpoints.map(({ state }) => state)).toEqual(["down", "down"]);
});

it("asks with traffic again and again for a tunnel that waits for it", async () => {
  const [probe, down] = [lab(), lab({ noIke: true, noIpsec: true })];
  const tunnels: Probe["tunnels"] = async (gateway) =>
    await (probe.pings.length < 3 ? down : probe).tunnels(gateway);
  const report = await verifyTunnel({ ...probe, tunnels }, TUNNEL, { seconds: 30 });
  expect(report.verified).toBe(true);
});

it("sends nothing where it looks once", async () => {
  const probe = lab({ noIke: true });
  await verify(probe);
  expect(probe.pings).toEqual([]);
});
