// What the company's network promises, without an engine and without a cloud: its shape, its keys, its rules.
import { runtime } from "@pulumi/pulumi";
import { AwsSite } from "pulumi-vsrx";
import { type PlannedResource, planModule, synth, synthModule } from "pulumi-vsrx/testing";
import { BRANCHES } from "./branches";
import { companyRules } from "./company-rules";
import { type Asked, RULES } from "./policy/rules";

const config = {
  managementFrom: "198.51.100.0/24",
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFVm1PcTlFuFVZ0UuRI6wMl9xLFYCJrxk9VAAAAAAAAA net",
  hostAmi: "ami-0123456789abcdef0",
  "hq-a.address": "192.0.2.41",
  "hq-b.address": "192.0.2.42",
};

describe("the network", () => {
  let network: Awaited<ReturnType<typeof synthModule>>;
  beforeAll(async () => {
    network = await synthModule(() => import("./index.ts"), { config });
  });

  it("has twenty branches in two regions, each with a network of its own", () => {
    expect(BRANCHES).toHaveLength(20);
    expect(new Set(BRANCHES.map(({ number }) => number)).size).toBe(20);
    expect(new Set(BRANCHES.map(({ region }) => region)).size).toBe(2);
    expect(Object.keys(network.devices)).toHaveLength(22);
  });

  it("gives every branch a tunnel to each of the pair, through NAT", () => {
    expect(network.tunnels).toHaveLength(40);
    for (const { nat, port } of network.tunnels)
      expect({ nat, port }).toEqual({ nat: true, port: 4500 });
  });

  it("lets branches through to each other at either hub", () => {
    for (const hub of [network.devices["hq-a"], network.devices["hq-b"]]) {
      expect(hub).toHaveStatement(
        "security policies from-zone vpn to-zone vpn policy branch-to-branch then permit",
      );
      // Announced to branches in place of twenty routes; any route that leads somewhere wins.
      expect(hub).toHaveStatement("routing-options static route 10.0.0.0/8 discard");
    }
  });

  it("opens no device's management to the internet", () => {
    expect(network).not.toHaveRule({ direction: "ingress", protocol: "tcp", cidr: "0.0.0.0/0" });
  });

  it("leaves nothing to tell", () => {
    expect(network).toHaveNoDiagnostics();
  });
});

describe("the company's rules for sites", () => {
  const site = (region: string, cidr: string) =>
    synth((scope) => {
      companyRules(scope);
      new AwsSite(scope, "office", {
        region,
        availabilityZone: `${region}a`,
        cidr,
        ami: "ami-0123456789abcdef0",
        management: { from: config.managementFrom, publicKey: config.publicKey },
      });
    });

  it("hold for what another team writes, each with the place in its program", async () => {
    await expect(site("eu-west-3", "172.16.0.0/16")).rejects.toThrow(
      /office is in eu-west-3; the company uses[^]*office has 172\.16\.0\.0\/16/,
    );
    await expect(site("us-east-2", "10.9.0.0/16")).resolves.toBeDefined();
  });
});

/** What the engine shows a policy: a value, whether it is secret or not. */
function withoutSecrecy(inputs: PlannedResource["inputs"]): Asked["inputs"] {
  const opened = (_: string, value: unknown): unknown => (isSecret(value) ? value.value : value);
  return JSON.parse(JSON.stringify(inputs), opened) as Asked["inputs"];
}

const isSecret = (value: unknown): value is { readonly value: unknown } =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).some(
    ([key, sig]) => key === runtime.specialSigKey && sig === runtime.specialSecretSig,
  );

describe("the policy pack", () => {
  const faults = (resource: Asked): readonly string[] =>
    RULES.flatMap((rule) => rule.faults(resource).map((fault) => `${rule.name}: ${fault}`));

  let planned: Awaited<ReturnType<typeof planModule>>;
  beforeAll(async () => {
    jest.resetModules();
    // Branches differ in numbers only: one of each region stands for all.
    const part = { ...config, branches: "berlin,akron" };
    planned = await planModule(() => import("./index.ts"), { config: part });
  });

  it("is asked about 50 resources of AWS for each branch", () => {
    expect(planned.filter(({ type }) => type.startsWith("aws:"))).toHaveLength(2 * 50);
  });

  it("has nothing against this network", () => {
    const asked = planned.map(({ type, inputs }) => ({ type, inputs: withoutSecrecy(inputs) }));
    const devices = asked.filter(({ type }) => type === "vsrx:index:Configuration");
    expect(devices).toHaveLength(4);
    // The rules find something to judge.
    const paths = devices.flatMap(({ inputs }) => Object.keys(inputs["statements"] ?? {}));
    for (const word of [/ dh-group$/, / lifetime-seconds$/, / local-identity /, / ascii-text$/])
      expect(paths).toContainEqual(expect.stringMatching(word));
    expect(asked.flatMap(faults)).toEqual([]);
  });

  it("need not ask whether keys are secret: all that holds one is", () => {
    const devices = planned.filter(({ type }) => type === "vsrx:index:Configuration");
    expect(devices).toHaveLength(4);
    for (const { inputs } of devices) {
      expect(isSecret(inputs["connection"])).toBe(true);
      expect(isSecret(inputs["statements"])).toBe(true);
    }
  });

  it("judges what is known where the rest is not yet", () => {
    const unknown = {
      "security ike proposal old dh-group": "group2",
      get "security ike gateway g address"(): string {
        throw new Error("can't be known during preview");
      },
      "security ike gateway g local-identity hostname": "hq.example.net",
      "security ike gateway g remote-identity hostname": "branch.example.net",
    };
    expect(faults(device(unknown))).toEqual(["no-weak-suite: old has dh-group group2"]);
  });

  const device = (statements: Record<string, string>): Asked => ({
    type: "vsrx:index:Configuration",
    inputs: { statements },
  });
  const rule = (inputs: Record<string, unknown>): Asked => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    inputs,
  });

  it.each<[string, Asked]>([
    [
      "no-weak-suite: old has encryption-algorithm 3des-cbc",
      device({ "security ike proposal old encryption-algorithm": "3des-cbc" }),
    ],
    [
      "no-weak-suite: old has keys group2",
      device({ "security ipsec policy old perfect-forward-secrecy keys": "group2" }),
    ],
    [
      "lifetimes: ike proposal p lives 604800 s; allowed: 3600 to 86400",
      device({ "security ike proposal p lifetime-seconds": "604800" }),
    ],
    [
      "identities: IKE gateway g has no local-identity",
      device({ "security ike gateway g dynamic hostname": "branch.example.net" }),
    ],
    [
      "identities: IKE gateway g expects no identity",
      device({ "security ike gateway g local-identity hostname": "hq.example.net" }),
    ],
    [
      "no-weak-suite: old has authentication-algorithm md5",
      {
        type: "vsrx:index:Configuration",
        inputs: { raw: ["set security ike proposal old authentication-algorithm md5"] },
      },
    ],
    [
      "keys: the key of IKE policy p has fewer than 32 characters",
      device({ "security ike policy p pre-shared-key ascii-text": "too short" }),
    ],
    [
      "no-open-management: TCP 443 is open to everybody",
      {
        type: "aws:ec2/securityGroup:SecurityGroup",
        inputs: {
          ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
        },
      },
    ],
    [
      "no-open-management: TCP 830 is open to everybody",
      {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        inputs: {
          type: "ingress",
          protocol: "6",
          fromPort: 830,
          toPort: 830,
          ipv6CidrBlocks: ["::/0"],
        },
      },
    ],
    [
      "no-open-management: TCP 22 is open to everybody",
      rule({ cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 }),
    ],
    [
      "no-open-management: TCP 22, 443, 830 is open to everybody",
      rule({ cidrIpv6: "::/0", ipProtocol: "-1" }),
    ],
  ])("refuses %s", (said, resource) => {
    expect(faults(resource)).toEqual([said]);
  });

  it("lets IKE in from everywhere, and management from the office", () => {
    const ike = { cidrIpv4: "0.0.0.0/0", ipProtocol: "udp", fromPort: 500, toPort: 500 };
    const ssh = { cidrIpv4: "198.51.100.0/24", ipProtocol: "tcp", fromPort: 22, toPort: 22 };
    expect([ike, ssh].flatMap((inputs) => faults(rule(inputs)))).toEqual([]);
  });
});
