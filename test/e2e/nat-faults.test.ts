// A NAT device in the path of a tunnel that loses its power, or its sessions alone: how long until traffic passes again.
import { TestLab } from "./lab";

jest.setTimeout(300_000);

/** Interval × threshold of the probes that the library writes, and time to boot and negotiate. */
const LIMIT_SECONDS = 50 + 90;

const lab = new TestLab();
let host1 = "";
let host2 = "";

beforeAll(async () => {
  const { code, stderr } = await lab.up("route-based");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  const address = async (host: string): Promise<string> => {
    const { stdout } = await lab.exec(host, "ip", "-4", "-o", "address", "show", "dev", "eth0");
    return /inet ([\d.]+)/.exec(stdout)?.[1] ?? "";
  };
  [host1, host2] = [await address("host1"), await address("host2")];
});

afterAll(() => lab.close());

/** Seconds until pings pass both ways. */
async function secondsUntilBack(began: number): Promise<number> {
  const end = began + LIMIT_SECONDS * 1000;
  let passed = false;
  while (!passed && Date.now() < end) {
    passed = (await lab.ping("host1", host2, 1)) && (await lab.ping("host2", host1, 1));
  }
  expect(passed).toBe(true);
  return Math.round((Date.now() - began) / 1000);
}

async function hits(): Promise<number> {
  const said = await lab.cli("nat", "show security nat static rule all");
  return Number(/Translation hits\s*:\s*(\d+)/.exec(said)?.[1] ?? Number.NaN);
}

it("restarted, it keeps its configuration and lets the tunnel through again", async () => {
  expect(await lab.ping("host1", host2)).toBe(true);
  const began = Date.now();
  const { code, stderr } = await lab.lab(["restart", "nat"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  const seconds = await secondsUntilBack(began);
  process.stdout.write(`NAT device restarted: pings are back both ways after ${seconds} s\n`);
  // Its counters are new, and the tunnel goes through its rule again.
  expect(await hits()).toBeGreaterThan(0);
  const { tunnels } = await lab.status();
  expect(tunnels).toMatchObject([{ verified: true, natFound: true }]);
});

it("with its sessions cleared by hand, it translates what comes next", async () => {
  const before = await hits();
  const began = Date.now();
  expect(await lab.cli("nat", "clear security flow session all")).not.toMatch(/error|syntax/i);
  const seconds = await secondsUntilBack(began);
  process.stdout.write(`sessions of the NAT device cleared: pings are back after ${seconds} s\n`);
  expect(await hits()).toBeGreaterThan(before);
  expect((await lab.status()).tunnels).toMatchObject([{ verified: true }]);
});
