// Gateways behind a NAT device that faces the internet, in AWS: one shown under an elastic IP of its own, one hidden behind the device's.
import { Program, TestLab } from "../lab";

jest.setTimeout(300_000);

const lab = new TestLab();
const program = new Program("test/e2e/cloud/programs/edge");

afterAll(async () => {
  await lab.close();
  program.remove();
});

test("both tunnels come up with traffic, each under the address that the device shows", async () => {
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  const outputs = report.tunnels.map(({ name, verified, endpoints }) => ({
    name,
    verified,
    states: endpoints.map(({ state }) => state),
  }));
  expect(outputs).toEqual([
    { name: "inward", verified: true, states: ["up", "up"] },
    { name: "outward", verified: true, states: ["up", "up"] },
  ]);
  const rules = await lab.cli("edge", "show security nat static rule all");
  expect(rules).toMatch(/Translation hits\s*:\s*[1-9]/);
  const hq = await lab.cli("hq", "show security ike security-associations");
  const peers = new Set(hq.match(/203\.0\.113\.\d+/g));
  expect(peers.size).toBe(2);
  // A machine behind the router, which is one of its own addresses here.
  const behind = "192.168.50.9";
  expect((await lab.exec("hq-router", "ip", "addr", "add", `${behind}/32`, "dev", "lo")).code).toBe(
    0,
  );
  for (const host of ["fixed-host", "hidden-host"]) {
    expect([host, await lab.ping(host, behind)]).toEqual([host, true]);
    expect([host, await lab.ping(host, await lab.address("hq-host"))]).toEqual([host, true]);
    expect([host, await lab.ping("hq-host", await lab.address(host))]).toEqual([host, true]);
    // From and to a protected subnet that the gateway does not stand in.
    expect([host, await lab.ping(host, await lab.address("hq-workload"))]).toEqual([host, true]);
    expect([host, await lab.ping("hq-workload", await lab.address(host))]).toEqual([host, true]);
  }
});
