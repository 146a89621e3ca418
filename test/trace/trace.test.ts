// A packet through the configurations of all devices: where it passes, or which line stops it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigTree } from "../../lib/junos";
import { type Trace, Tracer } from "../../lib/trace";

/** The guide's three devices, and what a test changes of them. */
function guide(changes: Readonly<Record<string, readonly string[]>> = {}): Tracer {
  return new Tracer(
    ["SRX1", "NAT", "SRX2"].map((name) => {
      const text = readFileSync(join(__dirname, `../golden/route-based/${name}.set`), "utf8");
      const tree = ConfigTree.fromSet(text);
      tree.addRaw(changes[name] ?? [], "test");
      return { name, tree };
    }),
  );
}

const [TCP, SSH] = [6, 22];
const packet = { protocol: TCP, sourcePort: 40_000, destinationPort: SSH };
const there = { ...packet, source: "10.1.11.2", destination: "10.1.21.2" };
const back = { ...packet, source: "10.1.21.2", destination: "10.1.11.2" };

const endOf = ({ end }: Trace): string =>
  end === undefined ? "" : `${end.device}: ${end.reason} [${end.statement ?? ""}]`;

test("the guide's hosts reach each other through the tunnel, both ways", () => {
  for (const each of [there, back]) {
    const trace = guide().trace(each);
    expect(endOf(trace)).toBe("");
    expect(trace).toMatchObject({ verdict: "passes", isEncrypted: true });
  }
});

test("every hop says by which line it goes on", () => {
  const { hops } = guide().trace(there);
  expect(hops.map(({ device, what }) => `${device} ${what}`)).toEqual([
    "SRX1 in",
    "SRX1 route",
    "SRX1 policy",
    "SRX1 tunnel",
    "SRX2 in",
    "SRX2 route",
    "SRX2 policy",
    "SRX2 delivered",
    "SRX2 return",
    "SRX1 return",
  ]);
  const decided = hops.filter(({ what }) => what === "route" || what === "policy");
  expect(decided.every(({ statement }) => statement !== undefined)).toBe(true);
});

test("IKE from the initiator goes through the NAT device and into the responder", () => {
  const tree = guide();
  const [first] = tree.traceIke("SRX1", "172.16.11.1", "172.16.21.1");
  expect(first?.hops.map(({ device, what }) => `${device} ${what}`)).toContain("NAT nat");
  expect(endOf(first ?? { verdict: "unknown", hops: [], isEncrypted: false })).toBe("");
});

describe("it stops where a line is missing or another", () => {
  const zones = "from-zone trust to-zone untrust";
  const routes = "routing-options static route 10.1.21.0/24";
  it.each<[string, Readonly<Record<string, readonly string[]>>, RegExp]>([
    [
      "the route into the tunnel",
      { SRX1: [`delete ${routes}`] },
      /^SRX1: (?:no route to|no policy permits)/,
    ],
    [
      "the way out, thrown away",
      { SRX1: [`delete ${routes}`, `set ${routes} discard`] },
      /^SRX1: 10\.1\.21\.0\/24 is thrown away \[routing-options static route/,
    ],
    [
      "a second next hop beside the tunnel",
      { SRX1: [`set ${routes} next-hop 172.16.11.2`] },
      /^SRX1: 10\.1\.21\.0\/24 goes by .* in turn/,
    ],
    [
      "the route back",
      { SRX2: ["delete routing-options static route 10.1.11.0/24"] },
      /^SRX2: (?:no route back|the answer to)/,
    ],
    [
      "the policy",
      { SRX1: [`delete security policies ${zones}`] },
      /^SRX1: no policy permits it: from zone trust to zone untrust/,
    ],
    [
      "the policy at the far end",
      { SRX2: ["delete security policies from-zone untrust to-zone trust"] },
      /^SRX2: no policy permits it/,
    ],
    [
      "the tunnel's key, group or version",
      { SRX2: ["set security ike gateway gw1 version v2-only"] },
      /can't come up: the two ends speak different versions/,
    ],
    [
      "the binding of the tunnel interface",
      { SRX1: ["delete security ipsec vpn vpn1 bind-interface"] },
      /^SRX1: no VPN is bound to st0/,
    ],
  ])("%s", (_what, changes, expected) => {
    const ends = [there, back].map((each) => endOf(guide(changes).trace(each)));
    expect(ends.filter((end) => expected.test(end)).length).toBeGreaterThan(0);
  });

  it("a NAT rule of the gateway's own that catches the tunnel's traffic", () => {
    const rule = "security nat source rule-set out";
    const tracer = guide({
      SRX1: [
        `set ${rule} from zone trust`,
        `set ${rule} to zone untrust`,
        `set ${rule} rule all match source-address 0.0.0.0/0`,
        `set ${rule} rule all then source-nat interface`,
      ],
    });
    const { hops } = tracer.trace(there);
    expect(hops.find(({ what }) => what === "nat")).toMatchObject({
      device: "SRX1",
      statement: `${rule} rule all`,
    });
  });
});

test("what no configuration tells is unknown, and not stopped", () => {
  const stranger = guide().trace({ ...there, source: "198.51.100.7" });
  expect(stranger).toMatchObject({ verdict: "unknown" });
});
