// A stack in a VPC that another stack has made: what is there stays as it is, byte for byte, and is so again when the stack has gone.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program, root, TestLab } from "../lab";
import { Forwarder, USER } from "./forwarder";

jest.setTimeout(240_000);

const lab = new TestLab();
const forwarder = new Forwarder(lab);
const program = new Program("existing-vpc");

const text = readFileSync(join(root, "examples/existing-vpc/index.ts"), "utf8");
const [, imports = ""] = /^([\s\S]*?\n)const shared /.exec(text) ?? [];
const [, whatIsThere = ""] =
  /\n(\/\/ What is there[\s\S]*?)\/\/ The end of what is there\.\n/.exec(text) ?? [];

/** The VPC's own stack: the example's beginning, a host that leads into it, and the ids of what it makes. */
const COMPANY = `${imports}
const group = new aws.ec2.SecurityGroup("bastion", { vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("bastion", {
  securityGroupId: group.id, ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "198.51.100.0/24",
});
new aws.vpc.SecurityGroupEgressRule("bastion", {
  securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0",
});
new aws.ec2.Instance("bastion", {
  ami: hostAmi, instanceType: "t3.micro", subnetId: outside.subnetId, vpcSecurityGroupIds: [group.id],
  associatePublicIpAddress: true, tags: { Name: "bastion" },
});
export const ids = { there, outside, workloads, workloadsElsewhere };
`;
/** OpenSSH's client leads the provider to the gateway's private address, by way of that host. */
const byBastion = (address: string): string => `    ...there,
    management: {
      ...shared.management,
      from: "10.1.1.0/24",
      via: {
        proxyCommand: [
          "ssh", "-F", "none", "-i", ${JSON.stringify(join(lab.folder, "operator-key"))},
          "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
          "-W", "%h:%p", "${USER}@${address}",
        ],
      },
    },
`;
/** In place of that, its ids. */
const IDS = `const made = new pulumi.StackReference("organization/company/lab").requireOutput("ids");
const { there, outside, workloads, workloadsElsewhere } = {
  there: { vpcId: made.apply((ids) => ids.there.vpcId), internetGatewayId: made.apply((ids) => ids.there.internetGatewayId) },
  ...Object.fromEntries(
    ["outside", "workloads", "workloadsElsewhere"].map((name) => [
      name,
      {
        subnetId: made.apply((ids) => ids[name].subnetId),
        routeTableId: made.apply((ids) => ids[name].routeTableId),
      },
    ]),
  ),
} as Record<string, never>;
`;

type Account = Readonly<Record<string, readonly { readonly id: string }[]>>;

/** Everything in the lab's AWS. */
async function described(): Promise<string> {
  const { code, stdout, stderr } = await lab.lab(["aws", "describe"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  return stdout;
}

/** Each thing as text, by its kind and id. */
const things = (account: string): Map<string, string> =>
  new Map(
    Object.entries(JSON.parse(account) as Account).flatMap(([kind, rows]) =>
      rows.map((row): [string, string] => [`${kind} ${row.id}`, JSON.stringify(row)]),
    ),
  );

/** The folder's project: each has a stack of its own in the lab. */
const project = (name: string): void =>
  writeFileSync(join(program.folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);

let before = "";
let bastion = "";

beforeAll(async () => {
  project("company");
  writeFileSync(join(program.folder, "index.ts"), COMPANY);
  const { code, stderr } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  const { addresses = [] } = JSON.parse(await described()) as Record<
    string,
    { publicIp: string }[]
  >;
  bastion = addresses[0]?.publicIp ?? "";
  await forwarder.start("bastion");
  before = await described();
});

afterAll(async () => {
  await lab.close();
  program.remove();
});

test("the VPC is there, by a stack of its own", () => {
  expect(JSON.parse(before)).toMatchObject({
    vpcs: [{ cidr: "10.1.0.0/16" }],
    subnets: [{}, {}, {}],
    instances: [{ name: "bastion" }],
  });
});

test("the stack comes up in it, managed through OpenSSH by way of a host there, changes nothing of it, and a second `up` changes nothing at all", async () => {
  project("vsrx-existing-vpc");
  program.edit([whatIsThere, IDS], ["    ...there,\n", byBastion(bastion)]);
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  expect(report.tunnels).toMatchObject([{ verified: true }]);
  // The gateway has one public address, its own, and it was reached by the private one alone.
  expect(new Set(forwarder.led())).toEqual(new Set([expect.stringMatching(/^10\.1\.0\.\d+:22$/)]));
  const now = things(await described());
  expect([...things(before)].filter(([name, thing]) => now.get(name) !== thing)).toEqual([]);
  const again = await lab.up(program.folder);
  expect(again.report.changes).toEqual([]);
});

test.each(["host1", "host3"])("%s and the host behind the peer reach each other", async (host) => {
  expect(await lab.ping(host, await lab.address("host2"))).toBe(true);
  expect(await lab.ping("host2", await lab.address(host))).toBe(true);
});

test("destroyed, it leaves what was there before as it was", async () => {
  const { code, stdout, stderr } = await lab.exec(
    "operator",
    ...lab.pulumiCommand("pulumi", "destroy", "--yes", "--stack", "lab", "--non-interactive"),
  );
  expect(`${code} ${stdout} ${stderr}`).toMatch(/^0 /);
  expect(await described()).toBe(before);
});
