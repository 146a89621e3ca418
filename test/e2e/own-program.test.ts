// A program as a user keeps one: a folder anywhere, an ES module, its own packages, its own Pulumi.yaml and settings.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parseReport, root, run, TestLab } from "./lab";

jest.setTimeout(300_000);

const lab = new TestLab();

afterAll(() => lab.close());

const FILES = {
  "package.json": `{ "private": true, "type": "module", "main": "src/program.ts" }`,
  "Pulumi.yaml": `name: their-own
runtime: nodejs
plugins:
  providers:
    - name: vsrx
      path: node_modules/pulumi-vsrx/lib/provider/bin
config:
  hop: { type: string, default: 198.18.1.1 }
`,
  "Pulumi.lab.yaml": `config:\n  their-own:office: 10.77.0.0/16\n`,
  "Pulumi.production.yaml": `config:\n  their-own:office: 10.99.0.0/16\n`,
  "topology.json": JSON.stringify({
    nodes: [{ name: "ours", kind: "gateway", management: "192.0.2.11" }],
    links: [["ours ge-0/0/0", "internet 198.18.1.1/29"]],
  }),
  "src/program.ts": `import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { Gateway, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();

new VpnStack("edge", (scope) => {
  new Gateway(scope, "ours", {
    existing: {
      address: config.require("ours.address"),
      user: "pulumi",
      privateKey: config.requireSecret("privateKey"),
      acceptFirstHostKey: true,
      configureInterfaces: true,
    },
    external: { interface: "ge-0/0/0", address: "198.18.1.2/29" },
    internal: { interface: "ge-0/0/1", address: "10.1.1.1/24" },
    routes: { [config.require("office")]: config.require("hop") },
  });
});

const load = createRequire(import.meta.url);
for (const name of ["@pulumi/pulumi", "pulumi-vsrx"]) {
  if (!realpathSync(load.resolve(name)).startsWith(process.cwd().replace(/src$/, ""))) {
    throw new Error(name + " is not this program's own copy");
  }
}
`,
};

interface Manifest {
  readonly files: readonly string[];
}

/** The packages copied whole, as an installation of the program's own would have them; the others are linked. */
function install(folder: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const from = join(root, "node_modules");
  const to = join(folder, "node_modules");
  mkdirSync(join(to, "@pulumi"), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== "@pulumi" && name !== "pulumi-vsrx") symlinkSync(join(from, name), join(to, name));
  }
  symlinkSync(join(from, "@pulumi/aws"), join(to, "@pulumi/aws"));
  cpSync(join(from, "@pulumi/pulumi"), join(to, "@pulumi/pulumi"), { recursive: true });
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const packed = files.filter((part) => /^(dist|lib|lab|scripts|tsconfig)/.test(part));
  for (const part of ["package.json", ...packed].filter((each) => existsSync(join(root, each)))) {
    cpSync(join(root, part), join(to, "pulumi-vsrx", part), { recursive: true });
  }
}

it("comes up in the lab with its own library, its own project name and its own settings", async () => {
  const folder = join(lab.parent, "theirs");
  install(folder);
  const { report, stderr } = await lab.up(folder);
  expect(`${report.errors?.join("\n") ?? ""} ${stderr}`).not.toMatch(/error/i);
  expect(report.changes?.map(({ type }) => type)).toContain("vsrx:index:Configuration");
  expect(await lab.cli("ours", "show configuration routing-options | display set")).toContain(
    "set routing-options static route 10.77.0.0/16 next-hop 198.18.1.1",
  );
  // The same from the installed package, as it stands in the program's folder.
  const own = join(folder, "node_modules/pulumi-vsrx/dist/lib/cli/main.js");
  const vsrxLab = async (...words: string[]) =>
    await run([process.execPath, own, "lab", ...words], {
      cwd: folder,
      env: { VSRX_LAB_DIR: lab.folder },
    });
  const again = await vsrxLab("up", "--json");
  expect({ ...again, changes: parseReport(again).changes }).toMatchObject({ code: 0, changes: [] });
  const other = await vsrxLab("up", "--config", "office=10.88.0.0/16");
  expect(other).toMatchObject({ code: 0 });
  const { stdout } = await vsrxLab("cli", "ours", "show configuration routing-options");
  expect(stdout).toContain("10.88.0.0/16");
});

/** The user's own test, an ES module for Node's runner. Our own tests are CommonJS, for jest. */
const THEIR_TEST = `import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { lab } from "pulumi-vsrx/lab";

describe("our network", () => {
  let net;
  before(async () => (net = await lab.up({ project: ".", config: { office: "10.66.0.0/16" } })));
  after(async () => await net.down());
  it("leads the office to the provider", lab.keeping(async () => {
    assert.match(await net.cli("ours", "show configuration routing-options"), /10\\.66\\.0\\.0/);
  }));
  it("fails", lab.keeping(async () => {
    assert.equal(await net.ping("ours", "192.0.2.99", 1), true);
  }));
});
`;

it("is tried by its own test, and what fails says where it left its log", async () => {
  const folder = join(lab.parent, "theirs");
  writeFileSync(join(folder, "lab.test.mjs"), THEIR_TEST);
  const { code, stdout } = await run([process.execPath, "--test", "lab.test.mjs"], { cwd: folder });
  expect(stdout).toMatch(/^\S* ?tests 2$[^]*^\S* ?pass 1$[^]*^\S* ?fail 1$/m);
  expect(code).toBe(1);
  const [, kept = ""] = /logs and captures of the lab: (\S+)/.exec(stdout) ?? [];
  expect(kept.startsWith(join(folder, "lab-failures/theirs-"))).toBe(true);
  expect(readFileSync(join(kept, "ours.conf"), "utf8")).toContain("10.66.0.0/16");
});

it("is named with its folder when it has no file to load", async () => {
  const { code, stderr } = await lab.lab(["up", join(lab.parent, "nothing")]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*\/nothing is not a folder$/m);
});
