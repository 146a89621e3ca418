// Two gateways with nothing between them, in a lab of an ordinary user: no NAT is found, and status says so.
import { Program, TestLab } from "./lab";

jest.setTimeout(240_000);

const lab = new TestLab("ordinary");
const program = new Program("route-based");

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** Leaves out what is between the gateways. */
const DIRECT = [
  ["const nat = new NatDevice", "// const nat = new NatDevice"],
  ["nat.translate(", "// nat.translate("],
] as const;

const SRX1 = 'new Gateway(scope, "srx1", {';

it("runs without root, verifies on port 500 and says that no NAT was found", async () => {
  program.edit(...DIRECT);
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels[0]).toMatchObject({ verified: true, natFound: false });
  expect(report.tunnels[0]?.endpoints.map(({ port }) => port)).toEqual([500, 500]);
  const { stdout: who } = await lab.exec("operator", "id", "-u");
  expect(who.trim()).not.toBe("0");
  const { stdout } = await lab.lab(["status"]);
  expect(stdout).toMatch(/no NAT was found/);
});

it("takes a change back that its tunnel does not follow, where the program wants that", async () => {
  await lab.setKey("srx2", "vpn1", "another key altogether");
  await lab.clear("srx1", "srx2");
  const commit = 'commit: { confirmWhen: "tunnels-up", confirmMinutes: 1 },';
  const change = 'override: ["set system login message hello"],';
  program.edit(...DIRECT, [SRX1, `${SRX1} ${commit} ${change}`]);
  const { code, report } = await lab.up(program.folder);
  expect(code).toBe(1);
  expect(report.errors?.join("\n")).toMatch(
    /natt-srx1: pulumi@[\d.]+:22 is on its old configuration.*rolled back by itself.*must be up .*: vpn1/s,
  );
  const text = await lab.cli("srx1", "show configuration system login");
  expect(text).toContain("user");
  expect(text).not.toContain("hello");
});
