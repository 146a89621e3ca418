// What the lab takes from an exported stack: a tunnel's facts, through Pulumi's secret wrappers, and no secret.
import { tunnelsOf } from "../../../lab/cli/tunnels";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const endpoint = (gateway: string) => ({
  gateway,
  connection: secret({ host: "203.0.113.1", privateKey: "PRIVATE" }),
  vpn: "vpn1",
  ikeGateway: "gw1",
  role: "initiator",
  privateAddress: "10.0.0.1",
  publicAddress: "172.16.21.1",
  identity: { type: "hostname", value: "a.example" },
  peerIdentity: { type: "hostname", value: "b.example" },
});

it("reads tunnels and nothing else, and leaves keys behind", () => {
  const unmanaged = { ...endpoint("theirs"), connection: undefined };
  const tunnels = tunnelsOf([
    { type: "aws:ec2/vpc:Vpc", inputs: {} },
    {
      type: "vsrx:index:Tunnel",
      inputs: {
        name: "vpn1",
        endpoints: secret([endpoint("ours"), unmanaged]),
        expectNat: true,
        carries: { ends: [{ hosts: ["10.1.50.9"] }, {}] },
        natRules: [
          { device: "nat", kind: "static", ruleSet: "s", rule: "r", connection: secret({}) },
        ],
      },
      outputs: { traffic: secret({ verdict: "not proven", reason: "nobody to ping" }) },
    },
  ]);
  expect(tunnels).toHaveLength(1);
  expect(tunnels[0]).toMatchObject({
    name: "vpn1",
    expectNat: true,
    endpoints: [
      { gateway: "ours", managed: true, identity: { value: "a.example" }, hosts: ["10.1.50.9"] },
      { gateway: "theirs", managed: false, hosts: [] },
    ],
    unproven: "nobody to ping",
    natRules: [{ device: "nat", kind: "static", ruleSet: "s", rule: "r" }],
  });
  expect(JSON.stringify(tunnels)).not.toContain("PRIVATE");
});

it("knows a backup by its inputs, whenever it was verified", () => {
  const of = (carries: object) =>
    tunnelsOf([
      {
        type: "vsrx:index:Tunnel",
        inputs: { name: "vpn2", endpoints: [], natRules: [], carries },
        outputs: { traffic: { verdict: "passed" } },
      },
    ])[0]?.unproven;
  expect(of({ isStandby: true, ends: [] })).toMatch(/backup/);
  expect(of({ ends: [] })).toBeUndefined();
});
