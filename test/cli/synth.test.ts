// `synth PROGRAM --json`: one JSON object with every diagnostic, acknowledged ones too, and the devices; none of these where the program is refused.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../lib/diagnostics";
import { programFolder } from "../program/folder";

const root = resolve(__dirname, "../..");

interface Printed {
  readonly diagnostics: readonly Diagnostic[];
  readonly devices: readonly { readonly name: string; readonly set: readonly string[] }[];
}

function synth(program: string): { readonly printed: Printed; readonly status: number | null } {
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
    ["--import", "tsx", join(root, "lib/cli/main.ts"), "synth", folder, "--json"],
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
