// vsrx init: the files that each package manager, kind of module and runner needs, and what is there already.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { initCommand } from "../../lib/cli/init";

let folder = "";
const agent = process.env["npm_config_user_agent"];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vsrx-init-"));
  delete process.env["npm_config_user_agent"];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  if (agent !== undefined) process.env["npm_config_user_agent"] = agent;
});

const read = (file: string): string => readFileSync(join(folder, file), "utf8");
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

/** What it prints, with paths as they are below the folder. */
function init(...words: string[]): string {
  const spy = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    initCommand().parse([folder, "--name", "mine", ...words], { from: "user" });
    const text = spy.mock.calls.map(([part]) => String(part)).join("");
    return text.replaceAll(/(?<=^(?:wrote|kept {2}|added to) ?)\S*\/(?=[^/\s,]+)/gm, "");
  } finally {
    spy.mockRestore();
  }
}

/** Scripts that must not run, by what a manager's file says. */
const NOT_RUN = {
  "@parcel/watcher": false,
  "@swc/core": false,
  "cpu-features": false,
  esbuild: false,
  protobufjs: false,
  ssh2: false,
};

describe("a project's package manager", () => {
  it("is npm where nobody says otherwise, and is told which scripts need not run", () => {
    expect(init()).toMatch(/^ {2}npm install\n {2}npm test .*\n {2}npx vsrx synth /m);
    expect(JSON.parse(read("package.json"))).toMatchObject({ allowScripts: NOT_RUN });
  });

  it("is the one that started it", () => {
    process.env["npm_config_user_agent"] = "pnpm/10.34.9 npm/? node/v24.21.0 linux x64";
    expect(init()).toMatch(/^ {2}pnpm install\n {2}pnpm test .*\n {2}pnpm exec vsrx synth /m);
    expect(parse(read("pnpm-workspace.yaml"))).toEqual({ allowBuilds: NOT_RUN });
    expect(JSON.parse(read("package.json"))).not.toHaveProperty("allowScripts");
  });

  it("is rather the one of its lock file; Yarn has to make node_modules, as Pulumi looks there", () => {
    process.env["npm_config_user_agent"] = "npm/11.19.1 node/v24.21.0 linux x64";
    write("yarn.lock", "");
    expect(init()).toMatch(/^ {2}yarn install\n {2}yarn test .*\n {2}yarn vsrx synth /m);
    expect(read(".yarnrc.yml")).toBe("nodeLinker: node-modules\n");
  });

  it.each([
    ["pnpm-lock.yaml", "pnpm-workspace.yaml", "allowBuilds:\n  esbuild: true # mine\n"],
    ["yarn.lock", ".yarnrc.yml", "enableTelemetry: false"],
  ])("of %s: what its file says stays", (lock, file, text) => {
    write(lock, "");
    write(file, text);
    expect(init()).toContain(`added to ${file} what it lacked`);
    expect(read(file).startsWith(text)).toBe(true);
    const before = read(file);
    expect(init()).toContain(`kept  ${file}, which was there`);
    expect(read(file)).toBe(before);
  });
});

describe("jest", () => {
  it("takes ES modules where package.json has them", () => {
    write("package.json", '{ "type": "module" }');
    init("--runner", "jest");
    expect(read("jest.config.js")).toMatch(
      /^export default \{[^]*extensionsToTreatAsEsm: \["\.ts"\]/,
    );
    expect(JSON.parse(read("package.json"))).toMatchObject({
      type: "module",
      scripts: { test: "node --experimental-vm-modules node_modules/jest/bin/jest.js" },
    });
  });

  it("takes CommonJS elsewhere", () => {
    init("--runner", "jest");
    expect(read("jest.config.js")).toMatch(/^module\.exports = \{/);
    expect(read("jest.config.js")).not.toContain("Esm");
    expect(JSON.parse(read("package.json"))).toMatchObject({ scripts: { test: "jest" } });
  });
});

describe("again", () => {
  it("everything is kept as it is", () => {
    init();
    const lines = init().split("\n\n")[0]?.split("\n") ?? [];
    expect(lines.filter((line) => !line.startsWith("kept "))).toEqual([]);
    expect(lines.length).toBeGreaterThan(6);
  });

  it("what must not get into a repository is added to a .gitignore", () => {
    write(".gitignore", "dist/\nnode_modules/");
    expect(init()).toContain("added to .gitignore what it lacked");
    expect(read(".gitignore")).toBe("dist/\nnode_modules/\n.lab/\n");
  });

  it("a package.json that is no JSON is named", () => {
    write("package.json", "{");
    expect(() => init()).toThrow(/package\.json is not JSON; mend or remove it first/);
  });
});
