// IPsec as a configuration asks for it, and the words exchanged with the IKE daemon, without a daemon.

import { fc } from "../../random";
import { compile, type DataplanePlan } from "../../../lab/dataplane";
import { carries, ikeName } from "../../../lab/dataplane/ipsec/siblings";
import { decode, encode } from "../../../lab/dataplane/ipsec/vici";
import { parsePing } from "../../../lab/dataplane/ping";
import { selectorRoutes } from "../../../lab/dataplane/selectors";
import type { IpsecSa } from "../../../lab/dataplane/types";
import { ConfigTree } from "../../../lib/junos";

const BASE = `
set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24
set interfaces st0 unit 0 family inet
set interfaces st0 unit 1 family inet
set security ike proposal p authentication-method pre-shared-keys
set security ike proposal p dh-group group14
set security ike proposal p encryption-algorithm aes-256-cbc
set security ike proposal p authentication-algorithm sha-256
set security ike policy pol proposals p
set security ike policy pol pre-shared-key ascii-text "a key for tests"
set security ike gateway g ike-policy pol
set security ike gateway g external-interface ge-0/0/0.0
set security ike gateway g version v2-only
set security ipsec proposal e encryption-algorithm aes-256-gcm
set security ipsec policy e proposals e
set security ipsec vpn v bind-interface st0.0
set security ipsec vpn v ike gateway g
set security ipsec vpn v ike ipsec-policy e
`;

function planOf(more: string): DataplanePlan {
  return compile(ConfigTree.fromSet(`${BASE}\n${more}`), { interfaces: ["ge-0/0/0"] }).plan;
}

function only(
  plan: DataplanePlan,
): DataplanePlan["ipsec"]["daemons"][number]["connections"][number] {
  const [connection] = plan.ipsec.daemons.flatMap(({ connections }) => connections);
  if (connection === undefined) throw new Error("there is no connection");
  return connection;
}

test("a peer with an address gets a daemon of its own, and routes do not concern it", () => {
  const plan = planOf("set security ike gateway g address 192.0.2.9");
  const more = planOf(`set security ike gateway g address 192.0.2.9
    set routing-options static route 10.7.0.0/16 next-hop st0.0`);
  expect(plan.ipsec.daemons).toMatchObject([{ id: "gateway-g", localAddress: "192.0.2.1" }]);
  expect(only(plan)).toMatchObject({
    version: 2,
    peers: ["192.0.2.9"],
    remoteIdentity: "192.0.2.9",
  });
  expect(only(plan).ikeProposals).toEqual(["aes256-sha256-modp2048"]);
  expect(more.ipsec.daemons).toEqual(plan.ipsec.daemons);
});

test("VPNs of one IKE gateway are of one daemon, which makes them children of one IKE SA", () => {
  const { daemons } = planOf(`set security ike gateway g address 192.0.2.9
    set security ipsec vpn w bind-interface st0.1
    set security ipsec vpn w ike gateway g
    set security ipsec vpn w ike ipsec-policy e`).ipsec;
  expect(daemons.map(({ connections }) => connections.map(({ vpn }) => vpn))).toEqual([["v", "w"]]);
  for (const daemon of daemons) {
    const names = daemon.connections.map((connection) => ikeName(daemon, connection));
    expect(names).toEqual(["v", "v"]);
    expect(daemon.connections.map((connection) => carries(connection, "w"))).toEqual([false, true]);
  }
});

test("a peer known by name is narrowed to what is routed to its tunnel interface", () => {
  const plan = planOf(`set security ike gateway g dynamic hostname branch.example.net
    set routing-options static route 10.7.0.0/16 next-hop st0.0`);
  expect(only(plan)).toMatchObject({
    peers: [],
    remoteIdentity: "fqdn:branch.example.net",
    selectors: [{ local: ["0.0.0.0/0"], remote: ["10.7.0.0/16"] }],
  });
});

test.each([
  ["hostname a.example.net", "fqdn:a.example.net"],
  ["user-at-hostname a@example.net", "email:a@example.net"],
  ["inet 10.0.0.1", "10.0.0.1"],
])("local-identity %s is told to the daemon as %s", (words, told) => {
  const plan = planOf(`set security ike gateway g address 192.0.2.9
    set security ike gateway g local-identity ${words}`);
  expect(only(plan).localIdentity).toBe(told);
});

test("a VPN whose gateway has no address to speak from stays down, and that is said", () => {
  const { plan, warnings } = compile(
    ConfigTree.fromSet(`${BASE.replace(/^.*192\.0\.2\.1.*$/m, "")}
      set security ike gateway g address 192.0.2.9`),
    { interfaces: ["ge-0/0/0"] },
  );
  expect(plan.ipsec.daemons).toEqual([]);
  expect(warnings.map(({ message }) => message).join()).toMatch(/no address/);
});

test("a route into a tunnel that has an alternative depends on the tunnel, the last one does not", () => {
  const plan = planOf(`set security ike gateway g address 192.0.2.9
    set routing-options static route 10.7.0.0/16 qualified-next-hop 192.0.2.9 preference 9
    set routing-options static route 10.7.0.0/16 qualified-next-hop st0.0 preference 5
    set routing-options static route 10.8.0.0/16 next-hop st0.0`);
  expect(plan.routes.map(({ text, tunnel }) => [text.split(" proto")[0], tunnel])).toEqual([
    ["10.7.0.0/16 dev st0.0", "st0.0"],
    ["10.7.0.0/16 via 192.0.2.9 dev ge-0-0-0", undefined],
    ["10.8.0.0/16 dev st0.0", undefined],
  ]);
});

test("traffic selectors make routes of what their SAs carry", () => {
  const sa = {
    vpn: "v",
    state: "UP",
    remoteSelector: "10.7.0.0/16 10.8.0.0/24[tcp/80]",
  } as IpsecSa;
  const plan = planOf(`set security ike gateway g address 192.0.2.9
    set security ipsec vpn v traffic-selector a local-ip 10.1.0.0/16 remote-ip 10.7.0.0/16`);
  expect(plan.selectorTunnels).toEqual([{ vpn: "v", link: "st0.0" }]);
  expect(selectorRoutes(plan.selectorTunnels, [sa, sa])).toEqual([
    "10.7.0.0/16 dev st0.0 proto static metric 95",
    "10.8.0.0/24 dev st0.0 proto static metric 95",
  ]);
  expect(selectorRoutes(plan.selectorTunnels, [{ ...sa, vpn: "other" }])).toEqual([]);
});

test("a message to the daemon survives its form", () => {
  const key = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text !== "__proto__");
  const leaf = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 4 }));
  const message = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 4 })), {
    maxKeys: 5,
  });
  fc.assert(
    fc.property(message, (each) => {
      expect(decode(encode(each))).toEqual({ ...each });
    }),
  );
});

test("a message that is cut short is refused", () => {
  const whole = encode({ section: { key: "value", list: ["a", "b"] } });
  expect(() => decode(whole.subarray(0, whole.length - 6))).toThrow(/cut short|unknown element/);
});

test("ping's answer in numbers, or none", () => {
  expect(parsePing("5 packets transmitted, 4 received, 20% packet loss", 5)).toMatchObject({
    sent: 5,
    received: 4,
  });
  expect(parsePing("connect: Network is unreachable", 3)).toMatchObject({ sent: 3, received: 0 });
});

test("a range in a tunnel policy is offered as the prefixes that make it up, and a DNS name is told", () => {
  const lines = [
    "set security ike gateway g address 192.0.2.9",
    "set security ike gateway g version v1-only",
    "set interfaces ge-0/0/1 unit 0 family inet address 10.9.0.254/24",
    "set security zones security-zone inside interfaces ge-0/0/1.0",
    "set security zones security-zone outside interfaces ge-0/0/0.0",
    "set security address-book bk attach zone inside",
    "set security address-book bk address r range-address 10.9.0.1 to 10.9.0.9",
    "set security address-book bk address-set all address r",
    "set security address-book global address far 10.7.0.0/16",
    "set security address-book global address named dns-name peer.example.net",
    "set security policies from-zone inside to-zone outside policy p match source-address all",
    "set security policies from-zone inside to-zone outside policy p match destination-address [ far named ]",
    "set security policies from-zone inside to-zone outside policy p match application any",
    "set security policies from-zone inside to-zone outside policy p then permit tunnel ipsec-vpn v",
  ];
  const tree = ConfigTree.fromSet(
    `${BASE.replace(/.*bind-interface.*\n/, "")}\n${lines.join("\n")}`,
  );
  const { plan, warnings } = compile(tree, { interfaces: ["ge-0/0/0", "ge-0/0/1"] });
  expect(only(plan).selectors).toEqual([
    {
      name: "v",
      local: ["10.9.0.1/32", "10.9.0.2/31", "10.9.0.4/30", "10.9.0.8/31"],
      remote: ["10.7.0.0/16"],
    },
  ]);
  expect(JSON.stringify(warnings)).toContain("does not resolve names of the DNS");
});
