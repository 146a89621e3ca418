// Speed and memory of the Junos language: parsing and diffing large set files, and checking programs that use its types.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { check, ConfigTree, diff } from "../lib/junos";

type Print = (name: string, value: string, goal: string) => void;

/** Set lines as a large gateway has them: addresses, policies, interfaces, routes, gateways; a tenth is outside the schema. */
function setFile(lines: number, changed: boolean): string {
  const out: string[] = [];
  for (let i = 0; out.length < lines; i++) {
    // One block in a hundred differs.
    const mark = changed && i % 100 === 7 ? 1 : 0;
    const net = `10.${(i >> 8) & 255}.${i & 255}`;
    const zones = `security policies from-zone trust to-zone untrust policy p${i}`;
    out.push(
      `set security address-book global address host-${i} ${net}.${mark + 1}/32`,
      `set ${zones} match source-address host-${i}`,
      `set ${zones} match destination-address any`,
      `set ${zones} match application junos-https`,
      `set ${zones} then ${mark ? "deny" : "permit"}`,
      `set interfaces st0 unit ${i} family inet mtu ${1400 + mark}`,
      `set routing-options static route ${net}.0/24 next-hop st0.${i}`,
      `set security ike gateway gw${i} ike-policy pol`,
      `set security ike gateway gw${i} address 203.0.113.${i % 250}`,
      `set firewall family inet filter f${i >> 6} term t${i} from source-address ${net}.0/24`,
    );
  }
  return out.slice(0, lines).join("\n");
}

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly lines: number;
}

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/** Parses two files and takes their difference, and says what it cost. */
export function measure(lines: number): Measured {
  const [a, b] = [setFile(lines, false), setFile(lines, true)];
  collect();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const left = ConfigTree.fromSet(a);
  const right = ConfigTree.fromSet(b);
  const found = diff(left, right);
  const milliseconds = performance.now() - start;
  const megabytes = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
  return { milliseconds, megabytes, lines: found.length };
}

const large100 = (): ConfigTree => ConfigTree.fromSet(setFile(100_000, false));

function timeCheck(tree: ConfigTree): { milliseconds: number; findings: number } {
  const start = performance.now();
  const findings = check(tree).length;
  return { milliseconds: performance.now() - start, findings };
}

const root = resolve(__dirname, "..");

/** The module as a user's compiler sees it: its declarations; without a build there are only the sources. */
function moduleName(): string {
  const built = join(root, "dist/lib/junos/index.d.ts");
  return existsSync(built) ? built.replace(/\.d\.ts$/, "") : join(root, "lib/junos/index");
}

/** Times of two completions inside a typed object, as an editor's language service answers them: the first reads everything. */
function complete(): { first: number; next: number } {
  const file = join(root, "bench/editor-probe.ts");
  const text = `import type { JunosConfig } from ${JSON.stringify(moduleName())};\nconst config: JunosConfig = { security: { ike: { gateway: { gw1: {  } } } } };\n`;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      skipLibCheck: true,
      types: [],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) =>
      name === file
        ? ts.ScriptSnapshot.fromString(text)
        : existsSync(name)
          ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8"))
          : undefined,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (name) => name === file || existsSync(name),
    readFile: (name) => (existsSync(name) ? readFileSync(name, "utf8") : undefined),
  };
  const service = ts.createLanguageService(host);
  const ask = (at: number): number => {
    const start = performance.now();
    const entries = service.getCompletionsAtPosition(file, at, {})?.entries.length ?? 0;
    if (entries === 0)
      throw new Error("the language service offered nothing inside a typed object");
    return performance.now() - start;
  };
  const first = ask(text.indexOf("gw1: {") + 7);
  return { first, next: ask(text.indexOf("gateway:") - 1) };
}

/** Time that the compiler takes for a program that uses the types. */
async function typeCheck(): Promise<number> {
  const module = moduleName();
  const folder = mkdtempSync(join(tmpdir(), "junos-types-"));
  try {
    writeFileSync(
      join(folder, "program.ts"),
      `
      import { ConfigTree, type JunosConfig } from ${JSON.stringify(module)};
      const config: JunosConfig = {
        system: { hostName: "srx1", services: { netconf: { ssh: {} } } },
        interfaces: { "ge-0/0/0": { unit: { 0: { family: { inet: { address: { "10.1.1.1/24": {} } } } } } } },
        security: { ike: { proposal: { p1: { authenticationMethod: "pre-shared-keys", dhGroup: "group19" } } } },
      };
      console.log(ConfigTree.fromObject(config, "program").toSet().join("\\n"));
    `,
    );
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: {
          incremental: false,
          tsBuildInfoFile: null,
          types: ["node"],
          typeRoots: [join(root, "node_modules/@types")],
          noEmit: true,
        },
        files: ["program.ts"],
        include: [],
      }),
    );
    const compiler = join(
      dirname(require.resolve("typescript/package.json", { paths: [root] })),
      "bin/tsc",
    );
    const start = performance.now();
    await new Promise<void>((done, failed) => {
      execFile(process.execPath, [compiler, "-p", folder], (error, output) =>
        error ? failed(new Error(`the compiler refused the program:\n${output}`)) : done(),
      );
    });
    return performance.now() - start;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints each number beside its goal. */
export async function junosBench(print: Print): Promise<void> {
  measure(5_000);
  // The best of three: what else the machine does only ever adds.
  const small = [measure(100_000), measure(100_000), measure(100_000)].reduce((a, b) =>
    b.milliseconds < a.milliseconds ? b : a,
  );
  print(
    "junos: parse and diff two 100,000-line set files",
    `${small.milliseconds.toFixed(0)} ms, ${small.megabytes.toFixed(0)} MB, ${small.lines} lines of difference`,
    "500 ms, 200 MB",
  );
  const large = measure(1_000_000);
  print(
    "junos: the same with 1,000,000 lines",
    `${large.milliseconds.toFixed(0)} ms, ${(large.milliseconds / small.milliseconds).toFixed(1)} times as long`,
    "linear: 10 times",
  );
  const checked = timeCheck(large100());
  print(
    "junos: offline check of a 100,000-line configuration",
    `${checked.milliseconds.toFixed(0)} ms, ${checked.findings} findings`,
    "none stated",
  );
  // Checked by a fresh compiler without incremental state, as an editor's first look at the file would.
  const editor = complete();
  print(
    "junos: an editor's completion in a typed object",
    `${editor.first.toFixed(0)} ms the first time, ${editor.next.toFixed(0)} ms then`,
    "not slow",
  );
  print(
    "junos: tsc of a program that uses the types",
    `${((await typeCheck()) / 1000).toFixed(1)} s`,
    "3 s",
  );
}
