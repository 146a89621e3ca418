// A gateway whose provider hands its address out, in a lab whose topology file has the DHCP server.
import { join } from "node:path";
import { TestLab } from "./lab";

jest.setTimeout(300_000);

const lab = new TestLab();

afterAll(() => lab.close());

const binding = (): Promise<string> => lab.cli("shop", "show dhcp client binding");

test("the tunnel of a gateway with a granted address is verified, and hosts reach each other and the internet by it", async () => {
  const { code, stderr, report } = await lab.up(join(__dirname, "programs/by-dhcp"));
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels).toMatchObject([{ name: "all", verified: true }]);
  // Of the network's upper half, as the lab's server has it.
  const [, last] = /^198\.18\.1\.(\d+)\s.* BOUND +ge-0\/0\/0\.0/m.exec(await binding()) ?? [];
  expect(Number(last)).toBeGreaterThanOrEqual(128);
  expect(Number(last)).toBeLessThan(255);
  expect(await lab.cli("shop", "show route 0.0.0.0/0 table wan.inet.0")).toMatch(
    /Access-internal\/12[^]*to 198\.18\.1\.1 via ge-0\/0\/0\.0/,
  );
  expect(await lab.ping("till", "10.9.0.9")).toBe(true);
  expect(await lab.ping("desk", "10.3.0.9")).toBe(true);
  expect(await lab.ping("till", "203.0.113.9")).toBe(true);
});

test("a gateway that starts again asks again, and its tunnel comes back", async () => {
  expect(await lab.lab(["restart", "shop"])).toMatchObject({ code: 0 });
  expect(await lab.pingsWithin("till", "10.9.0.9", 60)).toBe(true);
  expect(await binding()).toContain("BOUND");
});
