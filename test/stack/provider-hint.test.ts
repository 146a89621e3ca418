// A project that names no place of the provider is told the line to write; one that names it, or has it elsewhere, is told nothing.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerHint } from "../../lib/stack/provider-hint";

const STARTER = "/project/node_modules/@pulumi/pulumi/cmd/run/index.js";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vsrx-place-"));
  write("Pulumi.yaml", "name: mine\nruntime: nodejs\n");
  mkdirSync(join(folder, "src"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const hint = (env: Readonly<Record<string, string>> = {}, started = STARTER): string | undefined =>
  providerHint(started, join(folder, "src"), { PULUMI_HOME: join(folder, "home"), ...env });

it("a project without a place is told what to write", () => {
  expect(hint()).toMatch(
    /finds no provider vsrx.*write into Pulumi\.yaml: plugins: \{ providers: \[\{ name: vsrx, path: node_modules\/pulumi-vsrx\/dist\/provider \}\] \}/,
  );
});

it("a place in Pulumi.yaml above the program is enough", () => {
  write(
    "Pulumi.yaml",
    "name: mine\nruntime: nodejs\nplugins:\n  providers:\n    - { name: vsrx, path: somewhere }\n",
  );
  expect(hint()).toBeUndefined();
});

it("an installed plugin is enough, and one on PATH", () => {
  write("home/plugins/resource-other-v1.0.0/x", "");
  expect(hint()).toBeDefined();
  write("bin/pulumi-resource-vsrx", "");
  chmodSync(join(folder, "bin/pulumi-resource-vsrx"), 0o755);
  expect(hint({ PATH: `/nowhere:${join(folder, "bin")}` })).toBeUndefined();
  write("home/plugins/resource-vsrx-v0.1.0/x", "");
  expect(hint()).toBeUndefined();
});

it("a file that is no YAML is left for Pulumi to complain of", () => {
  write("Pulumi.yaml", "name: [");
  expect(hint()).toBeUndefined();
});

it("a program that Pulumi did not start by itself is told nothing", () => {
  expect(hint({}, "/project/automation.js")).toBeUndefined();
});
