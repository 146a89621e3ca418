// A stack on AWS is changed as people change theirs: every change passes, its tunnel is verified again, and the preview says what then happens.
import { Program, TestLab } from "../lab";

jest.setTimeout(300_000);

const lab = new TestLab();
const program = new Program("test/e2e/cloud/programs/two-sites");

/** The program with changes, and with a licence of one's own, which no image brings. */
function edit(...edits: readonly (readonly [from: string, to: string])[]): void {
  const host = '  new Host(scope, "host1"';
  const before = `    nat: Nat.elasticIp(),\n  });\n${host}`;
  const license = '    license: pulumi.secret("LAB000001 aaaaaa bbbbbb cccccc"),';
  program.edit([before, `    nat: Nat.elasticIp(),\n${license}\n  });\n${host}`], ...edits);
}

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** What `up` did to resources of some types, as `replace Instance life-host1`. */
async function changes(...types: readonly string[]): Promise<string[]> {
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  return (report.changes ?? [])
    .map(({ operation, type, name }) => ({ operation, type: type.split(":").at(-1) ?? "", name }))
    .filter(({ operation, type }) => operation !== "delete-replaced" && types.includes(type))
    .map(
      ({ operation, type, name }) =>
        `${operation === "create-replacement" ? "replace" : operation} ${type} ${name}`,
    )
    .sort();
}

/** A second `up` has nothing left to do, and hosts reach each other. */
async function settled(): Promise<void> {
  const { report } = await lab.up(program.folder);
  expect(report.changes ?? []).toEqual([]);
  expect(await lab.ping("host1", await lab.address("host2"))).toBe(true);
}

test("the stack comes up", async () => {
  edit();
  expect(await changes("Instance")).toHaveLength(4);
  await settled();
});

test("a tag is told as an update in the preview, and is one", async () => {
  edit(['owner: "net"', 'owner: "security"']);
  const { stdout } = await lab.lab(["preview", program.folder]);
  expect(stdout).not.toMatch(/replace/);
  expect(await changes("Instance")).toEqual([
    "update Instance life-berlin",
    "update Instance life-host1",
  ]);
  await settled();
});

test("a site in another zone is built anew behind the same public address", async () => {
  edit([
    'tags: { owner: "net" },\n    ...shared,',
    'tags: { owner: "net" },\n    ...shared,\n    availabilityZone: `${shared.availabilityZone.slice(0, -1)}b`,',
  ]);
  const done = await changes("Instance", "Subnet", "Eip");
  expect(done).toContain("replace Instance life-berlin");
  expect(done).toContain("replace Instance life-host1");
  expect(done).toContain("replace Subnet life-left-10-1-1-0");
  expect(done.filter((line) => /^(create|replace|delete) Eip /.test(line))).toEqual([]);
  await settled();
  // The new instance has its licence key again.
  expect(await lab.cli("berlin", "show configuration system license")).toContain("LAB000001");
});

test("a VPC changes its prefix", async () => {
  edit(['cidr: "10.1.0.0/16"', 'cidr: "10.1.0.0/17"']);
  expect(await changes("Vpc", "InternetGateway")).toEqual([
    "replace InternetGateway life-left-internet",
    "replace Vpc life-left-vpc",
  ]);
  await settled();
});

test("and everything goes back to what it was", async () => {
  edit();
  await changes();
  await settled();
  const { code, stderr } = await lab.lab(["down"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
});
