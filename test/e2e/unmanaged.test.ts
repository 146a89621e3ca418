// A peer that a partner runs: the stack comes up without it, puts out its half, and sees the tunnel once that is loaded.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, TestLab } from "./lab";

jest.setTimeout(300_000);

const PROGRAM = join(__dirname, "programs/unmanaged");

const lab = new TestLab();

afterAll(() => lab.close());

/** An output of the stack, as a person asks Pulumi for it. */
async function output(name: string, ...options: readonly string[]): Promise<string> {
  const secrets = JSON.parse(readFileSync(join(lab.folder, "secrets.json"), "utf8")) as {
    readonly passphrase: string;
  };
  const { code, stdout, stderr } = await run(
    [
      ...["pulumi", "-C", join(lab.folder, "project"), "stack", "output", name],
      ...["--json", "--stack", "lab", ...options],
    ],
    {
      env: {
        PULUMI_HOME: join(lab.folder, "pulumi"),
        PULUMI_BACKEND_URL: `file://${join(lab.folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: secrets.passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  );
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  return stdout;
}

let theirs: readonly string[] = [];

describe("before the partner has done anything", () => {
  it("the stack is deployed, and the tunnel is told as waiting", async () => {
    const { report, stderr } = await lab.up(PROGRAM);
    expect(report.errors).toBeUndefined();
    expect(report.tunnels).toMatchObject([{ name: "vpn", verified: false }]);
    expect(stderr).toMatch(/Tunnel vpn is not up after \d+ s/);
    expect(stderr).toContain("theirs is run by somebody else");
    expect(report.changes?.map(({ type, name }) => `${type} ${name}`)).toContain(
      "vsrx:index:Configuration 192.0.2.11",
    );
    expect(await lab.cli("theirs", "show configuration security")).not.toMatch(/ike/);
    expect(JSON.parse(await output("endpoints"))).toMatchObject([
      { tunnel: "vpn", verified: false, endpoints: [{ state: "down" }, { state: "down" }] },
    ]);
  });

  it("its half is among the outputs, as a secret", async () => {
    expect(await output("peerConfigurations")).not.toContain("set security");
    const halves = JSON.parse(await output("peerConfigurations", "--show-secrets")) as Record<
      string,
      string
    >;
    expect(Object.keys(halves)).toEqual(["theirs"]);
    theirs = (halves["theirs"] ?? "").trimEnd().split("\n");
    for (const line of theirs) expect(line).toMatch(/^set /);
    expect(theirs).toEqual(
      expect.arrayContaining([
        "set security ike gateway vpn address 198.18.1.2",
        "set security ike gateway vpn remote-identity hostname ours.example.net",
        expect.stringMatching(/^set security ike policy vpn pre-shared-key ascii-text \S/),
      ]),
    );
  });
});

describe("once the partner has loaded the lines", () => {
  it("the tunnel comes up by itself, with traffic both ways", async () => {
    const said = await lab.type("theirs", "configure", ...theirs, "commit and-quit");
    expect(said).toMatch(/commit complete/);
    expect(said).not.toMatch(/error|unknown|syntax/i);
    let up = false;
    for (let attempt = 0; attempt < 20 && !up; attempt += 1) {
      up = await lab.ping("host1", "10.1.2.9");
    }
    expect(up).toBe(true);
    expect(await lab.ping("host2", "10.1.1.9")).toBe(true);
  });

  it("the next `up` sees it and changes nothing else; the one after that changes nothing", async () => {
    const { code, report, stderr } = await lab.up();
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(report.changes?.map(({ operation, type }) => `${operation} ${type}`)).toEqual([
      "update vsrx:index:Tunnel",
    ]);
    expect(stderr).not.toContain("run by somebody else");
    expect(report.tunnels).toMatchObject([
      { name: "vpn", verified: true, endpoints: [{ state: "up" }, { state: "up" }] },
    ]);
    const again = await lab.up();
    expect({ code: again.code, changes: again.report.changes }).toEqual({ code: 0, changes: [] });
  });
});

describe("a partner's device that loses them again", () => {
  it("is found by refresh; `up` warns and does not fail", async () => {
    await lab.type(
      "theirs",
      "configure",
      "delete security ike",
      "delete security ipsec",
      "commit and-quit",
    );
    await lab.clear("ours");
    expect((await lab.lab(["refresh"])).code).toBe(0);
    const { report, stderr } = await lab.up();
    expect(report.errors).toBeUndefined();
    expect(report.tunnels).toMatchObject([{ verified: false }]);
    expect(stderr).toContain("theirs is run by somebody else");
  });
});
