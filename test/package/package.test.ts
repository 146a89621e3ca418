// The package as somebody else gets it, in an empty project: what is in it, what it needs, both kinds of module, every runner.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { chosenRows, drawnBy, outdated, reportProof } from "../life/proof";
import { COMBINATIONS, combinationTable, missingPairs } from "./combinations";
import { ensureTools, OutsideProject } from "./outside-project";
import { Packed, PackedProject } from "./packed-project";

// Each starts programs of its own, which load Pulumi from cold.
jest.setTimeout(300_000);

let packed: Packed;
let project: PackedProject | undefined;

beforeAll(() => {
  packed = new Packed();
}, 600_000);

afterAll(() => packed.remove());

afterEach(() => {
  project?.remove();
  project = undefined;
});

const fresh = (...others: string[]): PackedProject => (project = new PackedProject(packed, others));

describe("the packed file", () => {
  it("is small, needs few packages, and says so", () => {
    const needed = Object.keys(packed.manifest.dependencies);
    process.stderr.write(
      `pulumi-vsrx, packed: ${(packed.size / 1e6).toFixed(1)} MB, ${packed.files.length} files, ` +
        `${needed.length} dependencies: ${needed.join(", ")}\n`,
    );
    expect(packed.size).toBeLessThan(4.2e6);
    expect(needed.length).toBeLessThan(12);
  });

  it("has what its package.json and its README lead to, and no test", () => {
    const text = readFileSync(join(packed.folder, "package.json"), "utf8");
    const paths = [...text.matchAll(/"(\.?\/?(?:dist|lib)\/[^"*]+\.[^"*]+)"/g)].map(
      ([, path]) => path,
    );
    const readme = readFileSync(join(packed.folder, "README.md"), "utf8");
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path);
    const missing = [...paths, ...links, "SECURITY.md", "LICENSE", "CHANGELOG.md"].filter(
      (path = "") => !existsSync(join(packed.folder, path)),
    );
    expect(missing).toEqual([]);
    expect(packed.files.filter((path) => path.includes("test.ts"))).toEqual([]);
  });

  it("has the source that every map leads to", () => {
    const maps = packed.files.filter((path) => path.endsWith(".map"));
    expect(maps.length).toBeGreaterThan(500);
    const lost = maps.filter((path) => {
      const { sources } = JSON.parse(readFileSync(join(packed.folder, path), "utf8")) as {
        sources: readonly string[];
      };
      return sources.some((each) => !packed.files.includes(normalize(join(dirname(path), each))));
    });
    expect(lost).toEqual([]);
  });

  it("has a provider that runs from anywhere, without any package", async () => {
    const folder = join(packed.folder, "dist/provider");
    const child = spawn(process.execPath, [join(folder, "pulumi-resource-vsrx"), "127.0.0.1:1"], {
      cwd: "/",
    });
    const said = await new Promise<string>((done) => {
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.endsWith("\n")) done(text);
      });
      child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
      child.on("exit", () => done(text));
    });
    child.kill("SIGKILL");
    expect(said).toMatch(/^\d+\n$/);
  });
});

const NAMES = `
for (const each of [VpnStack, ConfigTree, synth, expect, lab.up])
  if (typeof each !== "function") throw new Error("a name is missing");
`;

describe("both kinds of module", () => {
  it("import every door by name", () => {
    const user = fresh();
    const doors = {
      "{ VpnStack }": "pulumi-vsrx",
      "{ ConfigTree }": "pulumi-vsrx/junos",
      "{ synth }": "pulumi-vsrx/testing",
      "{ expect }": "pulumi-vsrx/testing/node",
      "{ lab }": "pulumi-vsrx/lab",
    };
    const lines = (write: (names: string, door: string) => string): string =>
      Object.entries(doors)
        .map(([names, door]) => write(names, JSON.stringify(door)))
        .join("\n");
    user.write("a.mjs", lines((names, door) => `import ${names} from ${door};`) + NAMES);
    user.write("a.cjs", lines((names, door) => `const ${names} = require(${door});`) + NAMES);
    expect(user.node("a.mjs")).toMatchObject({ status: 0, output: "" });
    expect(user.node("a.cjs")).toMatchObject({ status: 0, output: "" });
  });
});

/** Packages that a runner needs; CommonJS and ES modules, Pulumi's loader and others: each at least once. */
const RUNNERS: readonly (readonly [
  runner: string,
  type: "commonjs" | "module",
  others: readonly string[],
])[] = [
  ["node", "commonjs", ["tsx"]],
  ["jest", "commonjs", ["jest", "@swc/core", "@swc/jest"]],
  ["vitest", "module", ["vite", "vitest"]],
];

describe("vsrx init makes a project", () => {
  it.each(RUNNERS)("whose test runs with %s, as %s, and ends", (runner, type, others) => {
    const user = fresh(...others);
    user.write("package.json", JSON.stringify({ type, private: true }));
    const made = user.vsrx("init", ".", "--name", "two-sites", "--runner", runner);
    expect(made).toMatchObject({ status: 0 });
    const { status, output } = user.test();
    expect(`${status} ${output}`).toMatch(/^0 [^]*\b(?:pass(?:ed)? 4|4 passed)\b/);
  });

  it("whose program is that of the README, and whose configurations vsrx synth prints", () => {
    const user = fresh("tsx");
    user.vsrx("init", ".", "--name", "two-sites");
    const readme = user.read("node_modules/pulumi-vsrx/README.md");
    expect(/```ts\n([^]*?)```/.exec(readme)?.[1]).toBe(user.read("index.ts"));
    const { status, stdout } = user.vsrx("synth", "--device", "srx1");
    expect(status).toBe(0);
    expect(stdout).toContain("set security ike gateway vpn1 address 172.16.21.1\n");
    expect(user.read("Pulumi.yaml")).toContain("path: node_modules/pulumi-vsrx/dist/provider");
    expect(user.has("node_modules/pulumi-vsrx/dist/provider/pulumi-resource-vsrx")).toBe(true);
  });

  it("whose types hold in strict mode, those of the package and of Pulumi included", () => {
    const user = fresh("tsx", "typescript", "@types/node");
    user.vsrx("init", ".", "--name", "two-sites");
    const { status, output } = user.node(
      join(user.folder, "node_modules/typescript/bin/tsc"),
      ...["-p", ".", "--skipLibCheck", "false"],
    );
    expect(`${status} ${output}`).toBe("0 ");
  });

  it("again: what is there stays, and package.json gets what it lacks", () => {
    const user = fresh();
    user.write("index.ts", "export const mine = 1;\n");
    user.write(
      "package.json",
      JSON.stringify({
        name: "mine",
        main: "index.js",
        scripts: { test: 'echo "Error: no test specified" && exit 1', lint: "eslint ." },
        dependencies: { constructs: "10.8.1" },
      }),
    );
    const { stdout } = user.vsrx("init");
    expect(stdout).toContain("kept  index.ts, which was there");
    expect(user.read("index.ts")).toBe("export const mine = 1;\n");
    expect(JSON.parse(user.read("package.json"))).toMatchObject({
      name: "mine",
      main: "index.ts",
      scripts: { test: "node --import tsx --test *.test.ts", lint: "eslint ." },
      dependencies: {
        constructs: "10.8.1",
        "pulumi-vsrx": expect.stringMatching(/^\^\d/) as string,
      },
    });
  });
});

describe("a wrong program", () => {
  it("is refused with every mistake, its construct, and the line of the program", () => {
    const user = fresh("tsx");
    user.vsrx("init", ".", "--name", "two-sites");
    const program = user.read("index.ts");
    user.write("index.ts", program.replace("gateway: srx2, identity", "gateway: srx1, identity"));
    const { status, stdout, output } = user.vsrx("synth");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(output).toMatch(/^error: \[natt\/vpn1\] both ends .* at .*index\.ts:\d+/m);
    expect(output).not.toMatch(/^\s+at /m);
  });
});

const TABLE = combinationTable();
const wanted = process.env["VSRX_PACKAGE"];
/** npm and Yarn take a minute or more for a row: their rows are for proofs, and for those who ask. */
const quick = COMBINATIONS.filter(({ manager }) => manager === "pnpm");
const tried = chosenRows(wanted === undefined ? quick : COMBINATIONS, {
  name: "package",
  wanted,
  by: drawnBy(TABLE),
  count: 1,
});
const passed = new Map<string, string>();

describe("somebody else's tools", () => {
  it("meet in a table by every two", () => {
    expect(missingPairs(COMBINATIONS)).toEqual([]);
    expect(missingPairs(COMBINATIONS.slice(1))).not.toEqual([]);
  });

  it.each(tried)("$row", ({ row, isInLab, ...combination }) => {
    ensureTools();
    const from = Date.now();
    const theirs = new OutsideProject(combination, packed.file);
    try {
      const versions = theirs.make();
      theirs.compile();
      expect(theirs.synth("srx1")).toContain("set security ike gateway vpn1 address 172.16.21.1\n");
      expect(theirs.test()).toMatch(/\b(?:pass(?:ed)? 4|4 passed)\b/);
      const { status, output } = theirs.failingTest("encrypted: true", "encrypted: false");
      expect(`${status} ${output}`).toMatch(/^1 [^]*\b(?:fail(?:ed)? 1|1 failed)\b/);
      expect(output).toContain(
        "10.1.11.0/24 should reach 10.1.21.0/24 by tcp port 443 through no tunnel, but",
      );
      expect(output).toMatch(/srx1.*st0/);
      const seconds = Math.round((Date.now() - from) / 1000);
      if (isInLab && wanted !== undefined) expect(theirs.labTest()).toMatch(/1 passed/);
      passed.set(row, `${versions}, in ${seconds} s`);
    } finally {
      theirs.remove();
    }
  });

  it("are proven as they are now: else `npm run proof -- package` tries them again", () => {
    reportProof(
      TABLE,
      tried.map(({ row }) => row),
      passed,
    );
    if (wanted === undefined) expect(outdated("package", TABLE)).toEqual([]);
  });
});
