// The lab's aws provider under Pulumi's real engine: what a change does, what a refresh sees, what is refused.

import { Program, TestLab } from "../lab";
import { heldBy } from "./state";

jest.setTimeout(180_000);

const lab = new TestLab();
const program = new Program("test/e2e/cloud/programs/hosts");

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** What `up` changed, as `update Vpc`; the two halves of a replacement count once. */
async function changes(): Promise<string[]> {
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  return (report.changes ?? [])
    .filter(({ operation }) => operation !== "delete-replaced")
    .map(({ operation, type, name }) => {
      const does = operation === "create-replacement" ? "replace" : operation;
      return `${does} ${type.split(":").at(-1) ?? ""} ${name}`;
    })
    .sort();
}

async function refusal(): Promise<string> {
  const { code, stdout, stderr } = await lab.lab(["up", program.folder]);
  expect(code).toBe(1);
  program.restore();
  return stdout + stderr;
}

test("hosts come up, and a second `up`, also after a refresh, changes nothing", async () => {
  expect(await changes()).toContain("create Instance host1");
  expect(await lab.ping("host1", "10.1.2.10")).toBe(true);
  expect(await changes()).toEqual([]);
  const { code, stdout, stderr } = await lab.lab(["refresh"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).not.toMatch(/updated|deleted/);
  expect(await changes()).toEqual([]);
});

/** What Pulumi's state holds of a resource of AWS. */
const outputsOf = (type: string, name: string): unknown =>
  heldBy(lab).find(({ urn }) => urn.endsWith(`:${type}::${name}`))?.outputs;

test("that refresh has filled in what AWS knows since, and the next one expects no changes", async () => {
  const machine = { instance: expect.stringMatching(/^i-/) as unknown };
  expect(outputsOf("Eip", "eip")).toMatchObject(machine);
  expect(outputsOf("NetworkInterface", "row")).toMatchObject({ attachments: [machine] });
  expect(outputsOf("RouteTable", "left")).toMatchObject({ routes: [{ cidrBlock: "0.0.0.0/0" }] });
  expect(outputsOf("SecurityGroup", "all")).toMatchObject({ ingress: [{ protocol: "-1" }] });
  const argv = ["refresh", "--yes", "--expect-no-changes", "--stack", "lab"];
  const { code, stdout } = await lab.exec("operator", ...lab.pulumiCommand("pulumi", ...argv));
  expect(`${code} ${stdout}`).toMatch(/^0 [^]*unchanged/);
});

test("a machine that is stopped past the program is away until it is started", async () => {
  expect((await lab.lab(["aws", "stop", "host1"])).code).toBe(0);
  expect(await lab.ping("host2", "10.1.1.10")).toBe(false);
  expect((await lab.status()).nodes.map(({ name }) => name)).not.toContain("host1");
  expect((await lab.lab(["aws", "start", "host1"])).code).toBe(0);
  expect(await lab.ping("host2", "10.1.1.10")).toBe(true);
});

test("changes that AWS makes in place are updates", async () => {
  program.edit(
    ['purpose: "test"', 'purpose: "other"'],
    ['owner: "tests"', 'owner: "others"'],
    ['instanceType: "t3.micro",\n  subnetId', 'instanceType: "t3.small",\n  subnetId'],
    // The template keeps its version, and so the machine that was made from it stays.
    [
      "networkInterfaceId: row.id }],\n});",
      'networkInterfaceId: row.id }],\n  tags: { a: "b" },\n});',
    ],
  );
  expect(await changes()).toEqual([
    "update Instance host2",
    "update LaunchTemplate host1",
    "update Subnet left",
    "update Subnet right",
    "update Vpc vpc",
  ]);
  expect(await lab.ping("host1", "10.1.2.10")).toBe(true);
});

test("a replaced group is there before its users move over and its predecessor goes", async () => {
  program.edit(['description: "first"', 'description: "second"']);
  expect(await changes()).toEqual(
    expect.arrayContaining([
      "replace SecurityGroup all",
      "replace SecurityGroupEgressRule out",
      "replace SecurityGroupIngressRule in",
      "update Instance host2",
      "update NetworkInterface row",
    ]),
  );
  expect(await lab.ping("host2", "10.1.1.10")).toBe(true);
});

test("a machine that is replaced keeps its interface and its public address", async () => {
  const before = (await lab.status()).nodes;
  program.edit(
    ['description: "first"', 'description: "second"'],
    ['userData: "first"', 'userData: "second"'],
  );
  expect(await changes()).toEqual(["replace Instance host1"]);
  expect((await lab.status()).nodes).toEqual(expect.arrayContaining(before));
  expect(await lab.ping("host2", "10.1.1.10")).toBe(true);
});

test.each([
  [
    "an interface in two machines",
    'new aws.ec2.Instance("again", { ami: ami.id, instanceType: "t3.micro", networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: row.id }] });',
    /creating EC2 Instance: InvalidNetworkInterface\.InUse: Interface: \[eni-/,
  ],
  [
    "a type that the lab does not play",
    'new aws.ec2.VpcPeeringConnection("peer", { vpcId: vpc.id, peerVpcId: vpc.id });',
    /NotInTheLab: the lab's AWS does not implement aws:ec2\/vpcPeeringConnection/,
  ],
])("%s is refused", async (_what, statement, reason) => {
  program.edit(["// one more", statement]);
  expect(await refusal()).toMatch(reason);
});

test("everything can be destroyed, in an order that AWS accepts", async () => {
  const { code, stderr } = await lab.lab(["down"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
});
