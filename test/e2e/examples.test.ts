// Every example there is comes up in the lab with all its tunnels verified, and stays as it is.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, run, TestLab } from "./lab";

jest.setTimeout(540_000);

/** The largest has a dozen devices, and other labs may run beside it. */
const seconds = 400;

/** Some have a test of their own, and one is wrong as printed and meant to be refused. */
const ELSEWHERE = [
  "route-based",
  "existing-vpc",
  "company-network",
  "guide-policy-based-as-printed",
];

const names = readdirSync(join(root, "examples"))
  .filter((name) => existsSync(join(root, "examples", name, "index.ts")))
  .filter((name) => !ELSEWHERE.includes(name))
  .sort();

describe.each(names)("%s", (name) => {
  const lab = new TestLab();

  afterAll(async () => await lab.close());

  it("comes up verified, and a second `up` changes nothing", async () => {
    const first = await lab.up(name, { seconds });
    expect(`${first.code} ${first.stderr}`).toMatch(/^0 /);
    expect(first.report.tunnels.length).toBeGreaterThan(0);
    for (const tunnel of first.report.tunnels) {
      expect(tunnel).toMatchObject({ verified: true });
      expect(tunnel.endpoints.map(({ state }) => state)).toEqual(["up", "up"]);
    }
    const second = await lab.up(name, { seconds });
    expect(`${second.code} ${second.stderr}`).toMatch(/^0 /);
    expect(second.report.changes).toEqual([]);
  });

  // Its devices are cabled to each other: the cable goes with the device, and the neighbours' ends come back as they were.
  if (name !== "guide-route-based") return;
  it("its NAT device restarted, the neighbours keep their addresses and the tunnel carries traffic again", async () => {
    const addresses = async (node: string) =>
      (await lab.exec(node, "ip", "-4", "-o", "addr", "show", "scope", "global")).stdout
        .split("\n")
        .map((line) => / (\S+) +inet (\S+)/.exec(line)?.slice(1).join(" "));
    const before = [await addresses("SRX1"), await addresses("SRX2")];
    expect(before.flat()).toContain("ge-0-0-1 172.16.11.1/24");
    expect((await lab.lab(["restart", "NAT"])).code).toBe(0);
    expect([await addresses("SRX1"), await addresses("SRX2")]).toEqual(before);
    // Power is back; until it has booted, nothing answers.
    expect(await lab.pingsWithin("SRX1", "172.16.11.2", 60)).toBe(true);
    expect(await lab.pingsWithin("Host1", "Host2", 60)).toBe(true);
  });
});

it("guide-policy-based-as-printed is refused, each of the guide's mistakes named", async () => {
  const vsrx = join(root, "dist/lib/cli/main.js");
  const node = join(root, "node_modules/.bin/node");
  const { code, stdout, stderr } = await run([
    node,
    vsrx,
    "synth",
    "guide-policy-based-as-printed",
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/next hop is the device's own address/);
  expect(stderr).toMatch(/external interface .* does not face its peer/);
  expect(stderr).toMatch(/does not let IKE in/);
  // Each with its place in the program, not in the library that it was built from.
  expect(stderr).toMatch(/ at \S*examples\/guide-policy-based\/policy-based\.ts:\d+/);
  expect(stderr).not.toMatch(/ at \S*\/lib\/topology\//);
});
