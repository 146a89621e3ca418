// The lab around the programs: its life, its death, its neighbours, and what it says to mistakes.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, parseReport, root, TestLab } from "./lab";

jest.setTimeout(120_000);

const labs: TestLab[] = [];

function newLab(): TestLab {
  const lab = new TestLab();
  labs.push(lab);
  return lab;
}

afterAll(async () => {
  for (const lab of labs) await lab.close();
});

/** The least of programs: it needs no device. */
const SMALL = join(root, "test/e2e/programs/small");

describe("a lab", () => {
  it("says that it is not running", async () => {
    const lab = newLab();
    const { code, stderr } = await lab.lab(["status"]);
    expect(`${code} ${stderr}`).toMatch(/^1 error: no lab is running/);
    expect(parseReport(await lab.lab(["status", "--json"]))).toEqual({ tunnels: [], nodes: [] });
    expect((await lab.lab(["down"])).code).toBe(0);
  });

  it("comes up, goes down, and leaves nothing", async () => {
    const lab = newLab();
    const first = await lab.up(SMALL);
    expect(`${first.code} ${first.stderr}`).toMatch(/^0 /);
    expect(first.report.changes?.map(({ type }) => type)).toContain("aws:ec2/vpc:Vpc");
    expect(lab.processes().length).toBeGreaterThan(0);
    const second = await lab.up(SMALL);
    expect(second.report.changes).toEqual([]);
    expect((await lab.lab(["down"])).code).toBe(0);
    expect(lab.processes()).toEqual([]);
    expect(existsSync(lab.folder)).toBe(false);
  });

  it("has no way out: no link, no route, no name service", async () => {
    const lab = newLab();
    await lab.up(SMALL);
    const { stdout } = await lab.exec("operator", "ip", "-4", "route", "get", "8.8.8.8");
    // The operator's default route ends in the lab's own internet, which has no link to ours.
    expect(stdout).toMatch(/via 198\.51\.100\.1/);
    expect(await lab.ping("operator", "8.8.8.8", 1)).toBe(false);
    const links = await lab.exec("internet", "ip", "-br", "link");
    expect(links.stdout).not.toMatch(/eth0|ens|wlan/);
  });

  it("is noticed when its process died: the next `up` says so and starts clean", async () => {
    const lab = newLab();
    await lab.up(SMALL);
    const { pid } = JSON.parse(readFileSync(join(lab.folder, "lab.json"), "utf8")) as {
      pid: number;
    };
    process.kill(pid, "SIGKILL");
    const status = await lab.lab(["status"]);
    expect(`${status.code} ${status.stderr}`).toMatch(/^1 .*not running any more/);
    const again = await lab.up(SMALL);
    expect(again.stderr).toMatch(/not running any more.*starting clean/);
    expect(`${again.code} ${again.stderr}`).toMatch(/^0 /);
    expect(again.report.changes?.map(({ operation }) => operation)).toContain("create");
  });

  it("starts clean after an `up` that was killed before Pulumi wrote its state", async () => {
    const lab = newLab();
    const killed = lab.lab(["up", "route-based"]);
    const isMade = async (): Promise<boolean> =>
      (await lab.lab(["status", "--json"])).stdout.includes('"srx1"');
    while (!(await isMade()));
    // A process that was listed may have ended since.
    const isOperation = (pid: number): boolean => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("operation.js");
      } catch {
        return false;
      }
    };
    for (const pid of lab.processes().filter(isOperation)) process.kill(pid, "SIGKILL");
    expect((await killed).code).toBe(1);
    const again = await lab.up("route-based");
    expect(again.stderr).toMatch(/cut off before Pulumi wrote its state; starting clean/);
    expect(`${again.code} ${again.stderr}`).toMatch(/^0 /);
  });

  it("runs beside another one, each with its own processes and addresses", async () => {
    const [one, two] = [newLab(), newLab()];
    const [first, second] = await Promise.all([one.up(SMALL), two.up(SMALL)]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect((await one.lab(["down"])).code).toBe(0);
    expect((await two.status()).nodes.map(({ name }) => name)).toContain("operator");
  });

  it("runs one operation at a time", async () => {
    const lab = newLab();
    await lab.up(SMALL);
    const [first, second] = await Promise.all([lab.lab(["refresh"]), lab.lab(["refresh"])]);
    expect([first.code, second.code].sort()).toEqual([0, 1]);
    expect(first.stderr + second.stderr).toMatch(/still running in this lab/);
  });
});

describe("a mistake gets an error that says what there is", () => {
  it("an unknown example", async () => {
    const { code, stderr } = await newLab().lab(["up", "route-bassed"]);
    expect(`${code} ${stderr}`).toMatch(
      /^1 error: there is no example "route-bassed"; there are: .*route-based/,
    );
  });

  it("an unknown node, an unknown gateway, an unknown command", async () => {
    const lab = newLab();
    await lab.up(SMALL);
    expect((await lab.lab(["exec", "srx9", "--", "true"])).stderr).toMatch(
      /no node "srx9" .* operator/,
    );
    expect((await lab.lab(["cli", "operator"])).stderr).toMatch(/has no Junos command line/);
    expect((await lab.lab(["frobnicate", "x", "y"])).code).not.toBe(0);
    const other = await lab.lab(["up", "route-based"]);
    expect(other.stderr).toMatch(/this lab runs .*small; end it/);
  });

  it("a folder that holds somebody's files", async () => {
    const lab = newLab();
    mkdirSync(lab.folder);
    const file = join(lab.folder, "thesis.txt");
    writeFileSync(file, "years of work");
    expect((await lab.lab(["up", SMALL])).stderr).toMatch(/has files that are not a lab's/);
    await lab.lab(["down"]);
    expect(existsSync(file)).toBe(true);
  });

  it("a kernel that forbids namespaces", async () => {
    const lab = newLab();
    const bin = join(lab.parent, "bin");
    mkdirSync(bin);
    writeFileSync(
      join(bin, "unshare"),
      "#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n",
    );
    chmodSync(join(bin, "unshare"), 0o755);
    const { code, stderr } = await lab.lab(["up", SMALL], {
      env: { PATH: `${bin}:${process.env["PATH"]}` },
    });
    expect(`${code} ${stderr}`).toMatch(/^1 /);
    expect(stderr).toMatch(/does not let the lab make its namespaces/);
    expect(stderr).toMatch(/unprivileged_userns_clone/);
    expect(existsSync(lab.folder)).toBe(false);
  });

  it("a program that is wrong, before anything is made", async () => {
    const lab = newLab();
    const { code, stderr, report } = await lab.up(join(root, "test/e2e/programs/wrong"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/overlap/);
    expect(report.changes?.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  });
});

describe("help", () => {
  it("explains each name of the JSON object", async () => {
    const { stdout } = await run([
      join(root, "node_modules/.bin/node"),
      join(root, "dist/lab/cli/main.js"),
      "--help",
    ]);
    const names =
      "tunnels name verified endpoints gateway privateAddress publicAddress port identity role state bytesIn bytesOut nodes kind management address user keyFile";
    for (const name of names.split(" ")) expect(stdout).toContain(name);
  });
});
