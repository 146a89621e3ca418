// What the AWS examples ask for, before a judge that isn't ours: moto takes the calls, botocore's model their members.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { policyOf } from "../../../lib/cli/preflight/policy";
import type * as testing from "../../../lib/testing";
import type { PlannedResource } from "../../../lib/testing";
import { KEY } from "../../lab-site";
import { withPython } from "../../python";
import { seed } from "../../random";
import { Judge, randomOrder, type Walked } from "./judge";

jest.setTimeout(240_000);

const ORDERS = 5;
const examples = resolve(__dirname, "../../../examples");

/** A program's text, its own modules too. */
const programOf = (name: string): string =>
  readdirSync(join(examples, name))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(examples, name, file), "utf8"))
    .join("\n");

/** Devices that are there already: a program with some says in its topology how the lab cables them. */
function existingDevices(name: string): number {
  const file = join(examples, name, "topology.json");
  if (!existsSync(file)) return 0;
  const { nodes } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly nodes: readonly { readonly kind: string }[];
  };
  return nodes.filter(({ kind }) => kind !== "host").length;
}

/** Those that make something in AWS, the largest first: they are judged side by side. */
const names = readdirSync(examples)
  .filter((name) => existsSync(join(examples, name, "index.ts")))
  .filter((name) => programOf(name).includes("AwsSite"))
  .sort((a, b) => Number(b === "hub-and-spoke") - Number(a === "hub-and-spoke"));

const CONFIG = {
  managementFrom: "198.51.100.0/24",
  availabilityZone: "us-east-1a",
  otherZone: "us-east-1b",
  publicKey: KEY,
  // Only its form is looked at.
  privateKey: "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
  presharedKey: "a key of no importance",
  // Of twenty that differ in numbers only, one of each region.
  branches: "berlin,akron",
};

/** All that a program asks of Pulumi. */
async function planned(
  name: string,
  load = (): Promise<unknown> => import(`../../../examples/${name}/index.ts`),
): Promise<readonly PlannedResource[]> {
  jest.resetModules();
  const bookkeeping = jest.requireActual<{
    debuggablePromise: (promise: Promise<unknown>) => Promise<unknown>;
  }>("@pulumi/pulumi/runtime/debuggable");
  // Pulumi notes the calls that led to each promise, and Jest reads each of those through source maps: most of the time.
  jest.spyOn(bookkeeping, "debuggablePromise").mockImplementation((promise) => promise);
  const { planModule } = jest.requireActual<typeof testing>("../../../lib/testing");
  return await planModule(load, { project: `vsrx-${name}`, config: CONFIG });
}

type Inputs = Record<string, unknown>;

/** Resources that are wrong, each in its own way, and what the judge has to say to it. */
const WRONG: readonly [string, type: string, change: (inputs: Inputs) => void, said: RegExp][] = [
  [
    "an instance type that EC2 does not have",
    "aws:ec2/instance:Instance",
    (inputs) => (inputs["instanceType"] = "c5.lrage"),
    /RunInstances\.InstanceType is 'c5\.lrage', which is none of the \d+ values/,
  ],
  [
    "a word that the metadata options do not have",
    "aws:ec2/instance:Instance",
    (inputs) => (inputs["metadataOptions"] = { httpTokens: "perhaps" }),
    /RunInstances\.MetadataOptions\.HttpTokens is 'perhaps'/,
  ],
  [
    "a required member that is missing",
    "aws:ec2/networkInterface:NetworkInterface",
    (inputs) => delete inputs["subnetId"],
    /CreateNetworkInterface\.SubnetId is required, and missing/,
  ],
  [
    "a prefix that is taken",
    "aws:ec2/subnet:Subnet",
    (inputs) => (inputs["cidrBlock"] = "10.2.1.0/24"),
    /InvalidSubnet\.Conflict/,
  ],
  [
    "an input that nobody judges",
    "aws:ec2/subnet:Subnet",
    (inputs) => (inputs["outpostArn"] = "arn:aws:outposts:::x"),
    /the judge does not know outpostArn/,
  ],
  [
    "a reference to what is not there",
    "aws:ec2/routeTable:RouteTable",
    (inputs) => (inputs["vpcId"] = "⟨a::b.id⟩"),
    /a::b is not there yet, and nothing says that it comes first/,
  ],
  [
    "an id of nothing",
    "aws:ec2/internetGateway:InternetGateway",
    (inputs) => (inputs["vpcId"] = "vpc-0123456789abcdef0"),
    /InvalidVpcID\.NotFound/,
  ],
];

/** The resources with one of a type changed, which comes after the others of its type: what is taken is taken by then. */
function broken(
  resources: readonly PlannedResource[],
  type: string,
  change: (inputs: Inputs) => void,
): readonly PlannedResource[] {
  // In the site that the stack makes: the last of its kind.
  const at = resources.findLastIndex((each) => each.type === type);
  const others = resources.filter((each, index) => each.type === type && index !== at);
  return resources.map((each, index) => {
    if (index !== at) return each;
    const inputs = structuredClone(each.inputs) as Inputs;
    change(inputs);
    return { ...each, inputs, after: [...each.after, ...others.map(({ urn }) => urn)] };
  });
}

withPython("test/aws/judge/requirements.txt", (python) => {
  const plans = new Map<string, readonly PlannedResource[]>();
  let walks: readonly Walked[] = [];
  const walked = (job: string): readonly Walked[] => walks.filter((each) => each.job === job);
  const said = (job: string): readonly string[] =>
    walked(job).flatMap(({ refusals }) => refusals.map((each) => `${each.action}: ${each.said}`));

  beforeAll(async () => {
    jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const judge = new Judge(python);
    for (const name of names) {
      const resources = await planned(name);
      plans.set(name, resources);
      judge.add(name, resources, { seed: seed(), count: ORDERS });
    }
    const transit = await planned("transit-gateway", () => import("./transit-gateway.ts"));
    judge.add("transit-gateway", transit, { seed: seed(), count: ORDERS });
    const once = { seed: seed(), count: 1 };
    const right = plans.get("existing-vpc") ?? [];
    for (const [what, type, change] of WRONG) judge.add(what, broken(right, type, change), once);
    const [vpc] = right.filter(({ type }) => type.endsWith(":Vpc"));
    if (vpc === undefined) throw new Error("the example has a VPC");
    judge.add("unknown type", [{ ...vpc, type: "aws:ec2/vpn:Vpn" }], once);
    judge.add(
      "torn",
      right.map((each) => ({ ...each, after: [] })),
      once,
    );
    walks = await judge.verdicts();
  });

  it("there are examples to judge", () => {
    expect(names).toEqual(
      expect.arrayContaining(["route-based", "existing-vpc", "hub-and-spoke", "company-network"]),
    );
  });

  it.each(names)(
    `%s: nothing is refused in ${ORDERS} orders, nor when it is taken away`,
    (name) => {
      const resources = plans.get(name) ?? [];
      // Every device and host has come so far: one whose inputs failed would not be asked for at all.
      const count = (type: string): number => resources.filter((each) => each.type === type).length;
      const machines = ["Gateway", "NatDevice", "Host"].map((kind) => count(`vsrx:index:${kind}`));
      const ofStack = machines.reduce((sum, each) => sum + each) - existingDevices(name);
      expect(count("aws:ec2/instance:Instance")).toBe(ofStack);
      expect(said(name)).toEqual([]);
      const ofAws = resources.filter(({ type }) => type.startsWith("aws:")).length;
      expect(walked(name).map(({ length }) => length)).toEqual(Array(ORDERS).fill(ofAws));
    },
  );

  it.each(names)("%s: the policy of preflight allows every call", (name) => {
    const { Statement } = policyOf(plans.get(name) ?? [], []);
    const allowed = Statement.flatMap(({ Action }) => Action);
    const called = walked(name).flatMap(({ operations }) =>
      operations.map((each) => `ec2:${each}`),
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((each) => !allowed.includes(each))).toEqual([]);
  });

  it("ways to and from a transit gateway, its attachment and its own route are taken in every order", () => {
    expect(said("transit-gateway")).toEqual([]);
    expect(walked("transit-gateway")[0]?.operations).toEqual(
      expect.arrayContaining(["CreateTransitGatewayVpcAttachment", "CreateTransitGatewayRoute"]),
    );
  });

  it.each(WRONG)("it refuses %s", (what, _type, _change, expected) => {
    expect(said(what)[0]).toMatch(expected);
  });

  it("it refuses a type that it does not know, and an order that dependencies do not allow", () => {
    expect(said("unknown type")).toEqual([expect.stringContaining("knows no such type")]);
    expect(said("torn").join()).toMatch(/is not there yet/);
  });

  it("orders are random, and the same for one seed", () => {
    const resources = plans.get("existing-vpc") ?? [];
    expect(randomOrder(resources, 1)).toEqual(randomOrder(resources, 1));
    expect(randomOrder(resources, 1)).not.toEqual(randomOrder(resources, 2));
  });
});
