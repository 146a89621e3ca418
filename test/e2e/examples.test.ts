// Every example there is comes up in the lab with all its tunnels verified, and stays as it is.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, TestLab } from "./lab";

jest.setTimeout(240_000);

/** One has a test of its own, and one is wrong as printed and meant to be refused. */
const ELSEWHERE = ["route-based", "guide-policy-based-as-printed"];

/** Programs for real devices only, and why. */
const NOT_IN_THE_LAB: Readonly<Record<string, string>> = {
  "hub-and-spoke": "its routes come by BGP, which the lab's devices do not speak",
};

const names = readdirSync(join(root, "examples"))
  .filter((name) => existsSync(join(root, "examples", name, "index.ts")))
  .filter((name) => !ELSEWHERE.includes(name) && !(name in NOT_IN_THE_LAB))
  .sort();

for (const [name, reason] of Object.entries(NOT_IN_THE_LAB)) {
  it.skip(`${name} comes up (skipped: ${reason})`, () => undefined);
}

describe.each(names)("%s", (name) => {
  const lab = new TestLab();

  afterAll(async () => await lab.close());

  it("comes up verified, and a second `up` changes nothing", async () => {
    const first = await lab.up(name);
    expect(`${first.code} ${first.stderr}`).toMatch(/^0 /);
    expect(first.report.tunnels.length).toBeGreaterThan(0);
    for (const tunnel of first.report.tunnels) {
      expect(tunnel).toMatchObject({ verified: true });
      expect(tunnel.endpoints.map(({ state }) => state)).toEqual(["up", "up"]);
    }
    const second = await lab.up(name);
    expect({ code: second.code, changes: second.report.changes }).toEqual({ code: 0, changes: [] });
  });
});

describe("guide-policy-based-as-printed", () => {
  const lab = new TestLab();

  afterAll(async () => await lab.close());

  it("is refused with each of the guide's mistakes named, and nothing is made", async () => {
    const { code, stderr, report } = await lab.up("guide-policy-based-as-printed");
    expect(code).toBe(1);
    expect(stderr).toMatch(/next hop is the device's own address/);
    expect(stderr).toMatch(/external interface .* does not face its peer/);
    expect(stderr).toMatch(/lets no IKE in/);
    expect(report.changes?.filter(({ type }) => type.startsWith("vsrx:index:Conf"))).toEqual([]);
  });
});
