// The provider's side: check, diff and preview, without a cloud.

import {
  type CheckResult,
  type PropertyMap,
  type RequestContext,
  type ResourceHandler,
  Secret,
  UNKNOWN,
} from "../../../lib/rpc";
import { LAB_USER } from "../../../lab/aws/callers";
import { type CloudRequest } from "../../../lab/aws/cloud";
import { type CloudClient } from "../../../lab/aws/provider/client";
import { handlerFor } from "../../../lab/aws/provider/handler";
import { settingsFrom } from "../../../lab/aws/provider/settings";
import { typeNamed } from "./account";

const context: RequestContext = {
  urn: "urn",
  name: "thing",
  type: "",
  signal: new AbortController().signal,
  log: () => undefined,
  status: () => undefined,
};

const asked: CloudRequest[] = [];
const cloud = {
  ask: (_action: string, request: CloudRequest) => {
    asked.push(request);
    return Promise.resolve({ id: "id-1", outputs: { ...request.inputs, arn: "arn" } });
  },
} as unknown as CloudClient;

function handler(name: string, defaultTags = {}): ResourceHandler {
  return handlerFor(
    typeNamed(name),
    () => ({ region: "eu-central-1", defaultTags, caller: LAB_USER }),
    () => cloud,
  );
}

async function check(name: string, newInputs: PropertyMap, oldInputs: PropertyMap = {}, tags = {}) {
  const result = await handler(name, tags).check?.({ ...context, newInputs, oldInputs });
  return result as Required<CheckResult>;
}

async function kinds(name: string, oldInputs: PropertyMap, newInputs: PropertyMap) {
  const result = await handler(name).diff?.({
    ...context,
    id: "id",
    oldState: {},
    oldInputs,
    newInputs,
  });
  return {
    changes: Object.fromEntries(
      (result?.changes ?? []).map(({ path, kind }) => [path.join("."), kind]),
    ),
    deleteFirst: result?.deleteBeforeReplace,
  };
}

describe("check", () => {
  test("fills in defaults, the region and the provider's tags", async () => {
    const { inputs, failures } = await check(
      "Vpc",
      { cidrBlock: "10.0.0.0/16", tags: { Name: "a", owner: "me" } },
      {},
      { owner: "us", cost: "1" },
    );
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({
      region: "eu-central-1",
      enableDnsSupport: true,
      tags: { Name: "a", owner: "me", cost: "1" },
    });
  });

  test("lets the program choose another region", async () => {
    const { inputs } = await check("Vpc", { cidrBlock: "10.0.0.0/16", region: "us-west-2" });
    expect(inputs.region).toBe("us-west-2");
  });

  test("names what has no name, and keeps that name", async () => {
    const first = await check("KeyPair", { publicKey: UNKNOWN });
    expect(first.inputs.keyName).toMatch(/^thing-[0-9a-f]{7}$/);
    const second = await check("KeyPair", { publicKey: UNKNOWN }, first.inputs);
    expect(second.inputs.keyName).toBe(first.inputs.keyName);
    const prefixed = await check("KeyPair", { publicKey: UNKNOWN, keyNamePrefix: "p" });
    expect(prefixed.inputs.keyName).toMatch(/^p[0-9a-f]{7}$/);
  });

  test("accepts what is not known yet, and still judges the rest", async () => {
    const { failures } = await check("Route", {
      routeTableId: UNKNOWN,
      destinationCidrBlock: "10.0.0.1/8",
      gatewayId: UNKNOWN,
    });
    expect(failures.map(({ reason }) => reason)).toEqual([
      '"destinationCidrBlock": "10.0.0.1/8" is not a valid CIDR block; did you mean "10.0.0.0/8"?',
    ]);
  });

  test("names no property in a failure, because the engine would print its value", async () => {
    const { failures } = await check("Vpc", { cidrBlock: new Secret("nonsense"), what: "x" });
    expect(failures.length).toBe(2);
    expect(failures.every(({ property }) => property === "")).toBe(true);
  });

  test("judges several inputs together once all are known", async () => {
    const base = { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" };
    expect((await check("Route", base)).failures).toHaveLength(1);
    expect((await check("Route", { ...base, gatewayId: UNKNOWN })).failures).toEqual([]);
  });
});

describe("what a change does", () => {
  const SAME = { region: "eu-central-1" };
  test.each<[string, PropertyMap, PropertyMap, Record<string, string>]>([
    ["Vpc", { cidrBlock: "a" }, { cidrBlock: "b" }, { cidrBlock: "update-replace" }],
    ["Vpc", { tags: { a: "1" } }, { tags: { a: "2" } }, { "tags.a": "update" }],
    [
      "Subnet",
      { availabilityZone: "a" },
      { availabilityZone: "b" },
      { availabilityZone: "update-replace" },
    ],
    ["Subnet", { availabilityZone: "a" }, {}, {}],
    [
      "Route",
      { gatewayId: "a" },
      { networkInterfaceId: "b" },
      { gatewayId: "delete", networkInterfaceId: "add" },
    ],
    [
      "RouteTableAssociation",
      { routeTableId: "a" },
      { routeTableId: "b" },
      { routeTableId: "update" },
    ],
    [
      "SecurityGroup",
      { description: "a" },
      { description: "b" },
      { description: "update-replace" },
    ],
    ["SecurityGroupIngressRule", { cidrIpv4: "a" }, { cidrIpv4: "b" }, { cidrIpv4: "update" }],
    [
      "SecurityGroupIngressRule",
      { securityGroupId: "a" },
      { securityGroupId: UNKNOWN },
      { securityGroupId: "update-replace" },
    ],
    [
      "NetworkInterface",
      { sourceDestCheck: true },
      { sourceDestCheck: false },
      { sourceDestCheck: "update" },
    ],
    ["NetworkInterface", { securityGroups: ["a", "b"] }, { securityGroups: ["b", "a"] }, {}],
    [
      "NetworkInterface",
      { privateIps: ["a"] },
      { privateIps: ["b"] },
      { "privateIps.0": "update-replace" },
    ],
    [
      "NetworkInterface",
      { privateIps: ["a"] },
      { privateIps: ["a", "b"] },
      { "privateIps.1": "add" },
    ],
    ["Instance", { ami: "a" }, { ami: "b" }, { ami: "update-replace" }],
    ["Instance", { instanceType: "a" }, { instanceType: "b" }, { instanceType: "update" }],
    ["Instance", { userData: "a" }, { userData: "b" }, { userData: "update" }],
    [
      "Instance",
      { userData: "a", userDataReplaceOnChange: true },
      { userData: "b", userDataReplaceOnChange: true },
      { userData: "update-replace" },
    ],
    [
      "Instance",
      { launchTemplate: { id: "a", version: "1" } },
      { launchTemplate: { id: "a", version: UNKNOWN } },
      { "launchTemplate.version": "update-replace" },
    ],
    ["LaunchTemplate", { imageId: "a" }, { imageId: "b" }, { imageId: "update" }],
    [
      "EipAssociation",
      { networkInterfaceId: "a" },
      { networkInterfaceId: "b" },
      { networkInterfaceId: "update-replace" },
    ],
    ["KeyPair", { publicKey: "a" }, { publicKey: "b" }, { publicKey: "update-replace" }],
  ])("%s %j to %j", async (name, olds, news, expected) => {
    expect((await kinds(name, { ...SAME, ...olds }, { ...SAME, ...news })).changes).toEqual(
      expected,
    );
  });

  test("a moved region replaces", async () => {
    const { changes } = await kinds("Vpc", SAME, { region: "us-east-1" });
    expect(changes).toEqual({ region: "update-replace" });
  });

  test("only a name that the program chose forces deletion first", async () => {
    const own = { name: "mine", description: "a" };
    expect(await kinds("SecurityGroup", own, { ...own, description: "b" })).toMatchObject({
      deleteFirst: true,
    });
    const auto = (await check("SecurityGroup", { description: "a", vpcId: "v" })).inputs;
    expect(await kinds("SecurityGroup", auto, { ...auto, description: "b" })).toMatchObject({
      deleteFirst: false,
    });
  });
});

describe("a preview", () => {
  test("shows what is asked, and leaves open what AWS decides", async () => {
    const { state } = await handler("NetworkInterface").create({
      ...context,
      inputs: { subnetId: UNKNOWN, privateIps: ["10.0.0.9"] },
      preview: true,
      timeoutSeconds: 0,
    });
    expect(state).toMatchObject({ privateIps: ["10.0.0.9"], macAddress: UNKNOWN, arn: UNKNOWN });
  });

  test("leaves a launch template's version open when it changes", async () => {
    const state = await handler("LaunchTemplate").update?.({
      ...context,
      id: "lt-1",
      oldInputs: {},
      oldState: { latestVersion: 1, arn: "arn", name: "n" },
      newInputs: { imageId: "b", name: "n" },
      preview: true,
      timeoutSeconds: 0,
    });
    expect(state).toMatchObject({ latestVersion: UNKNOWN, arn: "arn", imageId: "b" });
  });
});

test("secrets reach the cloud in clear and come back as secrets", async () => {
  const { state } = await handler("Instance").create({
    ...context,
    inputs: { ami: "a", userData: new Secret("hidden"), __defaults: ["x"] },
    preview: false,
    timeoutSeconds: 0,
  });
  expect(asked.at(-1)?.inputs).toEqual({ ami: "a", userData: "hidden" });
  expect(state.userData).toEqual(new Secret("hidden"));
  expect(state.arn).toBe("arn");
});

describe("the provider's settings", () => {
  test("are a region and default tags", () => {
    expect(
      settingsFrom(
        { region: "eu-west-1", defaultTags: { tags: { a: "b" } }, accessKey: new Secret("x") },
        {},
      ),
    ).toEqual({ region: "eu-west-1", defaultTags: { a: "b" }, caller: LAB_USER });
    expect(settingsFrom({}, { AWS_REGION: "us-east-2" }).region).toBe("us-east-2");
  });

  const REGION = { region: "us-east-1" };
  const caller = (values: PropertyMap) => settingsFrom({ ...REGION, ...values }, {}).caller;

  // The first two are published, with the account that each is of.
  test.each<[string, PropertyMap, string]>([
    ["a key", { accessKey: new Secret("ASIAQNZGKIQY56JQ7WML") }, "029608264753"],
    ["another key", { accessKey: "ASIAR2TG44V5PDTTBZRR" }, "125843596666"],
    ["a word for a key", { accessKey: "test" }, "123456789012"],
    ["nothing", {}, "123456789012"],
    ["the profile that nobody named", { profile: "default" }, "123456789012"],
    [
      "a role, whoever takes it on",
      {
        accessKey: "ASIAQNZGKIQY56JQ7WML",
        assumeRoles: [{ roleArn: "arn:aws:iam::210987654321:role/path/deployer" }],
      },
      "210987654321",
    ],
    [
      "the last of several roles",
      {
        assumeRoles: [
          { roleArn: "arn:aws:iam::111111111111:role/hub" },
          { roleArn: "arn:aws:iam::222222222222:role/spoke" },
        ],
      },
      "222222222222",
    ],
  ])("say by %s whose account it is", (_, values, accountId) => {
    expect(caller(values).accountId).toBe(accountId);
  });

  test("name a role as AWS names who has taken it on", () => {
    const roleArn = "arn:aws:iam::210987654321:role/path/deployer";
    expect(caller({ assumeRoles: [{ roleArn, sessionName: "ci" }] })).toEqual({
      accountId: "210987654321",
      arn: "arn:aws:sts::210987654321:assumed-role/deployer/ci",
      userId: expect.stringMatching(/^AROA[A-Z]+:ci$/) as string,
    });
    expect(() => caller({ assumeRoles: [{ roleArn: "deployer" }] })).toThrow("deployer is invalid");
  });

  test("give each profile an account of its own, always the same", () => {
    const [work, home] = ["work", "home"].map((profile) => caller({ profile }).accountId);
    expect(work).toMatch(/^\d{12}$/);
    expect(new Set([work, home, LAB_USER.accountId]).size).toBe(3);
    expect(caller({ profile: "work" }).accountId).toBe(work);
  });

  test("refuse an account that the provider itself does not allow", () => {
    const accessKey = "ASIAQNZGKIQY56JQ7WML";
    expect(caller({ accessKey, allowedAccountIds: ["029608264753"] }).accountId).toBe(
      "029608264753",
    );
    for (const rule of [
      { allowedAccountIds: ["123456789012"] },
      { forbiddenAccountIds: ["029608264753"] },
    ])
      expect(() => caller({ accessKey, ...rule })).toThrow(
        "AWS account ID not allowed: 029608264753",
      );
  });

  test("need a region that exists", () => {
    expect(() => settingsFrom({}, {})).toThrow("pulumi config set aws:region");
    expect(() => settingsFrom({ region: "mars-1" }, {})).toThrow("invalid AWS Region: mars-1");
  });
});
