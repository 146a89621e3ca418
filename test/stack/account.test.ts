// What accounts with rules ask of every resource: tags on volumes and rules too, encryption, tokens; and who the group of fxp0 lets in and out.
import { all } from "@pulumi/pulumi";
import { AwsSite, type AwsSiteProps, Gateway, Host, Nat, RouteBasedVpn, VpnStack } from "../../lib";
import { ends, KEY } from "../lab-site";
import { recorded } from "./mocks";

const registered = recorded();
const inputsOf = (type: string, name?: string): readonly Record<string, unknown>[] =>
  registered
    .of(type)
    .filter((each) => name === undefined || each.name.startsWith(name))
    .map(({ inputs }) => inputs);

/** A gateway and a host of a site with these properties, and a tunnel that waits for every rule. */
async function made(more: Partial<AwsSiteProps>): Promise<void> {
  const stack = new VpnStack("vpn", (scope) => {
    const site = new AwsSite(scope, "here", {
      cidr: "10.1.0.0/16",
      availabilityZone: "eu-central-1a",
      ami: "ami-1",
      management: { from: "198.51.100.0/24", publicKey: KEY },
      ...more,
    });
    const internal = site.subnet("10.1.11.0/24");
    const external = site.subnet("10.1.12.0/24");
    const left = new Gateway(scope, "gw", { site, external, internal, nat: Nat.elasticIp() });
    const right = new Gateway(scope, "office", {
      existing: { address: "192.0.2.1", user: "net" },
      external: { interface: "ge-0/0/0", address: "203.0.113.1/24" },
      internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
    });
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
    const host = new Host(scope, "host", { network: internal, ami: "ami-2" });
    return { host: host.outputs.instanceId };
  });
  await new Promise((resolve) => {
    all([stack.endpoints, stack.result.host]).apply(resolve);
  });
}

const INSTANCE = "aws:ec2/instance:Instance";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

it("tags are on instances, their volumes and every rule, and a Name of the user's own wins", async () => {
  const tags = { CostCentre: "42", Name: "edge" };
  await made({ tags });
  for (const inputs of inputsOf(INSTANCE)) {
    expect(inputs["tags"]).toMatchObject(tags);
    expect(inputs["volumeTags"]).toMatchObject(tags);
  }
  const rules = [...inputsOf(INGRESS), ...inputsOf(EGRESS)];
  expect(rules.length).toBeGreaterThan(0);
  for (const inputs of rules) expect(inputs["tags"]).toMatchObject(tags);
});

it("disks are encrypted and the metadata service asks for tokens where the site says so", async () => {
  await made({ volumes: { encrypted: true, kmsKeyId: "alias/ours" }, metadata: "required" });
  const instances = inputsOf(INSTANCE);
  expect(instances).toHaveLength(2);
  for (const { rootBlockDevice } of instances) {
    expect(rootBlockDevice).toEqual({ encrypted: true, kmsKeyId: "alias/ours" });
  }
  expect(inputsOf(INSTANCE, "vpn-gw")[0]).toMatchObject({
    metadataOptions: { httpTokens: "required" },
  });
});

it("the management interface lets in prefixes, security groups and prefix lists, and asks whom it may", async () => {
  await made({
    management: {
      from: ["198.51.100.7", { securityGroupId: "sg-bastion" }, { prefixListId: "pl-office" }],
      to: ["203.0.113.0/24"],
      publicKey: KEY,
    },
  });
  const inward = inputsOf(INGRESS, "vpn-gw-fxp0");
  expect(inward).toEqual([
    expect.objectContaining({ fromPort: 22, cidrIpv4: "198.51.100.7/32" }),
    expect.objectContaining({ fromPort: 22, referencedSecurityGroupId: "sg-bastion" }),
    expect.objectContaining({ fromPort: 22, prefixListId: "pl-office" }),
  ]);
  expect(inward.filter((rule) => "cidrIpv4" in rule)).toHaveLength(1);
  expect(inputsOf(EGRESS, "vpn-gw-fxp0")).toEqual([
    expect.objectContaining({ ipProtocol: "-1", cidrIpv4: "203.0.113.0/24" }),
  ]);
});

it("without a word the management interface asks nobody", async () => {
  await made({});
  expect(inputsOf(EGRESS, "vpn-gw-fxp0")).toEqual([]);
});

it("a stack whose name security groups can't begin with is refused", () => {
  const build = (): VpnStack =>
    new VpnStack("sg", (scope) => {
      const site = new AwsSite(scope, "here", {
        cidr: "10.1.0.0/16",
        availabilityZone: "eu-central-1a",
        ami: "ami-1",
        management: { from: "198.51.100.0/24", publicKey: KEY },
      });
      const external = site.subnet("10.1.12.0/24");
      new Gateway(scope, "gw", { site, external, internal: site.subnet("10.1.11.0/24") });
    });
  expect(build).toThrow(/aws-name/);
});
