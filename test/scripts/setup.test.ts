// The setup scripts, run on small stand-ins: which Pulumi CLI they take, and what they say without one.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const scripts = resolve(__dirname, "../../scripts");

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vsrx-setup-"));
  write("root/node_modules/@pulumi/pulumi/package.json", '{ "version": "3.259.0" }');
  // Stands for Node; the installer's probe then finds its host out of reach.
  program("root/node_modules/.bin/node", "echo 'no such host' >&2; exit 1");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(resolve(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

function program(path: string, script: string): void {
  write(path, `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, path), 0o755);
}

function ensurePulumi(...path: string[]): {
  status: number | null;
  stdout: string;
  stderr: string;
} {
  const code = `import { ensurePulumi } from ${JSON.stringify(join(scripts, "pulumi.mjs"))};
    import { fail } from ${JSON.stringify(join(scripts, "say.mjs"))};
    ensurePulumi().then(console.log, fail);`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    env: {
      PATH: [...path.map((part) => join(folder, part)), "/usr/bin", "/bin"].join(":"),
      HOME: join(folder, "home"),
      VSRX_SETUP_ROOT: join(folder, "root"),
      VSRX_SETUP_GO: "none",
    },
  });
}

describe("a Pulumi CLI", () => {
  it("on PATH is taken when it is new enough", () => {
    program("new/pulumi", "echo v3.300.1");
    const { stdout } = ensurePulumi("new");
    expect(stdout.trim()).toBe(join(folder, "new"));
  });

  it("is asked for its version once, and again when the file changed", () => {
    program("new/pulumi", `echo asked >> ${join(folder, "log")}; echo v3.259.0`);
    ensurePulumi("new");
    rmSync(join(folder, "log"));
    expect(ensurePulumi("new").stdout.trim()).toBe(join(folder, "new"));
    expect(existsSync(join(folder, "log"))).toBe(false);
    program("new/pulumi", `echo asked >> ${join(folder, "log")}; echo v3.259.10`);
    ensurePulumi("new");
    expect(existsSync(join(folder, "log"))).toBe(true);
  });

  it("that is too old on PATH makes way for one installed before", () => {
    program("old/pulumi", "echo v3.200.0");
    program("home/.cache/pulumi-vsrx/pulumi-3.259.0/bin/pulumi", "echo v3.259.0");
    const { stdout } = ensurePulumi("old");
    expect(stdout.trim()).toBe(join(folder, "home/.cache/pulumi-vsrx/pulumi-3.259.0/bin"));
  });

  it("as the package is tried with is new enough for a project whose SDK is newer", () => {
    write("root/node_modules/@pulumi/pulumi/package.json", '{ "version": "3.300.0" }');
    write("root/scripts/pulumi-cli/go.mod", "require github.com/pulumi/pulumi/pkg/v3 v3.259.0\n");
    program("old/pulumi", "echo v3.258.9");
    program("home/.cache/pulumi-vsrx/pulumi-3.259.0/bin/pulumi", "echo v3.259.0");
    const { stdout } = ensurePulumi("old");
    expect(stdout.trim()).toBe(join(folder, "home/.cache/pulumi-vsrx/pulumi-3.259.0/bin"));
    program("new/pulumi", "echo v3.270.0");
    expect(ensurePulumi("old", "new").stdout.trim()).toBe(join(folder, "new"));
  });

  it("that cannot be had is one error with every try and the ways out", () => {
    program("old/pulumi", "echo v2.9.0");
    const { status, stderr } = ensurePulumi("old");
    expect(status).toBe(1);
    expect(stderr).toMatch(/no Pulumi CLI 3\.259\.0 or newer\. Tried:/);
    expect(stderr).toMatch(/on PATH: .*is v2\.9\.0, another major version/);
    expect(stderr).toMatch(/installed before.*nothing there/);
    expect(stderr).toMatch(/official installer.*out of reach: no such host/);
    expect(stderr).toMatch(/go build.*no Go toolchain/);
    expect(stderr).toMatch(/What you can do/);
  });
});

describe("the test report", () => {
  function report(code: string): unknown {
    const module = JSON.stringify(join(scripts, "test-report.mjs"));
    const script = `import * as report from ${module}; console.log(JSON.stringify((() => { ${code} })()));`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    return JSON.parse(stdout) as unknown;
  }

  it("counts what passed and failed, and names what was skipped with its reason", () => {
    const jest = {
      testResults: [
        {
          name: "/x/a.test.ts",
          status: "failed",
          message: "",
          assertionResults: [
            { status: "passed", fullName: "adds" },
            {
              status: "failed",
              fullName: "subtracts",
              failureMessages: [
                `\u001b[31mError\u001b[39m: 2\n\nis not 1 ${"!".repeat(5000)}\n    at x.ts:1`,
              ],
            },
            { status: "pending", fullName: "divides (skipped: no such machine)" },
          ],
        },
        {
          name: "/x/b.test.ts",
          status: "failed",
          message: "Cannot find module",
          assertionResults: [],
        },
      ],
    };
    const summary = report(`
      const part = report.readJest("unit", 1, ${JSON.stringify(JSON.stringify(jest))});
      const types = report.typeErrors(2, "a.ts(1,2): error TS1005: ';' expected.");
      return report.summary([types, report.lintResults(0, "[]"), part]);`) as {
      text: string;
      failed: number;
    };
    expect(summary.failed).toBe(3);
    const lines = summary.text.split("\n");
    expect(lines.at(-1)).toBe("tests: 1 passed, 3 failed");
    expect(summary.text).toContain("divides (skipped: no such machine)");
    expect(summary.text).toContain("b.test.ts: Cannot find module");
    expect(summary.text).toMatch(
      /a\.test\.ts: subtracts\n {4}Error: 2\n {4}is not 1 !{1000,1200} …\n/,
    );
  });

  it("names each error of eslint, and no warning, with its place", () => {
    const messages = [
      { severity: 1, line: 1, column: 1, message: "Might be.", ruleId: "a" },
      { severity: 2, line: 3, column: 7, message: "Is not so.", ruleId: "b" },
      { severity: 2, message: "Parsing error", ruleId: null },
    ];
    const json = JSON.stringify([{ filePath: join(resolve(scripts, ".."), "lib/x.ts"), messages }]);
    expect(report(`return report.lintResults(1, ${JSON.stringify(json)}).failed`)).toEqual([
      "lint: lib/x.ts:3:7 Is not so. (b)",
      "lint: lib/x.ts:1:1 Parsing error (eslint)",
    ]);
    expect(report(`return report.lintResults(2, undefined).failed`)).toEqual([
      "lint: eslint ended with 2",
    ]);
  });

  it("names each file whose format differs, and how to mend it", () => {
    expect(report(`return report.formatResults(1, "lib/x.ts\\n").failed`)).toEqual([
      "format: lib/x.ts (npm run format mends it)",
    ]);
    expect(report(`return report.formatResults(0, "").failed`)).toEqual([]);
  });

  it("names each export that nobody uses", () => {
    const issues = [
      { file: "lib/x.ts", files: [], exports: [{ name: "add", line: 3, col: 8 }] },
      { file: "lib/y.ts", files: [{ name: "lib/y.ts" }], exports: [] },
    ];
    const json = JSON.stringify(JSON.stringify({ issues }));
    expect(report(`return report.unusedResults(1, ${json}).failed`)).toEqual([
      "unused: lib/x.ts:3 add (exports)",
      "unused: lib/y.ts (files)",
    ]);
  });

  it("adds the statements that ran room by room", () => {
    const place = (file: string): string => join(resolve(scripts, ".."), file);
    const summary = {
      total: { statements: { covered: 7, total: 14 } },
      [place("lib/net/a.ts")]: { statements: { covered: 1, total: 2 } },
      [place("lib/net/b.ts")]: { statements: { covered: 2, total: 2 } },
      [place("lab/aws/c.ts")]: { statements: { covered: 4, total: 10 } },
    };
    const code = `return report.coverageTable(${JSON.stringify(JSON.stringify(summary))})`;
    expect((report(code) as string[]).map((line) => line.trim().replace(/ +/g, " "))).toEqual([
      "lab/aws 40.0 % 4 of 10",
      "lib/net 75.0 % 3 of 4",
      "total 50.0 % 7 of 14",
    ]);
  });

  it("counts a run that broke off as failed", () => {
    expect(
      report(`return report.summary([report.readJest("e2e", "ended by SIGKILL", undefined)])`),
    ).toEqual({
      text: "failed:\n  e2e: jest wrote no report (exit ended by SIGKILL)\ntests: 0 passed, 1 failed",
      failed: 1,
    });
  });
});

describe("npm scripts", () => {
  it("name the commands there are when one is unknown", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(scripts, "run.mjs"), "lba"], {
      encoding: "utf8",
    });
    expect({ status, stderr: stderr.trim() }).toEqual({
      status: 1,
      stderr:
        'error: unknown command "lba"; there are: api, build, prepack, docs, format, lint, sbom, synth, lab, bench, proof, test',
    });
  });
});
