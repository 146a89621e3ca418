// Two regions of two accounts in one stack, each site by a provider of its own: what one account has, the other one doesn't, and the tunnel comes up.
import { Program, TestLab } from "../lab";
import { heldBy } from "./state";

jest.setTimeout(180_000);

const lab = new TestLab();
const program = new Program("two-regions");

const ACCOUNT = { frankfurt: "111111111111", ohio: "222222222222" } as const;

afterAll(async () => {
  await lab.close();
  program.remove();
});

it("comes up verified, every resource by its site's provider", async () => {
  program.edit(
    ["// Two VPCs", 'import * as aws from "@pulumi/aws";\n// Two VPCs'],
    [
      "  const site =",
      `  const account = name === "ohio" ? "${ACCOUNT.ohio}" : "${ACCOUNT.frankfurt}";
  const assumeRoles = [{ roleArn: \`arn:aws:iam::\${account}:role/network/deployer\` }];
  const provider = new aws.Provider(name, { region, assumeRoles, allowedAccountIds: [account] });
  const site =`,
    ],
    ["    region,\n    availabilityZone", "    provider,\n    availabilityZone"],
    ['config.get("productCode"),\n      region,', 'config.get("productCode"),\n      provider,'],
  );
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  expect(report.tunnels).toEqual([expect.objectContaining({ verified: true })]);
  const made = heldBy(lab).filter(({ type }) => type.startsWith("aws:"));
  expect(made.length).toBeGreaterThan(40);
  for (const { urn, provider = "" } of made) {
    const [, site = ""] = /::regions-(ohio|frankfurt)/.exec(urn) ?? [];
    expect(`${urn} ${provider.split("::").at(-2) ?? ""}`).toBe(`${urn} ${site}`);
  }
});

it("the lab tells whose everything is, and a host of one account reaches the other's", async () => {
  const { code, stdout, stderr } = await lab.lab(["aws", "describe"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  const described = JSON.parse(stdout) as Record<string, Record<string, string>[]>;
  const owners = new Map(
    (described["vpcs"] ?? []).map(({ cidr = "", ownerId = "" }) => [cidr, ownerId]),
  );
  expect([...owners].sort()).toEqual([
    ["10.1.0.0/16", ACCOUNT.frankfurt],
    ["10.2.0.0/16", ACCOUNT.ohio],
  ]);
  const address = await lab.address("ohio-host");
  expect(address).toMatch(/^10\.2\.2\./);
  expect(await lab.ping("frankfurt-host", address)).toBe(true);
});

it("a second `up` changes nothing", async () => {
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.changes).toEqual([]);
});
