// A gateway whose provider speaks PPPoE: the session's interface, its secret, its route, and what is left of packets.
import { Gateway, type GatewayProps, type Pppoe, RouteBasedVpn } from "../../lib";
import { synthesize } from "../../lib/stack";
import { StackScope } from "../../lib/topology";
import { check, type ConfigTree } from "../../lib/junos";
import { synth } from "../../lib/testing";
import { withValidator } from "../validator";

const PASSWORD = "do-not-show-this";
const LINE: Pppoe = { user: "branch@isp.example.net", password: PASSWORD };

const existing = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

const dialling = (scope: StackScope, line: Pppoe, more: Partial<GatewayProps> = {}): Gateway =>
  new Gateway(scope, "branch", {
    existing,
    external: { interface: "ge-0/0/0", pppoe: line },
    internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
    ...more,
  });

const fixed = (scope: StackScope, more: Partial<GatewayProps> = {}): Gateway =>
  new Gateway(scope, "hq", {
    existing,
    external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
    internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
    routes: { "0.0.0.0/0": "198.51.100.254" },
    ...more,
  });

const vpn = (initiator: Gateway, responder: Gateway, more: object = {}): RouteBasedVpn =>
  new RouteBasedVpn(initiator.node.root, "vpn", {
    initiator: { gateway: initiator, identity: `${initiator.name}.example.net` },
    responder: { gateway: responder, identity: `${responder.name}.example.net` },
    presharedKey: "k",
    ...more,
  });

async function linesOf(
  line: Pppoe,
  more: Partial<GatewayProps> = {},
  hq: Partial<GatewayProps> = {},
): Promise<readonly string[]> {
  const { devices } = await synth(
    (scope) => void vpn(dialling(scope, line, more), fixed(scope, hq)),
  );
  return (devices["branch"]?.set ?? []).map((each) => each.replace(/^set /, ""));
}

/** What stands for the secret. */
const hidden = (lines: readonly string[]): readonly string[] =>
  lines.map((each) => each.replace(/(secret|password) \S+$/, "$1 SECRET"));

test("the session is a unit of pp0 above an Ethernet interface that has no family", async () => {
  const lines = hidden(await linesOf(LINE)).filter((each) =>
    /^interfaces (ge-0\/0\/0|pp0)/.test(each),
  );
  expect([...lines].sort()).toEqual(
    [
      "interfaces ge-0/0/0 unit 0 encapsulation ppp-over-ether",
      "interfaces pp0 unit 0 ppp-options chap default-chap-secret SECRET",
      'interfaces pp0 unit 0 ppp-options chap local-name "branch@isp.example.net"',
      "interfaces pp0 unit 0 ppp-options chap passive",
      "interfaces pp0 unit 0 pppoe-options underlying-interface ge-0/0/0.0",
      "interfaces pp0 unit 0 pppoe-options idle-timeout 0",
      "interfaces pp0 unit 0 pppoe-options auto-reconnect 10",
      "interfaces pp0 unit 0 pppoe-options client",
      "interfaces pp0 unit 0 family inet mtu 1492",
      "interfaces pp0 unit 0 family inet negotiate-address",
    ].sort(),
  );
});

test("with pap, another unit and a service", async () => {
  const lines = hidden(
    await linesOf({ ...LINE, authentication: "pap", unit: 3, mtu: 1454, serviceName: "gold" }),
  );
  for (const each of [
    "pp0 unit 3 ppp-options pap local-password SECRET",
    "pp0 unit 3 pppoe-options service-name gold",
    "pp0 unit 3 family inet mtu 1454",
  ])
    expect(lines).toContain(`interfaces ${each}`);
  expect(lines.join("\n")).not.toContain("chap");
});

test("IKE leaves by it, its zone is the one outside, and the default route leads to it", async () => {
  const lines = await linesOf(LINE);
  expect(lines).toContain("security ike gateway vpn external-interface pp0.0");
  expect(lines).toContain("security zones security-zone untrust interfaces pp0.0");
  expect(lines).toContain("routing-options static route 0.0.0.0/0 next-hop pp0.0");
  expect(lines.join("\n")).not.toContain("security-zone untrust interfaces ge-0/0/0.0");
});

test("everything by way of headquarters leaves the peer a route to the session", async () => {
  const lines = await linesOf(LINE, {}, { protects: ["0.0.0.0/0"], internet: {} });
  expect(
    lines
      .filter((each) => each.includes("static route"))
      .map((each) => each.replace(/st0\.\d+/, "st0.N")),
  ).toEqual([
    "routing-options static route 0.0.0.0/0 next-hop st0.N",
    "routing-options static route 198.51.100.1/32 next-hop pp0.0",
  ]);
});

test("segments of hosts that go to the internet are what the session takes, and those of tunnels are shorter", async () => {
  const lines = await linesOf(LINE, { internet: {} });
  expect(lines).toContain("security flow tcp-mss all-tcp mss 1452");
  expect(lines).toContain("security flow tcp-mss ipsec-vpn mss 1350");
  expect((await linesOf(LINE)).join("\n")).not.toContain("all-tcp");
});

test("a segment that Ethernet's packets take and a session's don't is told", async () => {
  const told = async (external: object): Promise<readonly string[]> => {
    const { diagnostics } = await synth((scope) => {
      const branch = dialling(scope, LINE, { external: { interface: "ge-0/0/0", ...external } });
      vpn(branch, fixed(scope), { tcpMss: 1400 });
    });
    return diagnostics
      .filter(({ rule }) => rule === "tunnel-overhead")
      .map(({ allowed }) => allowed ?? "");
  };
  expect(await told({ dhcp: true })).toEqual([]);
  expect((await told({ pppoe: LINE }))[0]).toMatch(/on a path that takes 1492$/);
});

test("the peer knows it by its identity, and it begins", async () => {
  const { devices } = await synth((scope) => void vpn(dialling(scope, LINE), fixed(scope)));
  expect(devices["hq"]?.set).toContain(
    "set security ike gateway vpn dynamic hostname branch.example.net",
  );
  await expect(synth((scope) => void vpn(fixed(scope), dialling(scope, LINE)))).rejects.toThrow(
    /responder/,
  );
});

test("a second provider's session has a unit and an instance of its own", async () => {
  const lines = await linesOf(LINE, {
    providers: [{ interface: "ge-0/0/2", pppoe: { ...LINE, unit: 1 } }],
  });
  expect(lines).toContain(
    "routing-instances provider-ge-0-0-2 routing-options static route 0.0.0.0/0 next-hop pp0.1",
  );
  expect(lines).toContain("routing-instances provider-ge-0-0-2 interface pp0.1");
  await expect(
    linesOf(LINE, { providers: [{ interface: "ge-0/0/2", pppoe: LINE }] }),
  ).rejects.toThrow(/interface-twice/);
});

/** The configuration as it is before values are filled in. */
function treeOf(line: Pppoe): ConfigTree {
  const scope = new StackScope("stack");
  vpn(dialling(scope, line, { internet: {} }), fixed(scope));
  const { configs, diagnostics } = synthesize(scope);
  const [tree] = [...configs].flatMap(([{ name }, each]) => (name === "branch" ? [each] : []));
  if (tree === undefined) throw new Error("there is no such device");
  expect(JSON.stringify([tree.toSet(), diagnostics])).not.toContain(PASSWORD);
  return tree;
}

test("nothing that the library says holds the password, and its own rules take the configuration", () => {
  expect(check(treeOf(LINE)).filter(({ severity }) => severity === "error")).toEqual([]);
});

withValidator((validator) => {
  test.each(["chap", "pap"] as const)("in a session with %s", (authentication) => {
    const tree = treeOf({ ...LINE, authentication, serviceName: "gold" });
    expect(validator.findings({ branch: tree.toXml() })).toBe("");
  });
});

test.each([
  [
    "a fixed address beside it",
    { external: { interface: "ge-0/0/0", address: "198.51.100.9/24", pppoe: LINE } },
    /interface-pppoe/,
  ],
  [
    "DHCP beside it",
    { external: { interface: "ge-0/0/0", dhcp: true, pppoe: LINE } },
    /dhcp and pppoe/,
  ],
  [
    "a session inside",
    { internal: { interface: "ge-0/0/1", pppoe: LINE } },
    /pppoe for the internal interface/,
  ],
  ["no user", { external: { interface: "ge-0/0/0", pppoe: { ...LINE, user: "" } } }, /pppoe\.user/],
  [
    "a name with a blank",
    { external: { interface: "ge-0/0/0", pppoe: { ...LINE, user: "a b" } } },
    /pppoe\.user/,
  ],
  [
    "packets longer than Ethernet's",
    { external: { interface: "ge-0/0/0", pppoe: { ...LINE, mtu: 9000 } } },
    /576 to 1500/,
  ],
  [
    "a password with a line's end",
    { external: { interface: "ge-0/0/0", pppoe: { ...LINE, password: "secret\n" } } },
    /pppoe\.password/,
  ],
])("%s is refused", async (_, more, message) => {
  const failure = await linesOf(LINE, more).catch((error: unknown) => String(error));
  expect(failure).toMatch(message);
  expect(failure).not.toContain("secret\n");
});
