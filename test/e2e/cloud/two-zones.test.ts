// Two gateways of one site: the office turns to the second one by itself when the first one is dead, and the site's table does at the next `up`.
import { Program, TestLab } from "../lab";

jest.setTimeout(300_000);

const lab = new TestLab();
const program = new Program("test/e2e/cloud/programs/two-zones");

afterAll(async () => {
  await lab.close();
  program.remove();
});

it("comes up by the one that leads: its tunnel is verified, and the other one is up without traffic", async () => {
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  expect(report.tunnels).toEqual([
    expect.objectContaining({ name: "to-east", verified: true }),
    expect.objectContaining({
      name: "to-west",
      verified: false,
      unproven: expect.stringMatching(/\w/) as string,
    }),
  ]);
  expect(await lab.pingsWithin("workload", "desk", 10)).toBe(true);
  expect(await lab.pingsWithin("desk", "workload", 10)).toBe(true);
});

it("when it is gone, nothing passes until the next `up` says who leads: one route is turned, and nothing else", async () => {
  const { code, stderr } = await lab.lab(["aws", "stop", "zones-east"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(await lab.pingsWithin("workload", "desk", 5)).toBe(false);
  program.edit(['live = "east"', 'live = "west"']);
  const { report } = await lab.up(program.folder);
  expect(report.errors ?? []).toEqual([]);
  expect(
    report.changes?.map(({ operation, type, name }) => `${operation} ${type} ${name}`),
  ).toEqual(["update aws:ec2/route:Route zones-cloud-10-1-50-0-to-10-9-2-0-24"]);
  // The dead one is told of all the same.
  expect(report.tunnels.find(({ name }) => name === "to-east")?.problem).toMatch(
    /no device "east"/,
  );
  // The office gives the first tunnel up when nobody answers in it.
  expect(await lab.pingsWithin("desk", "workload", 120)).toBe(true);
  expect(await lab.pingsWithin("workload", "desk", 10)).toBe(true);
});
