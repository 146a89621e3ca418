// AWS's side of a diagnosis: what a refresh in preview finds, as causes of the tunnels that it stands against.
import { type EngineEvent } from "@pulumi/pulumi/automation";
import { cloudDrift, type HeldResource } from "../../lib/cli/cloud-drift";
import type { PulumiStack } from "../../lib/cli/pulumi-stack";
import {
  causeLines,
  cloudFindings,
  type Diagnosis,
  diagnosisLines,
  withCloud,
} from "../../lib/diagnosis";
import { CLOUD_ROWS, eni, INTERFACE, RULE, udp } from "./cloud-rows";
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

test.each(CLOUD_ROWS)("row %p: %s", (_row, _name, drift, said) => {
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

test("what AWS fills in is no difference; what the program says is, and a stopped instance a cause", () => {
  const planned = { ...eni, attachments: [], privateDnsName: "" };
  const found = { ...planned, attachments: [{ instance: "i-1" }], privateDnsName: "ip-10-1-31-4" };
  const drift = {
    ...{ type: INTERFACE, name: "srx2-ge", device: "srx2" },
    ...{ asked: ["privateIps", "tags"], planned, found },
  };
  const nothing = { causes: [], differences: [] };
  expect(cloudFindings(tunnel(), [], [drift])).toEqual(nothing);
  const retagged = { ...drift, found: { ...found, tags: { note: "new" } } };
  expect(cloudFindings(tunnel(), [], [retagged]).differences).toMatchObject([
    { value: "other tags" },
  ]);
  const instance = {
    ...{ type: "aws:ec2/instance:Instance", name: "srx2", device: "srx2", asked: ["ami"] },
    ...{ planned: { instanceState: "running" }, found: { instanceState: "stopped" } },
  };
  expect(cloudFindings(tunnel(), [], [instance]).causes).toHaveLength(1);
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
    {
      urn: urn(INTERFACE, "eni"),
      type: INTERFACE,
      parent: component,
      custom: true,
      inputs: { subnetId: "s", __defaults: [] },
    },
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

  test("knows what the program says of each", async () => {
    const stack = {
      previewRefresh(_urns: readonly string[], tell: (event: EngineEvent) => void) {
        tell(event(INTERFACE, "eni", "update", eni, { ...eni, attachments: [1] }));
        return Promise.resolve();
      },
    } as unknown as PulumiStack;
    expect(await cloudDrift(stack, held)).toMatchObject([{ name: "eni", asked: ["subnetId"] }]);
  });

  test("asks nobody where the stack has nothing in AWS", async () => {
    const stack = { previewRefresh: () => Promise.reject(new Error("asked")) };
    expect(await cloudDrift(stack as unknown as PulumiStack, held.slice(0, 2))).toEqual([]);
  });
});
