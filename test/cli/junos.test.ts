// The command vsrx junos, run as a person runs it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const GOLDEN = join(ROOT, "test/golden/route-based/SRX1.set");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vsrx-cli-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function vsrx(args: readonly string[], input: string | Buffer = ""): Result {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(ROOT, "lib/cli/main.ts"), "junos", ...args],
    { cwd: ROOT, input, encoding: "utf8" },
  );
  return { status, out: stdout, err: stderr };
}

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("check passes a sound file, and counts warnings only when asked", () => {
  const loose = vsrx(["check", GOLDEN]);
  expect([loose.status, loose.err]).toEqual([0, "0 errors, 6 warnings\n"]);
  expect(vsrx(["check", "--strict", GOLDEN]).status).toBe(1);
});

test("check reports file, line, place, fault and way out", () => {
  const path = file(
    "bad.conf",
    "security {\n    ike {\n        gateway g {\n            ike-polcy p;\n        }\n    }\n}\n",
  );
  const { status, out } = vsrx(["check", path]);
  expect(status).toBe(1);
  expect(out).toContain(`${path}:4: warning: security ike gateway g ike-polcy`);
  expect(out).toContain('did you mean "ike-policy"?');
});

test("check takes standard input and prints JSON", () => {
  const { status, out } = vsrx(["check", "--json"], "system {\n host-name a\n}");
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    errors: 1,
    warnings: 0,
    diagnostics: [{ rule: "syntax", source: { file: "standard input", line: 3 } }],
  });
});

test("convert writes each format, and reads what it wrote", () => {
  const curly = vsrx(["convert", "--to", "curly", GOLDEN]).out;
  const xml = vsrx(["convert", "--to", "xml"], curly).out;
  const set = vsrx(["convert"], xml).out;
  expect(set.trim().split("\n")).toHaveLength(45);
  expect(JSON.parse(vsrx(["convert", "--to", "object"], set).out)).toMatchObject({
    security: { ike: { proposal: { ike_prop: { dhGroup: "group2" } } } },
  });
  const json = vsrx(["convert", "--to", "json"], set).out;
  expect(JSON.parse(json)).toMatchObject({
    configuration: {
      security: { ike: { proposal: [{ name: "ike_prop", "dh-group": "group2" }] } },
    },
  });
  expect(vsrx(["convert"], json).out).toBe(set);
});

test("diff says what to set, and hides secrets", () => {
  const a = file(
    "a.set",
    "set system host-name a\nset security ike policy p pre-shared-key ascii-text old-secret",
  );
  const b = file(
    "b.conf",
    "system { host-name b; }\nsecurity { ike { policy p { pre-shared-key ascii-text new-secret; } } }",
  );
  const { status, out } = vsrx(["diff", a, b]);
  expect(status).toBe(1);
  expect(out).toBe(
    "set system host-name b\nset security ike policy p pre-shared-key ascii-text [secret]\n",
  );
  expect(vsrx(["diff", "--patch", a, b]).out).toContain("new-secret");
  expect(JSON.parse(vsrx(["diff", "--json", a, b]).out)).toMatchObject({ differences: 2 });
  expect(vsrx(["diff", "--compare", a, b]).out).toContain(
    "[edit system]\n-  host-name a;\n+  host-name b;",
  );
  expect(vsrx(["diff", a, a]).status).toBe(0);
});

test("what can't be read ends with status 2 and says why", () => {
  expect(vsrx(["check", join(folder, "none")])).toMatchObject({
    status: 2,
    err: expect.stringContaining("cannot read") as string,
  });
  expect(
    vsrx(["convert", file("latin", Buffer.from([0x73, 0x65, 0x74, 0x20, 0xff]))]),
  ).toMatchObject({ status: 2, err: expect.stringContaining("not UTF-8 text: byte 5") as string });
  expect(vsrx(["check", "--frobnicate"]).status).toBe(2);
});

test("check judges what can be read of a text with faults, and each device of a session", () => {
  const faulty = vsrx(
    ["check", "--json"],
    "set system host-name\nset security ike gateway g ike-policy none\nset system name-server\n",
  );
  const { diagnostics } = JSON.parse(faulty.out) as { diagnostics: { rule: string }[] };
  expect(diagnostics.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(["syntax", "syntax", "undefined-ike-policy"]),
  );
  const session = vsrx(
    ["check", "--json", "--partial"],
    "a@r1> show configuration security ike\ngateway g {\n    ike-policy none;\n}\na@r2> show configuration | display set\nset system host-name\n",
  );
  const devices = JSON.parse(session.out) as { diagnostics: { device: string }[] };
  expect(new Set(devices.diagnostics.map(({ device }) => device))).toEqual(new Set(["r1", "r2"]));
  expect(session.err).toContain("a terminal session");
});

test("check of several devices tells the tunnels that they have with each other, and what doesn't match", () => {
  const golden = (name: string): string => join(ROOT, "test/golden/route-based", `${name}.set`);
  const fine = vsrx(["check", golden("SRX1"), golden("SRX2"), golden("NAT")]);
  expect(fine.status).toBe(0);
  expect(fine.out).toMatch(
    /^tunnel SRX1\S* vpn1 - SRX2\S* vpn1 \(seen as 172\.16\.21\.1\): nothing stands against it; SRX1\S* and SRX2\S* can initiate$/m,
  );
  const other = file(
    "other.set",
    readFileSync(golden("SRX2"), "utf8").replace(/(ascii-text) .*/, "$1 canary-key"),
  );
  const wrong = vsrx(["check", "--json", golden("SRX1"), other, golden("NAT")]);
  expect(wrong.status).toBe(1);
  expect(wrong.out).not.toContain("canary-key");
  const { diagnostics, tunnels } = JSON.parse(wrong.out) as {
    diagnostics: { rule: string; severity: string }[];
    tunnels: { initiators: string[] }[];
  };
  expect(
    diagnostics.filter(({ severity }) => severity === "error").map(({ rule }) => rule),
  ).toEqual(["ends-key"]);
  expect(tunnels).toHaveLength(1);
});

test("text of a level is read where --at says", () => {
  expect(vsrx(["convert", "--at", "security zones"], "security-zone t { tcp-rst; }").out).toBe(
    "set security zones security-zone t tcp-rst\n",
  );
});

test("apply takes commands, and what diff --compare prints", () => {
  const a = file("before.set", "set system host-name a\nset system no-redirects\n");
  const b = file("after.set", "set system host-name b\nset snmp name n\n");
  const patch = file("changes.patch", vsrx(["diff", "--compare", a, b]).out);
  expect(vsrx(["apply", a, patch])).toMatchObject({
    status: 0,
    out: "set snmp name n\nset system host-name b\n",
  });
  expect(vsrx(["apply", a, "-"], "delete system no-redirects\ndelete snmp\n")).toMatchObject({
    status: 1,
    out: "set system host-name a\n",
    err: expect.stringContaining("statement not found: snmp") as string,
  });
});

test("explain says what a statement is, and what was perhaps meant", () => {
  const { out } = vsrx(["explain", "security ike proposal dh-group"]);
  expect(out).toMatch(/value: one of .*group14/);
  expect(
    JSON.parse(vsrx(["explain", "--json", "protocols", "lldp", "interface"]).out),
  ).toMatchObject({
    kind: "list",
    source: expect.stringContaining("models") as string,
  });
  expect(vsrx(["explain", "security", "ike", "gatewy"])).toMatchObject({
    status: 2,
    err: expect.stringContaining("did you mean gateway") as string,
  });
});
