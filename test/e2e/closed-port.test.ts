// A responder whose security group lets no UDP 4500 in: `up` fails, and says which port it is.
import { Program, TestLab } from "./lab";

jest.setTimeout(240_000);

const lab = new TestLab();
const program = new Program("route-based");

afterAll(async () => {
  await lab.close();
  program.remove();
});

it("fails the deployment and names the port that gets no answer", async () => {
  program.edit(
    [
      'new Gateway(scope, "srx2", {',
      // It must not begin itself: what it sends out would open its group for the answers.
      `new Gateway(scope, "srx2", {
        override: ["set security ipsec vpn vpn1 establish-tunnels responder-only"],
        transform: { securityGroupRule: (rule, { direction }) =>
        direction === "ingress" && rule.fromPort === 4500 ? undefined : rule },`,
    ],
    [
      "const config = new pulumi.Config();",
      `const config = new pulumi.Config();
       // A tunnel that cannot come up is waited for no longer than this.
       pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
         type === "vsrx:index:Tunnel" ? { props: { ...props, timeoutSeconds: 45 }, opts } : undefined);`,
    ],
  );
  const { code, report } = await lab.up(program.folder);
  expect(code).toBe(1);
  const errors = report.errors?.join("\n");
  expect(errors).toMatch(/no response from peer 172\.16\.21\.1 port 4500/);
  expect(errors).toMatch(
    /cause, path: UDP 4500 from srx1 leaves nat and does not arrive at srx2\n\s+srx1: show security flow session: .* 0 back\n/,
  );
});
