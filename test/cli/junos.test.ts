// The command vsrx junos, run as a person runs it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  expect(JSON.parse(vsrx(["convert", "--to", "json"], set).out)).toMatchObject({
    security: { ike: { proposal: { ike_prop: { dhGroup: "group2" } } } },
  });
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
  expect(vsrx(["diff", "--show-secrets", a, b]).out).toContain("new-secret");
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
