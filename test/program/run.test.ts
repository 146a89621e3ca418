// A user's program in a process of its own: every form of program, its own settings, and how it fails.
import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { ProgramError, RefusedError } from "../../lib/program";
import { programFolder, run } from "./folder";

/** A stack with one gateway that has a route to the configured network. */
const STACK = `new v.VpnStack("one", (scope) => {
  new v.Gateway(scope, "gw", {
    unmanaged: true,
    external: { address: "192.0.2.1/24" },
    internal: { address: "10.1.0.1/24" },
    routes: { [new pulumi.Config().require("office")]: "192.0.2.254" },
  });
});`;

const FORMS = {
  "CommonJS in JavaScript": {
    "index.js": `const v = require("pulumi-vsrx"); const pulumi = require("@pulumi/pulumi"); ${STACK}`,
  },
  "an ES module in JavaScript": {
    "package.json": '{ "type": "module", "main": "main.js" }',
    "main.js": `import * as v from "pulumi-vsrx"; import * as pulumi from "@pulumi/pulumi"; ${STACK}`,
  },
  "CommonJS in TypeScript": {
    "package.json": '{ "main": "program.ts" }',
    "program.ts": `import * as v from "pulumi-vsrx"; import * as pulumi from "@pulumi/pulumi"; const one: number = 1; ${STACK} export { one };`,
  },
  "an ES module in TypeScript": {
    "package.json": '{ "type": "module" }',
    "index.ts": `import * as v from "pulumi-vsrx"; import pulumi from "@pulumi/pulumi"; const one: number = 1; ${STACK} export { one };`,
  },
  "a function that is exported": {
    "index.js": `const v = require("pulumi-vsrx"); const pulumi = require("@pulumi/pulumi"); module.exports = async () => { ${STACK} };`,
  },
  "one in a folder that Pulumi.yaml names": {
    "Pulumi.yaml": "name: elsewhere\nruntime: nodejs\nmain: src/\n",
    "src/index.js": `const v = require("pulumi-vsrx"); const pulumi = require("@pulumi/pulumi"); ${STACK}`,
  },
};

describe("a program is run, whether it is", () => {
  it.each(Object.entries(FORMS))("%s", async (_, files) => {
    const { devices } = await run(programFolder(files), { config: { office: "10.9.0.0/16" } });
    expect(devices.map(({ name, kind }) => ({ name, kind }))).toEqual([
      { name: "gw", kind: "gateway" },
    ]);
    expect(devices[0]?.set).toContain(
      "set routing-options static route 10.9.0.0/16 next-hop 192.0.2.254",
    );
  });
});

/** JavaScript around a stack, with what most programs import. */
const js = (text: string): Record<string, string> => ({
  "index.js": `const v = require("pulumi-vsrx"); const pulumi = require("@pulumi/pulumi"); ${text}`,
});

describe("its settings", () => {
  const PROJECT = `
name: acme-vpn
runtime: nodejs
config:
  office: 10.7.0.0/16
  acme-vpn:number: { type: integer, default: 7 }
`;

  it("come from Pulumi.yaml, and from the file of its only stack", async () => {
    const folder = programFolder({
      "Pulumi.yaml": PROJECT,
      "Pulumi.prod.yaml": "config:\n  acme-vpn:list: [10.8.0.0/16]\n",
      ...js(
        `${STACK} const c = new pulumi.Config();
        console.log(pulumi.getProject(), pulumi.getStack(), c.requireNumber("number"), c.requireObject("list"));`,
      ),
    });
    const { devices, printed } = await run(folder);
    expect(devices[0]?.set.join("\n")).toContain("route 10.7.0.0/16");
    expect(printed).toContain("acme-vpn prod 7 [ '10.8.0.0/16' ]");
  });

  it("come from the stack that is asked for, of several", async () => {
    const folder = programFolder({
      "Pulumi.yaml": "name: acme\nruntime: nodejs\n",
      "Pulumi.dev.yaml": "config:\n  acme:office: 10.1.9.0/24\n",
      "Pulumi.prod.yaml": "config:\n  acme:office: 10.2.9.0/24\n",
      ...js(STACK),
    });
    const { devices } = await run(folder, { stack: "prod" });
    expect(devices[0]?.set.join("\n")).toContain("route 10.2.9.0/24");
    await expect(run(folder, { stack: "test" })).rejects.toThrow(
      /has no Pulumi\.test\.yaml; there are: dev, prod/,
    );
  });

  it("are supplied by name where the program requires them and nobody can know them: a secret of the stack's file", async () => {
    const folder = programFolder({
      "Pulumi.yaml": "name: acme\nruntime: nodejs\n",
      "Pulumi.prod.yaml": "config:\n  acme:key:\n    secure: v1:abc:def\n",
      "package.json": '{ "type": "module" }',
      "settings.js": `import * as pulumi from "@pulumi/pulumi"; const c = new pulumi.Config();
        export const key = c.require("key"); export const other = c.get("other") ?? "mine";`,
      "index.js": `import { VpnStack } from "pulumi-vsrx"; import { key, other } from "./settings.js";
        console.log(key, other); new VpnStack("one", () => undefined);`,
    });
    expect((await run(folder)).printed).toContain("⟨key⟩ mine");
  });
});

describe("a program that fails", () => {
  it("is told in its own words, with its own file and line", async () => {
    const folder = programFolder(
      js("\n\nfunction build() { throw new TypeError('no such office'); }\nbuild();"),
    );
    const error = await run(folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProgramError);
    expect((error as ProgramError).describe(folder)).toBe("no such office\n    at index.js:3");
  });

  it("in a promise that nobody waits for is told too", async () => {
    const folder = programFolder(js(`${STACK} void (async () => { throw new Error("late"); })();`));
    await expect(run(folder)).rejects.toThrow(/^late$/);
  });

  it("because a package is missing says so, without the way it was looked for", async () => {
    const folder = programFolder(js('require("no-such-package");'));
    await expect(run(folder)).rejects.toThrow(/^Cannot find module 'no-such-package'$/);
  });

  it.each([
    [
      "ends its process",
      "process.exit(3);",
      "ended its process before it was done (exit code 3)",
      60,
    ],
    ["never ends", "for (;;);", "did not end within 5 s", 5],
  ])("because it %s does not take us with it", async (_, text, message, timeoutSeconds) => {
    const folder = programFolder(js(text));
    await expect(run(folder, { timeoutSeconds })).rejects.toThrow(message);
  });

  it("because its constructs are wrong lists every mistake with its path", async () => {
    const folder = programFolder(
      js(`new v.VpnStack("one", (scope) => {
        new v.Gateway(scope, "a b", { unmanaged: true, external: { address: "x" }, internal: [] });
      });`),
    );
    const error = await run(folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RefusedError);
    const { diagnostics } = error as RefusedError;
    expect(diagnostics.length).toBeGreaterThan(1);
    expect(diagnostics.every(({ construct }) => construct?.startsWith("one/a b"))).toBe(true);
  });

  it("because it is none is told with what was looked for", async () => {
    const folder = programFolder({ "README.md": "" });
    await expect(run(folder)).rejects.toThrow(/has no index\.ts/);
    await expect(run(join(folder, "nowhere"))).rejects.toThrow(/is not a folder/);
  });

  it("because Yarn made no node_modules, in which Pulumi looks, says what to write", async () => {
    const folder = programFolder({ "index.js": "", ".pnp.cjs": "" });
    await expect(run(folder)).rejects.toThrow(/Plug'n'Play.*nodeLinker: node-modules/);
  });

  it("because its packages are not installed says what to do", async () => {
    const folder = programFolder({
      "index.js": "",
      "node_modules/.keep": "",
      "tsconfig.json": "{}",
    });
    await expect(run(folder, { tsconfig: join(folder, "tsconfig.json") })).rejects.toThrow(
      /finds no pulumi-vsrx; install the program's packages there/,
    );
  });
});

it("a program may have a copy of @pulumi/pulumi of its own", async () => {
  const modules = resolve(__dirname, "../../node_modules");
  const folder = programFolder({ "node_modules/.keep": "", ...js(STACK) });
  const own = join(folder, "node_modules");
  for (const name of readdirSync(modules)) {
    if (name !== "@pulumi" && !name.startsWith("."))
      symlinkSync(join(modules, name), join(own, name));
  }
  mkdirSync(join(own, "@pulumi"));
  symlinkSync(join(modules, "@pulumi/aws"), join(own, "@pulumi/aws"));
  cpSync(join(modules, "@pulumi/pulumi"), join(own, "@pulumi/pulumi"), { recursive: true });
  const { devices } = await run(folder);
  expect(devices[0]?.set.join("\n")).toContain("route ⟨office⟩");
});
