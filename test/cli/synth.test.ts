// `synth PROGRAM --json`: one JSON object with every diagnostic, acknowledged ones too, and the devices; none of these where the program is refused.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../lib/diagnostics";
import { programFolder } from "../program/folder";

const root = resolve(__dirname, "../..");

interface Printed {
  readonly diagnostics: readonly Diagnostic[];
  readonly devices: readonly { readonly name: string; readonly set: readonly string[] }[];
}

function synth(
  program: string,
  ...flags: readonly string[]
): { readonly printed: Printed; readonly status: number | null } {
  const folder = programFolder({
    "index.js": `const v = require("pulumi-vsrx");
new v.VpnStack("one", (scope) => {
  const gateway = (name, more) => new v.Gateway(scope, name, {
    unmanaged: true,
    external: { address: "192.0.2.1/24" },
    internal: { address: "10.1.0.1/24" },
    ...more,
  });
  ${program}
});`,
  });
  const { stdout, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(root, "lib/cli/main.ts"), "synth", folder, "--json", ...flags],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, TSX_TSCONFIG_PATH: join(root, "tsconfig.json") },
    },
  );
  return { printed: JSON.parse(stdout) as Printed, status };
}

it("prints devices, and an acknowledged warning with its reason", () => {
  const { printed, status } = synth(
    'gateway("gw", { override: ["delete snmp"], acknowledge: { "override-without-effect": "as on the others" } });',
  );
  expect(status).toBe(0);
  expect(printed.devices.map(({ name }) => name)).toEqual(["gw"]);
  expect(printed.devices[0]?.set).toContain(
    "set security zones security-zone trust interfaces ge-0/0/1.0",
  );
  expect(printed.diagnostics).toEqual([
    expect.objectContaining({
      rule: "override-without-effect",
      severity: "warning",
      construct: "one/gw",
      acknowledged: "as on the others",
    }),
  ]);
});

it("prints every mistake of a program that is refused, each with construct and place, and exits 1", () => {
  const { printed, status } = synth(
    'gateway("a b"); gateway("gw", { routes: { "0.0.0.0/0": "192.0.2.1" } });',
  );
  expect(status).toBe(1);
  expect(printed.devices).toEqual([]);
  expect(printed.diagnostics.map(({ rule, construct }) => [rule, construct])).toEqual([
    ["construct-name", "one/a b"],
    ["route-to-itself", "one/gw"],
  ]);
  for (const { source } of printed.diagnostics) expect(source?.file).toMatch(/index\.js$/);
});

it("keeps a lock file of what it places, and refuses what is placed otherwise, with no device", () => {
  const parent = mkdtempSync(join(tmpdir(), "vsrx-synth-"));
  const lock = join(parent, "placement.json");
  const host = `const site = new v.AwsSite(scope, "site", { cidr: "10.1.0.0/16", availabilityZone: "eu-central-1a", ami: "ami-1",
    management: { from: "198.51.100.0/24", publicKey: "⟨key⟩" } });
  new v.Host(scope, "web", { network: site.subnet("10.1.2.0/24"), ami: "ami-1" });`;
  try {
    expect(synth(host, "--placement", lock).status).toBe(0);
    const [key = "", address = ""] =
      Object.entries(JSON.parse(readFileSync(lock, "utf8")) as object)[0] ?? [];
    expect(`${key} ${String(address)}`).toMatch(/one\/web\/host 10\.1\.2\.\d+$/);
    const other = JSON.stringify({ [key]: "10.1.2.250" });
    writeFileSync(lock, other);
    const { printed, status } = synth(host, "--placement", lock);
    expect([status, printed.devices, printed.diagnostics.map(({ rule }) => rule)]).toEqual([
      1,
      [],
      ["placement-moved"],
    ]);
    expect(readFileSync(lock, "utf8")).toBe(other);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});
