// AWS's side of a diagnosis: what a refresh in preview finds, as causes of the tunnels that it stands against.
import { type EngineEvent } from "@pulumi/pulumi/automation";
import { cloudDrift, type HeldResource } from "../../lib/cli/cloud-drift";
import type { PulumiStack } from "../../lib/cli/pulumi-stack";
import {
  causeLines,
  type CloudDrift,
  cloudFindings,
  type Diagnosis,
  diagnosisLines,
  withCloud,
} from "../../lib/diagnosis";
import { example, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await example("route-based");
}, 60_000);

const tunnel = (): World["tunnels"][number] => {
  const [found] = world.tunnels;
  if (found === undefined) throw new Error("the example has no tunnel");
  return found;
};

const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const udp = { ipProtocol: "udp", fromPort: 4500, toPort: 4500, cidrIpv4: "0.0.0.0/0" };

const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const eni = { sourceDestCheck: false, securityGroups: ["sg-1"], privateIps: ["10.1.31.4"] };

/** Rows of the table of failure modes that AWS alone can show. */
const ROWS: readonly (readonly [row: number, name: string, drift: CloudDrift, said: RegExp])[] = [
  [
    40,
    "a rule taken away",
    { type: RULE, name: "srx2-ike", device: "srx2", planned: udp },
    /^path: AWS does not let UDP 4500 into srx2 from 0\.0\.0\.0\/0 as planned\n {2}srx2: AWS's security group rule srx2-ike: gone\n {2}fix: run `pulumi up --refresh`/,
  ],
  [
    40,
    "a rule that was narrowed",
    {
      type: RULE,
      name: "srx2-ike",
      device: "srx2",
      planned: udp,
      found: { ...udp, cidrIpv4: "192.0.2.1/32" },
    },
    /cidrIpv4 0\.0\.0\.0\/0 in the plan, 192\.0\.2\.1\/32 in AWS/,
  ],
  [
    41,
    "protocol 50 closed",
    {
      type: RULE,
      name: "esp",
      device: "srx2",
      planned: { ipProtocol: "50", cidrIpv4: "0.0.0.0/0" },
    },
    /^path: AWS does not let ESP \(protocol 50\) into srx2/,
  ],
  [
    39,
    "source/dest check",
    {
      type: INTERFACE,
      name: "srx2-ge",
      device: "srx2",
      planned: eni,
      found: { ...eni, sourceDestCheck: true },
    },
    /^path: AWS drops what srx2 forwards: the source\/dest check of its interface is on\n {2}srx2: .*sourceDestCheck false in the plan, true in AWS/,
  ],
  [
    39,
    "another security group",
    {
      type: INTERFACE,
      name: "srx2-ge",
      device: "srx2",
      planned: eni,
      found: { ...eni, securityGroups: ["sg-2"] },
    },
    /^path: a network interface of srx2 has other addresses or security groups/,
  ],
  [
    42,
    "an address that leads nowhere",
    {
      type: "aws:ec2/eipAssociation:EipAssociation",
      name: "srx1-eip",
      device: "srx1",
      planned: { publicIp: "203.0.113.9" },
    },
    /^path: the public address 203\.0\.113\.9 of srx1 leads nowhere/,
  ],
  [
    42,
    "a route to another interface",
    {
      type: "aws:ec2/route:Route",
      name: "lab-to-10-1-21-0-24",
      planned: { destinationCidrBlock: "10.1.21.0/24", networkInterfaceId: "eni-1" },
      found: { destinationCidrBlock: "10.1.21.0/24", networkInterfaceId: "eni-2" },
    },
    /^path: AWS sends 10\.1\.21\.0\/24 another way than planned\n {2}its site: .*eni-1 in the plan, eni-2 in AWS/,
  ],
  [
    42,
    "another route table",
    {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name: "lab-lan",
      planned: { routeTableId: "rtb-1", subnetId: "s" },
      found: { routeTableId: "rtb-2", subnetId: "s" },
    },
    /^path: a subnet uses another route table/,
  ],
  [
    65,
    "a stopped instance",
    {
      type: "aws:ec2/instance:Instance",
      name: "nat",
      device: "nat",
      planned: { instanceState: "running" },
      found: { instanceState: "stopped" },
    },
    /^path: the instance of nat is stopped/,
  ],
];

test.each(ROWS)("row %p: %s", (_row, _name, drift, said) => {
  const { causes, differences } = cloudFindings(tunnel(), ["nat"], [drift]);
  expect(causes.map((cause) => causeLines(cause).join("\n"))).toEqual([
    expect.stringMatching(said),
  ]);
  expect(differences).toEqual([]);
});

test("another device's rule is no matter of this tunnel", () => {
  const drift = { type: RULE, name: "r", device: "elsewhere", planned: udp };
  expect(cloudFindings(tunnel(), ["nat"], [drift])).toEqual({ causes: [], differences: [] });
});

test("other tags break nothing, and their values are not shown", () => {
  const drift = {
    type: INTERFACE,
    name: "srx2-ge",
    device: "srx2",
    planned: { ...eni, tags: { note: "was secret" } },
    found: { ...eni, tags: { note: "is secret" } },
  };
  const { causes, differences } = cloudFindings(tunnel(), [], [drift]);
  expect(causes).toEqual([]);
  expect(differences).toEqual([
    { device: "srx2", place: "AWS's network interface srx2-ge", value: "other tags" },
  ]);
});

test("what replies show of it is evidence, and no cause of its own", () => {
  const found: Diagnosis = {
    tunnel: "vpn1",
    causes: [
      {
        layer: "path",
        tunnel: "vpn1",
        what: "UDP 4500 from srx1 leaves nat and does not arrive at srx2",
        evidence: [{ device: "nat", place: "show security flow session", value: "2 out, 0 back" }],
        fix: "let it pass",
        key: "path wire silent nat srx2 4500",
      },
    ],
    ruledOut: [],
    unknown: [],
    differences: [],
  };
  const drift = { type: RULE, name: "srx2-ike", device: "srx2", planned: udp };
  const lines = diagnosisLines(withCloud(found, cloudFindings(tunnel(), ["nat"], [drift])));
  expect(lines.join("\n")).toMatch(
    /^vpn1: one cause\n {2}path: AWS does not let UDP 4500 .*\n {4}srx2: .*gone\n {4}nat: show security flow session: 2 out, 0 back\n {4}fix: /,
  );
});

describe("a refresh in preview", () => {
  const urn = (type: string, name: string): string => `urn:pulumi:s::p::${type}::${name}`;
  const component = urn("vsrx:index:Gateway", "srx2");
  const held: readonly HeldResource[] = [
    { urn: component, type: "vsrx:index:Gateway" },
    {
      urn: urn("vsrx:index:Configuration", "srx2"),
      type: "vsrx:index:Configuration",
      parent: component,
      custom: true,
      inputs: { name: "srx2" },
    },
    { urn: urn(RULE, "ike"), type: RULE, parent: component, custom: true },
    { urn: urn(INTERFACE, "eni"), type: INTERFACE, parent: component, custom: true },
  ];
  const event = (type: string, name: string, op: string, old: object, now?: object): EngineEvent =>
    ({
      resOutputsEvent: {
        metadata: {
          op,
          urn: urn(type, name),
          type,
          old: { outputs: old },
          ...(now === undefined ? {} : { new: { outputs: now } }),
        },
      },
    }) as unknown as EngineEvent;

  test("asks of AWS's own resources alone, and tells whose each is", async () => {
    const asked: string[] = [];
    const stack = {
      previewRefresh(urns: readonly string[], tell: (event: EngineEvent) => void) {
        asked.push(...urns);
        tell(event(RULE, "ike", "delete", udp));
        tell(event(INTERFACE, "eni", "same", eni, eni));
        tell(event("vsrx:index:Tunnel", "vpn1", "update", { a: 1 }, { a: 2 }));
        return Promise.resolve();
      },
    } as unknown as PulumiStack;
    expect(await cloudDrift(stack, held)).toEqual([
      { type: RULE, name: "ike", device: "srx2", planned: udp },
    ]);
    expect(asked).toEqual([urn(RULE, "ike"), urn(INTERFACE, "eni")]);
  });

  test("asks nobody where the stack has nothing in AWS", async () => {
    const stack = { previewRefresh: () => Promise.reject(new Error("asked")) };
    expect(await cloudDrift(stack as unknown as PulumiStack, held.slice(0, 2))).toEqual([]);
  });
});
