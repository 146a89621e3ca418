// Two gateways with nothing between them, in a lab of an ordinary user: no NAT is found, and status says so.
import { Program, TestLab } from "./lab";

jest.setTimeout(240_000);

const lab = new TestLab("ordinary");
const program = new Program("route-based");

afterAll(async () => {
  await lab.close();
  program.remove();
});

it("runs without root, verifies on port 500 and says that no NAT was found", async () => {
  program.edit(
    ["const nat = new NatDevice", "// const nat = new NatDevice"],
    ["nat.translate(", "// nat.translate("],
  );
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels[0]).toMatchObject({ verified: true, natFound: false });
  expect(report.tunnels[0]?.endpoints.map(({ port }) => port)).toEqual([500, 500]);
  const { stdout: who } = await lab.exec("operator", "id", "-u");
  expect(who.trim()).not.toBe("0");
  const { stdout } = await lab.lab(["status"]);
  expect(stdout).toMatch(/no NAT was found/);
});
